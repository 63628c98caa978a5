"""Folders and files that other accounts of the machine may not look into."""

import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import IO

_MARKS = ("secret.key", "soi.sqlite3", "sealed")  # a folder with one of these is a ward's
_OTHERS = 0o077


def make(folder: Path) -> None:
    """Make a ward's folder, which its owner alone may enter; close one that is there already.

    A folder that is not the ward's, such as a home that somebody named by mistake, stays as it
    is, and `soi doctor` names it.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    with os.scandir(folder) as rows:
        names = {row.name for row in rows}
    if not names or names & set(_MARKS):
        close(folder)


def close(*paths: Path) -> None:
    """Take from others what they may do with what is ours and is there."""
    for path in paths:
        try:
            found = path.stat()
        except OSError:
            continue
        if found.st_uid == os.geteuid() and stat.S_IMODE(found.st_mode) & _OTHERS:
            path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)


def created(path: Path) -> IO[bytes]:
    """Return a new file to write that nobody else can read from its first byte on."""
    path.unlink(missing_ok=True)  # what was left of another time keeps the mode it had
    return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")


def loose(paths: Iterable[Path]) -> list[Path]:
    """Return those that are there and that others may read, write or enter."""
    return [one for one in paths if one.exists() and stat.S_IMODE(one.stat().st_mode) & _OTHERS]
