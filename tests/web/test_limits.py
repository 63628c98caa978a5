from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory

from soi.web import limits


@pytest.fixture
def at(monkeypatch):
    moment = [datetime(2026, 3, 2, tzinfo=UTC)]
    monkeypatch.setattr(limits.clock, "now", lambda: moment[0])

    def forward(seconds):
        moment[0] += timedelta(seconds=seconds)

    return forward


def knock(key="a", name="code"):
    return limits.hit(name, key, most=3, seconds=60)


def test_the_fourth_knock_in_a_minute_waits(at):
    assert [knock() for _ in range(3)] == [0, 0, 0]
    at(20)

    assert knock() == 40


def test_who_waits_long_enough_may_knock_again(at):
    for _ in range(4):
        knock()
    at(60)

    assert knock() == 0


def test_others_and_other_doors_are_not_kept_waiting(at):
    for _ in range(4):
        knock()

    assert (knock(key="b"), knock(name="form")) == (0, 0)


def test_the_counts_never_grow_without_end(at, monkeypatch):
    monkeypatch.setattr(limits, "_MOST_KEYS", 10)
    for number in range(50):
        knock(key=str(number))

    assert len(limits._hits) == 10


def test_a_load_test_may_turn_the_limits_off(at, settings):
    settings.SOI_RATE_LIMITS = False

    assert [knock() for _ in range(9)] == [0] * 9


def test_an_address_is_not_kept_as_such():
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.7")

    assert "203" not in limits.address(request)
    assert limits.address(request) == limits.address(request)
