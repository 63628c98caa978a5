"""The whole suite: on SQLite and on a real PostgreSQL, and in a browser where there is one.

All at once, because each run waits now and then; what the others say is printed when the first
has ended, so that they do not mix.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from typing import IO

from tests import postgres
from tests.servers import scratch

# What depends on the database is run twice; pure rules and the look of pages once.
TWICE = [
    "tests/record", "tests/law_room", "tests/offices", "tests/people", "tests/notices",
    "tests/duties", "tests/reports", "tests/portal", "tests/browser", "tests/crash",
    "tests/complaints", "tests/desk", "tests/directives", "tests/project/test_backup.py",
    "tests/project/test_exchange.py",
]  # fmt: skip
SEALED = "tests/denunciations"  # with settings and a database of its own
ROOM = {"DJANGO_SETTINGS_MODULE": "soi.project.sealed"}


def main() -> int:
    """Return pytest's exit code; the first that is not 0."""
    rest = [word for word in sys.argv[1:] if word != "--long"]
    if not browser():
        sys.stderr.write("\nNO CHROMIUM: every test in a browser is skipped.\n\n")
    with postgres.server() as url, ExitStack() as reports:
        beside = []
        for name, paths, words, environment in others(url, rest):
            report = reports.enter_context(tempfile.TemporaryFile())
            beside.append((name, report, pytest(paths, words, report, **environment)))
        sys.stdout.write("\n== SQLite, and the others beside it ==\n")
        codes = [pytest([], rest).wait()]
        for name, report, run in beside:
            codes.append(run.wait())
            retell(name, report)
    return next(filter(None, codes), 0)


def others(url: str, rest: list[str]) -> list[tuple[str, list[str], list[str], dict[str, str]]]:
    """Return what runs beside the whole suite on SQLite: name, paths, words, environment."""
    twice = [path for path in TWICE if os.path.exists(path)]
    quick = [*rest, "-m", "not slow"]
    return [
        ("PostgreSQL", twice, rest, {"DATABASE_URL": url}),
        ("The sealed room, SQLite", [SEALED], rest, ROOM),
        (
            "The sealed room, PostgreSQL",
            [SEALED],
            quick,
            {**ROOM, "SOI_SEALED_DATABASE_URL": scratch(url, "sealed")},
        ),
    ]


def retell(name: str, report: IO[bytes]) -> None:
    """Print what a run beside another one said."""
    sys.stdout.write(f"\n== {name} ==\n")
    sys.stdout.flush()
    report.seek(0)
    shutil.copyfileobj(report, sys.stdout.buffer)


def browser() -> str | None:
    """Return the path of a Chromium, if there is one."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def pytest(
    paths: list[str], rest: list[str], report: IO[bytes] | None = None, **environment: str
) -> subprocess.Popen[bytes]:
    """Start pytest on `paths` (none: all), with what it says going into `report`."""
    sys.stdout.flush()
    return subprocess.Popen(
        [sys.executable, "-m", "pytest", *paths, *rest],
        env={**os.environ, "DATABASE_URL": "", **environment},
        stdout=report,
        stderr=subprocess.STDOUT if report else None,
    )


if __name__ == "__main__":
    sys.exit(main())
