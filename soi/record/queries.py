"""What may be read from the public record."""

import json
from typing import Any

from django.db.models import F

from soi.core import entries, merkle
from soi.core.entries import Class
from soi.record.models import Counter, Entry, Payload


def about(subject: str) -> list[dict[str, Any]]:
    """Return every payload about one subject that was not erased, oldest first."""
    rows = Payload.objects.filter(subject=subject).order_by("entry_id")
    return [{**json.loads(row.body), "index": row.pk} for row in rows]


def count() -> int:
    """Return how many entries there are."""
    return Entry.objects.count()


def root() -> bytes:
    """Return the 32-byte root of the whole record as it stands (RFC 6962)."""
    return merkle.root(merkle.leaf(_entry(row).to_bytes()) for row in Entry.objects.iterator())


def edition(*names: str) -> tuple[int, ...]:
    """Return the editions of `names`, in one statement; 0 for what never changed."""
    found = dict(Counter.objects.filter(name__in=names).values_list("name", "value"))
    return tuple(found.get(name, 0) for name in names)


def broken() -> list[int]:
    """Return the entries whose payload is not what they committed to."""
    rows = Payload.objects.annotate(commitment=F("entry__commitment")).iterator()
    return [
        row.pk
        for row in rows
        if row.commitment is None
        or entries.commitment(bytes(row.salt), row.body.encode()) != bytes(row.commitment)
    ]


def _entry(row: Entry) -> entries.Entry:
    return entries.Entry(Class(row.entry_class), row.unit, row.day, bytes(row.commitment))
