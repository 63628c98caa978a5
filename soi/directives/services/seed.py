"""The registry of known documents that ships with Soi: cited, small, read by no jurist yet."""

import json
import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q

from soi.core.citations import is_party
from soi.core.extraction import Known
from soi.core.stamps import Stamp
from soi.core.vietnamese import canon, fold, search_text
from soi.directives.models import Alias, Document, Edge
from soi.directives.services.keys import key_of
from soi.record import services as record

_DATED = re.compile(r"\d{4}|khóa", re.IGNORECASE)
_FILE = Path(__file__).parents[1] / "data" / "known.json"


@lru_cache(maxsize=1)
def _rows() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(_FILE.read_text("utf-8")))


def known() -> tuple[Known, ...]:
    """Return the known documents with their true dates; no database is asked."""
    return tuple(
        Known(
            symbol=row["symbol"],
            day=date.fromisoformat(row["day"]),
            type=row["type"],
            name=row["name"],
            term=row.get("term", ""),
            parent=row.get("parent", ""),
            since=_day(row.get("since")),
            until=_day(row.get("until")),
            source=row["source"],
            aliases=tuple(row["aliases"]),
        )
        for row in _rows()
    )


@transaction.atomic
def load_known(*, stamp: Stamp) -> int:
    """Enter the known documents that are not there yet. Returns how many."""
    there = set(Document.objects.values_list("key", flat=True))
    # A city's plan is known so that its date can be checked; it is no ward's own paper.
    rows = [(row, _key(row)) for row in _rows() if not row.get("local")]
    new = [(row, key) for row, key in rows if key not in there]
    if not new:
        return 0
    numbers = record.numbers(kinds=("VB",) * len(new), year=stamp.on.year)
    for (row, key), number in zip(new, numbers, strict=True):
        _enter(row, key, number, stamp)
    _link([row for row, _key_ in new])
    facts = {"symbols": [row["symbol"] for row, _key_ in new]}
    record.append(kind="document.known", subject="documents", facts=facts, stamp=stamp)
    return len(new)


def _key(row: dict[str, Any]) -> str:
    day = date.fromisoformat(row["day"])
    return key_of(row["symbol"], row["issuer"], day, row.get("term", ""), "")


def _enter(row: dict[str, Any], key: str, number: str, stamp: Stamp) -> None:
    day = date.fromisoformat(row["day"])
    cited = Document.objects.filter(symbol=row["symbol"], origin="cited")
    stub = cited.filter(Q(issued_on=None) | Q(issued_on=day)).first()
    document = stub or Document(number=number)
    plain = {
        "key": key,
        "symbol": row["symbol"],
        "type": row["type"],
        "issuer": row["issuer"],
        "track": "party" if is_party(row["symbol"]) else "state",
        "term": row.get("term", ""),
        "title": row["name"],
        "issued_on": day,
        "in_force_from": _day(row.get("since")),
        "in_force_until": _day(row.get("until")),
        "origin": "known",
        "source": row["source"],
        "search_text": search_text(f"{row['symbol']} {row['name']} {row['issuer']}"),
        "registered_at": stamp.at,
        "registered_by": stamp.office,
    }
    for name, value in plain.items():
        setattr(document, name, value)
    document.save()
    Alias.objects.bulk_create(
        Alias(
            document=document,
            name=one,
            folded=fold(canon(one)),
            # A name with its year is of one law for ever; without it, of the law of the day.
            since=None if _DATED.search(one) else _day(row.get("since")),
            until=None if _DATED.search(one) else _day(row.get("until")),
        )
        for one in row["aliases"]
    )


def _link(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        if not row.get("parent"):
            continue
        child = Document.objects.filter(symbol=row["symbol"], origin="known").first()
        parent = Document.objects.filter(symbol=row["parent"], origin="known").first()
        if child and parent:
            kind = "amends" if "sửa đổi" in row["name"] else "implements"
            Edge.objects.create(source=child, target=parent, kind=kind, state="confirmed")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
