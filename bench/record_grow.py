"""Grow a tree of so many entries, keeping no more than its edge: python -m bench.record_grow N."""

import json
import resource
import sys

from soi.core import merkle, tiles

BATCH = 10_000


def main(count: int) -> None:
    """Say what memory it took at most, as JSON."""
    edge, tile_count = tiles.Edge(), 0
    for start in range(0, count, BATCH):
        batch = (number.to_bytes(42) for number in range(start, start + BATCH))
        tile_count += len(edge.extend(merkle.leaves(batch)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"mb": peak, "tiles": tile_count, "root": edge.root().hex()}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]))
