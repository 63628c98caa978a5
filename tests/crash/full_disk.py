"""A record on a disk that runs full: python -m tests.crash.full_disk FOLDER

FOLDER lies on a small disk of its own. Acts are refused visibly, publishing stops, what is
published stays a valid log; with room again everything goes on. Ends with 0 if all that holds.
"""

import os
import sys
from pathlib import Path


def main(folder: str) -> None:
    """Fill the disk, look, make room, look again."""
    os.environ |= {"SOI_DATA": folder, "DATABASE_URL": "", "SOI_SEALED_SECONDS": "1"}
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", "record", verbosity=0)
    ballast = Path(folder) / "ballast"
    ballast.write_bytes(bytes(1_000_000))
    accepted, refused = set(), 0
    while refused < 200:
        refused += not write(accepted)
        refused += not publish()
        if refused:
            write(accepted)
    demand_whole(folder, set())
    assert refused, "the disk never ran full"
    ballast.unlink()
    assert write(accepted), "with room again, an act is accepted"
    assert publish(), "with room again, the record is published"
    demand_whole(folder, accepted)
    sys.stdout.write(f"{len(accepted)} accepted, {refused} refused\n")


def write(accepted: set[bytes]) -> bool:
    """Add twenty entries; returns False where the disk was full."""
    from django.db import DatabaseError

    from soi.core.stamps import Stamp
    from soi.record import services
    from soi.web import clock

    lines = [services.Line("a.b", f"x:{n}", {"text": "x" * 500}, begins=True) for n in range(20)]
    try:
        rows = services.append_all(lines=lines, stamp=Stamp("scribe", clock.now()))
    except DatabaseError:
        return False
    accepted.update(row.commitment for row in rows)
    return True


def publish() -> bool:
    """Publish; returns False where the disk was full."""
    from django.db import DatabaseError

    from soi.record import services
    from soi.web import clock

    try:
        return services.publish(at=clock.now()) is not None
    except (OSError, DatabaseError):
        return False


def demand_whole(folder: str, accepted: set[bytes]) -> None:
    """Demand that what is published is a valid log that holds all of `accepted`."""
    from soi.core import notes, tiles
    from soi.record import queries
    from soi.record.offline.audit import audit
    from soi.record.offline.source import Source

    place = queries.log()
    assert place is not None
    assert not place.frozen_why, place.frozen_why
    log = Path(folder) / "record" / place.name
    found = audit(Source(str(log)), notes.parse_key((log / "vkey").read_text()))
    assert found.faults == [], found.faults
    held = set()
    for number, width in tiles.bundles(found.checkpoint.size):
        data = tiles.unpack((log / tiles.bundle_path(number, width)).read_bytes(), width)
        held |= {one[10:] for one in data}
    assert accepted <= held, "an accepted entry is gone"


if __name__ == "__main__":
    main(sys.argv[1])
