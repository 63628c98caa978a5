"""The published files of a log, on the disk: read, written so that a crash leaves them whole.

Everything lies under SOI_DATA/record: `keys` (never served), one folder a log, and
`current`, the name of the log that is being written.
"""

import os
import re
import signal
import tempfile
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.conf import settings

_SERVED = re.compile(
    r"checkpoint|vkey|promise\.vkey|mldsa\.vkey|policy|"
    r"tile/(?:[0-9]|[1-5][0-9]|6[0-3]|entries)/(?:x\d{3}/)*\d{3}(?:\.p/(?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-5]))?"
)


class Frozen(Exception):
    """The log must not be signed any further; the text says why."""


class ClockOff(Exception):
    """The clock here is not that of the witnesses; the text says by how much."""


def home() -> Path:
    """Return the folder of all logs."""
    return _home(settings.SOI_DATA)


@lru_cache(maxsize=4)
def _home(data: str | Path) -> Path:
    return Path(data) / "record"


def folder(name: str) -> Path:
    """Return the folder of one log."""
    return home() / name


def current() -> str:
    """Return the name of the log that is being written; empty where there is none yet."""
    path = f"{home()}/current"
    try:
        told = os.stat(path)
        return _name_in(path, told.st_ino, told.st_mtime_ns)
    except FileNotFoundError:
        return ""


@lru_cache(maxsize=4)
def _name_in(path: str, file: int, written: int) -> str:
    # Every receipt asks for it, and it changes once a year: by another file under this name.
    return Path(path).read_text().strip()


def policy() -> str:
    """Return whom this ward asks to witness, as it is written; empty where nobody is."""
    try:
        return Path(settings.SOI_WITNESSES or home() / "policy").read_text()
    except FileNotFoundError:
        return ""


def served(name: str, path: str) -> bytes | None:
    """Return a file that anybody may read; None where there is none."""
    if not _SERVED.fullmatch(path) or not re.fullmatch(r"[0-9a-z-]{1,40}", name):
        return None
    if path == "policy":
        return policy().encode() or None
    try:
        return (folder(name) / path).read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def write(path: Path, data: bytes) -> None:
    """Put a file in place: whole or not at all, and on the disk when this returns."""
    for folder in _put(path, data):
        sync_folder(folder)


def write_all(folder: Path, rows: Iterable[tuple[str, bytes]]) -> None:
    """Put many files in place, each whole or not at all; all are on the disk when this returns.

    Each folder's names are brought to the disk once, not once a file.
    rows: path within `folder`, and what it holds
    """
    touched = dict.fromkeys(one for path, data in rows for one in _put(folder / path, data))
    for one in touched:
        sync_folder(one)


def _put(path: Path, data: bytes) -> list[Path]:
    """Put a file in place; returns the folders whose names are not on the disk yet."""
    missing = [one for one in (path.parent, *path.parent.parents) if not one.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        failpoint("before-rename")
        os.replace(temporary, path)
        failpoint("after-rename")
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return [path.parent, *(gone.parent for gone in missing)]


def append_line(path: Path, line: str) -> None:
    """Add one line to a file that only grows, and return when it is on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as file:
        end = file.seek(0, os.SEEK_END)
        file.seek(max(0, end - 1))
        # What a full disk cut off in the middle of a line must not run into this one.
        torn = end and file.read(1) != b"\n"
        file.write((b"\n" if torn else b"") + line.encode() + b"\n")
        file.flush()
        failpoint("before-line-is-kept")
        os.fsync(file.fileno())
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Return when the names in a folder are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def failpoint(name: str) -> None:
    """Die here, if a test of crashes says so: as from kill -9, nothing is tidied up.

    SOI_FAILPOINT: a name, or name:n to pass n times before
    """
    told, _, passes = os.environ.get("SOI_FAILPOINT", "").partition(":")
    if told != name:
        return
    if passes.isdigit() and int(passes):
        os.environ["SOI_FAILPOINT"] = f"{told}:{int(passes) - 1}"
        return
    os.kill(os.getpid(), signal.SIGKILL)
