"""Boxes, mail and duties, each by a name that only those concerned know."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet

from soi.denunciations.models import Box, Locker, Message, OpenEvent, Outbox, Spent
from soi.denunciations.models import Duty as DutyRow

_PAGE = 256  # boxes; the batch in which the last of them lies comes whole
_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Parcel:
    """A sealed box under its name."""

    name: str
    day: date
    content: bytes


@dataclass(frozen=True, slots=True)
class Duty:
    """A step with a day, as far as the server knows it."""

    number: str
    rule: str
    began_on: date
    due_on: date | None
    done_on: date | None
    trace: dict[str, Any]
    told: list[dict[str, Any]]


def feed(after: int) -> Iterator[tuple[int, str, bytes]]:
    """Yield (batch, name, content) of the next boxes released after a batch; the same for all.

    Whole batches alone, so that nobody has seen half of one; nothing where there are no more.
    """
    rows = Box.objects.filter(batch__gt=after).order_by("batch", "name")
    last = rows.values_list("batch", flat=True)[_PAGE - 1 : _PAGE]
    for upto in last:
        rows = rows.filter(batch__lte=upto)
    for batch, name, content in rows.values_list("batch", "name", "content").iterator(_AT_ONCE):
        yield batch or 0, name, bytes(content)


def file_box(reference: str) -> Parcel | None:
    """Return a box that the feed does not carry, unless a reason must be recorded first.

    reference: its name, or "sha256:" and the hash of its bytes, which whoever seals without a
        network knows before there is a name
    """
    return _parcel(_referred(reference).filter(batch=0, shut=False))


def shut_box(reference: str) -> Parcel | None:
    """Return an identity; only the service that records the reason may ask."""
    return _parcel(_referred(reference).filter(shut=True))


def mail(address: str) -> list[Parcel]:
    """Return the answers in a mailbox, the oldest first."""
    rows = Message.objects.filter(address=address).order_by("day", "name")
    return [Parcel(row.name, row.day, bytes(row.content)) for row in rows]


def lockers(address: str) -> dict[str, bytes]:
    """Return an officer's locked keys by epoch."""
    rows = Locker.objects.filter(address=address).order_by("epoch")
    return {row.epoch: bytes(row.content) for row in rows}


def duty(number: str) -> Duty | None:
    """Return one step by its random words."""
    row = DutyRow.objects.filter(number=number).first()
    if row is None:
        return None
    return Duty(
        row.number, row.rule, row.began_on, row.due_on, row.done_on, row.trace, row.told
    )  # fmt: skip


def open_events() -> list[dict[str, Any]]:
    """Return what the room told of itself and nobody carried yet."""
    rows = OpenEvent.objects.filter(carried=False).order_by("day", "name")
    return [
        {"name": row.name, "kind": row.kind, "facts": _told(row.facts), "day": row.day.isoformat()}
        for row in rows
    ]


def _told(facts: dict[str, Any]) -> dict[str, Any]:
    # Which is the last one is the room's own note.
    return {name: value for name, value in facts.items() if name != "last"}


def months() -> list[dict[str, Any]]:
    """Return each counted month's figures as the public has them, the latest first."""
    rows = OpenEvent.objects.filter(kind="denunciations.month_counted")
    return sorted(
        (row.facts for row in rows), key=lambda facts: str(facts["month"]), reverse=True
    )  # fmt: skip


def waiting(day: date) -> list[bytes]:
    """Return the commitments of earlier days and of this one that wait to be carried."""
    rows = Outbox.objects.filter(day__lte=day).values_list("commitment", flat=True)
    return [bytes(one) for one in rows]


def is_spent(once: bytes) -> bool:
    """Test if what a form brought is kept already."""
    return Spent.objects.filter(digest=sha256(once).digest()).exists()


def is_waiting() -> bool:
    """Test if a box waits for the next release."""
    return Box.objects.filter(batch=None).exists()


def _referred(reference: str) -> QuerySet[Box]:
    kind, _colon, digest = reference.partition(":")
    if kind != "sha256":
        return Box.objects.filter(name=reference)
    good = len(digest) == 64 and all(one in "0123456789abcdef" for one in digest)
    return Box.objects.filter(digest=bytes.fromhex(digest)) if good else Box.objects.none()


def _parcel(rows: Any) -> Parcel | None:
    row = rows.first()
    return Parcel(row.name, row.day, bytes(row.content)) if row else None
