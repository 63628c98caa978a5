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
_Leaf = tuple[bytes, int | None]  # 42 bytes, and the entry they stand for

# CROSS JOIN: SQLite then begins with the few that wait, whatever it thinks of their number.
_WAITING = """(SELECT entry_id FROM record_outbox WHERE sealed = %s ORDER BY entry_id LIMIT %s) w
CROSS JOIN record_entry e"""
_KEY = "e.entry_class || '/' || e.unit || '/' || CAST(e.day AS TEXT)"
_HEADS = f"""SELECT DISTINCT e.entry_class, e.unit, CAST(e.day AS TEXT)
FROM {_WAITING} WHERE e.id = w.entry_id"""  # noqa: S608 - our own words
# Row by row through Python this takes twice as long.
_PLACE = f"""INSERT INTO record_leaf (id, data, entry_id)
SELECT %s + row_number() OVER (ORDER BY w.entry_id), {{leaf}}, e.id
FROM {_WAITING} WHERE e.id = w.entry_id"""  # noqa: S608 - our own words


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
    with connection.cursor() as cursor:
        _place(cursor, log.first, [(data.to_bytes(), row.pk)])
        _forget(cursor, log.first, 1)
    _grow(log, [data.to_bytes()], at)


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
        first = log.first + log.size
        count = _place_open(cursor, first)
        _forget_open(cursor, first, count)
        if count < BATCH and _sealed_turn(log, at):
            log.sealed_at = at
            log.save(update_fields=["sealed_at"])
            sealed = _sealed(cursor, at)
            _place(cursor, first + count, sealed)
            _forget(cursor, first + count, len(sealed))
            count += len(sealed)
        files.failpoint("after-placing")
        leaves = _placed(cursor, first, count)
    if leaves:
        _grow(log, leaves, at)
        files.failpoint("before-commit")
    return count


def _grow(log: Log, leaves: Sequence[bytes], at: datetime) -> None:
    edge = tiles.edge_from_bytes(bytes(log.edge))
    edge.extend(merkle.leaves(leaves))
    log.size, log.edge = edge.size, edge.to_bytes()
    log.save(update_fields=["size", "edge"])
    Root.objects.create(log=log, size=edge.size, root=edge.root(), at=at)


def _place_open(cursor: Any, first: int) -> int:
    """Place what waits in the open, within the database; returns how many have their place."""
    cursor.execute(_HEADS, [False, BATCH])
    # Entries of one day begin with the same ten bytes: they are written out once, not each time.
    heads = {"/".join(map(str, key)): _head(*key) for key in cursor.fetchall()}
    if not heads:
        return 0
    blob = "'\\x{}'::bytea" if connection.vendor == "postgresql" else "X'{}'"
    told = {key: blob.format(head.hex()) for key, head in heads.items()}
    cases = " ".join(f"WHEN '{key}' THEN {head}" for key, head in told.items())
    head = f"CASE {_KEY} {cases} END" if len(told) > 1 else next(iter(told.values()))
    leaf = f"{head} || e.commitment"
    if connection.vendor == "sqlite":
        leaf = f"CAST({leaf} AS BLOB)"
    cursor.execute(_PLACE.format(leaf=leaf), [first - 1, False, BATCH])
    return int(cursor.rowcount)


def _placed(cursor: Any, first: int, count: int) -> list[bytes]:
    span = [first, first + count]
    cursor.execute("SELECT data FROM record_leaf WHERE id >= %s AND id < %s ORDER BY id", span)
    return [row[0] for row in cursor.fetchall()]


def _sealed(cursor: Any, at: datetime) -> list[_Leaf]:
    statement = f"SELECT e.commitment, e.id FROM {_WAITING} WHERE e.id = w.entry_id"  # noqa: S608
    cursor.execute(statement, [True, BATCH])
    rows = cursor.fetchall()
    if not rows:
        return []
    day = at.astimezone(VIETNAM).date().isoformat()
    head = _head(int(Class.SEALED), settings.SOI_PROVINCE, day)
    leaves: list[_Leaf] = [(head + commitment, entry) for commitment, entry in rows]
    leaves += [(head + secrets.token_bytes(32), None) for _ in range(-len(rows) % _SEALED_UNIT)]
    secrets.SystemRandom().shuffle(leaves)
    return leaves


def _sealed_turn(log: Log, at: datetime) -> bool:
    # By the clock and not by the last batch: else one filing alone would start its own.
    period = settings.SOI_SEALED_SECONDS
    last = log.sealed_at.timestamp() if log.sealed_at else log.opened_at.timestamp()
    return at.timestamp() // period > last // period


def _head(entry_class: int, unit: int, day: str) -> bytes:
    days = date.fromisoformat(day).toordinal() - _EPOCH
    return bytes([VERSION, entry_class]) + unit.to_bytes(4) + days.to_bytes(4)


def _place(cursor: Any, first: int, leaves: Sequence[_Leaf]) -> None:
    rows = [(place, data, entry) for place, (data, entry) in enumerate(leaves, first)]
    statement = "INSERT INTO record_leaf (id, data, entry_id) VALUES (%s, %s, %s)"
    cursor.executemany(statement, rows)


def _forget_open(cursor: Any, first: int, count: int) -> None:
    if connection.vendor != "sqlite" or not count:
        return _forget(cursor, first, count)
    # One writer and one view of the rows: here "up to the last" is what has its place, and
    # taking one span out costs half of looking each row up.
    cursor.execute(
        "DELETE FROM record_outbox WHERE NOT sealed AND entry_id <= "
        "(SELECT entry_id FROM record_leaf WHERE id = %s)",
        [first + count - 1],
    )
    if cursor.rowcount != count:
        raise RuntimeError(f"{count} entries have their place, {cursor.rowcount} waited for it")
    return None


def _forget(cursor: Any, first: int, count: int) -> None:
    # By what has its place and never "up to the last": PostgreSQL shows ids out of order.
    cursor.execute(
        "DELETE FROM record_outbox WHERE entry_id IN "
        "(SELECT entry_id FROM record_leaf WHERE id >= %s AND id < %s AND entry_id IS NOT NULL)",
        [first, first + count],
    )
