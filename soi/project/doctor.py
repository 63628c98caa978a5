"""What can be wrong with an installation, looked at in one go."""

import os
import shutil
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from soi.core.rooms import house
from soi.law import queries as law
from soi.project import private
from soi.web import clock, heartbeat

_ANNOUNCED = 11  # the month by which the next year's days off are mostly announced
_LITTLE = 500 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: sound, or what is wrong."""

    name: str
    sound: bool
    said: str


def examine() -> list[Finding]:
    """Return what was looked at and found: of the installation, then of every room."""
    rooms = {check.name: check.look for check in house().checks}
    return [_one(name, look) for name, look in (LOOKS | rooms).items()]


def _one(name: str, look: Callable[[], str]) -> Finding:
    try:
        said = look()
    except Exception as error:  # noqa: BLE001 - a look that fails is itself a finding
        said = f"could not look: {error}"
    return Finding(name, not said, said or "sound")


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(plan)} migrations are waiting" if plan else ""


def _guards() -> str:
    table = "pg_trigger" if connection.vendor == "postgresql" else "sqlite_master"
    column = "tgname" if connection.vendor == "postgresql" else "name"
    with connection.cursor() as cursor:
        query = f"SELECT count(*) FROM {table} WHERE {column} LIKE 'record_entry%%'"  # noqa: S608
        query += " AND type = 'trigger'" if connection.vendor == "sqlite" else ""
        cursor.execute(query, [])
        found = cursor.fetchone()[0]
    return "" if found else "the triggers that guard the record are gone"


def _files() -> str:
    missing = [name for name in house().files() if not default_storage.exists(name)]
    return f"{len(missing)} photos are missing, such as {missing[0]}" if missing else ""


def _key() -> str:
    path = settings.SOI_DATA / "secret.key"
    if not path.exists():
        return "" if os.environ.get("SECRET_KEY") else "there is no key"
    loose = stat.S_IMODE(path.stat().st_mode) & 0o077
    return "others can read secret.key; set its mode to 600" if loose else ""


def _modes() -> str:
    data = Path(settings.SOI_DATA)
    mail = Path(settings.EMAIL_FILE_PATH) if settings.EMAIL_FILE_PATH else data / "mail"
    keys = [*data.glob("record/keys/*"), *data.glob("sealed/*.key")]
    # Copies that somebody keeps beside what they are of.
    copies = [*data.glob("**/*.tar.gz"), *data.glob("**/*.tar.gz.part"), data / "backups"]
    database = data.glob("soi.sqlite3*")
    looked = [data, Path(settings.MEDIA_ROOT), mail, data / "record/keys", *keys, *copies]
    found = private.loose([*looked, *database, data / "sealed"])
    names = ", ".join(str(one) for one in found[:5])
    return f"others can look into {names}; take it from them: chmod go= …" if found else ""


def _space() -> str:
    free = shutil.disk_usage(settings.SOI_DATA).free
    return "" if free > _LITTLE else f"only {free // 1024**2} MB are free"


def _work() -> str:
    age = heartbeat.age()
    if age is None or age > heartbeat.FRESH:
        return "the background work is not running"
    return ""


def _proxies() -> str:
    # Soi speaks no TLS itself: an outside address with https has a proxy before it.
    if settings.SOI_PROXIES or not settings.SOI_BASE_URL.startswith("https://"):
        return ""
    return (
        "SOI_BASE_URL is https, so a proxy stands before Soi, but SOI_PROXIES is 0: "
        "the limits count the whole ward as one address"
    )


def _calendar() -> str:
    last, today = law.book().calendar().known_until, clock.today()
    if last > today.year or (last == today.year and today.month < _ANNOUNCED):
        return ""
    return (
        f"the public holidays of {last + 1} are not entered: due days in that year go by the "
        "expected calendar; enter them once they are announced"
    )


LOOKS: dict[str, Callable[[], str]] = {
    "migrations": _migrations,
    "guards": _guards,
    "files": _files,
    "key": _key,
    "modes": _modes,
    "space": _space,
    "work": _work,
    "proxies": _proxies,
    "calendar": _calendar,
}
