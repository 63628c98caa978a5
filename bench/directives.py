"""Reading texts, and the registry at 10k to 100k documents with ten edges each.

python -m bench.directives [quick|full]
"""

import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench import client
from bench.figures import Figure, as_json, heading, show
from tests import postgres
from tests.servers import Server, found_ward, scratch

ROWS = {"quick": (10_000,), "full": (10_000, 100_000)}
EDGES = 10  # a document, so 100,000 documents have 1,000,000
TEXTS = Path(__file__).parents[2] / "shared" / "texts" / "dev"
PLAN = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 12/KH-UBND\nPhường Mẫu, ngày 05 tháng 3 năm 2026\n"
    "KẾ HOẠCH\nCăn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;\n"
    "UBND phường Mẫu xây dựng kế hoạch như sau:\nI. NHIỆM VỤ\n"
)
TASK = (
    "{n}. Phòng Kinh tế, Hạ tầng và Đô thị phối hợp với Công an phường kiểm tra, xử lý việc lấn "
    "chiếm vỉa hè theo Quyết định số {n}/QĐ-UBND ngày 05/3/2026; báo cáo kết quả về UBND phường "
    "trước ngày 30/4/2026.\n"
)
PAGE = 2_600  # characters on a page of a decree


def run(size: str) -> Iterator[dict[str, object]]:
    """Measure the reading, then the registry on both databases. size: quick or full."""
    for figure in itertools.chain(reading(), registry(size)):
        yield as_json(figure)


def reading() -> Iterator[Figure]:
    """Measure how fast references and duties are read, on one core."""
    from soi.core.citations import read
    from soi.core.extraction import extract

    text = _prose()
    began = time.process_time()
    count = len(read(text))
    speed = len(text.encode()) / 1e6 / (time.process_time() - began)
    yield Figure("read references", speed, "MB/s", count, 2.0, "MB/s promised")
    hundred = PLAN + "".join(TASK.format(n=n) for n in range(1, 100 * PAGE // len(TASK)))
    began = time.process_time()
    drafts = len(extract(hundred).drafts)
    yield Figure(
        "read 100 pages with duties", time.process_time() - began, "s", drafts, 3.0, "s promised"
    )


def registry(size: str) -> Iterator[Figure]:
    """Measure the registry's pages on SQLite and on PostgreSQL."""
    for rows in ROWS[size]:
        yield from _measured("SQLite", "", rows)
    with postgres.server() as url:
        for rows in ROWS[size]:
            yield from _measured("PostgreSQL", scratch(url, f"directives{rows}"), rows)


def _measured(database: str, url: str, rows: int) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="soi-bench-") as folder:
        data = Path(folder)
        found_ward(data, url)
        environment = {**os.environ, "SOI_DATA": folder, "DATABASE_URL": url}
        subprocess.run(
            [sys.executable, "-m", "bench.directives", "seed", str(rows)],
            env=environment,
            check=True,
        )
        server = Server(data, SOI_DEMO="0", DATABASE_URL=url)
        server.start()
        try:
            for name, paths in _pages(rows).items():
                outcome = _timed(server.port, paths)
                label = f"{name}, p95 [{database} {rows // 1000}k]"
                yield Figure(label, outcome.percentile(0.95), "ms", 100, 80.0, "ms promised")
                if outcome.errors:
                    raise RuntimeError(f"{label}: {outcome.errors} errors")
        finally:
            server.stop()


def _pages(rows: int) -> dict[str, list[str]]:
    dice = random.Random(7)
    numbers = [f"VB-2020-{dice.randint(1, rows):05}" for _ in range(100)]
    hub = ["VB-2020-00001"] * 100  # what everything leans on
    return {
        "documents": ["/documents/"] * 100,
        "documents, searched": [f"/documents/?q={n}/KH-UBND" for n in range(1, 101)],
        "one document": [f"/documents/{one}/" for one in numbers],
        "graph": [f"/documents/{one}/graph/" for one in numbers],
        "lineage": [f"/documents/{one}/lineage/" for one in numbers],
        "graph of the most cited": [f"/documents/{one}/graph/" for one in hub],
        "lineage of the most cited": [f"/documents/{one}/lineage/" for one in hub],
        "sessions": ["/sessions/"] * 100,
    }


def _timed(port: int, paths: list[str]) -> client.Outcome:
    rows = itertools.cycle(paths)

    def make(_number: int) -> bytes:
        return client.request("GET", next(rows), port)

    client.run(make, port=port, clients=1, count=10)
    return client.run(make, port=port, clients=1, count=100)


def seed(rows: int) -> None:
    """Fill the registry: documents, and edges of which a tenth lead to a few hubs."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soi.project.settings")
    django.setup()
    from django.db import connection, transaction

    with transaction.atomic():
        _link(_register(rows))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as the server does by itself within a minute


def _register(rows: int) -> list[int]:
    """Enter `rows` documents; return their keys in order."""
    from datetime import UTC, date, datetime

    from soi.core.vietnamese import search_text
    from soi.directives.models import Document

    words = search_text("Kế hoạch UBND phường Mẫu")
    documents = (
        Document(
            number=f"VB-2020-{n:05}",
            key=f"bench:{n}",
            symbol=f"{n}/KH-UBND",
            type="Kế hoạch",
            issuer="UBND phường Mẫu",
            title=f"Kế hoạch {n} về giữ gìn vệ sinh",
            issued_on=date(2020, 1, 2),
            search_text=f" {n} kh ubnd{words}",
            registered_at=datetime(2020, 1, 2, tzinfo=UTC),
        )
        for n in range(1, rows + 1)
    )
    Document.objects.bulk_create(documents, batch_size=2000)
    found = Document.objects.filter(key__startswith="bench:").order_by("pk")
    return list(found.values_list("pk", flat=True))


def _link(keys: list[int]) -> None:
    from soi.directives.models import Edge

    dice, kinds = random.Random(1), ("cites", "cites", "based_on", "implements", "amends")
    edges = (
        Edge(source_id=keys[n], target_id=_target(keys, n, dice), kind=dice.choice(kinds))
        for n in range(1, len(keys))
        for _ in range(EDGES)
    )
    Edge.objects.bulk_create(edges, batch_size=5000)


def _target(keys: list[int], at: int, dice: random.Random) -> int:
    return keys[0] if dice.random() < 0.1 else keys[dice.randrange(max(0, at - 500), at)]


def _prose() -> str:
    if TEXTS.is_dir():
        return "".join(path.read_text("utf-8") for path in sorted(TEXTS.glob("*.txt"))) * 20
    return (PLAN + "".join(TASK.format(n=n) for n in range(1, 400))) * 20


if __name__ == "__main__":
    words = sys.argv[1:]
    if words[:1] == ["seed"]:
        seed(int(words[1]))
    else:
        heading()
        for row in run(words[0] if words else "quick"):
            show([row])
            sys.stdout.write(
                "" if sys.stdout.isatty() else json.dumps(row, ensure_ascii=False) + "\n"
            )
