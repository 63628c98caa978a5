"""The whole suite: on SQLite and on a real PostgreSQL, and in a browser where there is one.

Both databases at once, because each run keeps one core busy; PostgreSQL's report is printed
when the other has ended, so that the two do not mix.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from typing import IO

from tests import postgres

# What depends on the database is run twice; pure rules and the look of pages once.
TWICE = [
    "tests/record", "tests/law_room", "tests/offices", "tests/people", "tests/notices",
    "tests/duties", "tests/reports", "tests/portal", "tests/browser", "tests/crash",
    "tests/complaints", "tests/desk", "tests/directives", "tests/project/test_backup.py",
    "tests/project/test_exchange.py",
]  # fmt: skip
SEALED = "tests/denunciations"


def main() -> int:
    """Return pytest's exit code; the first that is not 0."""
    rest = [word for word in sys.argv[1:] if word != "--long"]
    if not browser():
        sys.stderr.write("\nNO CHROMIUM: every test in a browser is skipped.\n\n")
    paths = [path for path in TWICE if os.path.exists(path)]
    with postgres.server() as url, tempfile.TemporaryFile() as report:
        second = pytest(paths, rest, report, DATABASE_URL=url)
        sys.stdout.write("\n== SQLite, and PostgreSQL beside it ==\n")
        first = pytest([], rest).wait()
        code = second.wait()
        retell("PostgreSQL", report)
        third = sealed(url, rest)
    return first or code or third


def sealed(url: str, rest: list[str]) -> int:
    """Test the sealed room, which has settings and a database of its own, on both engines."""
    room = {"DJANGO_SETTINGS_MODULE": "soi.project.sealed"}
    with tempfile.TemporaryFile() as report:
        quick = [*rest, "-m", "not slow"]
        second = pytest([SEALED], quick, report, SOI_SEALED_DATABASE_URL=url, **room)
        sys.stdout.write("\n== The sealed room, SQLite, and PostgreSQL beside it ==\n")
        first = pytest([SEALED], rest, **room).wait()
        code = second.wait()
        retell("The sealed room, PostgreSQL", report)
    return first or code


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
