"""What leaves the door and when: batches to the reading room, commitments to the record.

Every batch has the same make-up, filled with boxes that nobody can open; a batch in which
something came looks like one in which nothing did, also to whoever has the whole database.
"""

import json
import os
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from django.db import connections, transaction
from django.db.models import Max

from soi.core import sealed
from soi.denunciations import queries
from soi.denunciations.models import Box, OpenEvent, Outbox, Spent
from soi.denunciations.services.intake import epoch_of, random_words

KIB = 1024
# What every batch has at least: 16 boxes of the lengths that are common.
MAKE_UP = {4 * KIB: 9, 8 * KIB: 5, 16 * KIB: 2}
STEP = 16
# What the public record gets every day at least, come what may: a day with a filing, or on which
# a case was worked on, then looks like one on which nothing was.
DAILY = 64


@transaction.atomic(using="sealed")
def release(*, day: date) -> int:
    """Give every waiting box to the reading room, in a batch filled up with dummies.

    A month that has ended since the last release is closed by a batch of its own, whether
    something came or not: what came in it opens with its keys, and goes with it.
    Returns the number of the last batch.
    """
    rows = list(Box.objects.select_for_update().filter(batch=None))
    # Written anew, with the dummies and among them: else the place in the file, or the number
    # of the transaction, would tell which was here before.
    Box.objects.filter(pk__in=[row.pk for row in rows]).delete()
    last = int(Box.objects.aggregate(last=Max("batch"))["last"] or 0)
    running = epoch_of(day)
    before = (
        Box.objects.filter(batch=last).values_list("epoch", flat=True).first() if last else None
    )
    first = min([running, before or running, *(row.epoch for row in rows)])
    for epoch in _months(first, running):
        last += 1
        mine = [row for row in rows if min(row.epoch, running) == epoch]
        _batch(mine, last, epoch, day)
    Spent.objects.filter(day__lt=date.fromordinal(day.toordinal() - 2)).delete()
    return last


def write_back() -> None:
    """Take from SQLite's journal in which order boxes came; outside a transaction."""
    if connections["sealed"].vendor == "sqlite":
        with connections["sealed"].cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def spool(*, folder: Path, day: date) -> Path | None:
    """Write what the public record is owed into a file that the ward's worker takes up.

    Shuffled and filled up with chance to a multiple of 64, also where nothing is owed; one file
    a day. The file stands in for a transaction over two databases: its rows go only once it is
    safe.
    """
    path = folder / f"{day.isoformat()}.json"
    owed, told = queries.waiting(day), queries.open_events()
    if path.exists() or (folder / f"{path.name}.done").exists():
        return None
    filling = -len(owed) % DAILY if owed else DAILY
    commitments = owed + [secrets.token_bytes(32) for _ in range(filling)]
    secrets.SystemRandom().shuffle(commitments)
    body = {"day": day.isoformat(), "commitments": [one.hex() for one in commitments]}
    folder.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("w") as file:
        json.dump({**body, "events": told}, file)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    carried(owed=owed, events=[one["name"] for one in told])
    return path


@transaction.atomic(using="sealed")
def carried(*, owed: list[bytes], events: list[str]) -> None:
    """Forget what is safe in the spool: nothing then links a box and an entry."""
    Outbox.objects.filter(commitment__in=owed).delete()
    OpenEvent.objects.filter(name__in=events).update(carried=True)


def _lacking(have: Counter[int]) -> list[int]:
    lacking = [bucket for bucket, count in MAKE_UP.items() for _ in range(count - have[bucket])]
    whole = sum(have.values()) + len(lacking)
    return lacking + [sealed.SMALLEST] * (-whole % STEP)


def _batch(rows: Sequence[Box], number: int, epoch: str, day: date) -> None:
    have = Counter(sealed.LENGTHS[len(bytes(row.content))] for row in rows)
    boxes = [(row.name, bytes(row.content)) for row in rows]
    boxes += [(random_words(), _dummy(bucket)) for bucket in _lacking(have)]
    secrets.SystemRandom().shuffle(boxes)
    Box.objects.bulk_create(
        Box(
            name=name, digest=sha256(content).digest(), day=day, epoch=epoch, batch=number,
            content=content,
        )
        for name, content in boxes
    )  # fmt: skip


def _dummy(bucket: int) -> bytes:
    nobody = sealed.recipient(secrets.token_bytes(32))
    return sealed.seal(bytes(bucket), [nobody], secrets.token_bytes)


def _months(first: str, last: str) -> Iterator[str]:
    day = date.fromisoformat(f"{first}-01")
    while epoch_of(day) <= last:
        yield epoch_of(day)
        day = (day + timedelta(days=31)).replace(day=1)
