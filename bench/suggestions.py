"""How often the suggested kind and topic are what a person chose, on the gold of the sample."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.figures import Figure
from soi.core import suggestions
from soi.core.filings import TO_BORDER

SHARED = Path(__file__).parents[2] / "shared" / "data"
DENUNCIATION = "to_cao"


def run(size: str) -> Iterator[Figure]:
    """Yield the share of right kinds, topics and groups; nothing where the sample is absent.

    A filing of several parts counts as right where one of its parts is suggested.
    """
    if not (SHARED / "reports_sample.jsonl").exists():
        sys.stderr.write("no shared sample here: suggestions are not measured\n")
        return
    lines = (SHARED / "reports_sample.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    found = [suggestions.suggest(row["text"], places()) for row in rows]
    pairs = list(zip(rows, found, strict=True))
    right = {
        "kind": [_kind(one.kind) in _parts(row, "kind") for row, one in pairs],
        "topic": [one.topic in _parts(row, "topic") for row, one in pairs],
        "group": [one.group == f"to-{row['group']:02}" for row, one in pairs if row["group"]],
    }
    for name, hits in right.items():
        yield Figure(f"suggested {name}, share right", sum(hits) / len(hits), "", len(hits))


def places() -> list[tuple[str, list[str]]]:
    """Return each group of the fictional ward with its street and landmarks."""
    ward = json.loads((SHARED / "phuong_mau.json").read_text("utf-8"))
    return [
        (f"to-{group['number']:02}", [group["street"], *group["landmarks"]])
        for group in ward["groups"]
    ]


def _kind(kind: str) -> str:
    return TO_BORDER.get(kind, DENUNCIATION)


def _parts(row: dict[str, Any], name: str) -> set[str]:
    return {part[name] for part in row["parts"]}
