"""The law as data: limits and the calendar, as they stood on any day.

The whole of it is read once an edition into an immutable `Book`; asking whether the edition
is still the same is one small SELECT. The law's text, and what it means, is not kept here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from soi.core.almanac import Almanac
from soi.core.complexity import with_class
from soi.core.deadlines import Alternative, Extension, Limit, Unit
from soi.core.lunar import with_expected
from soi.core.workdays import Calendar
from soi.law.models import CalendarDay, CalendarOverride, Review, Rule, Transition
from soi.record import queries as record

EDITION = "law"
NATION = "VN"
NO_STATUTORY_DAY: Promise = _("không có thời hạn luật định")
CULTURE_DAY = "Ngày Văn hóa Việt Nam"
_CULTURE_YEARS = range(2026, 2041)  # 80-NQ/TW; SOI_CULTURE_DAY says whether it counts
_UNITS = {unit.value for unit in Unit}
STANDING = "standing"
SUSPENSION = "tạm đình chỉ"  # how the subject of a clause begins that first allows one


@dataclass(frozen=True, slots=True)
class RuleView:
    """One version of one rule, as pages and commands show it.

    limit: None for what is no countable span, such as a day a week
    step, kinds, topics, urgency: what a service level applies to; empty: to all
    """

    code: str
    kind: str
    role: str
    scope: str
    trigger: str
    holder: str
    amount: int
    unit: str
    bound: str
    direction: str
    source: str
    review: str
    note: str
    valid_from: date
    valid_to: date | None
    superseded_by: str
    limit: Limit | None
    counted_from: str = ""
    act_number: str = ""
    article: str = ""
    confidence: str = ""
    read_in: str = ""
    step: str = ""
    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    urgency: tuple[str, ...] = ()

    def in_force(self, on: date) -> bool:
        """Test if this version is in force on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def statutory(self) -> bool:
        """Is it law of the whole country, not what a place or an office set itself."""
        return self.scope == NATION


@dataclass(frozen=True, slots=True)
class TransitionView:
    """What a new instrument means for cases that were begun before it."""

    source: str
    subject: str
    kind: str
    rules: tuple[str, ...]
    since: date
    review: str
    note: str


class Book:
    """All rules and the calendar of one edition. Nothing in it changes."""

    def __init__(
        self,
        rules: Sequence[RuleView],
        calendar: Calendar,
        transitions: Sequence[TransitionView] = (),
    ) -> None:
        self._rules = tuple(rules)
        self._transitions = tuple(transitions)
        self._calendar = calendar
        self._by_code: dict[str, list[RuleView]] = {}
        for rule in self._rules:
            self._by_code.setdefault(rule.code, []).append(rule)

    def calendar(self) -> Calendar:
        """Return which days are worked."""
        return self._calendar

    def rules(self) -> tuple[RuleView, ...]:
        """Return every version of every rule, by kind, code and day."""
        return self._rules

    def transitions(self) -> tuple[TransitionView, ...]:
        """Return every transition clause, by day."""
        return self._transitions

    def may_suspend(self, code: str, on: date) -> bool:
        """Test if a clause that first allows a suspension is not yet in force on a day."""
        waits = [
            one
            for one in self._transitions
            if code in one.rules and one.subject.startswith(SUSPENSION)
        ]
        return all(one.since <= on for one in waits)

    def versions(self, code: str) -> tuple[RuleView, ...]:
        """Return every version of a rule, the oldest first."""
        return tuple(sorted(self._by_code.get(code, ()), key=lambda one: one.valid_from))

    def almanac(self, first: date, last: date) -> Almanac:
        """Return the working days laid out for many cases that begin in a span."""
        return Almanac(self._calendar, first, last)

    def rule(self, code: str, on: date) -> RuleView | None:
        """Return the version of a rule in force on a day, or of the rule that followed it."""
        seen: set[str] = set()
        while code and code not in seen:
            seen.add(code)
            versions = self._by_code.get(code, [])
            for one in versions:
                if one.in_force(on):
                    return one
            code = versions[-1].superseded_by if versions and versions[-1].valid_from <= on else ""
        return None

    def limit(self, code: str, on: date) -> Limit | None:
        """Return what a rule gives on a day; None if it gives no day that can be counted."""
        rule = self.rule(code, on)
        return rule.limit if rule else None

    def steps(self, kind: str, on: date, *, scope: str = "") -> tuple[RuleView, ...]:
        """Return the rules of a kind in force on a day, without those of other places.

        scope: a place such as "VN-DN" whose own rules are wanted too
        """
        return tuple(
            rule
            for rule in self._rules
            if rule.kind == kind
            and rule.in_force(on)
            and (rule.scope == scope or not rule.scope.startswith(f"{NATION}-"))
        )

    def service_level(
        self,
        *,
        kind: str,
        topic: str,
        urgent: bool,
        offices: Iterable[str],
        on: date,
        step: str = "answer",
    ) -> Limit | None:
        """Return what the nearest of `offices` promised itself, the most exact rule first.

        offices: an office and those above it, the nearest first
        step: "answer", "acknowledge" or "moderate"
        """
        rank = {slug: place for place, slug in enumerate(offices)}
        asked = {"kinds": kind, "topics": topic, "urgency": "urgent" if urgent else "normal"}
        fitting = [
            rule
            for rule in self._rules
            if rule.step == step and rule.scope in rank and rule.in_force(on)
            if all(not getattr(rule, name) or word in getattr(rule, name)
                   for name, word in asked.items())
        ]  # fmt: skip
        best = min(fitting, key=lambda rule: (rank[rule.scope], *_exactness(rule)), default=None)
        return best.limit if best else None


def book() -> Book:
    """Return the law of the present edition; one small SELECT where it did not change."""
    (edition,) = record.edition(EDITION)
    return _read(edition, settings.SOI_CULTURE_DAY)


def overrides() -> list[CalendarOverride]:
    """Return the days that staff entered, the latest first."""
    return list(CalendarOverride.objects.order_by("-pk"))


def source_of(title: str, number: str, article: str) -> str:
    """Return a point of law as readers see it, such as "Luật Tố cáo 25/2018/QH14, Điều 30.1"."""
    return f"{title} {number}, {article}" if article else f"{title} {number}"


def limit_of_row(row: Rule) -> Limit | None:
    """Return what one row gives; None for what is no countable span."""
    if row.unit not in _UNITS or row.role == STANDING:
        return None
    return _limit(row, source_of(row.act_title, row.act_number, row.article))


@lru_cache(maxsize=4)
def _read(edition: int, culture_day: bool) -> Book:  # noqa: FBT001 - a key of the cache
    rules = [_view(row) for row in Rule.objects.all()]
    clauses = [_clause(row) for row in Transition.objects.all()]
    return Book(rules, _calendar(culture_day=culture_day), clauses)


def _calendar(*, culture_day: bool) -> Calendar:
    states: dict[date, tuple[str, str]] = {}
    if culture_day:
        states = {date(year, 11, 24): ("off", CULTURE_DAY) for year in _CULTURE_YEARS}
    for on, state, reason in CalendarDay.objects.values_list("on", "state", "reason"):
        states[on] = (state, reason)
    rows = CalendarOverride.objects.values_list("on", "state", "reason", "document")
    for on, state, reason, document in rows:
        # Whoever reads how a day came about sees by which document it was set.
        states[on] = (state, f"{reason} ({document})")
    return with_expected(Calendar(_in_state(states, "off"), _in_state(states, "working")))


def _in_state(states: Mapping[date, tuple[str, str]], wanted: str) -> dict[date, str]:
    return {on: reason for on, (state, reason) in states.items() if state == wanted}


def _exactness(rule: RuleView) -> tuple[bool, bool, bool, int]:
    # False sorts first: a rule that names urgency, topic or kind goes before one that does not.
    return not rule.urgency, not rule.topics, not rule.kinds, rule.amount


def _view(row: Rule) -> RuleView:
    applies = row.applies_to
    source = source_of(row.act_title, row.act_number, row.article)
    return RuleView(
        code=row.code,
        kind=row.kind,
        role=row.role,
        scope=row.scope,
        trigger=row.trigger,
        holder=row.holder,
        amount=row.amount,
        unit=row.unit,
        bound=row.bound,
        direction=row.direction,
        source=source,
        review=row.review,
        note=row.note,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        superseded_by=row.superseded_by,
        limit=limit_of_row(row),
        counted_from=row.counted_from,
        act_number=row.act_number,
        article=row.article,
        confidence=row.confidence,
        read_in=row.source,
        step=applies.get("step", ""),
        kinds=tuple(applies.get("kinds", ())),
        topics=tuple(applies.get("topics", ())),
        urgency=tuple(applies.get("urgency", ())),
    )


def _limit(row: Rule, source: str) -> Limit:
    return Limit(
        rule=row.code,
        version=row.valid_from.isoformat(),
        amount=row.amount,
        unit=Unit(row.unit),
        source=source,
        review=row.review,
        statutory=row.scope == NATION,
        bound=row.bound,
        direction=row.direction,
        counted_from=row.counted_from,
        alternatives=tuple(
            Alternative(one["condition"], one["amount"], Unit(one["unit"]))
            for one in row.alternatives
        ),
        extensions=tuple(
            Extension(
                one["condition"],
                one["max_times"],
                one["amount_each"],
                Unit(one["unit"]),
                one["form"],
            )
            for one in row.extensions
        ),
        suspension=row.suspension,
    )


def facts(given: Iterable[str]) -> frozenset[str]:
    """Return what is known of a case, with what follows from it: its class, far and complex."""
    known = with_class(given)
    return known | {"remote_complex"} if {"remote", "complex"} <= known else known


def last_working_day(rule: RuleView, on: date, calendar: Calendar) -> date | None:
    """Return by when a standing rule is due in the week, month or half-year that holds `on`."""
    if rule.role != STANDING:
        return None
    if rule.unit == "day_per_week":
        end = on + timedelta(days=6 - on.weekday())
    elif rule.unit == "day_per_month":
        end = _month_end(on.year, on.month)
    else:
        end = _month_end(on.year, -(-on.month // rule.amount) * rule.amount)
    return calendar.on_or_before(end)


def reviews(code: str) -> list[Review]:
    """Return who signed which version of a rule, the latest first."""
    return list(Review.objects.filter(rule__code=code).select_related("rule").order_by("-pk"))


def _month_end(year: int, month: int) -> date:
    return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _clause(row: Transition) -> TransitionView:
    return TransitionView(
        source=source_of(row.title, row.instrument, row.article),
        subject=row.subject,
        kind=row.kind,
        rules=tuple(row.rules),
        since=row.since,
        review=row.review,
        note=row.note,
    )
