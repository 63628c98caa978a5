"""Grow a tree of so many entries, keeping no more than its edge: python -m bench.record_grow N."""

import json
import sys
from pathlib import Path

from soi.core import merkle, tiles

BATCH = 10_000


def main(count: int) -> None:
    """Say what memory it took at most, as JSON."""
    edge, tile_count = tiles.Edge(), 0
    for start in range(0, count, BATCH):
        batch = (number.to_bytes(42) for number in range(start, start + BATCH))
        tile_count += len(edge.extend(merkle.leaves(batch)))
    told = {"mb": _peak(), "tiles": tile_count, "root": edge.root().hex()}
    sys.stdout.write(json.dumps(told))


def _peak() -> float:
    """Return the most memory this process has held, in MB; not its parent's, as rusage does."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("the system does not say how much memory is held")


if __name__ == "__main__":
    main(int(sys.argv[1]))
