import json
from datetime import date

import pytest

from soi.core import entries, merkle
from soi.core.entries import Class
from soi.record import queries, services
from soi.record.models import Entry, Payload

pytestmark = pytest.mark.django_db


def tell(stamp, subject="duty:NV-2026-00017", **facts):
    return services.append(kind="duty.extended", subject=subject, facts=facts, stamp=stamp)


def test_the_root_of_an_empty_record_is_the_hash_of_nothing():
    assert queries.root() == merkle.root([])


def test_the_root_stands_for_every_entry_in_its_order(stamp):
    told = [tell(stamp) for _ in range(5)]

    leaves = [
        merkle.leaf(entries.Entry(Class.OPEN, 1, date(2026, 3, 2), one.commitment).to_bytes())
        for one in told
    ]

    assert queries.root() == merkle.root(leaves)


def test_what_was_recorded_about_a_subject_comes_oldest_first(stamp):
    one = tell(stamp, step=1)
    tell(stamp, subject="duty:other")
    two = tell(stamp, step=2)

    told = queries.about("duty:NV-2026-00017")

    assert [row["facts"]["step"] for row in told] == [1, 2]
    assert [row["index"] for row in told] == [one.pk, two.pk]
    assert told[0].keys() == {"kind", "facts", "at", "by", "office", "index"}


def test_a_whole_record_is_found_whole(stamp):
    for subject in "abcab":
        tell(stamp, subject=subject)

    found = queries.check()

    assert found.whole
    assert (found.count, found.root, found.erased) == (5, queries.root(), 0)


def test_a_changed_payload_is_found(stamp):
    tell(stamp, due_on="2026-10-21")
    entry = tell(stamp, due_on="2026-10-22")
    body = entry.payload.body.replace("2026-10-22", "2026-12-22")

    Payload.objects.filter(pk=entry.pk).update(body=body)

    assert queries.check().wrong == (entry.pk,)


def test_a_payload_hung_on_another_subject_is_found(stamp):
    entry = tell(stamp)

    Payload.objects.filter(pk=entry.pk).update(subject="duty:other")

    assert queries.check().wrong == (entry.pk,)


def test_a_payload_taken_away_without_an_erasure_is_found(stamp):
    first, last = tell(stamp), tell(stamp)

    Payload.objects.filter(pk=first.pk).delete()

    found = queries.check()
    assert found.bare == (first.pk,)
    assert found.torn == (last.pk,)


def test_an_entry_slipped_in_with_a_false_predecessor_is_found(stamp):
    tell(stamp)
    entry = tell(stamp)
    payload = json.loads(entry.payload.body) | {"prev": "ab" * 32}
    body, salt = entries.canonical(payload), b"s" * 32
    false = Entry.objects.create(
        entry_class=1, unit=1, day=entry.day, at=entry.at, commitment=entries.commitment(salt, body)
    )

    Payload.objects.create(
        entry=false, subject=payload["case"], kind="duty.extended", salt=salt, body=body.decode()
    )

    assert queries.check().torn == (false.pk,)


def test_a_payload_whose_entry_is_gone_is_found(stamp):
    told = tell(stamp).payload

    Payload.objects.create(
        entry_id=told.pk + 7, subject="duty:other", kind="a.b", salt=told.salt, body=told.body
    )

    assert queries.check().wrong == (told.pk + 7,)
