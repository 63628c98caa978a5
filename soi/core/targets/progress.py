"""How far a target is, and what several come to together.

A target is met or not by its raw values. Progress is for looking at: it is never compared,
never rounded before it is compared, and never made up where there is no value.

Source: the published year-end reports of wards; oversight.md, section 6.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from soi.core.refusals import Refusal

_WEIGHTS_DIFFER = 1e-9  # more than this from 1 and the weights do not add up


class Kind(StrEnum):
    """What sort of quantity it is, which says how periods add up."""

    FLOW = "flow"  # số phát sinh: periods add up to the year
    STOCK = "stock"  # số thời điểm: the last period stands for the year
    RATIO = "ratio"  # tỷ lệ: numerators and denominators add up, never the percentages
    EVENT = "event"  # việc làm xong hay chưa
    STATEMENT = "statement"  # không có số đo: a person judges


class Aim(StrEnum):
    """In which direction the plan binds."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    KEEP = "keep"  # giữ: not below what it was
    EQUAL = "equal"


class Unmeasured(Refusal):
    """A target without a number has no progress to work out. facts: kind."""

    code = "unmeasured"


class WeightsOff(Refusal):
    """Weights of the parts are negative or do not add up to one. facts: total."""

    code = "weights_off"


@dataclass(frozen=True, slots=True)
class Target:
    """What is planned, in the unit of the target.

    baseline: last year's value; None where it is not known
    """

    kind: Kind
    aim: Aim
    plan: Decimal
    baseline: Decimal | None = None


def is_met(target: Target, actual: Decimal) -> bool:
    """Test if the raw value `actual` reaches the plan.

    Raises: Unmeasured.
    """
    if target.kind is Kind.STATEMENT:
        raise Unmeasured(kind=target.kind)
    if target.aim is Aim.AT_MOST:
        return actual <= target.plan
    if target.aim is Aim.EQUAL:
        return actual == target.plan
    return actual >= target.plan


def progress(target: Target, actual: Decimal | None) -> float | None:
    """Return how far it is, 1 for reached; None where there is no value yet.

    No value is not zero. A falling target counts from its baseline; without one, or where the
    way from baseline to plan has no length, it is reached or not.

    Raises: Unmeasured.
    """
    if target.kind is Kind.STATEMENT:
        raise Unmeasured(kind=target.kind)
    if actual is None:
        return None
    start = Decimal(0) if target.aim is Aim.AT_LEAST else target.baseline
    whole = None if start is None else target.plan - start
    graded = target.aim in (Aim.AT_LEAST, Aim.AT_MOST) and target.kind is not Kind.EVENT
    right_way = whole is not None and (whole > 0) == (target.aim is Aim.AT_LEAST)
    if start is None or not whole or not graded or not right_way:
        return float(is_met(target, actual))
    return float((actual - start) / whole)


@dataclass(frozen=True, slots=True)
class Child:
    """One part of a parent target.

    weight: not negative; the weights of all parts add up to one
    progress: None where there are no data
    """

    name: str
    weight: float
    progress: float | None


@dataclass(frozen=True, slots=True)
class Parent:
    """What the parts come to.

    progress: from 0 to 1; None where no part has data ("chưa có số liệu")
    coverage: the share of the weight that has data
    missing: names of the parts without data
    """

    progress: float | None
    coverage: float
    missing: Sequence[str]


def parent(children: Sequence[Child]) -> Parent:
    """Return what `children` come to: the weighted mean of their progress, each clipped to 0..1.

    Clipped, so that 600 % of one plan does not lift what others missed.

    Raises: WeightsOff.
    """
    total = sum(child.weight for child in children)
    if any(child.weight < 0 for child in children) or abs(total - 1) > _WEIGHTS_DIFFER:
        raise WeightsOff(total=total)
    known = [(child.weight, child.progress) for child in children if child.progress is not None]
    covered = sum(weight for weight, _progress in known)
    missing = [child.name for child in children if child.progress is None]
    if not covered:
        return Parent(None, covered, missing)
    summed = sum(weight * min(max(reached, 0.0), 1.0) for weight, reached in known)
    return Parent(summed / covered, covered, missing)


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one duty, as far as punctuality asks.

    met_on: the day it was found met; None while it is not
    void: withdrawn, merged or without object: it leaves the count
    """

    due_on: date | None
    met_on: date | None = None
    void: bool = False


@dataclass(frozen=True, slots=True)
class Punctuality:
    """How many of what has come due were met by their day.

    undated: duties without a lawful day, which are shown apart
    """

    met: int
    due: int
    undated: int


def punctuality(duties: Iterable[Settled], today: date) -> Punctuality:
    """Return met by the due day over due so far.

    Open and overdue stays in the denominator; not yet due stays out; so does what was met early,
    until its day has come.
    """
    met = due = undated = 0
    for duty in duties:
        if duty.void:
            continue
        if duty.due_on is None:
            undated += 1
        elif duty.due_on < today:
            due += 1
            met += duty.met_on is not None and duty.met_on <= duty.due_on
    return Punctuality(met, due, undated)
