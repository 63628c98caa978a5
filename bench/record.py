"""The public record: the tree, the log on a database, witnesses, and how soon an act is published.

python -m bench.record [quick|full]; each figure stands beside what this machine or another
program reached in the same run. The table of targets is the record's own, section 12.
"""

import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.figures import Figure, as_json, heading, show
from bench.limits import fsyncs
from bench.record_lag import lag
from soi.core import merkle, notes, tiles, witnessing
from soi.core.notes import ED25519, Checkpoint, Signer

BATCH = 10_000
ENTRY = 42
PEER_SIZE = {"quick": 100_000, "full": 1_000_000}
MEMORY = {"quick": (100_000, 1_000_000), "full": (100_000, 1_000_000, 10_000_000)}
AUDITED = 70_421
COLD_HASHES = 652  # two tiles of 256 on the way, one of 15, and two at the ragged end


def run(size: str) -> Iterator[dict[str, object]]:
    """Measure the room; size: quick or full."""
    parts = (tree(size), memory(size), sequencing(), publishing(), witnessed(), lag(size))
    for figure in itertools.chain(*parts):
        yield as_json(figure)


def tree(size: str) -> Iterator[Figure]:
    """Measure the tree alone against pymerkle, in one process."""
    count, theirs = 1_000_000, PEER_SIZE[size]
    files, rate = _grown(count)
    peer, peer_rate = _pymerkle(theirs)
    name = f"/s pymerkle, {theirs:,}"
    yield Figure("tree and tiles, 1,000,000", rate, "/s", count, None, None, peer_rate, name)
    yield Figure("tree and tiles, times pymerkle", rate / peer_rate, "", count, 8.0, "promised")
    reader = tiles.Reader(count, files.__getitem__)
    chance = random.Random(1)
    root = reader.root()
    warm = _timed(lambda: reader.inclusion(7777), 5_000)
    places = [chance.randrange(count) for _ in range(400)]
    cold = _each(lambda at: tiles.Reader(count, files.__getitem__).inclusion(at), places)
    asked = [chance.randrange(theirs) + 1 for _ in range(1_000)]
    slow = _each(lambda at: peer.prove_inclusion(at, theirs), asked)
    name = f"us pymerkle, {theirs:,}"
    yield Figure("inclusion proof, warm", warm, "us", 5_000, 25.0, "us promised", slow, name)
    # A proof from nothing reads three tiles and hashes them: it cannot be faster than that.
    bare = _timed(lambda: merkle.node(root, root), 20_000) * COLD_HASHES
    beside = {"peer": bare, "peer_name": f"us, its {COLD_HASHES} hashes alone"}
    yield Figure("inclusion proof, cold", cold, "us", 400, 250.0, "us promised", **beside)  # type: ignore[arg-type]
    yield Figure("inclusion proof, times pymerkle", slow / warm, "", 5_000, 4.0, "promised")
    yield from _proofs(reader, peer, theirs, chance)


def _proofs(reader: tiles.Reader, peer: object, theirs: int, chance: random.Random):  # type: ignore[no-untyped-def]
    count, root = reader.size, reader.root()
    old = 654_321
    reader.consistency(old)
    ours = _timed(lambda: reader.consistency(old), 5_000)
    asked = [chance.randrange(1, theirs) for _ in range(1_000)]
    slow = _each(lambda at: peer.prove_consistency(at, theirs), asked)  # type: ignore[attr-defined]
    name = f"us pymerkle, {theirs:,}"
    yield Figure("consistency proof", ours, "us", 5_000, 25.0, "us promised", slow, name)
    path, leaf = reader.inclusion(7777), merkle.leaf(_entry(7777))
    told = _timed(lambda: merkle.verify_inclusion(leaf, 7777, count, path, root), 10_000)
    yield Figure("verify an inclusion, 20 hashes", told, "us", 10_000, 25.0, "us promised")


def memory(size: str) -> Iterator[Figure]:
    """Measure how much a growing tree holds in memory: its edge, however long it is."""
    for count in MEMORY[size]:
        words = [sys.executable, "-m", "bench.record_grow", str(count)]
        told = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
        yield Figure(f"memory of a tree of {count:,}", told["mb"], "MB", count)


def sequencing() -> Iterator[Figure]:
    """Measure giving 100,000 entries their places on SQLite, tree and tiles included."""
    told = _child("sequence")
    limit = {"limit": told["raw"], "limit_name": "/s, raw inserts of 10,000"}
    yield Figure("sequence on SQLite: outbox, rows, tree", told["rate"], "/s", told["n"], **limit)
    share = told["rate"] / told["raw"]
    yield Figure("sequence, share of raw inserts", share, "", told["n"], 0.6, "promised")
    yield Figure("publish 10,000 waiting", told["publish"], "s", BATCH, 3.0, "s promised")
    yield Figure(
        f"audit of {AUDITED:,} entries", told["audit"], "s", AUDITED, 2.0, "s promised",
        0.14, "s Tessera fsck",
    )  # fmt: skip


def publishing() -> Iterator[Figure]:
    """Measure writing tiles so that a power cut leaves them whole: the disk is the limit."""
    from soi.record import files

    with tempfile.TemporaryDirectory(prefix="soi-bench-") as folder:
        disk = fsyncs(Path(folder))
        count, data = 200, os.urandom(8192)
        began = time.monotonic()
        files.write_all(Path(folder), ((tiles.path(0, number), data) for number in range(count)))
        rate = count / (time.monotonic() - began)
    yield Figure(
        "tiles published", rate, "/s", count, disk, "/s, fsync", 101.0, "/s, measured before"
    )


def witnessed() -> Iterator[Figure]:
    """Measure a witness: verify, keep on the disk, cosign, over HTTP on loopback."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soi.project.settings")
    django.setup()
    from soi.record.offline.witness import Witness, serving, signer
    from soi.record.services import calling

    log, count = Signer("bench.example/log", ED25519, b"b" * 32), 300
    with tempfile.TemporaryDirectory(prefix="soi-bench-") as name:
        folder = Path(name)
        disk = fsyncs(folder)
        (folder / "logs").write_text(str(log.key))
        server = serving(Witness(folder, signer(folder, "w.example/bench")), "127.0.0.1", 0)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        bodies = list(_requests(log, count))
        began = time.monotonic()
        for body in bodies:
            assert calling.post(f"http://127.0.0.1:{server.server_port}", body)[0] == 200
        rate = count / (time.monotonic() - began)
        server.shutdown()
        thread.join()
        server.server_close()
    yield Figure(
        "witness, round trips", rate, "/s", count, disk, "/s, fsync", 1239.0,
        "/s transparency-dev, in memory",
    )  # fmt: skip


def _requests(log: Signer, count: int) -> Iterator[str]:
    leaves = merkle.leaves(_entry(number) for number in range(count))

    def nodes(level: int, place: int) -> bytes:
        return merkle.root(leaves[place << level : (place + 1) << level])

    for size in range(1, count + 1):
        point = Checkpoint(log.name, size, merkle.root(leaves[:size]))
        note = f"{point}\n{notes.sign(point, log)}"
        proof = tuple(merkle.consistency(size - 1, size, nodes)) if size > 1 else ()
        yield str(witnessing.Request(size - 1, proof, note))


def _entry(number: int) -> bytes:
    return number.to_bytes(ENTRY)


def _grown(count: int) -> tuple[dict[str, bytes], float]:
    files: dict[str, bytes] = {}
    edge = tiles.Edge()
    data = [_entry(number) for number in range(count)]
    began = time.process_time()
    for start in range(0, count, BATCH):
        for level, number, row in edge.extend(merkle.leaves(data[start : start + BATCH])):
            files[tiles.path(level, number)] = row
        edge.root()
    rate = count / (time.process_time() - began)
    for level, number, row in edge.partial():
        files[tiles.path(level, number, len(row) // merkle.HASH)] = row
    return files, rate


def _pymerkle(count: int):  # type: ignore[no-untyped-def]
    import pymerkle

    peer = pymerkle.InmemoryTree(algorithm="sha256")
    began = time.process_time()
    for number in range(count):
        peer.append_entry(_entry(number))
    return peer, count / (time.process_time() - began)


def _timed(do: Callable[[], object], times: int) -> float:
    """Return the microseconds of processor that one call takes; others may use it meanwhile."""
    do()
    began = time.process_time()
    for _ in range(times):
        do()
    return (time.process_time() - began) / times * 1e6


def _each(do: Callable[[int], object], places: list[int]) -> float:
    began = time.process_time()
    for place in places:
        do(place)
    return (time.process_time() - began) / len(places) * 1e6


def _child(word: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="soi-bench-") as folder:
        environment = {**os.environ, "SOI_DATA": folder, "DATABASE_URL": ""}
        words = [sys.executable, "-m", "bench.record_log", word]
        done = subprocess.run(words, env=environment, check=True, capture_output=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


if __name__ == "__main__":
    heading()
    for row in run(sys.argv[1] if sys.argv[1:] else "quick"):
        show([row])
