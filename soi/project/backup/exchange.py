"""The whole state in open formats, to read elsewhere, to move to the other database, to leave.

A folder: manifest.json; tables/NAME.jsonl, one JSON object a row with its columns by name
(bytes as base64, days and moments as ISO 8601); media/; record/ as published, with its keys;
secret.key. What `unpack` builds from it, `pack` writes again, byte for byte.
"""

import base64
import hashlib
import json
import shutil
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, models, transaction

from soi.project import private
from soi.project.backup.restoring import Damaged, NotEmpty, in_use, reset_sequences
from soi.project.backup.saving import migrations, tables
from soi.record import queries as record
from soi.record.services import resume_numbers, settle_outbox

FORMAT = 1
_BATCH = 500
_SESSIONS = "django_session"  # who is signed in is nobody's business elsewhere
_COUNTER = "record_counter"


def pack(folder: Path, now: datetime) -> dict[str, Any]:
    """Write everything into `folder`, which must be empty or not there; return the manifest.

    Raises: NotEmpty.
    """
    if folder.exists() and any(folder.iterdir()):
        raise NotEmpty
    (folder / "tables").mkdir(parents=True, mode=0o700)
    folder.chmod(0o700)  # everybody's words, and the key
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        manifest = {
            "format": FORMAT,
            "at": now.isoformat(timespec="seconds"),
            "entries": record.count(),
            "numbers": record.numbers_given(),
            "migrations": migrations(),
            "tables": {name: _written(folder / "tables", name) for name in _names()},
        }
    _files(settings.SOI_DATA, folder)
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n")
    return manifest


def unpack(folder: Path) -> dict[str, Any]:
    """Build the ward of `folder` here, where there is none yet, and check its record.

    All rows come in one transaction: a folder that is damaged leaves nothing behind.
    Raises: NotEmpty, Damaged.
    """
    manifest = _manifest(folder)
    if in_use():
        raise NotEmpty
    call_command("migrate", interactive=False, verbosity=0)
    if migrations() != manifest["migrations"]:
        raise Damaged("made by another version of Soi")
    with transaction.atomic():
        _empty()
        for name in _names():
            _read(folder / "tables" / f"{name}.jsonl", name, manifest["tables"])
        reset_sequences()
        resume_numbers(manifest["numbers"])
        settle_outbox()
        found = record.check()
        if not found.whole or found.count != manifest["entries"]:
            raise Damaged("the record's entries do not match their payloads")
    _files(folder, settings.SOI_DATA)
    return manifest


def _names() -> list[str]:
    return [name for name in tables() if name != _SESSIONS]


def _model(table: str) -> type[models.Model]:
    found = apps.get_models(include_auto_created=True)
    return next(model for model in found if model._meta.db_table == table)


def _written(folder: Path, table: str) -> dict[str, object]:
    """Write one table; return how many rows it has and the digest of its file."""
    model, count, digest = _model(table), 0, hashlib.sha256()
    fields = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.order_by("pk")
    if table == _COUNTER:  # numbers stand in the manifest: PostgreSQL keeps them in sequences
        rows = rows.exclude(name__startswith=record.SERIES)
    with (folder / f"{table}.jsonl").open("wb") as file:
        for row in rows.values(*fields).iterator(_BATCH):
            plain = {name: _plain(value) for name, value in row.items()}
            line = json.dumps(plain, ensure_ascii=False, sort_keys=True).encode() + b"\n"
            file.write(line)
            digest.update(line)
            count += 1
    return {"rows": count, "sha256": digest.hexdigest()}


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | UUID) else value


def _read(path: Path, table: str, told: dict[str, Any]) -> None:
    """Put the rows of one file into its table.

    Raises: Damaged, where it is not the file that was written.
    """
    try:
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != told[table]["sha256"]:
            raise Damaged(f"{table} was changed")
        rows = [json.loads(line) for line in data.splitlines()]
    except (OSError, KeyError, ValueError) as error:
        raise Damaged(f"{table} cannot be read") from error
    model = _model(table)
    for start in range(0, len(rows), _BATCH):
        some = [_row(model, row) for row in rows[start : start + _BATCH]]
        model._base_manager.bulk_create(some)


def _row(model: type[models.Model], plain: dict[str, Any]) -> models.Model:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return model(**{name: _value(fields[name], value) for name, value in plain.items()})


def _value(field: Any, value: Any) -> Any:
    if isinstance(field, models.BinaryField) and value is not None:
        return base64.b64decode(value)
    if isinstance(field, models.JSONField):
        return value
    target = field.target_field if field.is_relation else field
    return target.to_python(value)


def _empty() -> None:
    """Take out what migrations put in: the folder brings its own."""
    for table in reversed(_names()):
        _model(table)._base_manager.all().delete()


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    except (OSError, ValueError) as error:
        raise Damaged("there is no manifest") from error
    if manifest.get("format") != FORMAT:
        raise Damaged("made by another version of Soi")
    return manifest


def _files(source: Path, target: Path) -> None:
    """Copy what stands beside the database: photos, the published record, the keys."""
    for name in _beside(source):
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name, dirs_exist_ok=True)
        else:
            with private.created(target / name) as file:
                file.write((source / name).read_bytes())


def _beside(source: Path) -> Iterator[str]:
    return (name for name in ("media", "record", "secret.key") if (source / name).exists())
