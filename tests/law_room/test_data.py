"""The shipped files, without a database."""

import json
from datetime import date, timedelta

import holidays

from soi.core.workdays import Calendar
from soi.law.management.commands.law_calendar_fixture import _rows
from soi.law.services import DATA

RULES = json.loads((DATA / "rules.json").read_text("utf-8"))["rules"]
DEMO = json.loads((DATA / "demo_rules.json").read_text("utf-8"))["rules"]
DAYS = json.loads((DATA / "calendar.json").read_text("utf-8"))["days"]
FIELDS = [
    "id", "kind", "role", "scope", "trigger", "holder", "amount", "unit", "bound", "direction",
    "counted_from", "law", "valid_from", "valid_to", "superseded_by", "alternatives",
    "extensions", "suspension", "confidence", "review", "note", "source",
]  # fmt: skip


def days_in(state):
    return {date.fromisoformat(one["on"]) for one in DAYS if one["state"] == state}


def test_every_rule_has_the_fields_of_the_format():
    assert [one["id"] for one in RULES if list(one) != FIELDS] == []
    assert [one["id"] for one in DEMO if list(one) != [*FIELDS, "applies_to"]] == []


def test_no_rule_is_without_a_source():
    assert all(one["source"] and one["law"]["title"] and one["law"]["number"] for one in RULES)


def test_every_rule_says_that_no_jurist_has_read_it():
    assert {one["review"] for one in RULES} == {"not_reviewed"}


def test_a_rule_follows_the_one_it_replaces_on_the_next_day():
    by_id = {one["id"]: one for one in RULES}
    for one in RULES:
        if one["superseded_by"]:
            last = date.fromisoformat(one["valid_to"])
            first = date.fromisoformat(by_id[one["superseded_by"]]["valid_from"])

            assert first == last + timedelta(days=1), one["id"]


def test_a_rule_of_zero_amount_is_due_at_once():
    assert [r["id"] for r in RULES if (r["amount"] == 0) != (r["unit"] == "immediate")] == []


def test_the_demo_wards_rules_reach_back_fourteen_months():
    assert min(one["valid_from"] for one in DEMO) == "2025-07-01"


def test_the_swapped_saturdays_are_worked():
    assert days_in("working") == {
        date(2024, 5, 4),
        date(2025, 4, 26),
        date(2026, 1, 10),
        date(2026, 8, 22),
    }


def test_the_days_swapped_against_them_are_off():
    swapped = {date(2024, 4, 29), date(2025, 5, 2), date(2026, 1, 2), date(2026, 8, 31)}

    assert swapped <= days_in("off")


def test_the_shipped_calendar_is_what_the_command_writes_today():
    assert _rows(2022, 2027) == DAYS


def test_the_shipped_calendar_agrees_with_the_holidays_package():
    package = holidays.country_holidays("VN", years=range(2022, 2028))
    off = {date.fromisoformat(d["on"]): d["reason"] for d in DAYS if d["state"] == "off"}
    worked = {date.fromisoformat(d["on"]): d["reason"] for d in DAYS if d["state"] == "working"}
    ours = Calendar(off, worked)
    days = [date(2022, 1, 1) + timedelta(days=n) for n in range(365 * 6 + 1)]

    differing = {day for day in days if ours.is_working(day) != package.is_working_day(day)}

    # The swap of 2 January 2026 and the switch of 24 November are what the package gets wrong.
    assert differing == {
        date(2026, 1, 2),
        date(2026, 1, 10),
        date(2026, 11, 24),
        date(2027, 11, 24),
    }
