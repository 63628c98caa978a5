"""What a room that stands apart last told of itself, with its place in the record."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from soi.core.entries import Class
from soi.core.rooms import house
from soi.record.models import Leaf, Log, Payload
from soi.record.queries.shown import shown


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
    """Return the newest of each kind whose facts are named one by one, in the order of the kinds.

    Only what has its place in a log.
    """
    kinds = [kind for kind, told in house().record.items() if told.facts is not None]
    with connection.cursor() as cursor:
        found = [pk for room in dict.fromkeys(map(_room, kinds)) for pk in _newest(cursor, room)]
    rows = Payload.objects.in_bulk(found)
    read = shown((Class.OPEN, one) for one in rows.values())
    leaves = Leaf.objects.filter(entry_id__in=read).values_list("entry_id", "pk")
    places = dict(leaves) if read else {}
    logs = list(Log.objects.order_by("-first")) if places else []
    words = {rows[one].kind: _word(rows[one], pk, logs) for one, pk in places.items()}
    return [words[kind] for kind in kinds if kind in words]


def _room(kind: str) -> str:
    return kind.partition(".")[0]


def newest_query(room: str) -> str:
    """Return the query for the newest entry of each kind of a room.

    room: its name as it stands in our own code; one word
    """
    # The condition of the index, word for word: with a parameter the whole table would be read.
    return f"SELECT max(entry_id) FROM record_payload WHERE kind LIKE '{room}.%' GROUP BY kind"  # noqa: S608


def _newest(cursor: Any, room: str) -> list[int]:
    cursor.execute(newest_query(room))
    return [row[0] for row in cursor.fetchall()]


def _word(told: Payload, leaf: int, logs: list[Log]) -> Word:
    log = next(one for one in logs if one.first <= leaf)
    payload = json.loads(told.body)
    day = date.fromisoformat(payload["day"])
    return Word(told.kind, day, payload["body"]["facts"], log.name, leaf - log.first)
