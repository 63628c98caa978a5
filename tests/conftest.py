import os
import secrets
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client

from soi.core.mandates import Role
from soi.core.stamps import SYSTEM, Stamp
from tests.acting import acting, unbound
from tests.chromium import CHROMIUM, FLAGS
from tests.order import (
    pytest_collection_modifyitems,
    pytest_runtest_logreport,
    pytest_sessionfinish,
)
from tests.snapshot import Snapshot

__all__ = ["pytest_collection_modifyitems", "pytest_runtest_logreport", "pytest_sessionfinish"]


def pytest_configure():
    # Scrypt is slow on purpose; what it keeps is tested by the library, and in a browser.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    for database in settings.DATABASES.values():
        if database["ENGINE"] == "soi.project.sqlite":
            database.setdefault("TEST", {})["NAME"] = ":memory:"  # also in each of many processes


@pytest.fixture
def stamp():
    return unbound()


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
def ward(db):
    """The fictional ward phường Mẫu with its rules: offices, posts, relations, limits."""
    _WARD.put()


def _found_ward():
    from soi.law import services as law
    from soi.offices import services as offices

    stamp = Stamp(SYSTEM, datetime(2025, 12, 1, tzinfo=UTC))
    law.load(stamp=stamp)
    law.load_demo(stamp=stamp)
    offices.load_demo_ward(stamp=stamp)


_WARD = Snapshot(_found_ward)


@pytest.fixture
def user(ward):
    """Return somebody's account, with these roles in an office; made when first asked for."""
    from soi.people import services as people

    opened = Stamp(SYSTEM, datetime(2025, 12, 2, tzinfo=UTC))
    made = {}

    def make(role, office, *more, since=date(2025, 1, 1), login="", password=None):
        login = login or f"{role}-{office}"[:100]
        user, held = made.get(login) or (
            people.create_user(username=login, display_name=login, password=password, stamp=opened),
            [],
        )
        made[login] = user, held
        for one in (Role(role), *more):
            if one in held:
                continue
            held.append(one)
            people.give_mandate(
                user=user, role=one, office=office, since=since, document="QĐ 1", stamp=opened
            )
        return user

    return make


@pytest.fixture
def person(user):
    """Return the stamp of an act by somebody with a role in an office."""

    def make(role, office, at=datetime(2026, 3, 2, 8, tzinfo=UTC)):
        return acting(role, office, at, person=f"user:{user(role, office).pk}")

    return make


@pytest.fixture
def signed_in(user):
    """Return a browser in which somebody has signed in, who has a role in an office."""

    def make(role, office, *more, **account):
        client = Client()
        client.force_login(
            user(role, office, *more, **account),
            backend="django.contrib.auth.backends.ModelBackend",
        )
        return client

    return make


@pytest.fixture(scope="session")
def playwright():
    """What starts browsers; there can be but one of it in a process."""
    if not CHROMIUM:
        pytest.skip("there is no Chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright):
    """A browser of all tests; each opens a context of its own in it."""
    started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield started
    started.close()


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
