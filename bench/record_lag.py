"""How soon an act is in a published checkpoint, and what publishing costs those who file."""

import asyncio
import random
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

from bench import client
from bench.figures import Figure
from bench.limits import fsyncs
from bench.reports import creating
from tests.servers import Server, found_ward

ACTS = 40  # a second
INTERVAL, ALLOWED = 10, 2  # seconds: how often the log is published, and what may be added
SECONDS = {"quick": 40, "full": 180}
TURNS = {"quick": 2, "full": 6}
TURN = 12  # seconds of filing with and without publishing, in turn


def lag(size: str) -> Iterator[Figure]:
    """Measure on a whole ward with its two witnesses, on SQLite; size: quick or full."""
    with tempfile.TemporaryDirectory(prefix="soi-bench-") as name:
        data = Path(name)
        found_ward(data, "")
        disk = {"peer": fsyncs(data), "peer_name": "/s, fsync"}
        server = Server(data, SOI_DEMO="1")
        server.start()
        try:
            yield from _lags(server, SECONDS[size], disk)
            yield from _cost(server, TURNS[size], disk)
        finally:
            server.stop()


def _lags(server: Server, seconds: int, disk: dict[str, object]) -> Iterator[Figure]:
    request = creating(server.port, "/api/v1/reports")
    client.run(request, port=server.port, clients=4, count=40)
    began = time.time()
    with _watched(server.data) as seen:
        sent, failed = asyncio.run(_paced(request, server.port, ACTS * seconds))
        _until(lambda: _published(seen) >= _count(server.data), 60)
    times = sorted(_lag(at, place, seen) for place, at in _open_entries(server.data, began))
    rate = sent / seconds
    yield Figure("acts while lag is measured", rate, "/s", sent, float(ACTS), "/s meant", **disk)  # type: ignore[arg-type]
    yield Figure("acts refused meanwhile", float(failed), "", sent)
    promised = float(INTERVAL + ALLOWED)
    p95 = times[int(0.95 * len(times))]
    yield Figure(
        "lag, act to checkpoint, p95", p95, "s", len(times), promised, "s promised", **disk
    )  # type: ignore[arg-type]
    yield Figure("lag, act to checkpoint, median", times[len(times) // 2], "s", len(times))


def _cost(server: Server, turns: int, disk: dict[str, object]) -> Iterator[Figure]:
    """File as fast as four clients can, in turn with the log published and with it left alone."""
    request = creating(server.port, "/api/v1/reports")
    rates: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(turns):
        for working in (True, False):
            with nullcontext() if working else _frozen(server):
                rates[working].append(asyncio.run(_flat_out(request, server.port, TURN)))
    on, off = (sum(rates[working]) / turns for working in (True, False))
    n = int((on + off) * turns * TURN)
    limit = {"limit": off, "limit_name": "/s, log left alone"}
    yield Figure("create, while the log is published", on, "/s", n, **limit, **disk)  # type: ignore[arg-type]
    share = max(0.0, 1 - on / off) * 100
    yield Figure("create, cost of publishing", share, "%", n, 10.0, "% promised")


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
def _frozen(server: Server) -> Iterator[None]:
    """Keep the log as it is for a while: everything else of the background work goes on."""
    _tell(server.data, "UPDATE record_log SET frozen_at = CURRENT_TIMESTAMP, frozen_why = 'bench'")
    try:
        yield
    finally:
        _tell(server.data, "UPDATE record_log SET frozen_at = NULL, frozen_why = ''")


def _tell(data: Path, statement: str) -> None:
    database = sqlite3.connect(data / "soi.sqlite3", timeout=20, isolation_level=None)
    database.execute(statement)
    database.close()


def _lag(at: float, place: int, seen: list[tuple[float, int]]) -> float:
    return next(moment for moment, size in seen if size > place) - at


def _open_entries(data: Path, since: float) -> list[tuple[int, float]]:
    rows = _asked(
        data,
        "SELECT l.id, e.at FROM record_leaf l JOIN record_entry e ON e.id = l.entry_id "
        "WHERE e.entry_class = 1",
    )
    told = [
        (place, datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp()) for place, at in rows
    ]
    return [(place, at) for place, at in told if at >= since]


def _count(data: Path) -> int:
    """Return how many places there will be once every open entry has its own."""
    placed = "SELECT count(*) FROM record_leaf"
    waiting = "SELECT count(*) FROM record_outbox WHERE NOT sealed"
    return int(_asked(data, f"SELECT ({placed}) + ({waiting})")[0][0])


def _asked(data: Path, question: str) -> list[tuple[int, str]]:
    database = sqlite3.connect(f"file:{data / 'soi.sqlite3'}?mode=ro", uri=True)
    try:
        return database.execute(question).fetchall()
    finally:
        database.close()


def _published(seen: list[tuple[float, int]]) -> int:
    return seen[-1][1] if seen else 0


def _until(done: Callable[[], bool], seconds: float) -> None:
    began = time.monotonic()
    while not done():
        if time.monotonic() - began > seconds:
            raise TimeoutError("the log was not published in time")
        time.sleep(0.2)
