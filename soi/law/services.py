"""How the law's data changes: shipped rules, rules an office enters, days, reviews.

Nothing is taken back: a new version follows the old one, an override follows the fixture.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q

from soi.core.deadlines import Limit, Unit
from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.core.workdays import Calendar, HalfSwap
from soi.law import queries
from soi.law.models import CalendarDay, CalendarOverride, Review, Rule, Transition
from soi.record import services as record

DATA = Path(__file__).with_name("data")
SWAP, EXTRA, CORRECTION = "swap", "extra_day_off", "correction"
_NEEDED = ("code", "kind", "scope", "trigger", "counted_from", "act_title", "act_number")
_GIVEN = (
    "kind", "role", "scope", "trigger", "holder", "amount", "unit", "bound", "direction",
    "counted_from", "alternatives", "extensions", "suspension", "confidence", "note", "source",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load added or changed."""

    rules: int
    days: int
    transitions: int = 0


@dataclass(frozen=True, slots=True)
class DayOverride:
    """One day that staff set. state: "off" or "working"."""

    on: date
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class NewRule:
    """A version of a rule as an editor gives it; the fields are those of the rule's row."""

    code: str
    kind: str
    scope: str
    amount: int
    unit: str
    trigger: str
    holder: str
    counted_from: str
    act_title: str
    act_number: str
    article: str
    valid_from: date
    source: str
    applies_to: Mapping[str, object] = field(default_factory=dict)
    extensions: Sequence[Mapping[str, object]] = ()
    alternatives: Sequence[Mapping[str, object]] = ()
    role: str = "processing"
    bound: str = "at_most"
    direction: str = "after"
    suspension: str = "none"
    note: str = ""
    valid_to: date | None = None


@transaction.atomic
def load(*, stamp: Stamp) -> Loaded:
    """Bring in the rules and the calendar that are shipped; what is there already stays."""
    loaded = Loaded(_load_rules("rules.json"), _load_days(), _load_transitions())
    if loaded != Loaded(0, 0):
        _tell("law.loaded", "law:shipped", asdict(loaded), stamp)
    return loaded


@transaction.atomic
def load_demo(*, stamp: Stamp) -> Loaded:
    """Bring in the fictional local regulation of the demo ward."""
    loaded = Loaded(_load_rules("demo_rules.json"), 0)
    if loaded.rules:
        _tell("law.loaded", "law:demo", asdict(loaded), stamp)
    return loaded


@transaction.atomic
def enter_rule(*, rule: NewRule, stamp: Stamp) -> Rule:
    """Enter a version of a rule; the version before it ends the day before.

    Days that were computed under the version before stay what they were.

    Raises: Unacceptable, where a field or the article is missing, the day is taken, or it
    would overlap the version that follows.
    """
    check_rule(rule)
    versions = Rule.objects.select_for_update().filter(code=rule.code)
    following = versions.filter(valid_from__gt=rule.valid_from).order_by("valid_from").first()
    last = following.valid_from - timedelta(days=1) if following else None
    open_then = Q(valid_to__isnull=True) | Q(valid_to__gte=rule.valid_from)
    versions.filter(open_then, valid_from__lt=rule.valid_from).update(
        valid_to=rule.valid_from - timedelta(days=1)
    )
    fields = {**_fields_of(rule), "valid_to": rule.valid_to or last, "confidence": "high"}
    row = Rule.objects.create(**fields)
    facts = {
        "version": rule.valid_from.isoformat(),
        "amount": rule.amount,
        "unit": rule.unit,
        "source": queries.source_of(rule.act_title, rule.act_number, rule.article),
    }
    _tell("law.rule_entered", f"law:{rule.code}", facts, stamp)
    return row


def check_rule(rule: NewRule) -> None:
    """Test a version of a rule against its fields and against the versions that are there.

    Raises: Unacceptable, naming the field and what it conflicts with.
    """
    _check(rule)
    versions = Rule.objects.filter(code=rule.code)
    if versions.filter(valid_from=rule.valid_from).exists():
        raise Unacceptable("valid_from", "already_there")
    other = versions.exclude(kind=rule.kind).first() or versions.exclude(scope=rule.scope).first()
    if other is not None:
        raise Unacceptable("code", "another_rule", rule=rule.code, source=str(other.act_number))
    if rule.valid_to is None:
        return
    if rule.valid_to < rule.valid_from:
        raise Unacceptable("valid_to", "before_start")
    met = versions.filter(valid_from__gt=rule.valid_from, valid_from__lte=rule.valid_to).first()
    if met is not None:
        raise Unacceptable("valid_to", "overlaps", version=met.valid_from.isoformat())


def limit_of(rule: NewRule) -> Limit | None:
    """Return what a version would give, before it is entered."""
    return queries.limit_of_row(Rule(**_fields_of(rule)))


@transaction.atomic
def review(*, code: str, version: date, by: str, document: str, stamp: Stamp) -> None:
    """Note that a jurist has read one version of a rule and stands by it.

    Raises: Unacceptable, where there is no such version or no document.
    """
    _demand(document, "document")
    _demand(by, "by")
    row = Rule.objects.select_for_update().filter(code=code, valid_from=version).first()
    if row is None:
        raise Unacceptable("rule", "unknown", rule=code)
    row.review = "reviewed"
    row.save(update_fields=["review"])
    Review.objects.create(rule=row, by=by, on=stamp.on, document=document)
    facts = {"version": version.isoformat(), "document": document}
    _tell("law.rule_reviewed", f"law:{code}", facts, stamp)


@transaction.atomic
def override_day(
    *, days: Sequence[DayOverride], document: str, stamp: Stamp, ground: str = SWAP
) -> Calendar:
    """Set days against the shipped calendar, and return the calendar as it is from now on.

    Open duties keep their old due days until `duties.services.recompute` is called.

    ground: "swap" needs both halves, as many days worked as off; "extra_day_off" takes days
        off alone; "correction" sets any day right
    Raises: HalfSwap, Unacceptable.
    """
    _demand(document, "document")
    calendar = queries.book().calendar()
    _check_days(days, ground, calendar)
    CalendarOverride.objects.bulk_create(
        CalendarOverride(
            on=one.on,
            state=one.state,
            ground=ground,
            reason=one.reason,
            document=document,
            entered_by=stamp.by,
            entered_at=stamp.at,
        )
        for one in days
    )
    told = [{"on": one.on.isoformat(), "state": one.state, "reason": one.reason} for one in days]
    facts = {"ground": ground, "document": document, "days": told}
    _tell("law.calendar_overridden", "law:calendar", facts, stamp)
    return queries.book().calendar()


def _check_days(days: Sequence[DayOverride], ground: str, calendar: Calendar) -> None:
    if ground not in (SWAP, EXTRA, CORRECTION):
        raise Unacceptable("ground", "unknown")
    if not days or len({one.on for one in days}) != len(days):
        raise Unacceptable("days", "repeated" if days else "missing")
    for one in days:
        _check_day(one, calendar)
    off = [one.on.isoformat() for one in days if one.state == "off"]
    worked = [one.on.isoformat() for one in days if one.state == "working"]
    if ground == SWAP and len(off) != len(worked):
        # Counted with half a swap, a limit would end on a day that nobody announced.
        raise HalfSwap(off=", ".join(off), worked=", ".join(worked))
    if ground == EXTRA and worked:
        raise Unacceptable("state", "not_a_day_off")


def _check_day(one: DayOverride, calendar: Calendar) -> None:
    _demand(one.reason, "reason")
    if one.state not in ("off", "working"):
        raise Unacceptable("state", "unknown")
    if calendar.is_working(one.on) == (one.state == "working"):
        raise Unacceptable("on", "no_change", on=one.on.isoformat())


def _check(rule: NewRule) -> None:
    # A limit that names no article cannot be checked by anybody.
    for name in (*_NEEDED, "article"):
        _demand(getattr(rule, name), name)
    if rule.unit not in {unit.value for unit in Unit}:
        raise Unacceptable("unit", "unknown")
    if (rule.amount == 0) != (rule.unit == Unit.IMMEDIATE) or rule.amount < 0:
        raise Unacceptable("amount", "out_of_range")


def _demand(text: str, name: str) -> None:
    if not text.strip():
        raise Unacceptable(name, "missing")


def _fields_of(rule: NewRule) -> dict[str, Any]:
    fields = {name: getattr(rule, name) for name in NewRule.__dataclass_fields__}
    plain = {name: [dict(one) for one in fields[name]] for name in ("extensions", "alternatives")}
    return {**fields, **plain, "applies_to": dict(rule.applies_to)}


def _load_rules(file: str) -> int:
    shipped = json.loads((DATA / file).read_text("utf-8"))["rules"]
    there = {(row.code, row.valid_from): row for row in Rule.objects.all()}
    changed = 0
    for one in shipped:
        fields = _row(one)
        row = there.get((fields["code"], fields["valid_from"]))
        if row and any(code == row.code and day > row.valid_from for code, day in there):
            fields["valid_to"] = row.valid_to  # a later version, entered here, has ended it
        if row is None:
            Rule.objects.create(**fields)
        elif any(getattr(row, name) != value for name, value in fields.items()):
            # A jurist read the text as it was: what changed must be read again.
            Rule.objects.filter(pk=row.pk).update(**fields, review="not_reviewed")
        else:
            continue
        changed += 1
    return changed


def _row(one: Mapping[str, Any]) -> dict[str, Any]:
    until = one["valid_to"]
    return {
        **{name: one[name] for name in _GIVEN},
        "code": one["id"],
        "act_title": one["law"]["title"],
        "act_number": one["law"]["number"],
        "article": one["law"]["article"],
        "valid_from": date.fromisoformat(one["valid_from"]),
        "valid_to": date.fromisoformat(until) if until else None,
        "superseded_by": one["superseded_by"] or "",
        "applies_to": one.get("applies_to", {}),
    }


def _load_transitions() -> int:
    shipped = json.loads((DATA / "rules.json").read_text("utf-8"))["transitions"]
    changed = 0
    for one in shipped:
        key = {"instrument": one["instrument"], "article": one["article"]}
        words = {name: one[name] for name in ("title", "subject", "kind", "rules", "note")}
        words["since"] = date.fromisoformat(one["from"])
        row = Transition.objects.filter(**key).first()
        if row is None:
            Transition.objects.create(**key, **words)
        elif any(getattr(row, name) != value for name, value in words.items()):
            Transition.objects.filter(pk=row.pk).update(**words, review="not_reviewed")
        else:
            continue
        changed += 1
    return changed


def _load_days() -> int:
    shipped = json.loads((DATA / "calendar.json").read_text("utf-8"))["days"]
    wanted = {
        date.fromisoformat(one["on"]): (one["state"], one["reason"], one["source"])
        for one in shipped
    }
    there = {row.on: (row.state, row.reason, row.source) for row in CalendarDay.objects.iterator()}
    if wanted == there:
        return 0
    CalendarDay.objects.all().delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(on=on, state=state, reason=reason, source=source)
        for on, (state, reason, source) in wanted.items()
    )
    return len(set(wanted.items()) ^ set(there.items()))


def _tell(kind: str, subject: str, facts: Mapping[str, object], stamp: Stamp) -> None:
    record.bump(queries.EDITION)
    record.append(kind=kind, subject=subject, facts=facts, stamp=stamp)
