"""How soon an act is in a published checkpoint, and what publishing costs those who file."""

import asyncio
import random
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from bench import client
from bench.figures import Figure
from bench.limits import fsyncs
from bench.reports import creating, databases
from tests.servers import Server, found_ward

ACTS = 40  # a second
INTERVAL, ALLOWED = 10, 2  # seconds: how often the log is published, and what may be added
SECONDS = {"quick": 25, "full": 180}
TURNS = {"quick": 2, "full": 6}
TURN = 10  # seconds of filing with and without publishing, in turn


@dataclass(frozen=True, slots=True)
class Ward:
    """A whole ward with its two witnesses, being served.

    url: of its PostgreSQL; "" on SQLite
    beside: what each figure is held against
    """

    database: str
    url: str
    server: Server
    beside: dict[str, object]

    def figure(self, name: str, value: float, unit: str, n: int, *limit: object) -> Figure:
        """Return a figure under the name of this database."""
        told = (f"{name} [{self.database}]", value, unit, n, *limit)
        return Figure(*told, **(self.beside if limit else {}))  # type: ignore[arg-type]

    def ask(self, question: str) -> list[Any]:
        """Return the rows that answer a question, beside whatever the ward does."""
        with closing(self._opened()) as database:
            return list(database.execute(question).fetchall())

    def tell(self, statement: str) -> None:
        """Change something behind the ward's back."""
        with closing(self._opened()) as database:
            database.execute(statement)

    def _opened(self) -> Any:
        if self.url:
            return psycopg.connect(self.url, autocommit=True)
        path = self.server.data / "soi.sqlite3"
        return sqlite3.connect(path, timeout=20, isolation_level=None)


def lag(size: str) -> Iterator[Figure]:
    """Measure on both databases; size: quick or full."""
    with databases() as found:
        for database, url in found:
            with tempfile.TemporaryDirectory(prefix="soi-bench-") as name:
                found_ward(Path(name), url)
                disk = {"peer": fsyncs(Path(name)), "peer_name": "/s, fsync"}
                server = Server(Path(name), SOI_DEMO="1", DATABASE_URL=url)
                server.start()
                ward = Ward(database, url, server, disk)
                try:
                    yield from _lags(ward, SECONDS[size])
                    yield from _cost(ward, TURNS[size])
                finally:
                    server.stop()


def _lags(ward: Ward, seconds: int) -> Iterator[Figure]:
    port, request = ward.server.port, creating(ward.server.port, "/api/v1/reports")
    client.run(request, port=port, clients=4, count=40)
    began = time.time()
    with _watched(ward.server.data) as seen:
        sent, failed = asyncio.run(_paced(request, port, ACTS * seconds))
        _until(lambda: _published(seen) >= _count(ward), 60)
    times = sorted(_lag(at, place, seen) for place, at in _open_entries(ward, began))
    meant = (float(ACTS), "/s meant")
    yield ward.figure("acts while lag is measured", sent / seconds, "/s", sent, *meant)
    yield ward.figure("acts refused meanwhile", float(failed), "", sent)
    promised = (float(INTERVAL + ALLOWED), "s promised")
    p95 = times[int(0.95 * len(times))]
    yield ward.figure("lag, act to checkpoint, p95", p95, "s", len(times), *promised)
    yield ward.figure("lag, act to checkpoint, median", times[len(times) // 2], "s", len(times))


def _cost(ward: Ward, turns: int) -> Iterator[Figure]:
    """File as fast as four clients can, in turn with the log published and with it left alone."""
    server = ward.server
    request = creating(server.port, "/api/v1/reports")
    rates: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(turns):
        for working in (True, False):
            with nullcontext() if working else _frozen(ward):
                rates[working].append(asyncio.run(_flat_out(request, server.port, TURN)))
    on, off = (sum(rates[working]) / turns for working in (True, False))
    n = int((on + off) * turns * TURN)
    left = (off, "/s, log left alone")
    yield ward.figure("create, while the log is published", on, "/s", n, *left)
    share = max(0.0, 1 - on / off) * 100
    yield ward.figure("create, cost of publishing", share, "%", n, 10.0, "% promised")


async def _paced(request: Callable[[int], bytes], port: int, count: int) -> tuple[int, int]:
    """Send the n-th request at its own moment, whatever became of the one before."""
    began, tasks = time.monotonic(), []
    for number in range(count):
        await asyncio.sleep(max(0.0, began + number / ACTS - time.monotonic()))
        tasks.append(asyncio.create_task(client._ask(request(number), port)))
    answers = await asyncio.gather(*tasks)
    return count, sum(answer[9:12] != b"201" for answer in answers)


async def _flat_out(request: Callable[[int], bytes], port: int, seconds: float) -> float:
    until, done = time.monotonic() + seconds, 0

    async def one() -> None:
        nonlocal done
        while time.monotonic() < until:
            answer = await client._ask(request(random.getrandbits(30)), port)
            done += answer[9:12] == b"201"

    await asyncio.gather(*(one() for _ in range(4)))
    return done / seconds


@contextmanager
def _watched(data: Path) -> Iterator[list[tuple[float, int]]]:
    """Note every published size and when it was first there."""
    seen: list[tuple[float, int]] = []
    ended = threading.Event()

    def watch() -> None:
        while not ended.is_set():
            for path in (data / "record").glob("*/checkpoint"):
                size = int(path.read_text().split("\n")[1])
                if not seen or seen[-1][1] != size:
                    seen.append((time.time(), size))
            time.sleep(0.02)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield seen
    finally:
        ended.set()
        thread.join()


@contextmanager
def _frozen(ward: Ward) -> Iterator[None]:
    """Keep the log as it is for a while: everything else of the background work goes on."""
    ward.tell("UPDATE record_log SET frozen_at = CURRENT_TIMESTAMP, frozen_why = 'bench'")
    try:
        yield
    finally:
        ward.tell("UPDATE record_log SET frozen_at = NULL, frozen_why = ''")


def _lag(at: float, place: int, seen: list[tuple[float, int]]) -> float:
    return next(moment for moment, size in seen if size > place) - at


def _open_entries(ward: Ward, since: float) -> list[tuple[int, float]]:
    rows = ward.ask(
        "SELECT l.id, e.at FROM record_leaf l JOIN record_entry e ON e.id = l.entry_id "
        "WHERE e.entry_class = 1"
    )
    told = [(place, _moment(at)) for place, at in rows]
    return [(place, at) for place, at in told if at >= since]


def _moment(at: Any) -> float:
    """Return a moment as seconds; SQLite keeps it as text."""
    return (
        datetime.fromisoformat(at).replace(tzinfo=UTC) if isinstance(at, str) else at
    ).timestamp()


def _count(ward: Ward) -> int:
    """Return how many places there will be once every open entry has its own."""
    placed = "SELECT count(*) FROM record_leaf"
    waiting = "SELECT count(*) FROM record_outbox WHERE NOT sealed"
    return int(ward.ask(f"SELECT ({placed}) + ({waiting})")[0][0])


def _published(seen: list[tuple[float, int]]) -> int:
    return seen[-1][1] if seen else 0


def _until(done: Callable[[], bool], seconds: float) -> None:
    began = time.monotonic()
    while not done():
        if time.monotonic() - began > seconds:
            raise TimeoutError("the log was not published in time")
        time.sleep(0.2)
