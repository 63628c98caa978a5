import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

EACH, WRITERS = 25, 8


@pytest.fixture
def scratch(tmp_path, django_db_blocker):
    """An empty database of its own, as an environment."""
    environment = {**os.environ, "SOI_DATA": str(tmp_path), "DATABASE_URL": ""}
    name = f"scratch_{os.getpid()}"
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"CREATE DATABASE {name}")
            base = os.environ["DATABASE_URL"].rpartition("/")[0]
            environment["DATABASE_URL"] = f"{base}/{name}"
        yield environment
        if connection.vendor == "postgresql":
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE {name}")


def django(environment, *words, **options):
    return subprocess.Popen(
        [sys.executable, *words],
        env=environment,
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )


def test_eight_writers_at_once_never_draw_the_same_number(scratch):
    assert django(scratch, "-m", "django", "migrate", "record", "-v", "0").wait(60) == 0
    writers = [
        django(scratch, "-m", "tests.record.writer", str(EACH), stdin=subprocess.PIPE)
        for _ in range(WRITERS)
    ]

    answers = [one.communicate("go\n", timeout=120)[0] for one in writers]

    drawn = " ".join(answers).split()
    assert [one.returncode for one in writers] == [0] * WRITERS
    assert len(drawn) == len(set(drawn)) == 2 * EACH * WRITERS
    after = django(scratch, "-c", AFTER).communicate(timeout=60)[0]
    assert after.split() == ["True", str(3 * EACH * WRITERS)]


AFTER = """
import django; django.setup()
from soi.record import queries
found = queries.check()
print(found.whole, found.count)
"""
