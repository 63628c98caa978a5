"""The pages without script: what floods them, what does not, and what a flood leaves open."""

import threading

import pytest
from django.db import connections

from soi.denunciations import services
from soi.denunciations.models import Box, Mailbox
from soi.denunciations.views import plain, turns
from tests.denunciations.conftest import TEXT, hidden, shown_code
from tests.denunciations.test_plain import FORM, fill

pytestmark = pytest.mark.django_db(databases=["sealed"], transaction=True)
CODE = "0000-0000-0000-0000-0000"
CHEAP = [
    (FORM, {"text": ""}), (FORM, {"text": TEXT}), (FORM, {"text": TEXT, "once": "x.y"}),
    (f"{FORM}/confirm", {"again": "x"}), (f"{FORM}/mailbox", {"code": "uuuu"}), (FORM, {}),
]  # fmt: skip


@pytest.fixture
def narrow(room, monkeypatch):
    """Two turns of each kind in ten seconds."""
    monkeypatch.setattr(turns, "_MOST", 2)
    return room


def test_what_is_refused_for_nothing_shuts_nothing(room, client):
    for _ in range(12):
        for path, values in CHEAP:
            assert client.post(path, values).status_code == 422

    code = shown_code(fill(client).content.decode())
    assert client.post(f"{FORM}/confirm", {"again": code}).status_code == 200
    assert client.post(f"{FORM}/mailbox", {"code": code}).status_code == 200


@pytest.mark.parametrize(
    ("flooded", "values"),
    [(f"{FORM}/mailbox", {"code": CODE}), (f"{FORM}/confirm", {"again": CODE})],
)
def test_a_flood_of_guesses_shuts_neither_the_form_nor_the_other(narrow, client, flooded, values):
    answers = [client.post(flooded, values) for _ in range(4)]
    code = shown_code(fill(client).content.decode())
    others = {f"{FORM}/mailbox": {"code": code}, f"{FORM}/confirm": {"again": code}}
    del others[flooded]

    assert [one.status_code for one in answers[2:]] == [429, 429]
    assert int(answers[-1].headers["Retry-After"]) >= 1
    assert [client.post(path, told).status_code for path, told in others.items()] == [200]


def test_a_flood_of_filings_leaves_the_words_on_the_page_and_the_mailboxes_open(narrow, client):
    code = shown_code(fill(client).content.decode())
    fill(client)
    kept = Box.objects.count()
    page = fill(client, name="Nguyễn Văn Thử")
    html = page.content.decode()

    assert page.status_code == 429
    assert int(page.headers["Retry-After"]) >= 1
    assert TEXT in html
    assert "Nguyễn Văn Thử" in html
    assert (Box.objects.count(), Mailbox.objects.count()) == (kept, 2)
    assert client.post(f"{FORM}/mailbox", {"code": code}).status_code == 200
    turns.limits.forget()
    assert client.post(FORM, {**hidden(html), "text": TEXT}).status_code == 201


def test_one_form_is_tried_three_times_a_minute(room, client):
    values = {**hidden(client.get(FORM).content.decode()), "about": "|ubnd-thanh-pho-mau"}
    answers = [client.post(FORM, {**values, "text": TEXT}).status_code for _ in range(5)]

    assert answers == [422, 422, 422, 429, 429]
    assert fill(client).status_code == 201


def test_no_more_than_two_of_a_kind_are_inside_and_the_line_is_left_when_they_go(
    room, client, monkeypatch
):
    drawing, answers = threading.Event(), []
    inside = threading.Barrier(3)

    def slow(**told):
        inside.wait(20)
        drawing.wait(20)
        raise services.AlreadySent

    def come():
        answers.append(fill(client).status_code)
        connections.close_all()

    with monkeypatch.context() as held:
        held.setattr(plain.services, "file_account", slow)
        held.setattr(plain.queries, "is_spent", lambda once: False)
        threads = [threading.Thread(target=come) for _ in range(2)]
        for one in threads:
            one.start()
        inside.wait(20)
        third = fill(client).status_code
        drawing.set()
        for one in threads:
            one.join(20)

    assert (third, answers) == (429, [409, 409])
    assert fill(client).status_code == 201
