import random
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from soi.core.fieldwork import Arrival
from soi.core.refusals import Unacceptable
from soi.oversight import queries, services
from soi.oversight.models import Entry, EntryPhoto
from soi.record import queries as record
from tests.oversight.conftest import at, entry, row

DIGEST = "ab" * 32


def note(number, new, days=20):
    return services.note(number=number, new=new, stamp=at(days))


def test_the_same_entry_sent_three_times_is_kept_once(held):
    new = entry()

    arrivals = [note(held, new).arrival for _ in range(3)]

    assert arrivals == [Arrival.NEW, Arrival.AGAIN, Arrival.AGAIN]
    assert Entry.objects.count() == 1


def test_an_entry_is_acknowledged_with_its_last_photo(held):
    new = entry(photos=(DIGEST, "cd" * 32))
    assert list(note(held, new).missing) == [DIGEST, "cd" * 32]

    services.add_photo(number=held, digest=DIGEST, data=b"\xff\xd8", stamp=at(20))
    services.add_photo(number=held, digest=DIGEST, data=b"\xff\xd8", stamp=at(20))

    assert list(note(held, new).missing) == ["cd" * 32]
    assert EntryPhoto.objects.count() == 1


def test_a_photo_that_no_entry_names_is_refused(held):
    with pytest.raises(Unacceptable):
        services.add_photo(number=held, digest=DIGEST, data=b"x", stamp=at(20))


def test_two_phones_over_the_same_version_leave_both_until_a_person_has_read_both(held):
    uuid = uuid4()
    note(held, entry("Một", uuid=uuid))
    note(held, entry("Hai", uuid=uuid, base=1))
    note(held, entry("Ba", uuid=uuid, base=1))

    ((ours, theirs),) = queries.beside(row(held))
    assert (ours.text, theirs.text) == ("Hai", "Ba")

    services.settle(number=held, entry=theirs.pk, stamp=at(21))

    assert queries.beside(row(held)) == []
    assert Entry.objects.count() == 3


@pytest.mark.parametrize("years", [-5, 5])
def test_a_clock_that_is_years_off_moves_nothing(held, years):
    device = datetime(2026 + years, 3, 1, tzinfo=UTC)

    kept = note(held, entry(device_at=device, seconds=60.0)).entry

    assert kept.written_at == row(held).started_at or kept.written_at > row(held).started_at
    assert kept.device_at == device


def test_what_comes_days_later_is_kept_while_the_report_waits(reported):
    assert note(reported, entry(), days=27).arrival is Arrival.NEW


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"text": ""}, "missing"),
        ({"text": "x" * 5001}, "entry_too_long"),
        ({"photos": tuple(f"{n:064x}" for n in range(11))}, "entry_photos"),
        ({"photos": ("zz",)}, "entry_malformed"),
        ({"question": "q9"}, "unknown_question"),
        ({"answer": "maybe"}, "unknown_word"),
        ({"base": -1}, "entry_malformed"),
    ],
)
def test_an_entry_that_cannot_be_is_refused_and_leaves_no_trace(held, changed, reason):
    before = record.root()

    with pytest.raises(Unacceptable) as refusal:
        note(held, entry(**changed))

    assert refusal.value.facts["reason"] == reason
    assert record.root() == before
    assert not Entry.objects.exists()


@pytest.mark.parametrize("seed", range(3))
def test_a_session_that_is_cut_and_sent_again_loses_nothing_and_doubles_nothing(held, seed):
    chance = random.Random(seed)
    written = [
        entry(f"e{n}.{version}", uuid=uuid, base=version)
        for n in range(5)
        for uuid in [uuid4()]
        for version in range(chance.randint(1, 3))
    ]
    arriving = [*written, *(chance.choice(written) for _ in range(8))]
    chance.shuffle(arriving)

    for new in arriving:
        note(held, new, days=20 + chance.randrange(3))

    assert sorted(Entry.objects.values_list("text", flat=True)) == sorted(n.text for n in written)


def test_a_visit_that_is_over_takes_no_entry(concluded):
    with pytest.raises(Exception, match="not_now"):
        note(concluded, entry(), days=40)


def test_the_record_has_the_digest_of_every_entry(held):
    kept = note(held, entry()).entry

    lines = [one for one in record.about(row(held).ref) if one["kind"] == "visit.noted"]

    assert [line["facts"]["entry_digest"] for line in lines] == [kept.digest]
    assert timedelta(0) <= kept.received_at - kept.written_at
