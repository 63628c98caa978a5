"""kill -9 of the integrator, its writers and its witness: no second history, nothing lost.

A dozen kills by default, 240 under SOI_LONG. Every published checkpoint that anybody could have
fetched must be a beginning of the final log, and every entry that was accepted must be in it.
"""

import os
import random
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.conf import settings

from soi.core import merkle, notes, tiles
from soi.record.offline.audit import audit
from soi.record.offline.source import Source
from soi.record.offline.witness import signer
from tests.servers import free_port

KILLS = 240 if os.environ.get("SOI_LONG") else 14
POINTS = (
    "before-sequencing", "after-placing", "before-commit", "after-sequencing", "before-rename",
    "after-rename", "after-tiles", "before-line-is-kept", "after-signing", "before-cosignatures",
    "after-witnesses", "after-checkpoint",
)  # fmt: skip
LEFT = 12  # how often a point is passed at most before it strikes


class Yard:
    """A record of its own, with those who write to it, publish it and witness it."""

    def __init__(self, data, url):
        self.data, self.log = data, data / "record" / "2026"
        self.environment = {
            **os.environ,
            "SOI_DATA": str(data),
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "soi.project.settings",
            "SOI_SEALED_SECONDS": "1",
            "SOI_WITNESSES": str(data / "policy"),
        }
        self.accepted, self.points, self.running = set(), {}, []
        self.stopped = threading.Event()
        assert self.start("-m", "django", "migrate", "record", "-v", "0").wait(120) == 0
        self.port = free_port()
        (data / "policy").write_text("")

    def start(self, *words, **more):
        environment = {**self.environment, **more.pop("environment", {})}
        one = subprocess.Popen(
            [sys.executable, *words], env=environment, cwd=settings.BASE_DIR, **more
        )
        self.running.append(one)
        return one

    def scribe(self):
        one = self.start("-m", "tests.crash.scribe", stdout=subprocess.PIPE, text=True)
        thread = threading.Thread(target=self.listen, args=(one,), daemon=True)
        thread.start()
        return one, thread

    def listen(self, one):
        for line in one.stdout:
            if line.endswith("\n"):
                self.accepted.add(bytes.fromhex(line.strip()))

    def publisher(self, *words, point=""):
        more = {"environment": {"SOI_FAILPOINT": point}}
        one = self.start("-m", "tests.crash.publisher", *words, stdout=subprocess.PIPE, **more)
        one.stdout.readline()  # it is at work: how long it took to get there depends on the machine
        return one

    def witness(self):
        words = ["--dir", self.data / "witness", "--name", "w.example/soi", "--port", self.port]
        log = ["--log", self.vkey()] if self.log.exists() else []
        quiet = subprocess.DEVNULL
        return self.start(
            "-m", "soi.project.cli", "witness", *map(str, words), *log, stdout=quiet
        )  # fmt: skip

    def vkey(self):
        return (self.log / "vkey").read_text().strip()

    def watch(self):
        """Note every checkpoint that can be fetched, as fast as a reader could."""
        while not self.stopped.is_set():
            self.note_down()
            time.sleep(0.003)

    def note_down(self):
        path = self.log / "checkpoint"
        if path.exists():
            text = path.read_text()
            point, _ = notes.opened(text, notes.parse_key(self.vkey()))
            assert self.points.setdefault(point.size, point.root) == point.root, "two roots"

    def entries(self):
        found = audit(Source(str(self.log)), notes.parse_key(self.vkey()))
        assert found.faults == []
        data = []
        for number, width in tiles.bundles(found.checkpoint.size):
            path = self.log / tiles.bundle_path(number, width)
            data += tiles.unpack(path.read_bytes(), width)
        return data

    def end(self):
        self.stopped.set()
        for one in self.running:
            kill(one)


def kill(one):
    if one.poll() is None:
        os.kill(one.pid, signal.SIGKILL)
    one.wait()


@pytest.fixture
def yard(tmp_path, scratch_database_url):
    made = Yard(tmp_path, scratch_database_url)
    thread = threading.Thread(target=made.watch)
    yield made, thread
    made.end()
    if thread.is_alive():
        thread.join()


@pytest.mark.slow
def test_no_kill_makes_a_second_history_and_nothing_accepted_is_lost(yard):
    yard, watching = yard
    chance = random.Random(20261128)
    begin(yard)
    watching.start()
    scribes, witness = [yard.scribe() for _ in range(2)], yard.witness()

    for number in range(KILLS):
        point = f"{POINTS[number % len(POINTS)]}:{chance.randrange(LEFT)}"
        publisher = yard.publisher(point=point if number % 3 else "")
        wait(publisher, chance.uniform(0.1, 1.2))
        kill(publisher)
        if number % 5 == 4:
            kill(scribes[0][0])
            scribes = [scribes[1], yard.scribe()]
        if number % 7 == 6:
            kill(witness)
            witness = yard.witness()
        whole(yard)

    for one, thread in scribes:
        kill(one)
        thread.join()
    settle(yard)
    judge(yard)
    assert len(yard.points) > KILLS / 2


def begin(yard):
    """Publish once, so that the log has a key for the witness to know."""
    scribe, thread = yard.scribe()
    publisher = yard.publisher()
    until(lambda: (yard.log / "checkpoint").exists())
    for one in (scribe, publisher):
        kill(one)
    thread.join()
    key = signer(yard.data / "witness", "w.example/soi").key
    policy = f"witness w {key} http://127.0.0.1:{yard.port}\nquorum w\n"
    (yard.data / "policy").write_text(policy)


def settle(yard):
    publisher = yard.publisher()
    until(lambda: yard.accepted <= {data[10:] for data in quietly(yard)})
    kill(publisher)
    yard.note_down()


def quietly(yard):
    try:
        return yard.entries()
    except (AssertionError, OSError):
        return []  # the last partial bundle was replaced between two reads


def whole(yard):
    """Demand that whatever was left behind is a valid log, fit to be served at once."""
    yard.note_down()
    yard.entries()


def judge(yard):
    """Demand that all that was ever published is a beginning of what there is in the end."""
    data = yard.entries()
    leaves = merkle.leaves(data)
    held = {one[10:] for one in data}
    assert len(held) == len(data), "an entry has two places"
    assert yard.accepted <= held, "an accepted entry is gone"
    for size, root in signed(yard) | set(yard.points.items()):
        assert merkle.root(leaves[:size]) == root, f"what was signed at {size} is no beginning"


def signed(yard):
    lines = (yard.log / "signed.log").read_text().splitlines()
    pairs = [line.split(" ") for line in lines]
    return {(int(size), bytes.fromhex(root)) for size, root in pairs}


def wait(process, seconds):
    until(lambda: process.poll() is not None, seconds, demanded=False)


def until(done, seconds=60.0, *, demanded=True):
    began = time.monotonic()
    while not done():
        if time.monotonic() - began > seconds:
            assert not demanded
            return
        time.sleep(0.01)


@pytest.mark.slow
def test_an_integrator_that_published_before_it_committed_would_be_caught(yard):
    yard, watching = yard
    begin(yard)
    watching.start()
    scribe, thread = yard.scribe()
    publisher = yard.publisher("wrong", point="published-too-early:3")
    publisher.wait(60)
    kill(scribe)
    thread.join()

    right = yard.publisher()
    until(lambda: frozen(yard).startswith(("rollback", "fork")))
    kill(right)


def frozen(yard):
    words = "import django; django.setup(); from soi.record import queries; "
    words += "print(queries.log().frozen_why)"
    asked = yard.start("-c", words, stdout=subprocess.PIPE, text=True)
    return asked.communicate(timeout=60)[0]
