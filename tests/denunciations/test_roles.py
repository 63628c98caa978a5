"""Nobody kept away opens a box, and nothing a reader can ask differs by whether there is one."""

import os
import secrets

import pytest

from soi.core import sealed
from soi.core.competence import NobodyCompetent, Organisation, barred, plain
from soi.denunciations import queries, services
from soi.denunciations.management import keyfiles
from soi.denunciations.models import Box, Manifest
from soi.web import clock
from tests.core.organisations import DAY, case
from tests.core.test_eligible_in_script import staffed
from tests.denunciations.conftest import UBND, Room, unpacked
from tests.denunciations.test_plain import fill

ORGANISATIONS = 100_000 if os.environ.get("SOI_LONG") else 300
SEALED = 2_000 if os.environ.get("SOI_LONG") else 40
PAGES = [
    "", "write", "offline", "mailbox", "figures", "plain", "plain/mailbox", "manifest", "room/",
    "room/keys", "nowhere",
]  # fmt: skip
ROOM = ["feed", "file", "identity", "answer", "duties", "locker"]


def body_of(seed):
    """A manifest's body for a generated organisation in which everybody has a key."""
    drawn = case(seed)
    posts = [*drawn.posts, *staffed(drawn.offices)]
    whole = Organisation(drawn.offices, posts, drawn.ties)
    persons = sorted({one.person for one in posts if one.person})
    keys = {person: keyfiles.new(person, "2026-03") for person in persons}
    told = {
        "organisation": plain.write(whole),
        "receivers": [key.request for key in keys.values()],
        "unsure": [drawn.offices[0].slug],
    }
    accused = [
        {"person": one.person, "office": one.office,
         "acted_on": one.acted_on.isoformat() if one.acted_on else None}
        for one in drawn.accused
    ]  # fmt: skip
    return told, keys, accused, drawn, whole


@pytest.mark.slow
def test_no_stanza_is_for_anybody_kept_away_and_there_are_two_bodies_or_a_name():
    sent, named = 0, []
    for seed in range(ORGANISATIONS):
        told, keys, accused, drawn, whole = body_of(seed)
        away = barred(drawn.accused, (), whole, DAY).persons
        try:
            to, bodies, _trace = services.choose(told, accused, DAY)
        except NobodyCompetent as refusal:
            named.append(refusal.facts["outside"])
            continue
        sent += 1
        assert not {one.person for one in to} & set(away)
        assert len(bodies) >= 2
        assert 2 <= len(to) <= 8
        if sent <= SEALED:
            box = sealed.seal(b"x", [one.recipient for one in to], secrets.token_bytes)
            opens = {person for person, key in keys.items() if can_open(box, key)}
            assert opens == {one.person for one in to}
    assert sent > ORGANISATIONS // 20
    assert all(named)


def can_open(box, key):
    try:
        return sealed.open_with(box, [key.secret]) == b"x"
    except sealed.CannotOpen:
        return False


def seen(room, client):
    """Everything that every reader, and nobody in particular, is answered: status and length."""
    found = {}
    for page in PAGES:
        answer = client.get(f"/denunciations/{page}")
        found["nobody", page] = (answer.status_code, len(answer.content))
    for login in [*room.keys, "nobody"]:
        ticket = room.passed(client, login) if login in room.keys else {}
        for route in ROOM:
            told = {"after": "0", "box": "am-ao", "number": "am-ao", "act": "show"}
            answer = client.post(
                f"/denunciations/room/{route}", told, "application/json", headers=ticket
            )
            found[login, route] = (answer.status_code, sizes(route, answer.content))
    return found


def sizes(route, content):
    # Names of random words differ in length; what is in the boxes does not.
    if route != "feed" or not content or content[:1] == b"{":
        return len(content)
    return sorted(len(box) for box in unpacked(content))


@pytest.mark.django_db(databases=["sealed"], transaction=True)
def test_nothing_that_anybody_can_ask_differs_by_whether_there_is_a_filing(room, client):
    # The hidden token of the form is chance of one length; the day is one day.
    services.release(day=DAY)
    without = seen(room, client)
    Box.objects.all().delete()
    for about in (f"|{UBND}", "|phong-kt-phuong-mau", "|dang-uy-phuong-mau"):
        assert fill(client, about=about, name="Nguyễn Văn Thử").status_code == 201
    services.release(day=DAY)

    assert seen(room, client) == without


WARDS = 40 if os.environ.get("SOI_LONG") else 3


def drawn_room(seed):
    """Publish the manifest of a generated organisation; returns its room and whom to accuse."""
    from django.conf import settings

    told, keys, accused, drawn, _whole = body_of(seed)
    slugs = [one.slug for one in drawn.offices]
    oversight = secrets.token_bytes(32)
    body = {
        **told, "version": 1, "day": DAY.isoformat(), "salt": settings.SOI_SALT.hex(),
        "names": {slug: {"name": slug, "address": ""} for slug in slugs}, "titles": {},
    }  # fmt: skip
    Manifest.objects.all().delete()
    queries.pin.path().unlink(missing_ok=True)
    services.publish(
        signed_text=services.signed({"format": services.FORMAT, **body}, oversight), day=DAY
    )
    return Room(keys, oversight), body, accused


@pytest.mark.slow
@pytest.mark.django_db(databases=["sealed"], transaction=True)
def test_in_no_generated_organisation_does_an_answer_differ_by_whether_there_is_a_filing(
    client, settings
):
    """Every person of the organisation is a receiver with a key, and asks for everything."""
    settings.SOI_RATE_LIMITS = False  # so many questions at once are a flood
    tried = 0
    for seed in range(1000):
        room, body, accused = drawn_room(seed)
        account = services.Account("Có việc sai.", {}, tuple(accused), sealed_by="offline")
        try:
            whole = services.seal_account(
                account=account, body=body, code=sealed.from_bytes(secrets.token_bytes(16)),
                stretch=lambda secret, salt: secrets.token_bytes(32), day=clock.today(),
            )  # fmt: skip
        except NobodyCompetent:
            continue
        services.release(day=DAY)
        without = seen(room, client)
        Box.objects.all().delete()
        services.take(content=whole.identity, day=DAY, shut=True)
        services.take(content=whole.envelope, day=DAY)
        services.release(day=DAY)
        found = seen(room, client)
        assert found == without, seed
        assert len(found) > 6 * len(room.keys)
        Box.objects.all().delete()
        tried += 1
        if tried == WARDS:
            break
    assert tried == WARDS
