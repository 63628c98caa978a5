"""Targets: set and replanned by others, reported by their holder, corrected in the open."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.core.targets import Aim, Kind
from soi.core.targets.life import Act
from soi.counter import services as counter
from soi.offices import queries as offices
from soi.record import services as record
from soi.reviews.models import Target, TargetValue
from soi.reviews.queries.targets import TARGETS

MOST = Decimal("1e15")
_PERCENT = "%"


@dataclass(frozen=True, slots=True)
class NewTarget:
    """A target to be. plan_above: of the province, where it set another than the ward."""

    office: str
    year: int
    name: str
    unit: str
    kind: Kind
    aim: Aim
    plan: Decimal
    document: str
    plan_above: Decimal | None = None
    baseline: Decimal | None = None
    series: str = ""
    position: int = 0


@transaction.atomic
def set_target(*, new: NewTarget, stamp: Stamp) -> Target:
    """Set a target for another body, by a document.

    Raises: NotPermitted, Unacceptable.
    """
    _demand(new.name, "name")
    _demand(new.document, "document")
    if not offices.chart(stamp.on).has(new.office):
        raise Unacceptable("office", "unknown_office")
    if not new.unit.strip() and new.kind is not Kind.STATEMENT:
        raise Unacceptable("unit", "missing")
    for field, value in (("plan", new.plan), ("plan_above", new.plan_above)):
        _demand_number(field, value, new.unit)
    target = Target(
        office=new.office,
        year=new.year,
        name=new.name.strip()[:200],
        unit=new.unit.strip(),
        kind=new.kind,
        aim=new.aim,
        plan=new.plan,
        plan_above=new.plan_above,
        baseline=new.baseline,
        document=new.document.strip(),
        series=new.series,
        position=new.position,
    )
    counter.begin(TARGETS, target, Act.SET, stamp)
    target.number = record.numbers(kinds=("CT",), year=stamp.on.year)[0]
    target.save(force_insert=True)
    facts = {"office": new.office, "year": new.year, "plan": str(new.plan), "unit": target.unit}
    counter.write(TARGETS, target, Act.SET, stamp, document=new.document, facts=facts)
    line = counter.line(TARGETS, target, Act.SET, new.document, facts, begins=True)
    record.append_all(lines=[line], stamp=stamp)
    return target


@transaction.atomic
def replan(
    *,
    number: str,
    plan: Decimal,
    document: str,
    reason: str,
    stamp: Stamp,
    seen: int | None = None,
) -> Target:
    """Change a plan value, by a document of somebody else than the holder; the one before stays.

    Raises: NotPermitted, Unacceptable.
    """
    _demand(document, "document")
    _demand(reason, "reason")
    with counter.take(TARGETS, Act.REPLAN, stamp, seen=seen, number=number) as (target, move):
        _demand_number("plan", plan, target.unit)
        facts = {"from": str(target.plan), "to": str(plan), "month": stamp.on.month}
        target.plan = plan
        return move(text=reason, document=document, facts=facts)


@transaction.atomic
def enter_value(
    *,
    number: str,
    month: int,
    value: Decimal,
    stamp: Stamp,
    evidence: str = "",
    estimate: bool = False,
    seen: int | None = None,
) -> TargetValue:
    """Enter what had come in by the end of a month; an estimate is kept apart from actuals.

    Raises: NotPermitted; Unacceptable, where the month has a value already: correct that.
    """
    with counter.take(TARGETS, Act.ENTER, stamp, seen=seen, number=number) as (target, move):
        _demand_month(target, month, stamp, estimate=estimate)
        _demand_number("value", value, target.unit)
        if not estimate:
            _demand(evidence, "evidence")
        if target.values.filter(month=month, estimate=estimate).exists():
            raise Unacceptable("month", "already_there")
        row = _row(target, stamp, month=month, value=value, estimate=estimate, evidence=evidence)
        move(facts={"month": month, "value": str(value), "estimate": estimate})
        return row


@transaction.atomic
def correct_value(
    *, number: str, wrong: int, value: Decimal, evidence: str, reason: str, stamp: Stamp
) -> TargetValue:
    """Set a value right; the wrong one stays, with the reason.

    wrong: key of the value
    Raises: NotPermitted, Unacceptable.
    """
    _demand(reason, "reason")
    _demand(evidence, "evidence")
    with counter.take(TARGETS, Act.CORRECT, stamp, number=number) as (target, move):
        _demand_number("value", value, target.unit)
        before = target.values.filter(pk=wrong, corrected_by=None).first()
        if before is None:
            raise Unacceptable("wrong", "unknown")
        row = _row(
            target,
            stamp,
            month=before.month,
            value=value,
            estimate=before.estimate,
            evidence=evidence,
            corrects=before,
        )
        facts = {"month": before.month, "from": str(before.value), "to": str(value)}
        move(text=reason, facts=facts)
        return row


def _row(target: Target, stamp: Stamp, **fields: object) -> TargetValue:
    values: Mapping[str, object] = {"at": stamp.at, "by": stamp.by, **fields}
    return TargetValue.objects.create(target=target, **values)


def _demand_month(target: Target, month: int, stamp: Stamp, *, estimate: bool) -> None:
    if not 1 <= month <= 12:
        raise Unacceptable("month", "out_of_range", first=1, last=12)
    passed = stamp.on.year > target.year or (
        stamp.on.year == target.year and month <= stamp.on.month
    )
    if not passed and not estimate:
        raise Unacceptable("month", "in_the_future")


def _demand_number(field: str, value: Decimal | None, unit: str) -> None:
    if value is None:
        return
    if not value.is_finite() or abs(value) > MOST:
        raise Unacceptable(field, "out_of_range", first=-MOST, last=MOST)
    if unit.strip() == _PERCENT and not 0 <= value <= 1000:
        raise Unacceptable(field, "out_of_range", first=0, last=1000)


def _demand(words: str, field: str) -> None:
    if not words.strip():
        raise Unacceptable(field, "missing")
