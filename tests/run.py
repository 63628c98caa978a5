"""The whole suite: on SQLite and on a real PostgreSQL, and in a browser where there is one.

    python -m tests.run [--changed | PATH …] [--long] [pytest's own words]

Two runs at a time, the rooms' tests shared out over the processors and the sealed room beside
them; what a run says is printed when it has ended, so that they do not mix.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO

from tests import postgres
from tests.changed import changed
from tests.chromium import CHROMIUM
from tests.servers import scratch

# What depends on the database is run twice; pure rules and the look of pages once.
TWICE = [
    "tests/record", "tests/law_room", "tests/offices", "tests/people", "tests/notices",
    "tests/duties", "tests/reports", "tests/portal", "tests/browser", "tests/crash",
    "tests/complaints", "tests/desk", "tests/directives", "tests/project/test_backup.py",
    "tests/project/test_exchange.py", "tests/web/test_lists.py",
]  # fmt: skip
SEALED = "tests/denunciations"  # with settings and a database of its own
ROOM = {"DJANGO_SETTINGS_MODULE": "soi.project.sealed"}
QUICK = ("-m", "not slow")
# A file's tests stay together, for what they share is dear; see `tests.conftest` for the order.
SHARED_OUT = ("-n", str(os.cpu_count() or 2), "--dist", "loadgroup", "--no-loadscope-reorder")


@dataclass(frozen=True)
class Run:
    """One pytest: what it is called, its paths, pytest's words and what differs around it."""

    name: str
    paths: Sequence[str]
    words: Sequence[str] = ()
    environment: dict[str, str] = field(default_factory=dict)

    def start(self, rest: Sequence[str], report: IO[bytes] | None) -> subprocess.Popen[bytes]:
        """Start pytest, with what it says going into `report`."""
        return subprocess.Popen(
            [sys.executable, "-m", "pytest", *self.paths, *self.words, *rest],
            env={**os.environ, "DATABASE_URL": "", **self.environment},
            stdout=report,
            stderr=subprocess.STDOUT if report else None,
        )


def main() -> int:
    """Return pytest's exit code; the first that is not 0."""
    words = [word for word in sys.argv[1:] if word not in {"--long", "--changed"}]
    rest = [word for word in words if not os.path.exists(word.partition("::")[0])]
    paths = [word for word in words if word not in rest]
    if "--changed" in sys.argv:
        paths = changed()
        sys.stdout.write(f"{len(paths)} files of tests see what was changed.\n")
        if not paths:
            return 0
    if not CHROMIUM:
        sys.stderr.write("\nNO CHROMIUM: every test in a browser is skipped.\n\n")
    with postgres.server(durable=False) as url:
        codes = [code for pair in runs(url, paths) for code in both(pair, rest)]
    return next(filter(None, codes), 0)


def runs(url: str, paths: Sequence[str]) -> list[list[Run]]:
    """Return what is run, a pair at a time; `paths` (none: all) tell what of it."""
    twice = chosen(TWICE, paths)
    sealed = chosen([SEALED], paths)
    beside = {**ROOM, "SOI_SEALED_DATABASE_URL": scratch(url, "sealed")}
    ward = [path for path in paths if not path.startswith(SEALED)] if paths else ["tests"]
    pairs = [
        [
            Run("SQLite", ward, SHARED_OUT),
            Run("The sealed room, SQLite", sealed, (), ROOM),
        ],
        [
            Run("PostgreSQL", twice, SHARED_OUT, {"DATABASE_URL": url}),
            Run("The sealed room, PostgreSQL", sealed, QUICK, beside),
        ],
    ]
    return [[one for one in pair if one.paths] for pair in pairs]


def chosen(known: Sequence[str], paths: Sequence[str]) -> list[str]:
    """Return what of the known folders and files is asked for; all of it where nothing is."""
    if not paths:
        return [path for path in known if os.path.exists(path)]
    asked = [path.rstrip("/") for path in paths]
    whole = [one for one in known if any(one.startswith(f"{path}/") for path in asked)]
    return whole + [
        path for path in asked if any(path == one or path.startswith(f"{one}/") for one in known)
    ]


def both(pair: Sequence[Run], rest: Sequence[str]) -> list[int]:
    """Run the first with its words on the screen and the other beside it; returns their codes."""
    if not pair:
        return []
    first, *others = pair
    sys.stdout.write(f"\n== {' and, beside it, '.join(one.name for one in pair)} ==\n")
    sys.stdout.flush()
    with tempfile.TemporaryFile() as report:
        beside = [one.start(rest, report) for one in others]
        codes = [first.start(rest, None).wait()]
        for run, process in zip(others, beside, strict=True):
            codes.append(process.wait())
            sys.stdout.write(f"\n== {run.name} ==\n")
            sys.stdout.flush()
            report.seek(0)
            shutil.copyfileobj(report, sys.stdout.buffer)
    return codes


if __name__ == "__main__":
    sys.exit(main())
