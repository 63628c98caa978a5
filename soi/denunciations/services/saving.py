"""The whole room in one file, saved while it is in use; officers' locked keys lie apart.

A copy of a locked key would outlive the month that is shredded. So keys go to a folder of their
own, one file a month: whoever shreds a month destroys that file too, and the copies of its boxes
can then be opened by nobody. Receivers' keys of a demo are never saved.
"""

import io
import json
import os
import sqlite3
import tarfile
import tempfile
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connections

from soi.core.refusals import Refusal
from soi.denunciations.models import Locker, Manifest
from soi.denunciations.services.keys import believe_nobody

FORMAT = 1
_SECRETS = ("secret.key", "site.salt")
_DATABASE = "sealed.sqlite3"


class NotSaved(Refusal):
    """The room cannot be saved or brought back this way. facts: reason."""

    code = "not_saved"


def save(*, target: Path, keys: Path) -> int:
    """Write the room to `target` and the locked keys to the folder `keys`; returns the boxes.

    The file appears under its name only when it is whole.

    Raises: NotSaved (engine), where the room's database has its own program for copies.
    """
    connection = connections["sealed"]
    if connection.vendor != "sqlite":
        raise NotSaved(reason="engine")
    part = target.with_name(f"{target.name}.part")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        copy = Path(folder) / _DATABASE
        connection.ensure_connection()
        count = _copy(connection.connection, copy)
        with (
            _created(part) as file,
            tarfile.open(fileobj=file, mode="w:gz", compresslevel=3) as tar,
        ):
            _add(tar, "room.json", json.dumps({"format": FORMAT, "boxes": count}).encode())
            tar.add(copy, _DATABASE)
            for name in _SECRETS:
                _add(tar, name, (settings.SOI_DATA / name).read_bytes())
    _save_keys(keys)
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(target)
    return count


def restore(*, source: Path, keys: Path) -> int:
    """Bring a saved room back into an empty one; months whose keys are gone stay shut.

    The door stays shut too until oversight's key is pinned: a copy may have been altered.

    Returns the number of boxes.
    Raises: NotSaved (in_use, damaged, engine).
    """
    if connections["sealed"].vendor != "sqlite":
        raise NotSaved(reason="engine")
    if "denunciations_manifest" in _tables() and Manifest.objects.exists():
        raise NotSaved(reason="in_use")
    with tempfile.TemporaryDirectory(dir=settings.SOI_DATA) as folder:
        count = _unpacked(source, Path(folder))
        connections["sealed"].close()
        for suffix in ("-wal", "-shm"):
            (settings.SOI_DATA / f"{_DATABASE}{suffix}").unlink(missing_ok=True)
        for name in (_DATABASE, *_SECRETS):
            path = Path(folder) / name
            path.chmod(0o600)
            path.replace(settings.SOI_DATA / name)
    _restore_keys(keys)
    believe_nobody()
    return count


def _copy(source: sqlite3.Connection, path: Path) -> int:
    copy = sqlite3.connect(path)
    try:
        source.backup(copy)
        copy.execute("PRAGMA secure_delete=ON")
        copy.execute("DELETE FROM denunciations_locker")
        copy.commit()
        copy.execute("VACUUM")
        return int(copy.execute("SELECT count(*) FROM denunciations_box").fetchone()[0])
    finally:
        copy.close()


def _save_keys(folder: Path) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    months: dict[str, list[dict[str, str]]] = {}
    for row in Locker.objects.order_by("epoch", "name"):
        told = {"name": row.name, "address": row.address, "age": bytes(row.content).hex()}
        months.setdefault(row.epoch, []).append(told)
    # A month that was shredded since the last copy goes from the copy too.
    for path in folder.glob("????-??.json"):
        if path.stem not in months:
            path.unlink()
    for epoch, rows in months.items():
        with _created(folder / f"{epoch}.json") as file:
            file.write(json.dumps(rows).encode())


def _created(path: Path) -> IO[bytes]:
    """Return a new file to write that nobody else can read from its first byte on."""
    path.unlink(missing_ok=True)  # what was left of another time keeps the mode it had
    return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")


def _restore_keys(folder: Path) -> None:
    for path in sorted(folder.glob("????-??.json")):
        Locker.objects.bulk_create(
            [
                Locker(
                    name=one["name"], address=one["address"], epoch=path.stem,
                    content=bytes.fromhex(one["age"]),
                )
                for one in json.loads(path.read_text())
            ],
            ignore_conflicts=True,
        )  # fmt: skip


def _unpacked(source: Path, folder: Path) -> int:
    try:
        with tarfile.open(source) as tar:
            tar.extractall(folder, filter="data")
        told = json.loads((folder / "room.json").read_text())
        copy = sqlite3.connect(f"file:{folder / _DATABASE}?mode=ro", uri=True)
        sound = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        count = int(copy.execute("SELECT count(*) FROM denunciations_box").fetchone()[0])
        copy.close()
        whole = all((folder / name).is_file() for name in _SECRETS)
    except (tarfile.TarError, OSError, EOFError, ValueError, KeyError, sqlite3.Error) as error:
        raise NotSaved(reason="damaged") from error
    if not (sound and whole) or told.get("format") != FORMAT or told.get("boxes") != count:
        raise NotSaved(reason="damaged")
    return count


def _tables() -> list[str]:
    return connections["sealed"].introspection.table_names()


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(data), 0o600
    tar.addfile(info, io.BytesIO(data))
