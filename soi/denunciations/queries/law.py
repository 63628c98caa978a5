"""The limits of the Law on Denunciations, from the law's own data: no public database is asked."""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from soi.core.deadlines import Alternative, Extension, Limit, Unit
from soi.core.workdays import Calendar

_DATA = Path(__file__).parents[2] / "law" / "data"
_KIND = "to_cao"


@lru_cache(maxsize=1)
def _rules() -> tuple[Mapping[str, Any], ...]:
    rows = json.loads((_DATA / "rules.json").read_text())["rules"]
    return tuple(row for row in rows if row["kind"] == _KIND)


def limit(rule: str, day: date) -> Limit | None:
    """Return the version of a rule, such as "tc.initial", that is in force on a day."""
    for row in _rules():
        since, until = row["valid_from"], row["valid_to"] or "9999-12-31"
        if row["id"] == rule and since <= day.isoformat() <= until:
            return _limit(row)
    return None


def calendar_of(body: Mapping[str, Any] | None) -> Calendar:
    """Return the working days of the law's data, with what the signed manifest overrides."""
    told = (body or {}).get("calendar", {})
    days = {"off": dict(_days("off")), "worked": dict(_days("working"))}
    for state, found in days.items():
        found |= {date.fromisoformat(day): why for day, why in told.get(state, {}).items()}
    # What oversight overrides in one way no longer holds in the other.
    for day in map(date.fromisoformat, told.get("worked", {})):
        days["off"].pop(day, None)
    for day in map(date.fromisoformat, told.get("off", {})):
        days["worked"].pop(day, None)
    return Calendar(days["off"], days["worked"])


@lru_cache(maxsize=2)
def _days(state: str) -> tuple[tuple[date, str], ...]:
    rows = json.loads((_DATA / "calendar.json").read_text())["days"]
    return tuple(
        (date.fromisoformat(row["on"]), row["reason"]) for row in rows if row["state"] == state
    )


def _limit(row: Mapping[str, Any]) -> Limit:
    law = row["law"]
    return Limit(
        rule=row["id"],
        version=row["valid_from"],
        amount=row["amount"],
        unit=Unit(row["unit"]),
        source=f"{law['title']} {law['number']}, {law['article']}",
        review=row["review"],
        bound=row["bound"],
        direction=row["direction"],
        counted_from=row["counted_from"],
        alternatives=tuple(
            Alternative(one["condition"], one["amount"], Unit(one["unit"]))
            for one in row["alternatives"]
        ),
        extensions=tuple(
            Extension(
                one["condition"], one["max_times"], one["amount_each"], Unit(one["unit"]),
                one.get("form", ""),
            )
            for one in row["extensions"]
        ),
        suspension=row["suspension"],
    )  # fmt: skip
