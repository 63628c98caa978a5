"""The web's worker: whoever sends slowly waits outside and holds no thread.

gunicorn's threads receive for themselves: eight sockets that sent a byte now and then held eight
threads, and the door was shut. Here the loop that watches all sockets receives. A thread gets a
request once it is whole; a long one once its head is there, and then one of the threads that are
kept for long ones. Whoever sends, or takes, less than a telephone on 2G does is let go.
"""

import contextlib
import errno
import os
import re
import selectors
import socket
import time
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

GRACE = float(os.environ.get("SOI_PATIENCE", "25"))  # seconds that somebody may be silent
RATE = 8 * 1024  # bytes a second that buy more of them
WHOLE = 320 * 1024  # bytes of a body that is received before a thread sees it
_HEAD = 64 * 1024
# Waiting together; beyond it whoever has waited longest goes, and whoever is quick stays.
_MOST_WAITING, _MOST_BYTES = 400, 48 * 1024 * 1024
_MOST_LONG = 48  # long ones under way or in line
_LONG_THREADS = 8
_LONG_EACH = 3  # of one address, so that others always find a thread
# Where all threads are taken, whoever is slowest goes for whoever comes; nobody at once.
_SLOW, _SPARED = 32 * 1024, 20.0  # bytes a second; seconds
_PROXIES = int(os.environ.get("SOI_PROXIES", "0"))
_LINGER = 2.0  # seconds for the other side to take the last words
_PIECE = 64 * 1024
_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"(?im)^content-length:[ \t]*(\d{1,15})[ \t]*\r?$")
_FORWARDED = re.compile(rb"(?im)^x-forwarded-for:[ \t]*([^\r\n]*)")
_UNKNOWN = re.compile(rb"(?im)^(?:transfer-encoding|expect)[ \t]*:")


class TooSlow(TimeoutError):
    """Somebody sends or takes less than a slow telephone does."""

    def __init__(self) -> None:
        super().__init__(errno.ECONNRESET, "too slow")


class Line(socket.socket):
    """A connection that runs out of credit while its other side is waited for in a thread."""

    credit = GRACE
    moved = 0  # bytes, since a thread has it

    def recv(self, size: int, flags: int = 0) -> bytes:
        """Return what has come; raises TooSlow where that takes too long."""
        if self.gettimeout() == 0:
            return super().recv(size, flags)
        with self._waited(0) as moved:
            data = super().recv(size, flags)
            moved.append(len(data))
        return data

    def sendall(self, data: Any, flags: int = 0) -> None:
        """Send everything; raises TooSlow where that takes too long."""
        with self._waited(len(data)) as moved:
            super().sendall(data, flags)
            moved.append(len(data))

    @contextlib.contextmanager
    def _waited(self, size: int) -> Any:
        before, began, moved = self.gettimeout(), time.monotonic(), list[int]()
        allowed = max(0.001, self.credit + size / RATE)
        self.settimeout(allowed if before is None else min(allowed, before))
        try:
            yield moved
        except TimeoutError as error:
            raise TooSlow from error
        finally:
            self.moved += sum(moved)
            spent = time.monotonic() - began
            self.credit = min(GRACE, self.credit + sum(moved) / RATE - spent)
            with contextlib.suppress(OSError):
                self.settimeout(before)


class Visit(TConn):  # type: ignore[misc]
    """A connection and what has come of its next request.

    need: how many bytes make it whole; 0 until its head is there
    until: when whoever is silent is let go, by the monotonic clock
    """

    def __init__(self, worker: "PatientWorker", line: Line, client: Any, server: Any) -> None:
        super().__init__(worker.cfg, line, client, server)
        self.worker = worker
        self.source, self.since = "", 0.0
        self.begin()

    def begin(self) -> None:
        """Wait for a request."""
        self.came, self.need, self.is_long, self.is_leaving = bytearray(), 0, False, False
        self.until = time.monotonic() + GRACE

    def take(self, data: bytes) -> None:
        """Add a piece; it buys time."""
        searched = max(0, len(self.came) - len(_END))
        self.came += data
        now = time.monotonic()
        self.until = min(self.until + len(data) / RATE, now + GRACE)
        if not self.need:
            self._measure(self.came.find(_END, searched))

    @property
    def is_whole(self) -> bool:
        """Test if a thread may have it."""
        return self.is_long or (self.need > 0 and len(self.came) >= self.need)

    def enter(self) -> None:
        """Begin to be long: from here on its speed counts."""
        self.since, self.sock.moved = time.monotonic(), 0

    def speed(self) -> float:
        """Return the bytes a second that it moved; without end for who has only begun."""
        age = time.monotonic() - self.since
        return self.sock.moved / age if self.since and age > _SPARED else float("inf")

    def close(self, graceful: bool = False) -> None:  # noqa: FBT001, FBT002 - gunicorn's own face
        """Close; gracefully without making anybody wait for it."""
        if graceful:
            self.worker.see_off(self)
        else:
            super().close()

    def _measure(self, end: int) -> None:
        if end < 0:
            self.is_long = len(self.came) > _HEAD  # the parser will refuse it
            return
        head = bytes(self.came[: end + 2])
        length = max(map(int, _LENGTH.findall(head)), default=0)
        self.need = end + len(_END) + length
        self.is_long = length > WHOLE or bool(_UNKNOWN.search(head))
        self.source = self._source(head)

    def _source(self, head: bytes) -> str:
        """Return the address, as the outermost of our own proxies saw it."""
        told = b",".join(_FORWARDED.findall(head)).split(b",")
        if 0 < _PROXIES <= len(told):
            return told[-_PROXIES].strip().decode("latin-1")
        return str(self.client[0]) if isinstance(self.client, tuple) else ""


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """gunicorn's threads, with a waiting room before them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting: dict[Visit, None] = {}
        self.held = 0
        self.long: dict[Visit, None] = {}
        # Whoever comes to the door through Tor or a proxy has the address of this machine.
        self.counts_addresses = "sealed" not in (self.cfg.default_proc_name or "")

    def get_thread_pool(self) -> Any:
        """Return the threads for what is whole; others are for what is long."""
        self.long_pool = ThreadPoolExecutor(_LONG_THREADS)
        return super().get_thread_pool()

    def run(self) -> None:
        """Serve until stopped."""
        super().run()
        self.long_pool.shutdown(wait=False)

    def accept(self, listener: socket.socket) -> None:
        """Let somebody in, to the waiting room."""
        try:
            client, address = listener.accept()
        except OSError as error:
            if error.errno not in {errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK}:
                raise
            return
        self.nr_conns += 1
        line = Line(fileno=client.detach())
        self._wait_for(Visit(self, line, address, listener.getsockname()))

    def on_client_socket_readable(self, conn: Visit, client: Line) -> None:
        """Receive the next request of somebody who stayed."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        conn.begin()
        self._wait_for(conn)

    def enqueue_req(self, conn: Visit) -> None:
        """Receive a request whose beginning came with the one before it."""
        conn.begin()
        early = conn.parser.unreader.take_buffered()
        self._wait_for(conn, early)

    def murder_pending(self) -> None:
        """Let those go who have been silent too long; when the worker stops, the idle too."""
        now = time.monotonic()
        for conn in list(self.waiting):
            if conn.until <= now:
                self._let_go(conn, b"408 Request Timeout")
            elif not self.alive and not conn.came:
                self._drop(conn)

    def see_off(self, conn: Visit) -> None:
        """Say that nothing more will come, and wait a moment until the other side knows."""
        try:
            conn.sock.shutdown(socket.SHUT_WR)
            conn.sock.settimeout(0)
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._read, conn))
        except (OSError, ValueError, KeyError):
            conn.sock.close()
            return
        conn.begin()
        conn.is_leaving, conn.until = True, time.monotonic() + _LINGER
        self.waiting[conn] = None

    def _wait_for(self, conn: Visit, early: bytes = b"") -> None:
        conn.sock.settimeout(0)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._read, conn))
        self.waiting[conn] = None
        if len(self.waiting) > _MOST_WAITING:
            self._drop(next(iter(self.waiting)))
        if early:
            self._taken(conn, early)
        else:
            self._read(conn, conn.sock)

    def _read(self, conn: Visit, line: Line) -> None:
        if conn not in self.waiting:
            return  # let go since the loop looked
        try:
            data = line.recv(_PIECE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._drop(conn)
        elif not conn.is_leaving:
            self._taken(conn, data)

    def _taken(self, conn: Visit, data: bytes) -> None:
        conn.take(data)
        self.held += len(data)
        if conn.is_whole:
            self._hand_over(conn)
        elif self.held > _MOST_BYTES:
            self._drop(next(iter(self.waiting)))

    def _hand_over(self, conn: Visit) -> None:
        if conn.is_long and not self._has_room(conn):
            self._let_go(conn, b"503 Service Unavailable\r\nRetry-After: 30")
            return
        self._forget(conn)
        conn.init()
        unreader = conn.parser.unreader
        unreader.unread(unreader.take_buffered() + bytes(conn.came))
        conn.came.clear()
        conn.data_ready, conn.sock.credit = True, GRACE
        if conn.is_long:
            self.long[conn] = None
            conn.enter()
        pool = self.long_pool if conn.is_long else self.tpool
        pool.submit(self.handle, conn).add_done_callback(partial(self._handled, conn))

    def _has_room(self, conn: Visit) -> bool:
        """Test if one more that is long may come in; somebody slow may have to go for it."""
        same = sum(one.source == conn.source for one in self.long)
        if len(self.long) >= _MOST_LONG or (self.counts_addresses and same >= _LONG_EACH):
            return False
        if len(self.long) >= _LONG_THREADS:
            slowest = min(self.long, key=Visit.speed)
            if slowest.speed() < _SLOW:
                del self.long[slowest]
                with contextlib.suppress(OSError):
                    slowest.sock.shutdown(socket.SHUT_RDWR)  # its thread reads an end
        return True

    def _handled(self, conn: Visit, done: "Future[Any]") -> None:
        self.method_queue.defer(self._finished, conn, done)

    def _finished(self, conn: Visit, done: "Future[Any]") -> None:
        self.long.pop(conn, None)
        self.finish_request(conn, done)

    def _let_go(self, conn: Visit, status: bytes) -> None:
        if conn.is_leaving or not conn.came:
            self._drop(conn)
            return
        self._forget(conn)
        self.nr_conns -= 1
        with contextlib.suppress(OSError):
            last = b"HTTP/1.1 " + status + b"\r\nConnection: close\r\nContent-Length: 0" + _END
            conn.sock.send(last)
        self.see_off(conn)

    def _drop(self, conn: Visit) -> None:
        self._forget(conn)
        self.nr_conns -= not conn.is_leaving
        conn.sock.close()

    def _forget(self, conn: Visit) -> None:
        del self.waiting[conn]
        self.held -= len(conn.came)
        with contextlib.suppress(OSError, KeyError, ValueError):
            self.poller.unregister(conn.sock)
