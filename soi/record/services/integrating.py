"""Giving waiting entries their place in the log: one writer, one transaction, one root a size."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from soi.core import entries, merkle, tiles
from soi.core.entries import VERSION, Class
from soi.core.stamps import VIETNAM
from soi.record import files
from soi.record.models import Entry, Log, Root

BATCH = 10_000
_LOCK = 7301002  # PostgreSQL's advisory lock of the one integrator
_SEALED_UNIT = 16  # a sealed batch is filled up to a multiple of it
_EPOCH = date(1970, 1, 1).toordinal()
_Row = tuple[int, int, int, str, Any]

_WAITING = """SELECT e.id, e.entry_class, e.unit, CAST(e.day AS TEXT), e.commitment
FROM record_outbox o JOIN record_entry e ON e.id = o.entry_id
WHERE o.sealed = %s ORDER BY o.entry_id LIMIT %s"""


def integrate(name: str, at: datetime) -> int:
    """Give the entries that wait now their place; returns how many leaves the log has then.

    What comes meanwhile waits for the next call: under load there would be no end. Sealed
    entries wait for the turn of their hour, so that nobody can tell when they came.
    """
    while _anything(name, at):
        files.failpoint("before-sequencing")
        placed = _batch(name, at)
        files.failpoint("after-sequencing")
        if placed < BATCH:
            break
    return Log.objects.values_list("size", flat=True).get(name=name)


@transaction.atomic
def place_first(log: Log, row: Entry, at: datetime) -> None:
    """Give an entry the first place of a log that has none yet."""
    data = entries.Entry(Class(row.entry_class), row.unit, row.day, bytes(row.commitment))
    edge = tiles.Edge()
    edge.extend([merkle.leaf(data.to_bytes())])
    with connection.cursor() as cursor:
        _place(cursor, log, [(data.to_bytes(), row.pk)])
        _forget(cursor, log.first + log.size, 1)
    log.size, log.edge = edge.size, edge.to_bytes()
    log.save(update_fields=["size", "edge"])
    Root.objects.create(log=log, size=edge.size, root=edge.root(), at=at)


def _anything(name: str, at: datetime) -> bool:
    """Look without a lock: an idle ward must not pay for the asking."""
    log = Log.objects.get(name=name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM record_outbox GROUP BY sealed")
        waiting = {bool(row[0]) for row in cursor.fetchall()}
    return False in waiting or (True in waiting and _sealed_turn(log, at))


@transaction.atomic
def _batch(name: str, at: datetime) -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        log = Log.objects.get(name=name)
        rows = _waiting(cursor, sealed=0)
        turn = len(rows) < BATCH and _sealed_turn(log, at)
        leaves = _open(rows) + (_sealed(cursor, at) * turn)
        if turn:
            log.sealed_at = at
        if leaves:
            _place(cursor, log, leaves)
            files.failpoint("after-placing")
            _forget(cursor, log.first + log.size, len(leaves))
    if leaves or turn:
        edge = tiles.edge_from_bytes(bytes(log.edge))
        edge.extend(merkle.leaves([data for data, _ in leaves]))
        log.size, log.edge = edge.size, edge.to_bytes()
        log.save(update_fields=["size", "edge", "sealed_at"])
    if leaves:
        Root.objects.create(log=log, size=edge.size, root=edge.root(), at=at)
        files.failpoint("before-commit")
    return len(leaves)


def _waiting(cursor: Any, sealed: int) -> list[_Row]:
    cursor.execute(_WAITING, [bool(sealed), BATCH])
    return list(cursor.fetchall())


def _sealed(cursor: Any, at: datetime) -> list[tuple[bytes, int | None]]:
    rows = _waiting(cursor, sealed=1)
    if not rows:
        return []
    day = at.astimezone(VIETNAM).date().isoformat()
    leaves = _open([(row[0], row[1], row[2], day, row[4]) for row in rows])
    head = _head(int(Class.SEALED), settings.SOI_PROVINCE, day)
    leaves += [(head + secrets.token_bytes(32), None) for _ in range(-len(rows) % _SEALED_UNIT)]
    secrets.SystemRandom().shuffle(leaves)
    return leaves


def _sealed_turn(log: Log, at: datetime) -> bool:
    # By the clock and not by the last batch: else one filing alone would start its own.
    period = settings.SOI_SEALED_SECONDS
    last = log.sealed_at.timestamp() if log.sealed_at else log.opened_at.timestamp()
    return at.timestamp() // period > last // period


def _open(rows: Sequence[_Row]) -> list[tuple[bytes, int | None]]:
    # Entries of one day begin with the same ten bytes: they are written out once, not each time.
    heads = {key: _head(*key) for key in {(row[1], row[2], row[3]) for row in rows}}
    return [(heads[row[1], row[2], row[3]] + row[4], row[0]) for row in rows]


def _head(entry_class: int, unit: int, day: str) -> bytes:
    days = date.fromisoformat(day).toordinal() - _EPOCH
    return bytes([VERSION, entry_class]) + unit.to_bytes(4) + days.to_bytes(4)


def _place(cursor: Any, log: Log, leaves: Sequence[tuple[bytes, int | None]]) -> None:
    first = log.first + log.size
    if connection.vendor == "postgresql":
        with cursor.copy("COPY record_leaf (id, data, entry_id) FROM STDIN") as copy:
            for place, (data, entry) in enumerate(leaves, first):
                copy.write_row((place, data, entry))
        return
    rows = [(place, data, entry) for place, (data, entry) in enumerate(leaves, first)]
    # Django looks at every row before it hands it on, which costs a third of the whole.
    connection.connection.executemany(
        "INSERT INTO record_leaf (id, data, entry_id) VALUES (?, ?, ?)", rows
    )


def _forget(cursor: Any, first: int, count: int) -> None:
    # By what has its place and never "up to the last": PostgreSQL shows ids out of order.
    cursor.execute(
        "DELETE FROM record_outbox WHERE entry_id IN "
        "(SELECT entry_id FROM record_leaf WHERE id >= %s AND id < %s AND entry_id IS NOT NULL)",
        [first, first + count],
    )
