"""A month that goes takes every key that opens it, and none that another month still needs."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from soi.core import sealed
from soi.denunciations import queries, services
from soi.denunciations.management import keyfiles
from soi.denunciations.models import Box, Hold, Locker, Mailbox, Message, OpenEvent
from soi.web import clock
from tests.denunciations.conftest import DAY
from tests.denunciations.test_plain import fill

pytestmark = pytest.mark.django_db(databases=["sealed"], transaction=True)
LATER = date(2030, 1, 5)
MONTHS = ["2026-11", "2026-12", "2027-01", "2027-02", "2027-03"]


@pytest.fixture
def lazy(room):
    """Since November a box a month; one receiver makes a key each month, the others in November.

    For April 2027 all make a new one in time. Returns the boxes' bytes by month.
    """
    Hold.objects.all().delete()
    known = queries.known()
    body = json.loads(json.dumps(known.body))
    for one in body["receivers"]:
        one["recipients"] = {"2026-11": one["recipients"].popitem()[1]}
    body["receivers"][0]["recipients"] |= {month: new(month) for month in MONTHS[1:]}
    OpenEvent.objects.filter(facts__version=1).update(day=date(2026, 10, 1))
    publish(room, body, 2, date(2026, 11, 1))
    for one in body["receivers"]:
        one["recipients"]["2027-04"] = new("2027-04")
    publish(room, body, 3, date(2027, 3, 31))
    for month in [*MONTHS, "2027-04"]:
        locked = sealed.lock(month.encode(), "tam tu", lambda n: bytes(n), work=2)
        services.put_away(address="ab" * 32, epoch=month, content=locked)
    return {month: boxed(body, month) for month in [*MONTHS, "2027-04"]}


def new(month):
    return keyfiles.new("ai do", month).request["recipients"][month]


def publish(room, body, version, day):
    signed = services.signed({**body, "version": version}, room.seed)
    services.publish(signed_text=signed, day=day)


def boxed(body, month):
    recipients = [one.recipient for one in queries.readers(body, month).values()]
    day = date.fromisoformat(f"{month}-15")
    content = services.pack({"month": month}, recipients[:8])
    services.take(content=content, day=day)
    return content


def shred(month):
    return services.shred(epoch=month, ground="TT 1", day=LATER)


def lockers():
    return sorted(Locker.objects.values_list("epoch", flat=True))


def test_a_shredded_month_is_gone_unless_the_law_holds_it(room, client):
    fill(client)
    row = Box.objects.first()

    with pytest.raises(services.NotShredded, match="running"):
        services.shred(epoch=row.epoch, ground="TT 1", day=row.day)
    services.hold(epoch=row.epoch, document="QĐ 3", day=DAY)
    with pytest.raises(services.NotShredded, match="held"):
        shred(row.epoch)
    assert Box.objects.exists()
    Hold.objects.all().delete()
    OpenEvent.objects.filter(kind="denunciations.manifest_published").update(day=row.day)
    publish_next_key(room)
    shred(row.epoch)
    services.scrub()
    assert not Box.objects.filter(epoch=row.epoch).exists()
    assert not Mailbox.objects.exists()
    assert not Message.objects.exists()
    assert OpenEvent.objects.filter(kind="denunciations.epoch_shredded").exists()


def publish_next_key(room):
    body = json.loads(json.dumps(queries.known().body))
    for one in body["receivers"]:
        one["recipients"]["2029-06"] = new("2029-06")
    publish(room, body, 2, date(2029, 6, 1))


def test_a_month_whose_keys_open_a_later_one_stays_and_says_for_which(lazy):
    with pytest.raises(services.NotShredded) as refusal:
        shred("2026-11")

    assert refusal.value.facts == {"reason": "needed", "months": MONTHS[1:]}
    assert Box.objects.filter(epoch="2026-11").exists()
    assert lockers() == [*MONTHS, "2027-04"]


def test_a_month_that_the_law_holds_keeps_the_keys_that_open_it(lazy):
    services.hold(epoch="2027-03", document="QĐ 1", day=LATER)
    for month in ("2027-01", "2026-12"):
        shred(month)
    for month in ("2026-11", "2027-02"):  # the last one: sealed in February, come in March
        with pytest.raises(services.NotShredded) as refusal:
            shred(month)
        assert "2027-03" in refusal.value.facts["months"]

    assert lockers() == ["2026-11", "2027-02", "2027-03", "2027-04"]
    assert Box.objects.filter(epoch="2027-03").exists()


def test_shredding_a_month_says_which_keys_still_open_its_copies(lazy):
    done = shred("2027-03")

    assert done.keys == ("2027-03",)
    assert done.left == {"2026-11": ("2026-11", "2026-12", "2027-01", "2027-02")}
    told = OpenEvent.objects.get(kind="denunciations.epoch_shredded").facts
    assert (told["keys"], told["left"]) == (["2027-03"], ["2026-11"])


def test_the_last_month_that_needs_them_takes_the_keys_of_all(lazy):
    for month in reversed(MONTHS):
        done = shred(month)

    assert done.left == {}
    assert lockers() == ["2027-04"]
    assert not Box.objects.filter(epoch__in=MONTHS).exists()


def test_keys_of_a_month_without_a_box_go_with_the_last_one_they_opened(lazy):
    Box.objects.filter(epoch="2026-11").delete()
    for month in reversed(MONTHS[1:]):
        done = shred(month)

    assert set(done.keys) == {"2026-11", "2026-12"}
    assert lockers() == ["2027-04"]


def test_keys_that_still_serve_the_running_month_stay(lazy):
    with pytest.raises(services.NotShredded) as refusal:
        shred("2027-04")

    assert refusal.value.facts == {"reason": "needed", "months": ["2030-01"]}


def test_where_new_keys_come_late_each_month_goes_with_the_one_after_it(lazy):
    first = services.empty(epoch="2026-11", ground="TT 1", day=LATER)
    others = [services.empty(epoch=one, ground="TT 1", day=LATER) for one in MONTHS[1:]]

    assert (first.keys, first.left) == ((), {"2026-11": tuple(MONTHS[1:])})
    assert others[0].keys == ("2026-12",)
    assert others[-1].keys == ("2026-11", "2027-03")
    assert lockers() == ["2027-04"]


def test_a_list_signed_within_a_month_leaves_its_first_days_to_the_keys_before(lazy, room):
    body = json.loads(json.dumps(queries.known().body))
    for one in body["receivers"]:
        one["recipients"]["2027-05"] = new("2027-05")
    publish(room, body, 4, date(2027, 5, 4))

    assert queries.key_months(["2027-04", "2027-05", "2027-06"]) == {
        "2027-04": {"2027-04"}, "2027-05": {"2027-04", "2027-05"},
        "2027-06": {"2027-05", "2027-06"},
    }  # fmt: skip


def test_a_month_with_a_hold_is_not_emptied_either(lazy):
    services.hold(epoch="2027-03", document="QĐ 1", day=LATER)

    with pytest.raises(services.NotShredded, match="held"):
        services.empty(epoch="2027-03", ground="TT 1", day=LATER)
    assert Box.objects.filter(epoch="2027-03").exists()


def test_the_command_says_why_a_month_stays_and_what_is_left(lazy, monkeypatch, capsys):
    monkeypatch.setattr(clock, "today", lambda: LATER)

    def say(*words):
        call_command("denunciations_room", *words)
        return capsys.readouterr().out

    with pytest.raises(CommandError, match="keys of 2026-11 may open boxes of 2026-12, 2027-01"):
        say("shred", "2026-11", "--ground", "TT 1")
    with pytest.raises(CommandError, match="invalid"):
        say("shred", "2026-1x", "--ground", "TT 1")
    with pytest.raises(CommandError, match="still runs"):
        say("shred", "2099-01", "--ground", "TT 1")
    said = say("shred", "2026-11", "--ground", "TT 1", "--leave-keys")
    assert "keys of: no month yet" in said
    assert "keys of 2026-11, which stay until these are shredded: 2026-12, 2027-01" in said
