"""What may be read from the public record."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q

from soi.core import entries, merkle
from soi.core.entries import Class
from soi.core.histories import Told
from soi.record.models import Counter, Entry, Payload
from soi.record.queries.editions import (
    confirm,
    edition,
    look_again,
    one_edition,
    presuming,
    to_confirm,
)
from soi.record.queries.public import (
    Published,
    disclosure_of,
    log,
    open_proof,
    opened,
    overview,
    policy,
    policy_trouble,
    proof_of,
    published,
    waiting_since,
)
from soi.record.queries.shown import CARRIED, ERASED

__all__ = [
    "CARRIED",
    "ERASED",
    "Check",
    "Published",
    "about",
    "check",
    "confirm",
    "count",
    "disclosure_of",
    "edition",
    "log",
    "look_again",
    "numbers_given",
    "one_edition",
    "open_proof",
    "opened",
    "overview",
    "policy",
    "policy_trouble",
    "presuming",
    "proof_of",
    "published",
    "root",
    "to_confirm",
    "told",
    "waiting_since",
]

SERIES = "series:"


@dataclass(frozen=True, slots=True)
class Check:
    """What reading the whole record again has shown.

    wrong: entries whose payload is not what they committed to, or that are gone from under it
    torn: entries whose payload points to an entry that its subject does not have
    bare: entries without a payload that no recorded erasure accounts for
    """

    count: int
    root: bytes
    erased: int
    wrong: tuple[int, ...] = ()
    torn: tuple[int, ...] = ()
    bare: tuple[int, ...] = ()

    @property
    def whole(self) -> bool:
        """True where nothing was found."""
        return not (self.wrong or self.torn or self.bare)


def about(subject: str) -> list[dict[str, Any]]:
    """Return what was recorded about one subject and not erased, oldest first.

    Each with kind, facts, at (ISO), by, office, and index, the place in the record.
    """
    rows = Payload.objects.filter(subject=subject).order_by("entry_id")
    return [
        {"kind": row.kind, **json.loads(row.body)["body"], "index": row.entry_id} for row in rows
    ]


def told(kinds: str) -> Iterator[Told]:
    """Yield what was recorded and not erased, oldest first, with every erasure.

    kinds: how the kinds begin, such as "dut"
    """
    rows = Payload.objects.filter(Q(kind__startswith=kinds) | Q(kind=ERASED))
    for row in rows.order_by("entry_id").iterator(chunk_size=5000):
        payload = json.loads(row.body)
        body = payload["body"]
        yield Told(row.kind, row.subject, payload["day"], body["at"], body["facts"])


def count() -> int:
    """Return how many entries there are."""
    return Entry.objects.count()


def root() -> bytes:
    """Return the 32-byte root of the whole record as it stands (RFC 6962)."""
    rows = Entry.objects.order_by("pk").iterator(chunk_size=5000)
    return merkle.root(merkle.leaf(_plain(row).to_bytes()) for row in rows)


def numbers_given() -> dict[str, int]:
    """Return each series, such as "PA-2026", with the last number drawn from it."""
    if connection.vendor == "postgresql":
        return _from_sequences()
    rows = Counter.objects.filter(name__startswith=SERIES).values_list("name", "value")
    return {name.removeprefix(SERIES): value for name, value in rows}


def check() -> Check:
    """Compute every commitment again from its payload, and return what does not fit."""
    erased, wrong, torn = 0, [], []
    for _, rows in groupby(_payloads(), key=lambda row: row.subject):
        told = [(row, json.loads(row.body)) for row in rows]
        # First of all: where only some were erased, what came between points to them.
        targets = [one for _, payload in told for one in _targets(payload)]
        erased += len(targets)
        seen = {*targets, ""}
        for row, payload in told:
            if payload["prev"] not in seen:
                torn.append(row.entry_id)
            seen.discard("")  # only the first has nothing before it
            if not _fits(row, payload):
                wrong.append(row.entry_id)
            seen.add(_hex(row.commitment))
    wrong += _without_entry()
    return Check(count(), root(), erased, tuple(wrong), tuple(torn), tuple(_bare()))


def _targets(payload: dict[str, Any]) -> list[str]:
    return payload["body"]["facts"]["targets"] if payload["type"] == ERASED else []


def _payloads() -> Iterator[Any]:
    rows = Payload.objects.annotate(
        commitment=F("entry__commitment"), unit=F("entry__unit"), day=F("entry__day")
    )
    return rows.order_by("subject", "entry_id").iterator(chunk_size=5000)


def _fits(row: Any, payload: dict[str, Any]) -> bool:
    told = (payload["type"], payload["case"], payload["unit"], payload["day"])
    held = (row.kind, row.subject, row.unit, row.day.isoformat())
    again = entries.commitment(bytes(row.salt), row.body.encode())
    return told == held and again == bytes(row.commitment)


def _bare() -> list[int]:
    rows = Entry.objects.filter(payload=None).values_list("pk", "commitment")
    accounted: set[str] = set()
    for body in Payload.objects.filter(kind__in=(ERASED, CARRIED)).values_list("body", flat=True):
        accounted.update(json.loads(body)["body"]["facts"]["targets"])
    return [pk for pk, mark in rows if _hex(mark) not in accounted]


def _without_entry() -> list[int]:
    held = Exists(Entry.objects.filter(pk=OuterRef("pk")))
    return list(Payload.objects.filter(~held).order_by("pk").values_list("pk", flat=True))


def _hex(commitment: Any) -> str:
    return bytes(commitment).hex()


def _plain(row: Entry) -> entries.Entry:
    return entries.Entry(Class(row.entry_class), row.unit, row.day, bytes(row.commitment))


def _from_sequences() -> dict[str, int]:
    statement = (
        "SELECT sequencename, last_value FROM pg_sequences "
        "WHERE schemaname = current_schema() AND sequencename LIKE 'soi\\_number\\_%'"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        rows = cursor.fetchall()
    return {_series(name): value for name, value in rows if value}


def _series(sequence: str) -> str:
    return sequence.removeprefix("soi_number_").upper().replace("_", "-")
