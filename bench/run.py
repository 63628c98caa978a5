"""`make bench`: every room's figures beside the limits of this machine and the peers'.

SOI_BENCH=quick (10k rows, the default) or full (to 1M rows). A table for people, and one JSON
object a line in SOI_BENCH_OUT for programs. Rooms can be named: python -m bench.run reports
"""

import importlib
import json
import os
import sys
import time
from importlib.util import find_spec
from pathlib import Path

from bench.figures import as_json, heading, show

ROOMS = (
    "suggestions",
    "understanding",
    "reports",
    "law",
    "record",
    "denunciations",
    "directives",
    "desk",
)


def main(names: list[str]) -> int:
    """Run the named rooms, or all; return 1 if one of them broke down."""
    size = os.environ.get("SOI_BENCH", "quick")
    if size not in {"quick", "full"}:
        sys.stderr.write("SOI_BENCH is quick or full.\n")
        return 2
    out = Path(os.environ.get("SOI_BENCH_OUT", "var/bench.jsonl"))
    out.parent.mkdir(parents=True, exist_ok=True)
    began, broken = time.monotonic(), 0
    heading()
    with out.open("w") as file:
        for name in names or ROOMS:
            broken += not _room(name, size, file)
    sys.stdout.write(f"{time.monotonic() - began:.0f} s; {out}\n")
    return min(broken, 1)


def _room(name: str, size: str, file) -> bool:  # type: ignore[no-untyped-def]
    if find_spec(f"bench.{name}") is None:
        return True
    settings = os.environ.get("DJANGO_SETTINGS_MODULE", "soi.project.settings")
    try:
        for figure in importlib.import_module(f"bench.{name}").run(size):
            row = as_json(figure)
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            file.flush()
            show([row])
    except Exception as error:  # noqa: BLE001 - one room must not take the others' figures
        sys.stderr.write(f"bench.{name}: {error!r}\n")
        return False
    finally:
        os.environ["DJANGO_SETTINGS_MODULE"] = settings  # the sealed room's are for it alone
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
