"""The keys of a log: made once, never served, never in the database."""

import os
import secrets
from functools import cache
from pathlib import Path

from django.conf import settings

from soi.core.notes import ED25519, MLDSA_COSIGNATURE, OWN, Signer
from soi.record import files

_PROMISE, _MLDSA = "promise", "mldsa"


def ensure_keys(name: str) -> None:
    """Make the keys of the log `name`, where there are none, and make it the current one.

    The origin is taken from SOI_BASE_URL at that moment and never changes afterwards.
    """
    host = settings.SOI_BASE_URL.partition("://")[2]
    origin = f"{host}/record/{name}"
    parts = ["", f".{_PROMISE}", *([f".{_MLDSA}"] if settings.SOI_RECORD_MLDSA else [])]
    for part in parts:
        _once(_path(f"{name}{part}.seed"), secrets.token_bytes(32).hex())
    _once(_path(f"{name}.origin"), origin)
    folder = files.folder(name)
    shown = {
        folder / "vkey": f"{log_signer(name).key}\n",
        folder / "promise.vkey": f"{promise_signer(name).key}\n",
        files.home() / "current": name,
    }
    if settings.SOI_RECORD_MLDSA:
        shown[folder / "mldsa.vkey"] = f"{mldsa_signer(name).key}\n"
    for path, text in shown.items():
        if not path.exists() or path.read_text() != text:
            files.write(path, text.encode())


def log_signer(name: str) -> Signer:
    """Return the key that signs checkpoints of a log."""
    return _signer(files.home(), name, "")


def promise_signer(name: str) -> Signer:
    """Return the key that signs promises of a log."""
    return _signer(files.home(), name, _PROMISE)


def mldsa_signer(name: str) -> Signer:
    """Return the key of a log's second signatures, which SOI_RECORD_MLDSA asks for."""
    return _signer(files.home(), name, _MLDSA)


@cache
def _signer(home: Path, name: str, part: str) -> Signer:
    keys = home / "keys"
    origin = (keys / f"{name}.origin").read_text().strip()
    suffix = f".{part}" if part else ""
    seed = bytes.fromhex((keys / f"{name}{suffix}.seed").read_text())
    if part == _PROMISE:
        return Signer(f"{origin}/{part}", OWN, seed)
    return Signer(origin, MLDSA_COSIGNATURE if part else ED25519, seed)


def _path(name: str) -> Path:
    return files.home() / "keys" / name


def _once(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    whole = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(whole, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(whole, path)  # of two who make it at once, the first is believed
        files.sync_folder(path.parent)
    except FileExistsError:
        pass
    finally:
        whole.unlink()
