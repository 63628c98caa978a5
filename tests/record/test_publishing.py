"""From the outbox to the published files, and what stops a second history."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from soi.core import entries, merkle, notes, tiles
from soi.core.entries import Class
from soi.record import files, services
from soi.record.models import Entry, Leaf, Log, Outbox, Root
from soi.record.offline import main as cli
from soi.record.services import keys
from soi.record.services.publishing import refill, reopen

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 8, 0, 5, tzinfo=UTC)
LATER = AT + timedelta(hours=2)


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.SOI_DATA = tmp_path
    settings.SOI_SEALED_SECONDS = 3600
    settings.SOI_BASE_URL = "http://soi.example"
    return tmp_path / "record" / "2026"


def tell(stamp, count=1, entry_class=Class.OPEN):
    lines = [
        services.Line("a.b", f"x:{number}", {}, entry_class, begins=True) for number in range(count)
    ]
    return services.append_all(lines=lines, stamp=stamp)


def checkpoint(home: Path) -> notes.Checkpoint:
    key = notes.parse_key((home / "vkey").read_text())
    return notes.opened((home / "checkpoint").read_text(), key)[0]


def whole(home: Path) -> list[bytes]:
    """Return the entries of the published log, having checked every file it needs."""
    point = checkpoint(home)
    found: list[bytes] = []
    for number, width in tiles.bundles(point.size):
        found += tiles.unpack((home / tiles.bundle_path(number, width)).read_bytes(), width)
    edge = tiles.Edge()
    full = {tiles.path(level, at): row for level, at, row in edge.extend(merkle.leaves(found))}
    full |= {tiles.path(level, at, len(row) // 32): row for level, at, row in edge.partial()}
    assert all((home / path).read_bytes() == row for path, row in full.items())
    assert edge.root() == point.root
    return found


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


def lift(table):
    """Do what an administrator of the database can: drop the guards."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or the table cannot be altered
            # By name: the one that fills the outbox must stay.
            for guard in ("change", "truncate"):
                guard = f"record_{table}_no_{guard}"
                cursor.execute(f"ALTER TABLE record_{table} DISABLE TRIGGER {guard}")
        else:
            for verb in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER record_{table}_no_{verb}")


def why() -> str:
    return Log.objects.get().frozen_why


def test_a_database_that_is_behind_what_was_signed_freezes_the_log(stamp, home):
    tell(stamp, 5)
    services.publish(at=AT)
    old = dict(Log.objects.values().get())
    tell(stamp, 5)
    services.publish(at=AT)
    signed = (home / "checkpoint").read_text()
    lose(old)

    assert services.publish(at=AT) is None

    assert why().startswith("rollback")
    tell(stamp)
    assert services.publish(at=AT) is None, "a frozen log signs nothing more"
    assert (home / "checkpoint").read_text() == signed
    assert len((home / "signed.log").read_text().splitlines()) == 2


def lose(old):
    """Make the database what it was: an old backup, restored."""
    for table in ("leaf", "root", "entry"):
        lift(table)
    Root.objects.filter(size__gt=old["size"]).delete()
    gone = Leaf.objects.filter(pk__gte=old["first"] + old["size"])
    Entry.objects.filter(pk__in=list(gone.values_list("entry_id", flat=True))).delete()
    gone.delete()
    Log.objects.update(size=old["size"], edge=old["edge"])


def test_a_restored_database_is_filled_again_from_the_published_bundles(stamp, home):
    tell(stamp, 300)
    services.publish(at=AT)
    old = dict(Log.objects.values().get())
    tell(stamp, 300)
    services.publish(at=AT)
    lose(old)
    services.publish(at=AT)

    added = refill(at=LATER)

    assert (added, why()) == (300, "")
    tell(stamp)
    assert services.publish(at=LATER).size == 601
    assert len(whole(home)) == 601


def test_what_was_published_before_the_restore_and_still_waits_gets_its_old_place(stamp, home):
    tell(stamp, 3)
    services.publish(at=AT)
    old = dict(Log.objects.values().get())
    late = tell(stamp, 2)
    services.publish(at=AT)
    for table in ("leaf", "root"):
        lift(table)
    Root.objects.filter(size__gt=3).delete()
    Leaf.objects.filter(pk__gte=3).delete()
    Log.objects.update(size=old["size"], edge=old["edge"])
    Outbox.objects.bulk_create(Outbox(entry_id=row.pk, sealed=False) for row in late)

    refill(at=LATER)

    assert Outbox.objects.count() == 0
    assert list(Leaf.objects.filter(pk__gte=3).values_list("entry_id", flat=True)) == [
        row.pk for row in late
    ]


def test_another_root_for_a_signed_size_freezes_the_log(stamp, home):
    tell(stamp, 5)
    services.publish(at=AT)
    lift("root")
    Root.objects.update(root=b"x" * 32)
    tell(stamp)

    services.publish(at=AT)

    assert why().startswith("fork")


@pytest.mark.parametrize("spoil", ["edited", "deleted", "swapped"])
def test_rows_that_are_not_what_was_committed_to_freeze_the_log(stamp, home, spoil):
    tell(stamp, 5)
    services.publish(at=AT)
    tell(stamp, 5)
    from soi.record.services.integrating import integrate

    integrate("2026", AT)
    lift("leaf")
    if spoil == "edited":
        Leaf.objects.filter(pk=7).update(data=b"x" * 42)
    elif spoil == "deleted":
        Leaf.objects.filter(pk=7).delete()
    else:
        one, two = Leaf.objects.get(pk=7).data, Leaf.objects.get(pk=8).data
        Leaf.objects.filter(pk=7).update(data=two)
        Leaf.objects.filter(pk=8).update(data=one)

    services.publish(at=AT)

    assert why().startswith("deleted" if spoil == "deleted" else "edited")
    assert checkpoint(home).size == 5


def test_a_forged_checkpoint_freezes_the_log(stamp, home):
    tell(stamp, 5)
    services.publish(at=AT)
    other = notes.Signer("soi.example/record/2026", notes.ED25519, b"o" * 32)
    point = notes.Checkpoint("soi.example/record/2026", 4, b"f" * 32)
    (home / "checkpoint").write_text(f"{point}\n{notes.sign(point, other)}")
    tell(stamp)

    services.publish(at=AT)

    assert why().startswith("forged")


def test_a_lost_key_freezes_the_log(stamp, home):
    tell(stamp, 5)
    services.publish(at=AT)
    (home.parent / "keys" / "2026.origin").write_text("elsewhere.example/record/2026")
    keys._signer.cache_clear()
    tell(stamp)

    services.publish(at=AT)

    assert "key" in why()
    keys._signer.cache_clear()


def test_a_log_that_cannot_be_mended_is_closed_and_another_goes_on(stamp, home):
    tell(stamp, 5)
    services.publish(at=AT)
    tell(stamp, 2)

    reopen(name="2026-b", at=LATER, why="the disk was lost")
    point = services.publish(at=LATER)

    assert point.origin == "soi.example/record/2026-b"
    found = whole(home.with_name("2026-b"))
    assert len(found) == point.size == 3
    assert checkpoint(home).size == 5
    first = Entry.objects.get(commitment=found[0][10:])
    facts = json.loads(first.payload.body)["body"]["facts"]
    assert (facts["size"], facts["root"]) == (5, checkpoint(home).root.hex())


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


def test_a_frozen_log_is_told_and_does_not_end_the_background_work(stamp, home):
    tell(stamp, 5)
    services.publish(at=AT)
    Log.objects.update(frozen_at=AT, frozen_why="rollback: said so")

    with pytest.raises(CommandError, match="rollback: said so"):
        call_command("record_publish")


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
