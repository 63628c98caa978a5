"""Writes that come at the same time: each is answered for itself, and none is lost."""

import threading

import pytest

from soi.core import sealed
from soi.denunciations import services
from soi.denunciations.models import Box, Outbox
from soi.denunciations.services.together import Together
from tests.denunciations.conftest import DAY


def crowd(together, count):
    """Bring `count` items at once; returns what each was answered, in their order."""
    answers, gate = [None] * count, threading.Barrier(count)

    def bring(number):
        gate.wait()
        try:
            answers[number] = together(number)
        except ValueError as error:
            answers[number] = str(error)

    threads = [threading.Thread(target=bring, args=(number,)) for number in range(count)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(20)
    return answers


def test_whoever_waits_is_written_with_the_others_and_gets_his_own_answer():
    calls, first = [], threading.Event()

    def write(items):
        calls.append(len(items))
        if len(calls) == 1:
            first.wait(0.3)  # as a disk does
        return [item * 2 for item in items]

    assert crowd(Together(write), 24) == [number * 2 for number in range(24)]
    assert sum(calls) == 24
    assert len(calls) < 24


def test_one_that_cannot_be_written_takes_nobody_with_it():
    def write(items):
        if 3 in items:
            raise ValueError("three")
        return items

    answers = crowd(Together(write), 12)

    assert answers == [0, 1, 2, "three", *range(4, 12)]


def test_where_the_disk_itself_fails_everybody_is_told_at_once():
    calls, gate = [], threading.Event()

    def write(items):
        calls.append(items)
        gate.wait(0.2)
        raise ValueError("no disk")

    answers = crowd(Together(write, hopeless=(ValueError,)), 8)

    assert answers == ["no disk"] * 8
    assert len(calls) < 8


def test_no_more_than_so_many_go_together():
    sizes = []

    def write(items):
        sizes.append(len(items))
        return items

    assert crowd(Together(write, most=2), 9) == list(range(9))
    assert max(sizes) <= 2


@pytest.mark.django_db(databases=["sealed"], transaction=True)
def test_the_same_box_twice_in_one_writing_is_one_box_and_is_owed_once(room, envelope):
    from soi.denunciations.services.intake import Coming, _kept, random_words

    content = envelope()

    def coming(commitment):
        digest = sealed_digest(content)
        box = Box(name=random_words(), digest=digest, day=DAY, epoch="2026-11", content=content)
        return Coming(box, commitment)

    first, second = _kept([coming(b"a" * 32), coming(b"b" * 32)])

    assert first.name == second.name
    assert (first.fresh, second.fresh) == (True, False)
    assert Box.objects.count() == Outbox.objects.count() == 1
    assert services.take(content=content, day=DAY).name == first.name


@pytest.mark.django_db(databases=["sealed"], transaction=True)
def test_words_that_somebody_else_has_are_drawn_again(room, envelope, monkeypatch):
    from soi.denunciations.services import intake

    words = iter(["am-ao", "am-ao", "am-ao", "ben-bo"])
    monkeypatch.setattr(intake, "random_words", lambda: next(words))
    names = [services.take(content=envelope(), day=DAY).name for _ in range(2)]

    assert names == ["am-ao", "ben-bo"]
    assert Box.objects.count() == 2


def sealed_digest(content):
    from hashlib import sha256

    assert len(content) in sealed.LENGTHS
    return sha256(content).digest()
