"""Counts that all processes of a machine share: a table of fixed size in a mapped file.

Fixed size, so that counting cannot be made to fill memory or disk; a file, so that four workers
are not four times the limit and a restart forgets nothing; a lock that the system takes back, so
that a worker killed in the middle stops nobody.
"""

import fcntl
import mmap
import os
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

_SLOT = struct.Struct("<16sdQ")  # key, until when it counts, how much
_WAYS = 8  # places that one key may take
_ROWS = 8192
SIZE = _SLOT.size * _WAYS * _ROWS  # bytes, 2 MiB


class Tally:
    """Counts by key; of too many keys those go first whose time is up soonest.

    path: the file that is shared; None for counts that this process alone keeps, in memory
    """

    def __init__(self, path: Path | None = None) -> None:
        self._thread = threading.Lock()
        self._path, self._lock = path, -1
        self._rows = mmap.mmap(-1, SIZE) if path is None else self._mapped(path)

    def add(self, key: str, amount: int, *, most: int, seconds: float, now: float) -> float:
        """Add to a count that starts anew `seconds` after its first; returns the wait in seconds.

        What would exceed `most` is not added. The wait is 0 for what was added.
        """
        digest = blake2b(key.encode(), digest_size=16).digest()
        with self._held():
            place, until, count = self._find(digest, now)
            if count + amount > most:
                # What is too much by itself waits a whole span, though nothing was counted yet.
                return max(0.001, (until if count else now + seconds) - now)
            until = until if count else now + seconds
            _SLOT.pack_into(self._rows, place, digest, until, count + amount)
        return 0

    def clear(self) -> None:
        """Forget every count."""
        with self._held():
            self._rows[:] = bytes(SIZE)

    def _find(self, digest: bytes, now: float) -> tuple[int, float, int]:
        """Return the place of a key, until when it counts and how much; the place it may take."""
        first = int.from_bytes(digest[:4]) % _ROWS * _WAYS * _SLOT.size
        free, soonest = first, float("inf")
        for place in range(first, first + _WAYS * _SLOT.size, _SLOT.size):
            name, until, count = _SLOT.unpack_from(self._rows, place)
            alive = until > now
            if name == digest:
                return place, until, count if alive else 0
            if (until if alive else 0) < soonest:
                free, soonest = place, until if alive else 0
        return free, 0, 0

    def _mapped(self, path: Path) -> mmap.mmap:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if os.fstat(self._lock).st_size != SIZE:
            os.ftruncate(self._lock, SIZE)
        self._owner = os.getpid()
        return mmap.mmap(self._lock, SIZE)

    @contextmanager
    def _held(self) -> Iterator[None]:
        with self._thread:
            if self._path is None:
                yield
                return
            if self._owner != os.getpid():
                # A lock taken before the fork would be the parent's as well.
                self._lock, self._owner = os.open(self._path, os.O_RDWR), os.getpid()
            fcntl.flock(self._lock, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._lock, fcntl.LOCK_UN)
