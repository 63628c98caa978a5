"""Saving while the ward goes on working."""

import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from soi.project import private
from soi.record import queries as record

FORMAT = 1
_SKIPPED = {"django_migrations", "record_outbox"}  # who waits follows from the rest


def save(target: Path, now: datetime) -> dict[str, object]:
    """Write the whole state to `target` and return its manifest.

    The file appears under its name only when it is whole; of one that fails nothing stays.
    Raises: IsADirectoryError, where a folder has that name.
    """
    if target.is_dir():
        raise IsADirectoryError(f"{target} is a folder; name the file to be written in it")
    part = target.with_name(target.name + ".part")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent or ".") as folder:
            copy = Path(folder)
            # Before the database: what was signed is then never ahead of what is saved.
            _copy_log(copy / "record")
            manifest = {
                "format": FORMAT,
                "at": now.isoformat(timespec="seconds"),
                **_database(copy),
            }
            # It holds the key and everybody's words, from its first byte on.
            with (
                private.created(part) as file,
                tarfile.open(fileobj=file, mode="w:gz", compresslevel=3) as tar,
            ):
                _add_bytes(tar, "manifest.json", json.dumps(manifest, indent=1).encode())
                for path in sorted(copy.iterdir()):
                    tar.add(path, "record" if path.name == "record" else f"database/{path.name}")
                _add_bytes(tar, "secret.key", settings.SECRET_KEY.encode())
                if settings.MEDIA_ROOT.exists():
                    tar.add(settings.MEDIA_ROOT, "media")
            with part.open("rb") as file:
                os.fsync(file.fileno())
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)  # a whole one has its own name by now
    return manifest


def _copy_log(folder: Path) -> None:
    """Copy keys, what was signed, and the checkpoint; tiles are made anew from the database."""
    source = settings.SOI_DATA / "record"
    if source.exists():
        shutil.copytree(source, folder, ignore=shutil.ignore_patterns("tile"))


def tables() -> list[str]:
    """Return every table in an order in which rows can be put back: what is pointed to first."""
    ordered: list[str] = []

    def visit(model: type) -> None:
        meta = model._meta  # type: ignore[attr-defined]
        if meta.db_table in ordered:
            return
        for field in meta.local_fields:
            if field.related_model and field.related_model is not model:
                visit(field.related_model)
        ordered.append(meta.db_table)

    for model in apps.get_models(include_auto_created=True):
        visit(model)
    return [name for name in dict.fromkeys(ordered) if name not in _SKIPPED]


def migrations() -> list[str]:
    """Return the migrations that the database has had."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def _database(folder: Path) -> dict[str, object]:
    if connection.vendor == "sqlite":
        return _copy_sqlite(folder)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        return _copy_postgres(folder)


def _copy_sqlite(folder: Path) -> dict[str, object]:
    connection.ensure_connection()
    copy = sqlite3.connect(folder / "soi.sqlite3")
    connection.connection.backup(copy)
    count = copy.execute("SELECT count(*) FROM record_entry").fetchone()[0]
    copy.close()
    return {"engine": "sqlite", "entries": count, "migrations": migrations()}


def _copy_postgres(folder: Path) -> dict[str, object]:
    facts = {"engine": "postgresql", "entries": record.count(), "migrations": migrations()}
    facts["numbers"] = record.numbers_given()  # sequences stand in no table
    for table in tables():
        name = connection.ops.quote_name(table)
        with (
            (folder / f"{table}.copy").open("wb") as file,
            connection.cursor() as cursor,
            cursor.copy(f"COPY {name} TO STDOUT") as rows,
        ):
            for piece in rows:
                file.write(piece)
    return facts


def _add_bytes(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(data), 0o600
    tar.addfile(info, io.BytesIO(data))
