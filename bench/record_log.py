"""The log on SQLite, measured in a process of its own: python -m bench.record_log."""

import json
import os
import secrets
import sqlite3
import sys
import time
from pathlib import Path

COUNT, BATCH, AUDITED = 100_000, 10_000, 70_421


def main() -> None:
    """Sequence 100,000 entries, publish 10,000, audit a log; print the figures as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soi.project.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from soi.record import services
    from soi.web import clock

    call_command("migrate", "record", verbosity=0)
    _enter(10)
    services.publish(at=clock.now())
    raw, rate = _side_by_side()
    told = {"raw": raw, "n": COUNT, "rate": rate}
    services.publish(at=clock.now())
    _enter(BATCH)
    began = time.monotonic()
    services.publish(at=clock.now())
    told["publish"] = time.monotonic() - began
    told["audit"] = _audited()
    sys.stdout.write(json.dumps(told))


def _enter(count: int) -> None:
    from soi.core.entries import Class
    from soi.record.models import Entry
    from soi.web import clock

    at = clock.now()
    for start in range(0, count, BATCH):
        Entry.objects.bulk_create(
            Entry(
                entry_class=Class.OPEN, unit=1, day=at.date(), at=at,
                commitment=secrets.token_bytes(32),
            )
            for _ in range(min(BATCH, count - start))
        )  # fmt: skip


def _side_by_side() -> tuple[float, float]:
    """Return rows a second: plain, and sequenced; 10,000 of each, in turn.

    In turn, because a disk and a shared processor are never twice the same. Sequenced: the
    outbox read and emptied, rows, tree, tiles' edge and root.
    """
    from soi.record import queries
    from soi.record.services.integrating import _batch
    from soi.web import clock

    _enter(COUNT)
    log = queries.log()
    assert log is not None
    plain = _plain()
    took = [0.0, 0.0]
    for start in range(0, COUNT, BATCH):
        rows = [(number, secrets.token_bytes(42), number) for number in range(start, start + BATCH)]
        began = time.monotonic()
        plain.execute("BEGIN IMMEDIATE")
        plain.executemany("INSERT INTO leaf VALUES (?, ?, ?)", rows)
        plain.execute("COMMIT")
        sequenced = time.monotonic()
        assert _batch(log.name, clock.now()) == BATCH
        took[0] += sequenced - began
        took[1] += time.monotonic() - sequenced
    return COUNT / took[0], COUNT / took[1]


def _plain() -> sqlite3.Connection:
    database = sqlite3.connect(Path(os.environ["SOI_DATA"]) / "raw.sqlite3", isolation_level=None)
    database.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
    database.execute("CREATE TABLE leaf (id INTEGER PRIMARY KEY, data BLOB, entry INTEGER UNIQUE)")
    return database


def _audited() -> float:
    from soi.core import merkle, notes, tiles
    from soi.core.notes import ED25519, Checkpoint, Signer
    from soi.record import files
    from soi.record.offline.audit import audit
    from soi.record.offline.source import Source

    log = Signer("bench.example/log", ED25519, b"b" * 32)
    folder = Path(os.environ["SOI_DATA"]) / "audited"
    data = [
        b"\1\1" + number.to_bytes(4) + bytes(3) + b"\1" + bytes(32) for number in range(AUDITED)
    ]
    edge = tiles.Edge()
    rows = edge.extend(merkle.leaves(data)) + edge.partial()
    made = {tiles.path(level, at, len(row) // 32): row for level, at, row in rows}
    for number, width in tiles.bundles(AUDITED):
        made[tiles.bundle_path(number, width)] = tiles.pack(data[number * 256 :][:width])
    files.write_all(folder, made.items())
    point = Checkpoint(log.name, AUDITED, edge.root())
    (folder / "checkpoint").write_text(f"{point}\n{notes.sign(point, log)}")
    began = time.monotonic()
    found = audit(Source(str(folder)), log.key)
    assert found.faults == []
    return time.monotonic() - began


if __name__ == "__main__":
    main()
