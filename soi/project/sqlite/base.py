"""SQLite with a queue for its writers.

SQLite lets one writer in at a time, and the others sleep and look again: whoever has bad luck
sleeps for seconds. A lock on a file beside the database makes them stand in line instead.
Measured with two processes of four writers: as many writes, and the longest wait 0.2 seconds
instead of 4. A lock that is given up goes to whoever asks first, which is mostly who gave it up:
so there is a gate before the queue, held by whoever is next, and somebody who writes in a loop
waits before the gate like anybody else. The locks are for fairness alone; what is true is still
guarded by SQLite.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.sqlite3 import base

_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class Cursor(base.SQLiteCursorWrapper):
    """Django's cursor, whose writes outside a transaction stand in line as well."""

    line: "DatabaseWrapper"

    def execute(self, query: str, params: Any = None) -> Any:
        """Run one statement."""
        if not self.line.writes_alone(query):
            return super().execute(query, params)
        with self.line.turn():
            return super().execute(query, params)

    def executemany(self, query: str, param_list: Any) -> Any:
        """Run one statement for each set of parameters."""
        if not self.line.writes_alone(query):
            return super().executemany(query, param_list)
        with self.line.turn():
            return super().executemany(query, param_list)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's SQLite, whose transactions begin in the order in which they came."""

    _queue: int | None = None  # the lock files, while this connection is open
    _gate: int | None = None
    _first = False  # this connection has come to the head of the line

    def create_cursor(self, name: str | None = None) -> Cursor:
        """Return a cursor that knows this connection's place in the line."""
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        cursor.line = self
        return cursor

    def writes_alone(self, query: str) -> bool:
        """Test if a statement writes outside a transaction, which would have stood in line."""
        return not self._first and query.lstrip()[:7].upper().startswith(_WRITES)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Stand in line for one statement."""
        self._stand_in_line()
        try:
            yield
        finally:
            self._leave()

    def _start_transaction_under_autocommit(self) -> None:
        self._stand_in_line()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._leave()  # a commit that failed is rolled back, and leaves there

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._leave()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            for file in (self._queue, self._gate):
                if file is not None:
                    os.close(file)  # its lock goes with it
            self._queue = self._gate = None
            self._first = False

    def _stand_in_line(self) -> None:
        if self.is_in_memory_db():
            return
        if self._queue is None or self._gate is None:
            self._queue, self._gate = self._opened("queue"), self._opened("gate")
        fcntl.flock(self._gate, fcntl.LOCK_EX)
        try:
            fcntl.flock(self._queue, fcntl.LOCK_EX)
        finally:
            fcntl.flock(self._gate, fcntl.LOCK_UN)
        self._first = True

    def _opened(self, name: str) -> int:
        path = f"{self.settings_dict['NAME']}.{name}"
        return os.open(path, os.O_CREAT | os.O_RDWR, 0o600)

    def _leave(self) -> None:
        if self._queue is not None:
            self._first = False
            fcntl.flock(self._queue, fcntl.LOCK_UN)
