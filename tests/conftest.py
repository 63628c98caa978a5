import os
import secrets
import tempfile

# Before settings are read: tests never touch a ward's data.
os.environ.setdefault("SOI_DATA", tempfile.mkdtemp(prefix="soi-test-"))
os.environ.setdefault("SOI_DEMO", "1")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import connection

from soi.core.stamps import Stamp
from tests.snapshot import Snapshot


@pytest.fixture
def stamp():
    return Stamp(by="tester", at=datetime(2026, 3, 2, 8, tzinfo=UTC), office="mot-cua-phuong-mau")


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _no_knocks_counted():
    from soi.web import limits

    limits.forget()


@pytest.fixture
def ward(db, stamp):
    """The fictional ward phường Mẫu with its rules: offices, posts, relations, limits."""
    _WARD.put(stamp)


def _found_ward(stamp):
    from soi.law import services as law
    from soi.offices import services as offices

    law.load(stamp=stamp)
    law.load_demo(stamp=stamp)
    offices.load_demo_ward(stamp=stamp)


_WARD = Snapshot(_found_ward)


@pytest.fixture
def person(ward):
    """Make somebody with a role in an office, and return the stamp of their acts."""
    from datetime import date

    from soi.core.mandates import Role
    from soi.core.stamps import SYSTEM
    from soi.people import services as people

    def make(role, office, at=datetime(2026, 3, 2, 8, tzinfo=UTC)):
        by_system = Stamp(SYSTEM, datetime(2026, 1, 2, tzinfo=UTC))
        name = f"{role}-{office}"
        user = people.create_user(username=name, display_name=name, password=None, stamp=by_system)
        people.give_mandate(
            user=user,
            role=Role(role),
            office=office,
            since=date(2025, 1, 1),
            document="QĐ 1",
            stamp=by_system,
        )
        return Stamp(role, at, office, f"user:{user.pk}")

    return make


@pytest.fixture
def scratch_database_url():
    """Return the address of a database of its own on PostgreSQL; nothing means SQLite."""
    if connection.vendor == "sqlite":
        yield ""
        return
    import psycopg

    address = os.environ["DATABASE_URL"]
    name = f"scratch_{secrets.token_hex(4)}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield f"{address.rpartition('/')[0]}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """After every test: what the ledger says of each duty is what the record leads to."""
    result = yield
    if "db" in getattr(item, "fixturenames", ()) and apps.is_installed("soi.duties"):
        from soi.duties import queries as duties

        assert duties.unlike_record() == []
    return result
