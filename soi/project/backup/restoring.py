"""Bringing a saved state back, and checking that it is whole."""

import json
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from soi.project import private
from soi.project.backup.saving import FORMAT, tables
from soi.record import queries as record
from soi.record.services import resume_numbers, settle_outbox


class NotEmpty(Exception):
    """There is a ward here already; restoring would end it."""


class Damaged(Exception):
    """The file is not a whole backup, or was not made by this version of Soi."""


def restore(source: Path, *, force: str = "") -> dict[str, Any]:
    """Bring the state in `source` back to SOI_DATA or DATABASE_URL, and check its record.

    force: "yes" to end the ward that is here
    Raises: NotEmpty, Damaged.
    """
    with tempfile.TemporaryDirectory(dir=settings.SOI_DATA) as folder:
        saved = _unpacked(source, Path(folder))
        manifest = _manifest(saved)
        if in_use() and force != "yes":
            raise NotEmpty
        _put_back(saved, manifest)
    found = record.check()
    if not found.whole or found.count != manifest["entries"]:
        broken = len(found.wrong) + len(found.torn) + len(found.bare)
        raise Damaged(f"{broken} entries do not match, {found.count} are there")
    return manifest


def _unpacked(source: Path, folder: Path) -> Path:
    try:
        with tarfile.open(source) as tar:
            tar.extractall(folder, filter="data")
    except (tarfile.TarError, OSError, EOFError) as error:
        raise Damaged(str(error)) from error
    return folder


def _manifest(saved: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((saved / "manifest.json").read_text())
    except (OSError, ValueError) as error:
        raise Damaged("there is no manifest") from error
    if manifest.get("format") != FORMAT or manifest.get("engine") != connection.vendor:
        raise Damaged(f"made for {manifest.get('engine')}, this is {connection.vendor}")
    unknown = sorted(set(manifest.get("migrations", ())) - _known())
    if unknown:
        raise Damaged(f"made by a newer Soi, which knows {unknown[-1]} and this one does not")
    missing = [name for name in _parts(manifest) if not (saved / name).exists()]
    if missing:
        raise Damaged(f"{missing[0]} is missing")
    return manifest


def _known() -> set[str]:
    """Return the migrations that this version brings, and those that they stand for."""
    loader = MigrationLoader(None)
    return {f"{app}.{name}" for app, name in (*loader.disk_migrations, *_squashed(loader))}


def _squashed(loader: MigrationLoader) -> Iterator[tuple[str, str]]:
    for one in loader.disk_migrations.values():
        yield from one.replaces


def _parts(manifest: dict[str, Any]) -> list[str]:
    database = "database/soi.sqlite3" if manifest["engine"] == "sqlite" else "database"
    return [database, "secret.key"]


def in_use() -> bool:
    """Test if there is a ward here: a record that has begun."""
    if "record_entry" not in connection.introspection.table_names():
        return False
    return record.count() > 0


def _put_back(saved: Path, manifest: dict[str, Any]) -> None:
    if connection.vendor == "sqlite":
        _put_back_sqlite(saved)
    else:
        _put_back_postgres(saved, manifest)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    if (saved / "media").exists():
        shutil.copytree(saved / "media", settings.MEDIA_ROOT)
        private.close(settings.MEDIA_ROOT)  # a copy has the modes that it was made with
    key = settings.SOI_DATA / "secret.key"
    with private.created(key) as file:
        file.write((saved / "secret.key").read_bytes())
    call_command("migrate", interactive=False, verbosity=0)
    settle_outbox()
    log = settings.SOI_DATA / "record"
    # A log that is here already may be ahead of the copy: what it signed must not be forgotten.
    if not log.exists() and (saved / "record").exists():
        shutil.copytree(saved / "record", log)
        private.close(log / "keys")


def _put_back_sqlite(saved: Path) -> None:
    connection.close()
    target = Path(settings.DATABASES["default"]["NAME"])
    for suffix in ("", "-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    shutil.move(saved / "database" / "soi.sqlite3", target)
    private.close(target)


def _put_back_postgres(saved: Path, manifest: dict[str, Any]) -> None:
    call_command("migrate", interactive=False, verbosity=0)
    names = [connection.ops.quote_name(table) for table in tables()]
    with connection.cursor() as cursor:
        cursor.execute("SET soi.flushing = 'on'")  # the record lets itself be emptied, as a whole
        cursor.execute(f"TRUNCATE {', '.join(names)} CASCADE")
        cursor.execute("RESET soi.flushing")
        for table, name in zip(tables(), names, strict=True):
            path = saved / "database" / f"{table}.copy"
            if not path.exists():
                continue
            with cursor.copy(f"COPY {name} FROM STDIN") as rows:
                rows.write(path.read_bytes())
    reset_sequences()
    resume_numbers(manifest["numbers"])


def reset_sequences() -> None:
    """Let keys go on after the highest that was put back."""
    from django.apps import apps
    from django.core.management.color import no_style

    models = apps.get_models(include_auto_created=True)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
