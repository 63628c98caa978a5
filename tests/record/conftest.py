from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from soi.core import merkle, notes, tiles
from soi.core.entries import Class
from soi.record import services
from soi.record.models import Entry, Leaf, Log, Root
from soi.record.services import asking, calling, publishing

AT = datetime(2026, 3, 2, 8, 0, 5, tzinfo=UTC)
LATER = AT + timedelta(hours=2)


@pytest.fixture
def home(settings, tmp_path):
    """An empty ward folder; returns the log's folder."""
    settings.SOI_DATA = tmp_path
    settings.SOI_SEALED_SECONDS = 3600
    settings.SOI_BASE_URL = "http://soi.example"
    return tmp_path / "record" / "2026"


@pytest.fixture
def started(home):
    """The same folder, and a process that has just begun."""
    restart()
    return home


def restart():
    """Forget what a process knows: as if the background work were started again."""
    asking._looked.clear()
    calling._out.clear()
    publishing._begun.clear()


def tell(stamp, count=1, entry_class=Class.OPEN):
    """Add entries to the record; returns their rows."""
    lines = [
        services.Line("a.b", f"x:{number}", {}, entry_class, begins=True) for number in range(count)
    ]
    return services.append_all(lines=lines, stamp=stamp)


def checkpoint(home: Path) -> notes.Checkpoint:
    key = notes.parse_key((home / "vkey").read_text())
    return notes.opened((home / "checkpoint").read_text(), key)[0]


def whole(home: Path) -> list[bytes]:
    """Return the entries of the published log, having checked every file it needs."""
    point = checkpoint(home)
    found: list[bytes] = []
    for number, width in tiles.bundles(point.size):
        found += tiles.unpack((home / tiles.bundle_path(number, width)).read_bytes(), width)
    edge = tiles.Edge()
    full = {tiles.path(level, at): row for level, at, row in edge.extend(merkle.leaves(found))}
    full |= {tiles.path(level, at, len(row) // 32): row for level, at, row in edge.partial()}
    assert all((home / path).read_bytes() == row for path, row in full.items())
    assert edge.root() == point.root
    return found


def lift(table):
    """Do what an administrator of the database can: drop the guards."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or the table cannot be altered
            # By name: the one that fills the outbox must stay.
            for guard in ("change", "truncate"):
                guard = f"record_{table}_no_{guard}"
                cursor.execute(f"ALTER TABLE record_{table} DISABLE TRIGGER {guard}")
        else:
            for verb in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER record_{table}_no_{verb}")


def lose(old):
    """Make the database what it was: an old backup, restored."""
    for table in ("leaf", "root", "entry"):
        lift(table)
    Root.objects.filter(size__gt=old["size"]).delete()
    gone = Leaf.objects.filter(pk__gte=old["first"] + old["size"])
    Entry.objects.filter(pk__in=list(gone.values_list("entry_id", flat=True))).delete()
    gone.delete()
    Log.objects.update(size=old["size"], edge=old["edge"])
