"""What ADR 60 and ADR 61 weigh: the writers' queue of SQLite, and editions that are presumed.

    python -m bench.weighed writers     two processes of four writers each, by three ways in turn
    python -m bench.weighed presuming   creates by one process, with and without, in turn

Run it on a scratch SOI_DATA; the second also on PostgreSQL, by DATABASE_URL.
"""

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db.backends.sqlite3 import base as plain

WAYS = ("plain", "queue", "queue and gate")
TURNS, PROCESSES, THREADS, WRITES = 5, 2, 4, 60
CREATES = 150


def writers() -> None:
    """Print creates a second, p95, p99 and the longest of each way to be the next writer."""
    found: dict[str, list[float]] = defaultdict(list)
    spent: dict[str, float] = defaultdict(float)
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(TURNS):
            for way in WAYS if turn % 2 else WAYS[::-1]:
                name = f"{folder}/{WAYS.index(way)}.sqlite3"
                began = time.monotonic()
                command = [
                    sys.executable,
                    "-W",
                    "ignore",
                    "-m",
                    "bench.weighed",
                    "write",
                    way,
                    name,
                ]
                runs = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(PROCESSES)]
                for run in runs:
                    found[way] += json.loads(run.communicate()[0])
                spent[way] += time.monotonic() - began
    for way in WAYS:
        _say(way, found[way], spent[way])


def write(way: str, name: str) -> None:
    """Write by four threads, and print the seconds of each write."""
    waits: list[float] = []

    def go_on() -> None:
        connection = _connection(way, name)
        connection.connect()
        for number in range(WRITES):
            began = time.monotonic()
            connection._start_transaction_under_autocommit()
            with connection.cursor() as cursor:
                for _ in range(8):  # about what a create writes
                    cursor.execute("INSERT INTO filing VALUES (NULL, %s, %s)", [number, "x" * 400])
            connection._commit()
            waits.append(time.monotonic() - began)
            time.sleep(0.002)  # what a request does beside its transaction
        connection.close()

    first = _connection(way, name)
    with first.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS filing (id integer primary key, n int, t text)")
    first.close()
    threads = [threading.Thread(target=go_on) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.stdout.write(json.dumps(waits))


def _connection(way: str, name: str) -> Any:
    from soi.project.sqlite import base as ours

    class QueueAlone(ours.DatabaseWrapper):
        def _stand_in_line(self) -> None:
            import fcntl

            self._queue = self._queue or self._opened("queue")
            fcntl.flock(self._queue, fcntl.LOCK_EX)
            self._first = True

    kind = dict(zip(WAYS, (plain.DatabaseWrapper, QueueAlone, ours.DatabaseWrapper), strict=True))
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
    rest = {"TIME_ZONE": None, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False}
    source = {
        "NAME": name,
        "OPTIONS": options,
        "AUTOCOMMIT": True,
        "ATOMIC_REQUESTS": False,
        **rest,
    }
    return kind[way](source, "scratch")


def presuming() -> None:
    """Print what a create takes where editions are presumed, and where they are asked for."""
    import django

    django.setup()
    from django.db import connection

    from soi.reports.services import intake

    ways: dict[str, Any] = {"presumed": intake.presuming, "asked": lambda act: act()}
    found: dict[str, list[float]] = defaultdict(list)
    for turn in range(TURNS * 2):
        for way in list(ways) if turn % 2 else list(ways)[::-1]:
            intake.presuming = ways[way]
            found[way] += _created(CREATES // (TURNS if turn else 1), turn)
    for way, seconds in found.items():
        _say(f"{connection.vendor}, {way}", seconds, sum(seconds))


def _created(count: int, turn: int) -> list[float]:
    from soi.core.stamps import RESIDENT, Stamp
    from soi.record import queries as record
    from soi.reports import services
    from soi.web import clock

    seconds = []
    for number in range(count):
        text = f"Đèn đường số {number} trên đường Sen Hồng tắt ba đêm liền ({turn})."
        filing = services.Filing(kind="report", text=text, topic="ha_tang")
        began = time.monotonic()
        with record.one_edition():
            services.receive(filing=filing, stamp=Stamp(RESIDENT, clock.now()))
        seconds.append(time.monotonic() - began)
    return seconds[10:] if not turn else seconds  # the first ones build the pictures


def _say(name: str, seconds: list[float], spent: float) -> None:
    seconds = sorted(seconds)
    share = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
    ms = [f"{key} {1000 * seconds[int(at * (len(seconds) - 1))]:.1f}" for key, at in share.items()]
    print(f"{name:24} {len(seconds) / spent:7.1f}/s   {'  '.join(ms)} ms   n {len(seconds)}")


if __name__ == "__main__":
    acts: dict[str, Callable[..., None]] = {
        "writers": writers, "write": write, "presuming": presuming,
    }  # fmt: skip
    acts[sys.argv[1]](*sys.argv[2:])
