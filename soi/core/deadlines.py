"""From a limit in law to the last day on which an office may still act.

A `Limit` is what the law says: thirty days, seven working days. A `Deadline` is what that
comes to in one case, with the trace of how. Nothing here reads the clock.

Source: Bộ luật Dân sự 91/2015/QH13, Điều 147 (the first day is not counted) and Điều 148.5
(a limit that ends on a day off ends at the end of the next working day).
"""

import calendar as months
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from soi.core.refusals import Refusal
from soi.core.workdays import ONE_DAY, Calendar, days

Trace = dict[str, object]


class Unit(StrEnum):
    """What the law counts in."""

    WORKING_DAY = "working_day"  # ngày làm việc
    CALENDAR_DAY = "calendar_day"  # ngày
    MONTH = "month"  # tháng
    IMMEDIATE = "immediate"  # ngay


class ExtensionRefused(Refusal):
    """The law grants no extension, or no more, or not now.

    facts: reason (no_rule, spent, expired, no_document), source
    """

    code = "extension_refused"


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another total under a condition, counted from the same day 0."""

    condition: str
    amount: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Extension:
    """What may be added to a due day, at most `max_times`, in the form the law asks for."""

    condition: str
    max_times: int
    amount_each: int
    unit: Unit
    form: str = ""


@dataclass(frozen=True, slots=True)
class Granted:
    """One extension that was decided, with its document."""

    condition: str
    amount: int
    unit: Unit
    document: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class Pause:
    """A span in which the clock stands (tạm đình chỉ), by a document; open if `until` is None.

    The day of the suspension is the first not counted, the day of resumption counts again.
    """

    since: date
    until: date | None
    document: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit (thời hạn) as one version of one rule states it.

    rule, version: the rule's id and the day it came into force
    source: act and article, as shown to readers
    review: "reviewed" once a jurist has signed it
    statutory: False for a service level that an office set itself
    """

    rule: str
    version: str
    amount: int
    unit: Unit
    source: str
    review: str = "not_reviewed"
    statutory: bool = True
    bound: str = "at_most"
    direction: str = "after"
    counted_from: str = ""
    alternatives: tuple[Alternative, ...] = ()
    extensions: tuple[Extension, ...] = ()
    suspension: str = "none"


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a limit comes to in one case.

    due_on: None where no rule gives a day
    trace: how it was counted; plain values that JSON can hold
    """

    due_on: date | None
    source: str = ""
    review: str = ""
    statutory: bool = False
    trace: Trace = field(default_factory=dict)


def compute(
    limit: Limit | None,
    began_on: date,
    calendar: Calendar,
    *,
    facts: Set[str] = frozenset(),
    granted: Sequence[Granted] = (),
    pauses: Sequence[Pause] = (),
) -> Deadline:
    """Return the last day to act under `limit`, counted from the day 0 `began_on`."""
    if limit is None:
        return Deadline(None)
    amount, unit, alternative = _total(limit, facts)
    due_on = _count(began_on, amount, unit, limit.direction, calendar)
    for one in granted:
        due_on = _count(due_on, one.amount, one.unit, "after", calendar)
    due_on = _after_pauses(due_on, unit, pauses, calendar)
    trace: Trace = {
        "rule": limit.rule,
        "version": limit.version,
        "trigger": limit.counted_from,
        "day0": began_on.isoformat(),
        "amount": amount,
        "unit": unit.value,
        "direction": limit.direction,
        "alternative": alternative,
        "extensions": [
            {"amount": one.amount, "unit": one.unit.value, "document": one.document}
            for one in granted
        ],
        "pauses": [
            {
                "since": one.since.isoformat(),
                "until": one.until.isoformat() if one.until else None,
                "document": one.document,
            }
            for one in pauses
        ],
        "skipped": _skipped(began_on, due_on, calendar),
        "result": due_on.isoformat(),
    }
    return Deadline(due_on, limit.source, limit.review, limit.statutory, trace)


def extended(
    limit: Limit, granted: Sequence[Granted], new: Granted, due_on: date | None
) -> tuple[Granted, ...]:
    """Return `granted` with one more extension, as far as the rule allows it.

    due_on: the day as it stands; an extension must be decided before it is past
    Raises: ExtensionRefused.
    """
    rule = next((one for one in limit.extensions if one.condition == new.condition), None)
    if rule is None:
        raise ExtensionRefused(reason="no_rule", source=limit.source)
    if len(granted) >= rule.max_times:
        raise ExtensionRefused(reason="spent", source=limit.source)
    if not new.document.strip():
        raise ExtensionRefused(reason="no_document", source=limit.source)
    if due_on is not None and new.decided_on > due_on:
        raise ExtensionRefused(reason="expired", source=limit.source)
    if new.unit is not rule.unit or not 0 < new.amount <= rule.amount_each:
        raise ExtensionRefused(reason="too_long", source=limit.source, most=rule.amount_each)
    return (*granted, new)


def _total(limit: Limit, facts: Set[str]) -> tuple[int, Unit, str]:
    fitting = [one for one in limit.alternatives if one.condition in facts]
    if not fitting:
        return limit.amount, limit.unit, ""
    longest = max(fitting, key=lambda one: one.amount)
    return longest.amount, longest.unit, longest.condition


def _count(start: date, amount: int, unit: Unit, direction: str, calendar: Calendar) -> date:
    if unit is Unit.IMMEDIATE:
        return start
    if direction == "before":
        return _count_back(start, amount, unit, calendar)
    if unit is Unit.WORKING_DAY:
        return calendar.add(start, amount)
    if unit is Unit.MONTH:
        return calendar.on_or_after(_months_on(start, amount))
    return calendar.on_or_after(start + timedelta(days=amount))


def _count_back(anchor: date, amount: int, unit: Unit, calendar: Calendar) -> date:
    # Later would leave less time than the law grants, so a day off moves the day earlier.
    if unit is Unit.WORKING_DAY:
        return calendar.subtract(anchor, amount)
    if unit is Unit.MONTH:
        return calendar.on_or_before(_months_on(anchor, -amount))
    return calendar.on_or_before(anchor - timedelta(days=amount))


def _months_on(start: date, amount: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + amount, 12)
    last = months.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def _after_pauses(due_on: date, unit: Unit, pauses: Sequence[Pause], calendar: Calendar) -> date:
    for pause in pauses:
        if pause.until is None:
            continue
        span = list(days(pause.since, pause.until - ONE_DAY))
        if unit is Unit.WORKING_DAY:
            due_on = calendar.add(due_on, sum(calendar.is_working(day) for day in span))
        else:
            due_on = calendar.on_or_after(due_on + timedelta(days=len(span)))
    return due_on


def _skipped(start: date, end: date, calendar: Calendar) -> list[dict[str, str]]:
    first, last = sorted((start, end))
    return [
        {"on": day.isoformat(), "why": why}
        for day in days(first + ONE_DAY, last)
        if (why := calendar.why_off(day))
    ]
