"""Strangers' files are opened in a process of their own, with bounds of memory and time.

A picture of 1.6 kB unpacks to a hundred megabytes, a table of 40 kB to hours. What decodes them
can be made to fail; so it fails alone, one at a time for each web process, and its memory goes
with it. Nothing of the ward is in that process: no key, no database, no settings. What comes back
is data, never an object that could do something.
"""

import contextlib
import importlib
import os
import resource
import selectors
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import msgspec

_ROOT = Path(__file__).parents[2]
_LENGTH = struct.Struct(">Q")
_MOST_ANSWER = 128 * 1024 * 1024  # bytes
_FAT = 160 * 1024 * 1024  # bytes of a process that did enough
_OPEN, _OPENING = b"open", 30.0  # what it says first, and the seconds that may take
_QUIET = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


class Gave(Exception):
    """The work was not done. why: "time", "memory", "busy" or "broken"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Workshop:
    """One function of one module, run apart.

    entry: "module:function", which takes plain values and returns plain values; an exception of
        its own that has `facts` comes back as {"refused": facts}
    memory: bytes of address space; seconds: for one piece of work
    patience: seconds that somebody waits for their turn
    """

    def __init__(self, entry: str, *, memory: int, seconds: float, patience: float = 15) -> None:
        self.entry, self.memory, self.seconds, self.patience = entry, memory, seconds, patience
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def run(self, *values: Any) -> Mapping[str, Any]:
        """Return what the function returns. Raises: Gave."""
        if not self._turn.acquire(timeout=self.patience):
            raise Gave("busy")
        try:
            return self._asked(msgspec.msgpack.encode(values))
        finally:
            self._turn.release()

    def _asked(self, question: bytes) -> Mapping[str, Any]:
        process = self._ready()
        answer = None
        try:
            answer = _exchange(process, question, time.monotonic() + self.seconds)
        finally:
            if answer is None:
                self.close()
        found: dict[str, Any] = msgspec.msgpack.decode(answer, type=dict)
        if found.pop("fat", False):
            self.close()
        if why := found.get("gave"):
            raise Gave(str(why))
        return found

    def close(self) -> None:
        """End the process; the next piece of work starts another."""
        process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            process.kill()
            for stream in (process.stdin, process.stdout):
                if stream:
                    with contextlib.suppress(OSError):
                        stream.close()
            process.wait()

    def _ready(self) -> "subprocess.Popen[bytes]":
        if self._owner != os.getpid():
            self._process = None  # of the parent that forked us
        if self._process is None or self._process.poll() is not None:
            command = [sys.executable, "-m", "soi.web.workshop", self.entry]
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                [*command, str(self.memory), str(int(self.seconds) + 1)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # a library's warning quotes what it reads
                env=_QUIET,
                cwd="/",
                bufsize=0,
            )
            self._owner = os.getpid()
            self._wait_until_open(self._process)
        return self._process

    def _wait_until_open(self, process: "subprocess.Popen[bytes]") -> None:
        # Its libraries are read first, which is no work of whoever asks.
        assert process.stdout is not None  # noqa: S101 - for the types
        try:
            _read(process.stdout, len(_OPEN), time.monotonic() + _OPENING)
        except Gave:
            self.close()
            raise


def _exchange(process: "subprocess.Popen[bytes]", question: bytes, until: float) -> bytes:
    """Send one question and return its answer. Raises: Gave."""
    assert process.stdin is not None  # noqa: S101 - for the types
    assert process.stdout is not None  # noqa: S101
    try:
        # What is sent is taken at once: the other side reads before it works.
        process.stdin.write(_LENGTH.pack(len(question)))
        _write(process.stdin, question)
        size = _LENGTH.unpack(_read(process.stdout, _LENGTH.size, until))[0]
        if size > _MOST_ANSWER:
            raise Gave("memory")
        return _read(process.stdout, size, until)
    except OSError as error:
        raise Gave("broken") from error


def _write(stream: IO[bytes], data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[stream.write(view) :]


def _read(stream: IO[bytes], size: int, until: float) -> bytes:
    data = bytearray()
    with selectors.DefaultSelector() as watch:
        watch.register(stream, selectors.EVENT_READ)
        while len(data) < size:
            if not watch.select(max(0.0, until - time.monotonic())):
                raise Gave("time")
            piece = os.read(stream.fileno(), min(size - len(data), 1 << 20))
            if not piece:
                raise Gave("memory")  # the system ended it
            data += piece
    return bytes(data)


def _serve(entry: str, memory: int, seconds: int) -> None:
    """Work until the other side goes away."""
    module, _colon, name = entry.partition(":")
    work = getattr(importlib.import_module(module), name)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes nothing anywhere
    inlet, outlet = sys.stdin.buffer, sys.stdout.buffer
    outlet.write(_OPEN)
    outlet.flush()
    while head := inlet.read(_LENGTH.size):
        question = inlet.read(_LENGTH.unpack(head)[0])
        spent = resource.getrusage(resource.RUSAGE_SELF)
        allowed = int(spent.ru_utime + spent.ru_stime) + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (allowed, resource.RLIM_INFINITY))
        answer = _answer(work, question)
        answer["fat"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 > _FAT
        data = msgspec.msgpack.encode(answer)
        outlet.write(_LENGTH.pack(len(data)) + data)
        outlet.flush()


def _answer(work: Any, question: bytes) -> dict[str, Any]:
    try:
        return {"done": work(*msgspec.msgpack.decode(question))}
    except MemoryError:
        return {"gave": "memory"}
    except Exception as error:  # noqa: BLE001 - whatever a library makes of a stranger's bytes
        facts = getattr(error, "facts", None)
        return {"refused": facts} if isinstance(facts, dict) else {"gave": "broken"}


if __name__ == "__main__":
    _serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
