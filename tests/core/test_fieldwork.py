import random
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soi.core.fieldwork import Arrival, Journal, Kept, Sent, missing_photos, moment, unsettled

AT = datetime(2026, 11, 3, 8, tzinfo=UTC)


def session(chance):
    """Return what one phone writes: entries, each over the last version the phone knew."""
    written = []
    for place in range(chance.randint(1, 6)):
        entry = f"e{place}-{chance.random()}"
        for version in range(chance.randint(1, 3)):
            photos = [f"p{chance.random()}" for _ in range(chance.randint(0, 2))]
            written.append(Sent(entry, version, f"{entry}/{version}", photos))
    return written


@pytest.mark.parametrize("seed", range(200))
def test_nothing_is_lost_and_nothing_doubled_however_it_arrives(seed):
    chance = random.Random(seed)
    written = session(chance)
    arriving = [*written, *(chance.choice(written) for _ in range(chance.randint(0, 9)))]
    chance.shuffle(arriving)

    journal = Journal()
    for sent in arriving:
        journal.take(sent)

    kept = Counter(digest for digests in journal.digests().values() for digest in digests)
    assert set(kept) == {sent.digest for sent in written}
    assert set(kept.values()) == {1}


def test_two_versions_over_the_same_one_are_both_kept_until_a_person_has_read_both():
    journal = Journal()
    journal.take(Sent("e", 0, "first"))

    ours = journal.take(Sent("e", 1, "ours"))
    theirs = journal.take(Sent("e", 1, "theirs"))

    assert (ours.arrival, theirs.arrival) == (Arrival.NEXT, Arrival.BESIDE)
    assert journal.digests() == {"e": ["first", "ours", "theirs"]}
    assert unsettled(journal.entries["e"]) == [(2, 3)]
    assert unsettled(journal.entries["e"], settled={3}) == []


def test_what_overtook_the_version_it_was_written_over_is_kept():
    journal = Journal()

    assert journal.take(Sent("e", 1, "second")).arrival is Arrival.EARLY
    assert journal.take(Sent("e", 0, "first")).arrival is Arrival.BESIDE
    assert journal.digests() == {"e": ["second", "first"]}


def test_the_same_entry_sent_three_times_is_acknowledged_three_times_and_kept_once():
    journal, sent = Journal(), Sent("e", 0, "first", ["p1"])

    arrivals = [journal.take(sent).arrival for _ in range(3)]

    assert arrivals == [Arrival.NEW, Arrival.AGAIN, Arrival.AGAIN]
    assert len(journal.entries["e"]) == 1


def test_an_entry_is_acknowledged_after_its_last_photo():
    kept = Kept(1, 0, "d", ("p1", "p2"))

    assert missing_photos(kept, {"p2"}) == ["p1"]
    assert missing_photos(kept, {"p1", "p2"}) == []


@given(st.integers(-5 * 365, 5 * 365), st.floats(0, 8 * 3600))
def test_a_clock_that_is_years_off_moves_nothing(days, seconds):
    device = AT + timedelta(days=days, seconds=seconds)

    found = moment(
        began_at=AT, seconds=seconds, device_at=device, received_at=AT + timedelta(days=2)
    )

    assert found.at == AT + timedelta(seconds=seconds)
    assert found.is_clock_wrong is (days != 0)


@given(st.floats(-1e6, 1e9))
def test_nothing_was_written_after_it_arrived_or_before_the_visit_began(seconds):
    received = AT + timedelta(hours=9)

    found = moment(began_at=AT, seconds=seconds, device_at=AT, received_at=received)

    assert AT <= found.at <= received
