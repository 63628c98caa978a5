"""The whole suite: on SQLite, then on a real PostgreSQL, and in a browser where there is one."""

import os
import shutil
import subprocess
import sys

from tests import postgres

# What depends on the database is run twice; pure rules and the look of pages once.
TWICE = [
    "tests/record", "tests/law_room", "tests/offices", "tests/people", "tests/notices",
    "tests/duties", "tests/reports", "tests/complaints", "tests/desk", "tests/portal", "tests/journeys", "tests/crash",
]  # fmt: skip


def main() -> int:
    """Return pytest's exit code; the first that is not 0."""
    rest = [word for word in sys.argv[1:] if word != "--long"]
    if not browser():
        sys.stderr.write("\nNO CHROMIUM: every test in a browser is skipped.\n\n")
    first = pytest([], rest)
    paths = [path for path in TWICE if os.path.isdir(path)]
    with postgres.server() as url:
        second = pytest(paths, rest, DATABASE_URL=url)
    return first or second


def browser() -> str | None:
    """Return the path of a Chromium, if there is one."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def pytest(paths: list[str], rest: list[str], **environment: str) -> int:
    """Run pytest once."""
    sys.stdout.write(f"\n== {environment.get('DATABASE_URL', 'SQLite').split('@')[0]} ==\n")
    sys.stdout.flush()
    command = [sys.executable, "-m", "pytest", *paths, *rest]
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
