"""What stops a second history: the log freezes, and how it goes on after that."""

import json

import pytest
from django.core.management import CommandError, call_command

from soi.core import notes
from soi.record import services
from soi.record.models import Entry, Leaf, Log, Outbox, Root
from soi.record.services import keys
from soi.record.services.publishing import refill, reopen
from tests.record.conftest import AT, LATER, checkpoint, lift, lose, tell, whole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


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


def test_a_frozen_log_is_told_and_does_not_end_the_background_work(stamp, home):
    tell(stamp, 5)
    services.publish(at=AT)
    Log.objects.update(frozen_at=AT, frozen_why="rollback: said so")

    with pytest.raises(CommandError, match="rollback: said so"):
        call_command("record_publish")
