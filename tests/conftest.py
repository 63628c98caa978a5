import os
import tempfile

# Before settings are read: tests never touch a ward's data.
os.environ.setdefault("SOI_DATA", tempfile.mkdtemp(prefix="soi-test-"))
os.environ.setdefault("SOI_DEMO", "1")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

from datetime import UTC, datetime

import pytest

from soi.core.stamps import Stamp


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
