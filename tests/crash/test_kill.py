"""kill -9 at any moment: what a resident was given a receipt for is there afterwards.

Ten kills by default; SOI_KILLS=100 in `make test-long`.
"""

import os
import random
import signal
import threading
import time
import uuid

import pytest

from tests.crash.ledger import Ledger
from tests.servers import Server, found_ward, scratch

KILLS = int(os.environ.get("SOI_KILLS", "10"))
TEXT = "Nắp cống vỡ trước cổng trường, trẻ em đi qua rất nguy hiểm, mong phường xem giúp."


class Clients:
    """Four residents who go on sending, and note what they were promised."""

    def __init__(self, server: Server) -> None:
        self.server, self.stopped = server, threading.Event()
        self.sent: set[str] = set()
        self.receipts: dict[str, tuple[str, str]] = {}
        self.threads = [threading.Thread(target=self.send_on) for _ in range(4)]

    def __enter__(self) -> "Clients":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def send_on(self) -> None:
        while not self.stopped.is_set():
            key = uuid.uuid4().hex
            self.sent.add(key)
            if not self.send(key):
                time.sleep(0.3)  # as a phone without an answer waits

    def send(self, key: str) -> bool:
        body = {"kind": "phan_anh", "text": TEXT, "topic": "ha_tang", "group": "to-03"}
        status, receipt = self.server.call("/api/v1/reports", body, {"Idempotency-Key": key})
        if status == 201:
            self.receipts[key] = (str(receipt["number"]), str(receipt["receipt_code"]))
        return status == 201


@pytest.fixture
def scratch_database_url():
    return scratch(os.environ.get("DATABASE_URL", ""), "kill")


@pytest.fixture
def server(tmp_path, scratch_database_url):
    found_ward(tmp_path, scratch_database_url)
    server = Server(tmp_path, SOI_DEMO="0", DATABASE_URL=scratch_database_url)
    server.start()
    yield server
    server.stop()


@pytest.mark.slow
def test_a_receipt_outlives_kill_9_of_any_process(server, scratch_database_url):
    chance = random.Random(20261124)
    with Clients(server) as clients:
        for _ in range(KILLS):
            time.sleep(chance.uniform(0.2, 0.8))
            kill_one(server, chance)

    settle(server)
    assert len(clients.receipts) > KILLS
    for key in clients.sent - set(clients.receipts):
        assert clients.send(key), "a key that got no answer is taken when it is sent again"
    ledger = Ledger(server.data, scratch_database_url)
    assert ledger.numbers() == sorted(number for number, _ in clients.receipts.values())
    assert ledger.orphans() == {}
    for number, code in looked_up(list(clients.receipts.values()), chance):
        status, report = server.call("/api/v1/receipt", headers={"Soi-Receipt-Code": code})
        assert (status, report.get("number")) == (200, number)


def looked_up(receipts: list[tuple[str, str]], chance: random.Random) -> list[tuple[str, str]]:
    """Return the codes to try: every number is compared with the ledger, the codes are sampled."""
    most = len(receipts) if os.environ.get("SOI_LONG") else 150
    return chance.sample(receipts, min(most, len(receipts)))


def kill_one(server: Server, chance: random.Random) -> None:
    members = server.members()
    victim = chance.choice(members)
    os.kill(victim, signal.SIGKILL)
    if server.process is not None and victim == server.process.pid:
        server.process.wait()
        server.wait_until_gone()
        server.start()


def settle(server: Server) -> None:
    began = time.monotonic()
    while server.status("/healthz") != 200:
        assert time.monotonic() - began < 30
        time.sleep(0.1)
