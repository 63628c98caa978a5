"""The desk at 10k and 1M filings: every staff list, and one act on 500 filings at once.

A clerk of the demo ward signs in and works over HTTP, as a browser does; each request opens its
own connection. The act is timed from the press of the button to the last filing, with the pages
that show the progress in between.
"""

import re
import sys
import tempfile
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from bench import client
from bench.figures import Figure
from bench.reports import Bench, databases
from tests.servers import Server

ROWS = {"quick": (10_000,), "full": (1_000_000,)}
TIMES = {"quick": 40, "full": 100}
LOGIN, PASSWORD = "mot-cua", "soi-mau-2026"
QUEUES = (
    "publish", "unclaimed", "disputed", "asked", "soon", "overdue", "held", "referred", "done",
)  # fmt: skip
LISTS = {
    **{f"pile of 100, {one}": f"/staff/desk/many/?queue={one}" for one in QUEUES},
    **{f"inbox, {one}": f"/staff/inbox/?queue={one}" for one in QUEUES},
    "pile, one kind": "/staff/desk/many/?queue=held&kind=petition",
    "pile, searched": "/staff/desk/many/?queue=done&q=den+duong",
    "pile, searched in vain": "/staff/desk/many/?queue=done&q=khong+co+chu+nay+xyz",
    "register of complaints": "/staff/complaints/",
    "register, all": "/staff/complaints/?state=",
    "reception days": "/staff/desk/receptions/",
    "papers, empty grid": "/staff/desk/intake/",
}


class Clerk:
    """Somebody of the desk, signed in."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, {}
        page = self.ask("GET", "/accounts/login/")
        told = {"login": LOGIN, "password": PASSWORD, "csrfmiddlewaretoken": _token(page)}
        self.ask("POST", "/accounts/login/", told)
        if "sessionid" not in "".join(self.cookies):
            raise RuntimeError("the clerk could not sign in")

    @property
    def cookie(self) -> str:
        """The header that keeps the clerk signed in."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def ask(self, method: str, path: str, told: object = None) -> str:
        """Ask for a page, follow where it leads, and return its text."""
        connection = HTTPConnection("localhost", self.port, timeout=120)
        body = urlencode(told, doseq=True) if told is not None else None  # type: ignore[arg-type]
        headers = {"Cookie": self.cookie, "Referer": f"http://localhost:{self.port}/"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.partition(";")[0].split("=", 1)
            self.cookies[name] = value
        text = answer.read().decode()
        connection.close()
        if answer.status in (302, 303):
            return self.ask("GET", answer.headers["Location"])
        if answer.status != 200:
            raise RuntimeError(f"{method} {path}: {answer.status}")
        return text

    def timed(self, path: str, times: int) -> client.Outcome:
        """Read one list many times."""

        def reading(_number: int) -> bytes:
            return client.request("GET", path, self.port, Cookie=self.cookie)

        client.run(reading, port=self.port, clients=1, count=3)
        outcome = client.run(reading, port=self.port, clients=1, count=times)
        if outcome.errors:
            raise RuntimeError(f"{path}: {outcome.statuses}")
        return outcome

    def act_on(self, queue: str, act: str, **told: str) -> tuple[float, int, int]:
        """Do one act on the first 500 of a pile; return the seconds, how many were done, failed."""
        token = _token(self.ask("GET", "/staff/desk/many/?queue=done"))
        form = {"act": act, "all": "yes", "query": f"queue={queue}", **told}
        form["csrfmiddlewaretoken"] = token
        began = time.monotonic()
        page = self.ask("POST", "/staff/desk/many/begin/", form)
        while further := re.search(r'action="([^"]+/go-on/)"', page):
            page = self.ask("POST", further[1], {"csrfmiddlewaretoken": _token(page)})
        seconds = time.monotonic() - began
        failed = len(re.findall(r"<li>\s*<a href=\"/staff/reports/", page))
        done = re.search(r"<progress value=\"(\d+)\"", page)
        return seconds, int(done[1]) - failed if done else 0, failed


def _token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    return found[1] if found else ""


class DeskBench(Bench):
    """One ward on one database, worked by one clerk."""

    def measured(self, rows: int) -> Iterator[Figure]:
        """Bring the ward to `rows` filings, and time the clerk's lists and acts."""
        self.call(sys.executable, "-m", "bench.seed", str(rows))
        self.rows = rows
        server = Server(self.data, SOI_DEMO="0", DATABASE_URL=self.url)
        server.start()
        try:
            clerk = Clerk(server.port)
            yield from self.lists(clerk)
            yield from self.many(clerk)
        finally:
            server.stop()

    def lists(self, clerk: Clerk) -> Iterator[Figure]:
        """Time every list that staff work from."""
        times = TIMES[self.size]
        for name, path in LISTS.items():
            value = clerk.timed(path, times).percentile(0.95)
            yield self.figure(
                f"{name}, p95", value, "ms", times, limit=80.0, limit_name="ms promised"
            )

    def many(self, clerk: Clerk) -> Iterator[Figure]:
        """Time one act on 500 filings: given to another office, then published."""
        told = {"to": "phong-vhxh-phuong-mau", "topic": "ha_tang", "reason": "phân công lại"}
        for act, queue in (("transfer", "held"), ("publish", "publish"), ("topic", "held")):
            seconds, well, _failed = clerk.act_on(queue, act, **told)
            beside = {"limit": 5.0, "limit_name": "s promised for 500"}
            yield self.figure(f"one act on many, {act}", seconds, "s", well, **beside)


def run(size: str) -> Iterator[Figure]:
    """Yield every figure of this room; size: quick or full."""
    with databases() as found:
        for database, url in found:
            with tempfile.TemporaryDirectory(prefix="soi-bench-") as folder:
                bench = DeskBench(database, Path(folder), url, size)
                bench.begin()
                for rows in ROWS[size]:
                    yield from bench.measured(rows)
