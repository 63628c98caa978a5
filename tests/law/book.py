"""The shipped rules and calendar as the law tables need them: read as they lie, no database."""

import json
from datetime import date, datetime
from pathlib import Path

from soi.core.deadlines import Alternative, Extension, Limit, Unit
from soi.core.workdays import Calendar

DATA = Path(__file__).parents[2] / "soi/law/data"
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
RULES = json.loads((DATA / "rules.json").read_text())["rules"]
DEMO_RULES = json.loads((DATA / "demo_rules.json").read_text())["rules"]
DAYS = json.loads((DATA / "calendar.json").read_text())["days"]


def rows(table: str) -> list[list[str]]:
    """Return the cells of every row below the head of `table`."""
    lines = [line for line in table.strip().splitlines() if line.strip()]
    return [[cell.strip() for cell in line.split("|")] for line in lines[2:]]


def day(text: str) -> date:
    """Read a date the way Vietnamese documents write it; a weekday before it must be right."""
    weekday, _blank, figures = text.rpartition(" ")
    found = datetime.strptime(figures, "%d/%m/%Y").date()  # noqa: DTZ007
    if weekday and weekday.lower() != WEEKDAYS[found.weekday()].lower():
        raise ValueError(f"{figures} là {WEEKDAYS[found.weekday()]}, không phải {weekday}")
    return found


def calendar(*, without: tuple[str, ...] = ()) -> Calendar:
    """Return the shipped calendar; `without` names days left out."""
    kept = [one for one in DAYS if one["on"] not in without]

    def in_state(state: str) -> dict[date, str]:
        return {
            date.fromisoformat(one["on"]): one["reason"] for one in kept if one["state"] == state
        }

    return Calendar(in_state("off"), in_state("working"))


def limit(code: str, on: date) -> Limit | None:
    """Return the shipped rule in force on a day."""
    fitting = [
        one
        for one in (*RULES, *DEMO_RULES)
        if one["id"] == code and one["valid_from"] <= on.isoformat() <= (one["valid_to"] or "9")
    ]
    return _limit(fitting[0]) if fitting else None


def _limit(one: dict) -> Limit:
    law = one["law"]
    return Limit(
        rule=one["id"],
        version=one["valid_from"],
        amount=one["amount"],
        unit=Unit(one["unit"]),
        source=f"{law['title']} {law['number']}, {law['article']}",
        review=one["review"],
        statutory=one["scope"] == "VN",
        bound=one["bound"],
        direction=one["direction"],
        counted_from=one["counted_from"],
        alternatives=tuple(
            Alternative(row["condition"], row["amount"], Unit(row["unit"]))
            for row in one["alternatives"]
        ),
        extensions=tuple(
            Extension(row["condition"], row["max_times"], row["amount_each"], Unit(row["unit"]))
            for row in one["extensions"]
        ),
    )
