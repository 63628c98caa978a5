"""Measure what one ward feels: creates, the list, one report, beside the limits of the machine.

`make bench` on SQLite with an empty ward. The table at 10k, 100k and 1M rows on both
databases, beside the bare handler, is not wired up yet; its pieces are in this folder.
"""

import json
import os
import sys
import tempfile
import time
import uuid
from pathlib import Path

from bench import client
from tests.servers import Server, found_ward

TEXT = "Nắp cống vỡ trước cổng trường, trẻ em đi qua rất nguy hiểm, mong phường cho người xem giúp"
SIGNALEN = {"create": 28.8, "list of 100, p95": 812.0}


def main() -> int:
    """Print a table and append one JSON object a line."""
    out = Path(os.environ.get("SOI_BENCH_OUT", "var/bench.jsonl"))
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, out.open("a") as file:
        data = Path(folder)
        found_ward(data, "")
        server = Server(data, SOI_DEMO="0", DATABASE_URL="")
        server.start()
        try:
            rows = measured(server.port, fsyncs(data))
        finally:
            server.stop()
        for row in rows:
            file.write(json.dumps(row) + "\n")
            sys.stdout.write(f"{row['name']:<28}{row['value']:>10.1f} {row['unit']}\n")
    return 0


def measured(port: int, fsync: float) -> list[dict[str, object]]:
    """Return the figures of one server."""
    body = {"kind": "phan_anh", "text": TEXT, "topic": "ha_tang", "group": "to-03"}

    def create(_number: int) -> bytes:
        key = uuid.uuid4().hex
        return client.json_request("/api/v1/reports", port, body, Idempotency_Key=key)

    page = client.request("GET", "/api/v1/reports?limit=100", port)
    client.run(create, port=port, clients=8, count=40)
    creates = client.run(create, port=port, clients=8, count=400)
    lists = client.run(lambda _: page, port=port, clients=1, count=60)
    rows = [
        ("create", creates.rate, "/s", "fsync", fsync),
        ("create, p95", creates.percentile(0.95), "ms", "", None),
        ("create, max", creates.percentile(1.0), "ms", "", None),
        ("create, errors", float(creates.errors), "", "", None),
        ("list of 100, p95", lists.percentile(0.95), "ms", "", None),
    ]
    return [
        {
            "name": name,
            "value": value,
            "unit": unit,
            "n": 400,
            "limit": limit,
            "limit_name": limit_name,
            "peer": SIGNALEN.get(name),
            "peer_name": "Signalen" if name in SIGNALEN else None,
        }
        for name, value, unit, limit_name, limit in rows
    ]


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


if __name__ == "__main__":
    sys.exit(main())
