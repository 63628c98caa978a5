"""From a limit in law to the last day on which an office may still act.

A `Limit` is what the law says: thirty days, seven working days. A `Deadline` is what that
comes to in one case, with the trace of how. Nothing here reads the clock.

Source: Bộ luật Dân sự 91/2015/QH13, Điều 147 (the first day is not counted) and Điều 148.5
(a limit that ends on a day off ends at the end of the next working day).
"""

import calendar as months
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from operator import itemgetter

from soi.core.refusals import Refusal
from soi.core.workdays import ONE_DAY, Calendar, days

Trace = dict[str, object]

# The years from whose days others are counted: beyond them a day is a slip of the hand.
COUNTABLE = range(1945, 2101)


class Unit(StrEnum):
    """What the law counts in."""

    WORKING_DAY = "working_day"  # ngày làm việc
    CALENDAR_DAY = "calendar_day"  # ngày
    MONTH = "month"  # tháng
    IMMEDIATE = "immediate"  # ngay


class ExtensionRefused(Refusal):
    """The law grants no extension, or no more, or not now.

    facts: reason (no_rule, not_that_case, spent, expired, no_document, too_long), source
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
    span = _Span(amount, unit, limit.direction, minimum=limit.bound == "at_least")
    legs = _legs(began_on, [span, *_later(unit, granted, pauses, calendar)], calendar)
    due_on = legs[-1].end
    trace: Trace = {
        "rule": limit.rule,
        "version": limit.version,
        "trigger": limit.counted_from,
        "day0": began_on.isoformat(),
        "amount": amount,
        "unit": unit.value,
        "direction": limit.direction,
        "alternative": alternative,
        "extensions": [_extension_told(one) for one in granted],
        "pauses": [_pause_told(one) for one in pauses],
        "bound": limit.bound,
        "counted": legs[0].counted.isoformat(),
        "skipped": _told(legs, calendar.why_off),
        "worked": _told(legs, calendar.worked.get),
        "result": due_on.isoformat(),
    }
    if calendar.is_expected(due_on):
        trace["known_until"] = calendar.known_until
    return Deadline(due_on, limit.source, limit.review, limit.statutory, trace)


def later(one: Deadline, other: Deadline) -> Deadline:
    """Return the later of two last days, where both must be over; its source names both rules."""
    if other.due_on is None or one.due_on is None or other.due_on <= one.due_on:
        return one
    return replace(other, source="; ".join(filter(None, (one.source, other.source))))


def extended(
    limit: Limit,
    granted: Sequence[Granted],
    new: Granted,
    due_on: date | None,
    facts: Set[str] | None = None,
) -> tuple[Granted, ...]:
    """Return `granted` with one more extension, as far as the rule allows it.

    due_on: the day as it stands; an extension must be decided before it is past
    facts: what is known of the case, where its class is computed; None leaves it to the decision
    Raises: ExtensionRefused.
    """
    rule = next((one for one in limit.extensions if one.condition == new.condition), None)
    if rule is None:
        raise ExtensionRefused(reason="no_rule", source=limit.source)
    if facts is not None and new.condition not in facts:
        raise ExtensionRefused(reason="not_that_case", source=limit.source)
    # All that was granted counts, on whatever ground: 30 days once if complex and twice if
    # very complex are together two, not three.
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


@dataclass(frozen=True, slots=True)
class _Span:
    """An amount of time to be counted."""

    amount: int
    unit: Unit
    direction: str = "after"
    minimum: bool = False


@dataclass(frozen=True, slots=True)
class _Leg:
    """One span as it was counted: from where, to where, and every day that had to be judged."""

    end: date
    counted: date  # before a day off moved it
    judged: tuple[date, ...] = ()


def _later(
    unit: Unit, granted: Sequence[Granted], pauses: Sequence[Pause], calendar: Calendar
) -> list[_Span]:
    """Return what moved the day after it was first set, in the order in which it happened.

    In that order, so that counting again comes to the same day as each act did then.
    """
    steps = [(one.decided_on, _Span(one.amount, one.unit)) for one in granted]
    steps += [
        (one.until, _stood(one.since, one.until, unit, calendar)) for one in pauses if one.until
    ]
    return [span for _, span in sorted(steps, key=itemgetter(0))]


def _stood(since: date, until: date, unit: Unit, calendar: Calendar) -> _Span:
    """Return how long the clock stood, in what the limit is counted in."""
    if unit is Unit.WORKING_DAY:
        return _Span(max(0, calendar.between(since - ONE_DAY, until - ONE_DAY)), unit)
    return _Span(max(0, (until - since).days), Unit.CALENDAR_DAY)


def _legs(start: date, spans: Sequence[_Span], calendar: Calendar) -> list[_Leg]:
    legs: list[_Leg] = []
    for span in spans:
        legs.append(_leg(start, span, calendar))
        start = legs[-1].end
    return legs


def _leg(start: date, span: _Span, calendar: Calendar) -> _Leg:
    if span.unit is Unit.IMMEDIATE:
        return _Leg(start, start)
    # Backwards, later would leave less time than the law grants: a day off moves it earlier.
    back = span.direction == "before"
    if span.unit is Unit.WORKING_DAY:
        end = (calendar.subtract if back else calendar.add)(start, span.amount)
        return _Leg(end, end, _from_to(start, end)[1:])
    counted = _on(start, -span.amount if back else span.amount, span.unit)
    if span.minimum and not back:
        # What must last at least so long (a notice on the board) is over when the days are.
        return _Leg(counted, counted)
    end = (calendar.on_or_before if back else calendar.on_or_after)(counted)
    return _Leg(end, counted, _from_to(counted, end))


def _on(start: date, amount: int, unit: Unit) -> date:
    if unit is not Unit.MONTH:
        return start + timedelta(days=amount)
    year, month = divmod(start.year * 12 + start.month - 1 + amount, 12)
    last = months.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def _from_to(start: date, end: date) -> tuple[date, ...]:
    return tuple(days(start, end)) if start <= end else tuple(days(end, start))[::-1]


def _extension_told(one: Granted) -> Trace:
    return {"amount": one.amount, "unit": one.unit.value, "document": one.document}


def _pause_told(one: Pause) -> Trace:
    until = one.until.isoformat() if one.until else None
    return {"since": one.since.isoformat(), "until": until, "document": one.document}


def _told(legs: Sequence[_Leg], why: Callable[[date], str | None]) -> list[dict[str, str]]:
    """Return each day that `why` has a reason for, once and in order."""
    judged = sorted({day for leg in legs for day in leg.judged})
    return [{"on": day.isoformat(), "why": reason} for day in judged if (reason := why(day))]
