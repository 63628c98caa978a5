"""From the outbox to the published files."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from soi.core import entries, notes, tiles
from soi.core.entries import Class
from soi.record import files, queries, services
from soi.record.models import Entry, Leaf, Outbox, Root
from soi.record.offline import main as cli
from tests.record.conftest import AT, LATER, checkpoint, tell, whole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


def test_an_entry_waits_by_itself_and_an_act_costs_no_statement_more(
    stamp, django_assert_num_queries
):
    with django_assert_num_queries(2):
        row = tell(stamp)[0]

    assert list(Outbox.objects.values_list("entry_id", "sealed")) == [(row.pk, False)]


def test_what_waits_is_published_in_its_order(stamp, home):
    rows = tell(stamp, 5)

    point = services.publish(at=AT)

    assert point == checkpoint(home)
    assert [data[10:] for data in whole(home)] == [row.commitment for row in rows]
    assert Outbox.objects.count() == 0
    assert point.origin == "soi.example/record/2026"


@pytest.mark.parametrize("steps", [[1, 255, 1, 2], [256, 256], [300, 1, 700], [10_050, 3]])
def test_however_it_grew_the_files_are_those_of_a_valid_log(stamp, home, steps):
    for step in steps:
        tell(stamp, step)
        services.publish(at=AT)
        assert len(whole(home)) == checkpoint(home).size

    assert checkpoint(home).size == sum(steps)


def test_entries_of_several_days_each_keep_their_own(stamp, home):
    days = [AT - timedelta(days=number % 3) for number in range(7)]
    rows = [row for at in days for row in tell(replace(stamp, at=at))]

    services.publish(at=AT)

    told = [entries.parse(data) for data in whole(home)]
    assert [(one.day, one.commitment) for one in told] == [
        (row.day, row.commitment) for row in rows
    ]
    assert len({one.day for one in told}) == 3


def test_a_busy_ward_does_not_hold_publishing_up_for_ever(stamp, home, monkeypatch):
    def busy(step):
        if step == "after-sequencing" and Entry.objects.count() < 9:
            tell(stamp)

    monkeypatch.setattr(files, "failpoint", busy)
    tell(stamp, 2)

    assert services.publish(at=AT).size == 2
    assert services.publish(at=AT).size == 3


def test_nothing_new_changes_no_file(stamp, home):
    tell(stamp, 3)
    services.publish(at=AT)
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*") if path.is_file()}

    services.publish(at=AT)

    after = {path: path.stat().st_mtime_ns for path in home.rglob("*") if path.is_file()}
    before = {path: at for path, at in before.items() if "vkey" not in path.name}
    assert before.items() <= after.items()
    assert len((home / "signed.log").read_text().splitlines()) == 1


def test_sealed_entries_wait_for_their_hour_and_come_shuffled_among_fillers(stamp, home, settings):
    settings.SOI_PROVINCE = 48
    tell(stamp, 2)
    services.publish(at=AT)
    rows = tell(stamp, 17, Class.SEALED)

    services.publish(at=AT + timedelta(minutes=1))
    assert checkpoint(home).size == 2
    services.publish(at=LATER)

    found = [entries.parse(data) for data in whole(home)[2:]]
    assert len(found) == 32
    assert {(one.entry_class, one.unit, one.day) for one in found} == {
        (Class.SEALED, 48, LATER.date())
    }
    told = [row.commitment for row in rows]
    kept = [one.commitment for one in found if one.commitment in set(told)]
    assert sorted(kept) == sorted(told)
    assert kept != told  # one chance in 17!


def test_what_the_sealed_room_carries_over_is_taken_once(stamp, home):
    marks = [bytes([one]) * 32 for one in range(3)]

    assert services.carry(commitments=marks, stamp=stamp) == 3
    assert services.carry(commitments=[*marks, b"z" * 32], stamp=stamp) == 1
    services.publish(at=AT)
    services.publish(at=LATER)

    assert {*marks, b"z" * 32} < {data[10:] for data in whole(home)}


def test_an_entry_that_was_rolled_back_leaves_no_place(stamp, home):
    with transaction.atomic():
        tell(stamp)
        transaction.set_rollback(True)
    tell(stamp)

    services.publish(at=AT)

    assert len(whole(home)) == 1


def test_leaves_and_roots_are_never_changed(stamp):
    tell(stamp, 3)
    services.publish(at=AT)

    for change in (
        lambda: Leaf.objects.update(data=b"x" * 42),
        lambda: Leaf.objects.all().delete(),
        lambda: Root.objects.update(root=b"x" * 32),
        lambda: Root.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_new_year_has_a_log_of_its_own_and_the_old_one_names_its_key(stamp, home):
    tell(stamp, 5)
    services.publish(at=AT)
    tell(stamp, 1)

    services.publish(at=datetime(2027, 1, 1, tzinfo=UTC))

    old, new = whole(home), whole(home.with_name("2027"))
    assert (len(old), len(new)) == (7, 1)
    last = Entry.objects.get(commitment=old[-1][10:])
    successor = json.loads(last.payload.body)["body"]["facts"]["successor"]
    assert successor == (home.with_name("2027") / "vkey").read_text().strip()
    assert (home.parent / "current").read_text() == "2027"


def test_a_second_signature_is_there_where_it_is_asked_for(stamp, home, settings, capsys):
    settings.SOI_RECORD_MLDSA = True
    tell(stamp, 5)
    services.publish(at=AT)
    text = (home / "checkpoint").read_text()
    services.publish(at=LATER)

    second = notes.parse_key((home / "mldsa.vkey").read_text())
    assert (second.name, second.kind) == ("soi.example/record/2026", notes.MLDSA_COSIGNATURE)
    for key in (second, notes.parse_key((home / "vkey").read_text())):
        assert notes.opened(text, key)[0].size == 5
        assert cli.main(["audit", str(home), "--key", str(key)]) == 0
    assert (home / "checkpoint").read_text() == text
    assert files.served("2026", "mldsa.vkey")


def test_lost_tiles_are_written_anew(stamp, home):
    tell(stamp, 300)
    services.publish(at=AT)
    for path in (home / "tile").rglob("*"):
        path.unlink() if path.is_file() else None
    tell(stamp)

    services.publish(at=AT)

    assert len(whole(home)) == 301


def test_only_public_files_are_served(stamp, home):
    tell(stamp, 300)
    services.publish(at=AT)

    assert files.served("2026", "checkpoint")
    assert files.served("2026", "tile/0/000")
    assert files.served("2026", "tile/entries/001.p/44")
    for path in ("signed.log", "../keys/2026.seed", "tile/0/000.p/0", "tile/0/000.p/256", "tile"):
        assert files.served("2026", path) is None
    assert files.served("keys", "2026.seed") is None


def test_keys_are_for_their_owner_alone(stamp, home):
    tell(stamp)
    services.publish(at=AT)

    for path in (home.parent / "keys").iterdir():
        assert path.stat().st_mode & 0o077 == 0


def test_no_proof_is_given_out_of_a_bundle_that_was_written_over(stamp, home):
    tell(stamp, 3)
    services.publish(at=AT)
    path = home / tiles.bundle_path(0, 3)
    told = tiles.unpack(path.read_bytes(), 3)
    path.write_bytes(tiles.pack([told[0], told[0], told[2]]))

    assert [queries.open_proof(number) for number in range(3)] == [None, None, None]
