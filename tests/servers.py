"""A whole Soi, as `make run` starts it, on a free port and a scratch folder."""

import fcntl
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

SOI = Path(sys.executable).parent / "soi"
DATABASE = "database"  # where the first ward of a run tells which database is its own


def free_port() -> int:
    """Return a TCP port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def scratch(url: str, name: str) -> str:
    """Return a database of its own beside `url`, on PostgreSQL; nothing for SQLite."""
    if not url:
        return ""
    import psycopg

    name = f"soi_{name}_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as database:
        database.execute(f"DROP DATABASE IF EXISTS {name}")
        database.execute(f"CREATE DATABASE {name}")
    return url.rsplit("/", 1)[0] + f"/{name}"


def found_ward(data: Path, url: str) -> None:
    """Build the demo ward's offices, rules and accounts; nothing has happened in it yet.

    The first one of a run of tests is kept, and the others are copies of it.
    """
    kept = os.environ.get("SOI_TEST_DATA")
    if not kept:
        _build(data, url)
        return
    first = Path(kept) / ("ward-on-postgresql" if url else "ward-on-sqlite")
    with first.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not first.exists():
            making = first.with_suffix(".making")
            making.mkdir()
            database = scratch(url, "first")
            _build(making, database)
            (making / DATABASE).write_text(database)
            making.rename(first)
        if url:
            _copy_database((first / DATABASE).read_text(), url)
    shutil.copytree(first, data, dirs_exist_ok=True, ignore=shutil.ignore_patterns(DATABASE))


def _build(data: Path, url: str) -> None:
    environment = {**os.environ, "SOI_DATA": str(data), "DATABASE_URL": url, "SOI_DEMO": "1"}
    command = [str(SOI), "demo", "--empty", "--quiet"]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


def _copy_database(first: str, url: str) -> None:
    import psycopg

    source, target = (address.rpartition("/")[2] for address in (first, url))
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f"DROP DATABASE {target}")
        server.execute(f"CREATE DATABASE {target} TEMPLATE {source}")


class Server:
    """`soi serve` and all its processes, started and ended as one."""

    def __init__(self, data: Path, **environment: str) -> None:
        self.port = free_port()
        self.data = data
        self.environment = {
            **os.environ,
            "SOI_DATA": str(data),
            "SOI_PORT": str(self.port),
            "SOI_SEALED_PORT": str(free_port()),
            "SOI_SEALED_DATA": "",
            "SOI_RATE_LIMITS": "off",
            **environment,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, timeout: float = 90) -> float:
        """Start all processes and return the seconds until the first healthy answer."""
        began = time.monotonic()
        log = (self.data / "serve.log").open("ab")
        self.process = subprocess.Popen(
            [str(SOI), "serve"],
            env=self.environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        while time.monotonic() - began < timeout:
            if self.status("/healthz") == 200:
                seconds = time.monotonic() - began
                self._wait_for_the_door(timeout)
                return seconds
            time.sleep(0.05)
        raise TimeoutError((self.data / "serve.log").read_text()[-3000:])

    def _wait_for_the_door(self, timeout: float) -> None:
        # It starts once the web answers: a test that counts processes wants them all.
        began, port = time.monotonic(), int(self.environment["SOI_SEALED_PORT"])
        while time.monotonic() - began < timeout:
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.05)

    def stop(self) -> None:
        """End every process of the group, and wait until they are gone."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(10)
        self.wait_until_gone()

    def wait_until_gone(self, timeout: float = 20) -> None:
        """Wait until no process of the group is left; what hangs is an error."""
        began = time.monotonic()
        while self.members() and time.monotonic() - began < timeout:
            time.sleep(0.05)
        assert self.members() == []

    def members(self) -> list[int]:
        """Return the ids of the group's living processes, the supervisor first."""
        assert self.process is not None
        self.process.poll()
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[2]) == self.process.pid and fields[0] != "Z":
                found.append(int(stat.parent.name))
        return sorted(found)

    def call(
        self, path: str, data: object = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, object]]:
        """Return the status and the JSON answer of one call; (0, {}) without an answer."""
        body = None if data is None else json.dumps(data).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            data=body,
            headers={"Content-Type": "application/json", **(headers or {})},
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.loads(answer.read() or b"{}")
        except urllib.error.HTTPError as error:
            return error.code, {}
        except (OSError, ValueError, http.client.HTTPException):
            return 0, {}  # broken off in the middle, as by a kill

    def status(self, path: str) -> int:
        """Return the HTTP status of a page; 0 without an answer."""
        return self.call(path)[0]
