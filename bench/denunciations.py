"""Measure the sealed door: envelopes a second at one and at eight clients, and the inbox.

GlobaLeaks 5.0.95 stands beside it as it was measured on a machine of the same kind
(sealed.md, section 8): the sender's key derivation left out on both sides.
"""

import json
import os
import secrets
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from bench import client
from soi.core import sealed

PEER = "GlobaLeaks 5.0.95"
COUNTS = {"quick": 400, "full": 4000}
INBOX = {"quick": 1_000, "full": 10_000}


def run(size: str = "quick") -> Iterator[dict[str, object]]:
    """Yield one row for each figure; size: quick or full."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "soi.project.sealed"
    from tests.denunciations.doors import Door

    with tempfile.TemporaryDirectory() as folder:
        os.environ["SOI_RATE_LIMITS"] = "off"
        door = Door(Path(folder))
        door.start()
        try:
            fsync = fsyncs(Path(folder))
            boxes = iter(made(COUNTS[size] * 2 + 40))
            senders(door, boxes, 1, 40)
            for clients, peer_rate, peer_p95 in ((1, 22.7, 71.0), (8, 7.8, 1139.0)):
                yield from rows(
                    senders(door, boxes, clients, COUNTS[size]), clients, fsync, peer_rate, peer_p95
                )
            yield row("sealed RSS", rss(door), "MB", 1, peer=234.0, most=150.0)
            yield from inbox(door, INBOX[size])
            yield row("sealed RSS after lists", rss(door), "MB", 1, peer=362.0, most=150.0)
        finally:
            door.stop()


def made(count: int) -> list[bytes]:
    """Return envelopes of 8 KiB, sealed before the clock starts."""
    nobody = sealed.recipient(secrets.token_bytes(32))
    return [sealed.seal(os.urandom(8192), [nobody], os.urandom) for _ in range(count)]


def senders(door: object, boxes: Iterator[bytes], clients: int, count: int) -> client.Outcome:
    """Send `count` envelopes by so many clients at once."""
    port = door.port  # type: ignore[attr-defined]

    def one(_number: int) -> bytes:
        kind = {"Content_Type": "application/octet-stream"}
        return client.request("POST", "/denunciations/envelopes", port, next(boxes), **kind)

    return client.run(one, port=port, clients=clients, count=count)


def rows(
    found: client.Outcome, clients: int, fsync: float, rate: float, p95: float
) -> Iterator[dict[str, object]]:
    """Yield the figures of one run."""
    name, count = f"sealed, {clients} clients", len(found.seconds)
    yield row(f"{name}", found.rate, "/s", count, peer=rate, limit=fsync, least=100.0)
    yield row(f"{name}, p95", found.percentile(0.95), "ms", count, peer=p95, most=100.0)
    failed = 45.0 if clients == 8 else 0.0
    yield row(f"{name}, errors", float(found.errors), "", count, peer=failed, most=0.0)


def inbox(door: object, count: int) -> Iterator[dict[str, object]]:
    """Fill the reading room with so many boxes and let a reader fetch the whole feed."""
    script = f"""
import django
django.setup()
from datetime import date
from soi.denunciations.models import Box
from soi.denunciations.services.release import _dummy
Box.objects.all().delete()
for batch in range({count} // 16):
    Box.objects.bulk_create([_dummy(4096, batch + 1, date(2026, 11, 25)) for _ in range(16)])
"""
    command = [sys.executable, "-c", script]
    subprocess.run(command, env=door.environment, check=True)  # type: ignore[attr-defined]
    runs = [fetched(door) for _ in range(3)]
    best, every = min(map(sum, runs)), sorted(one for run in runs for one in run)
    slow = every[int(0.95 * (len(every) - 1))]
    peer = 450.0 if count == 1000 else None
    most = 200.0 if count == 1000 else None
    yield row(f"sealed inbox of {count}", best * 1000, "ms", 3, peer=peer, most=most)
    name = f"sealed inbox of {count}, a page's p95"
    yield row(name, slow * 1000, "ms", len(every), most=50.0)


def fetched(door: object) -> list[float]:
    """Return how long each page of the feed took, from the request to the last byte."""
    ticket, after, seconds = entered(door), 0, []
    while True:
        began = time.perf_counter()
        data = ask(door, "room/feed", {"after": str(after)}, ticket)
        seconds.append(time.perf_counter() - began)
        if not data:
            return seconds
        at = 0
        while at < len(data):
            after, words, size = struct.unpack_from(">IHI", data, at)
            at += 10 + words + size


def entered(door: object) -> str:
    """Return a reader's pass."""
    from soi.denunciations.management import keyfiles

    _secrets, seed = keyfiles.read(door.key("chanh-thanh-tra"))  # type: ignore[attr-defined]
    asked = json.loads(ask(door, "challenge"))["challenge"]
    told = {
        "verify": sealed.public_key(seed).hex(), "challenge": asked,
        "signature": sealed.sign(seed, b"soi/room/v1\n" + asked.encode()).hex(),
    }  # fmt: skip
    return str(json.loads(ask(door, "room/enter", told))["pass"])


def ask(door: object, path: str, told: object = None, ticket: str = "") -> bytes:
    """Return what the door answers."""
    data = None if told is None else json.dumps(told).encode()
    headers = {"Content-Type": "application/json", "Soi-Pass": ticket}
    address = f"{door.root}/denunciations/{path}"  # type: ignore[attr-defined]
    with urllib.request.urlopen(urllib.request.Request(address, data, headers)) as answer:
        return bytes(answer.read())


def row(  # noqa: PLR0913 - one figure has many sides
    name: str, value: float, unit: str, n: int, *, peer: float | None = None,
    limit: float | None = None, least: float | None = None, most: float | None = None,
) -> dict[str, object]:  # fmt: skip
    """Return one row; its limit is what must be kept to, or the disk's fsync rate."""
    bound, what = (limit, "fsync") if limit is not None else (most or least, "promised")
    return {
        "name": name, "value": round(value, 1), "unit": unit, "n": n, "limit": bound,
        "limit_name": what if bound else None, "peer": peer,
        "peer_name": PEER if peer is not None else None,
    }  # fmt: skip


def rss(door: object) -> float:
    """Return how many megabytes the door's processes hold in memory together."""
    total = 0
    for pid in door.workers():  # type: ignore[attr-defined]
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                total += int(line.split()[1])
    return total / 1024


def fsyncs(folder: Path) -> float:
    """Return how many 4 KiB writes a second this disk takes to heart."""
    handle = os.open(folder / "fsync", os.O_CREAT | os.O_WRONLY)
    began, count = time.monotonic(), 0
    while time.monotonic() - began < 1:
        os.write(handle, bytes(4096))
        os.fsync(handle)
        count += 1
    os.close(handle)
    return count / (time.monotonic() - began)


def main() -> int:
    """Print a table and append JSON lines."""
    out = Path(os.environ.get("SOI_BENCH_OUT", "var/bench.jsonl"))
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("a") as file:
        for one in run(os.environ.get("SOI_BENCH", "quick")):
            file.write(json.dumps(one) + "\n")
            sys.stdout.write(
                f"{one['name']:<30}{one['value']:>10} {one['unit']:<4} {one['peer']}\n"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
