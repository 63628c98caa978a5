"""Reports at 10k, 100k and 1M rows, on SQLite and on PostgreSQL.

Two web workers, the background work and the clients share this machine's processors. The
bare handler is served beside the real one, on the same rows, and the two are measured in turn:
whatever else the machine does then weighs on both.
"""

import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import client
from bench.client import Outcome
from bench.figures import Figure
from bench.limits import fsyncs
from tests import postgres
from tests.servers import SOI, Server, free_port, scratch

ROWS = {"quick": (10_000,), "full": (10_000, 100_000, 1_000_000)}
CREATES = {"quick": 400, "full": 1_200}
TURNS = 6
TEXTS = [
    "Nắp cống vỡ trước cổng trường, trẻ em đi qua rất nguy hiểm, mong phường cho người xem giúp",
    "den duong tat ba dem nay o dau hem, toi den di lai khong thay gi, de nghi sua som",
    "Quán ăn đầu ngõ đổ nước thải ra mặt đường, mùi hôi cả ngày, đề nghị kiểm tra và nhắc nhở",
    "Xe tải đậu kín vỉa hè cả buổi sáng, người già phải đi xuống lòng đường",
]
PEER = "Signalen, 100k rows"
PEERS = {
    "create, 8 clients": 28.8,
    "create, 8 clients, p95": 342.0,
    "create, 1 client, p95": 69.0,
    "list of 100, p95": 812.0,
    "list of 20, p95": 307.0,
    "list of 100, 50,000 rows down, p95": 1848.0,
    "list of 100, 4 clients": 3.7,
    "one report, p95": 55.0,
    "memory of a web process": 222.0,
}


class Bench:
    """One ward on one database, measured at one size after the other."""

    def __init__(self, database: str, data: Path, url: str, size: str) -> None:
        self.database, self.data, self.url, self.size = database, data, url, size
        self.rows = 0
        self.environment = {**os.environ, "SOI_DATA": str(data), "DATABASE_URL": url}

    def begin(self) -> None:
        """Build the demo ward, and do what is due in it.

        Else the first hours of a seeded ward are spent on a million old reminders.
        """
        self.call(SOI, "demo", "--quiet")
        for task in ("desk_remind", "duties_overdue", "reports_expire"):
            self.call(sys.executable, "manage.py", task)

    def call(self, *command: str | Path) -> None:
        """Run a command on this ward."""
        subprocess.run(command, env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def figure(self, name: str, value: float, unit: str, n: int, **beside: object) -> Figure:
        """Return a figure under the names of this database and size."""
        if name in PEERS and "peer" not in beside:
            beside |= {"peer": PEERS[name], "peer_name": PEER}
        label = f"{name} [{self.database} {self.rows // 1000}k]"
        return Figure(label, value, unit, n, **beside)  # type: ignore[arg-type]

    def measured(self, rows: int) -> Iterator[Figure]:
        """Bring the ward to `rows` reports and measure it."""
        self.call(sys.executable, "-m", "bench.seed", str(rows))
        self.rows = rows
        disk = fsyncs(self.data)
        plan = self.data / "plan.json"
        self.call(sys.executable, "-m", "bench.plan", str(plan))
        server = Server(self.data, SOI_DEMO="0", DATABASE_URL=self.url)
        started = server.start()
        try:
            reads = list(self.reads(server.port))
            alone = self.alone(server.port)
            with self.bare(plan) as bare:
                many = self.in_turn(server.port, bare)
            memory = max(_memory(pid) for pid in server.members())
        finally:
            server.stop()
        yield self.figure("start", started, "s", 1)
        yield from self.judged(many, alone, disk)
        yield from reads
        yield self.figure("memory of a web process", memory, "MB", 1)

    def alone(self, port: int) -> Outcome:
        """Send filings one after the other."""
        request = creating(port, "/api/v1/reports")
        client.run(request, port=port, clients=1, count=60)
        return client.run(request, port=port, clients=1, count=CREATES[self.size] // 4)

    def in_turn(self, port: int, bare: int) -> list[tuple[Outcome, Outcome]]:
        """Send filings by 8 clients at once to Soi and to the bare handler, in turn."""
        count = CREATES[self.size] // TURNS
        sides = ((port, creating(port, "/api/v1/reports")), (bare, creating(bare, "/")))
        for to, request in sides:
            client.run(request, port=to, clients=8, count=60)
        found = []
        for _turn in range(TURNS):
            ours, theirs = (
                client.run(request, port=to, clients=8, count=count) for to, request in sides
            )
            if theirs.errors:
                raise RuntimeError(f"the bare handler failed {theirs.errors} times")
            found.append((ours, theirs))
        return found

    def judged(
        self, turns: list[tuple[Outcome, Outcome]], alone: Outcome, disk: float
    ) -> Iterator[Figure]:
        """Put what creates came to beside the bare handler and the disk."""
        many = client.together(ours for ours, _theirs in turns)
        bare, n = client.together(theirs for _ours, theirs in turns), len(many.seconds)
        limit = {"limit": bare.rate, "limit_name": "/s, a bare Django handler"}
        yield self.figure("create, 8 clients", many.rate, "/s", n, **limit)
        yield self.figure("create, share of the bare handler", many.rate / bare.rate, "", n)
        fsync = {"limit": 1000 / disk, "limit_name": "ms, one fsync"}
        yield self.figure("create, 8 clients, p95", many.percentile(0.95), "ms", n, **fsync)
        yield self.figure("create, 8 clients, max", many.percentile(1), "ms", n)
        yield self.figure("create, errors", float(many.errors + alone.errors), "", n)
        slow = alone.percentile(0.95)
        yield self.figure("create, 1 client, p95", slow, "ms", len(alone.seconds), **fsync)

    def reads(self, port: int) -> Iterator[Figure]:
        """Read lists and single reports as programs do."""
        rows = json.loads(_body(port, "/api/v1/reports?limit=200"))
        hundred = "/api/v1/reports?limit=100"
        deep = self.deep(port)
        paths = itertools.cycle([f"/api/v1/reports/{row['number']}" for row in rows["items"]])
        pages = {
            "list of 100, p95": lambda: hundred,
            "list of 20, p95": lambda: "/api/v1/reports?limit=20",
            "list of 100, 50,000 rows down, p95": lambda: deep,
            "one report, p95": lambda: next(paths),
        }
        for name, path in pages.items():
            if path():
                yield self.figure(name, _timed(port, path).percentile(0.95), "ms", 100)
        four = client.run(_reading(port, lambda: hundred), port=port, clients=4, count=100)
        yield self.figure("list of 100, 4 clients", four.rate, "/s", 100)

    def deep(self, port: int) -> str:
        """Return the page that begins 50,000 rows down, reached as a reader reaches it."""
        after = ""
        for _step in range(250):
            page = json.loads(_body(port, f"/api/v1/reports?limit=200&after={after}"))
            after = page["next"]
            if after is None:
                return ""
        return f"/api/v1/reports?limit=100&after={after}"

    @contextmanager
    def bare(self, plan: Path) -> Iterator[int]:
        """Serve the bare handler on the same database; gives its port."""
        port = free_port()
        environment = {**self.environment, "BENCH_PLAN": str(plan)}
        options = ["--workers", "2", "--worker-class", "gthread", "--threads", "4"]
        options += ["--bind", f"127.0.0.1:{port}", "--log-level", "warning", "--no-control-socket"]
        served = [sys.executable, "-m", "gunicorn", "bench.bare:application", *options]
        process = subprocess.Popen(served, env=environment)
        try:
            _wait_for(port)
            yield port
        finally:
            process.terminate()
            process.wait(20)


def creating(port: int, path: str) -> Callable[[int], bytes]:
    """Return what makes the n-th filing's request."""

    def create(number: int) -> bytes:
        text = f"{TEXTS[number % len(TEXTS)]} ({number})"
        body = {"kind": "phan_anh", "text": text, "topic": "ha_tang", "group": "to-03"}
        key = uuid.uuid4().hex
        return client.json_request(path, port, body, Idempotency_Key=key)

    return create


def _reading(port: int, path: Callable[[], str]) -> Callable[[int], bytes]:
    return lambda _number: client.request("GET", path(), port)


def _timed(port: int, path: Callable[[], str]) -> Outcome:
    client.run(_reading(port, path), port=port, clients=1, count=10)
    outcome = client.run(_reading(port, path), port=port, clients=1, count=100)
    if outcome.errors:
        raise RuntimeError(f"{path()}: {outcome.statuses}")
    return outcome


def _body(port: int, path: str) -> bytes:
    return client.run(
        lambda _number: client.request("GET", path, port), port=port, clients=1, count=1, keep=1
    ).bodies[0]


def _memory(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _wait_for(port: int) -> None:
    for _try in range(200):
        if client.run(creating(port, "/"), port=port, clients=1, count=1).errors == 0:
            return
        time.sleep(0.1)
    raise TimeoutError("the bare handler did not start")


@contextmanager
def databases() -> Iterator[Iterator[tuple[str, str]]]:
    """Give SQLite, then a PostgreSQL that lives as long as this."""
    with postgres.server() as url:
        yield iter([("SQLite", ""), ("PostgreSQL", scratch(url, "bench"))])


def run(size: str) -> Iterator[Figure]:
    """Yield every figure of this room; size: quick or full."""
    with databases() as found:
        for database, url in found:
            with tempfile.TemporaryDirectory() as folder:
                bench = Bench(database, Path(folder), url, size)
                bench.begin()
                for rows in ROWS[size]:
                    yield from bench.measured(rows)
