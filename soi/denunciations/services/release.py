"""What leaves the door and when: batches to the reading room, commitments to the record.

Every batch has the same make-up, filled with boxes that nobody can open; a batch in which
something came looks like one in which nothing did.
"""

import json
import os
import secrets
from collections import Counter
from datetime import date
from hashlib import sha256
from pathlib import Path

from django.db import transaction
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

    Returns the number of the batch.
    """
    rows = list(Box.objects.select_for_update().filter(batch=None))
    last = Box.objects.aggregate(last=Max("batch"))["last"] or 0
    have = Counter(sealed.LENGTHS[len(bytes(row.content))] for row in rows)
    Box.objects.bulk_create([_dummy(bucket, last + 1, day) for bucket in _lacking(have)])
    Box.objects.filter(pk__in=[row.pk for row in rows]).update(batch=last + 1)
    Spent.objects.filter(day__lt=date.fromordinal(day.toordinal() - 2)).delete()
    return int(last) + 1


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


def _dummy(bucket: int, batch: int, day: date) -> Box:
    nobody = sealed.recipient(secrets.token_bytes(32))
    content = sealed.seal(bytes(bucket), [nobody], secrets.token_bytes)
    return Box(
        name=random_words(), digest=sha256(content).digest(), day=day, epoch=epoch_of(day),
        batch=batch, content=content,
    )  # fmt: skip
