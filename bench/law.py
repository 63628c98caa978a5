"""Law and offices: many due days, who may decide, duties passing on.

SOI_BENCH=full plays the reform of 2025 with a million duties; quick with one each.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from bench.figures import Figure
from soi.core.almanac import Almanac
from soi.core.competence import Accused, Office, Organisation, Post, Rank, decide
from soi.core.deadlines import compute

FIRST = date(2022, 1, 1)
SPAN = 2000  # days on which a case may begin


def run(size: str) -> Iterator[dict[str, object] | Figure]:
    """Yield the figures of this room, as `bench.run` writes them."""
    count = 1_000_000 if size == "full" else 100_000
    yield _due_days(count)
    yield _explained(min(count, 100_000))
    yield _competence()
    yield from _replay(1_000_000 if size == "full" else 0)


def _due_days(count: int) -> Figure:
    from tests.law.book import RULES, calendar, limit

    shipped = calendar()
    codes = [one["id"] for one in RULES if one["unit"] in {"working_day", "calendar_day"}]
    limits = [one for code in codes if (one := limit(code, date(2026, 7, 15)))]
    chance = random.Random(1)
    each = count // len(limits) + 1
    starts = [
        [FIRST + timedelta(chance.randrange(SPAN)) for _ in range(each)] for _ in range(len(limits))
    ]
    began = time.perf_counter()
    almanac = Almanac(shipped, FIRST, FIRST + timedelta(SPAN))
    done = sum(len(almanac.due_days(rule, some)) for rule, some in zip(limits, starts, strict=True))
    seconds = time.perf_counter() - began
    rate = seconds * 1_000_000 / done
    return Figure("law: a million due days", rate, "s", done, 2.0, "wanted at most")


def _explained(count: int) -> Figure:
    from tests.law.book import calendar, limit

    rule, shipped = limit("td.reply", date(2026, 7, 15)), calendar()
    began = time.perf_counter()
    for at in range(count):
        compute(rule, FIRST + timedelta(at % SPAN), shipped)
    rate = count / (time.perf_counter() - began)
    return Figure("law: due days with their trace", rate, "/s", count)


def _competence() -> Figure:
    offices = [Office("top")] + [
        Office(f"o{at}", "top" if at < 20 else f"o{at // 20}") for at in range(1, 400)
    ]
    posts = [
        Post(f"p{at}-{rank}", office.slug, rank)
        for at, office in enumerate(offices)
        for rank in Rank
    ]
    organisation = Organisation(offices, posts)
    began, count = time.perf_counter(), 2000
    for at in range(count):
        decide([Accused(f"p{at % 400}-{Rank.HEAD}")], organisation, date(2026, 3, 2))
    return Figure(
        "offices: who may decide, 400 offices", count / (time.perf_counter() - began), "/s", count
    )


def _replay(count: int) -> Iterator[Figure]:
    script = Path(sys.executable).parent / "soi"
    words = [str(script), "offices", "replay-2025", "--duties", str(count), "--json"]
    done = subprocess.run(words, env=dict(os.environ), capture_output=True, check=True)
    found = json.loads(done.stdout)
    duties = found["duties"]
    yield Figure(
        "offices: the reform of 2025", found["seconds"], "s", duties, 120, "wanted at most"
    )
    for name in ("moved", "queued", "lost", "dead_holders"):
        yield Figure(f"offices: duties {name}", found[name], "", duties)


if __name__ == "__main__":
    from bench.run import main

    sys.exit(main(["law"]))
