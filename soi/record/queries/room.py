"""What the sealed room last told of itself, with its place in the record."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from soi.core.entries import Class
from soi.record.models import Leaf, Log, Payload
from soi.record.queries.shown import SEALED_ROOM, shown

# The condition of the index, word for word: a parameter in its place would read the whole table.
_NEWEST = """SELECT max(entry_id) FROM record_payload
WHERE kind LIKE 'denunciations.%' GROUP BY kind"""


@dataclass(frozen=True, slots=True)
class Word:
    """The newest thing of one kind that the room told.

    log: the name of the log in which it has its place; index: the place there
    """

    kind: str
    day: date
    facts: dict[str, Any]
    log: str
    index: int


def told_by_room() -> list[Word]:
    """Return the newest of each kind that has its place in a log, in the order of the kinds."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST)
        rows = Payload.objects.in_bulk([row[0] for row in cursor.fetchall()])
    read = shown((Class.OPEN, one) for one in rows.values())
    leaves = Leaf.objects.filter(entry_id__in=read).values_list("entry_id", "pk")
    places = dict(leaves) if read else {}
    logs = list(Log.objects.order_by("-first")) if places else []
    found = {rows[one].kind: _word(rows[one], pk, logs) for one, pk in places.items()}
    return [found[kind] for kind in SEALED_ROOM if kind in found]


def _word(told: Payload, leaf: int, logs: list[Log]) -> Word:
    log = next(one for one in logs if one.first <= leaf)
    payload = json.loads(told.body)
    day = date.fromisoformat(payload["day"])
    return Word(told.kind, day, payload["body"]["facts"], log.name, leaf - log.first)
