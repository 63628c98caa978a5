"""What became of a year's duties, counted so that the parts add up to the whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from soi.core.duties import State, Verdict, Visibility
from soi.duties.models import Duty

_LAPSED = Q(verdict__in=(Verdict.VOID, Verdict.WITHDRAWN, Verdict.MERGED))


@dataclass(frozen=True, slots=True)
class Span:
    """The days that are looked at: both ends included, and the day from which one looks."""

    first: date
    last: date
    seen_on: date

    @property
    def reached(self) -> date:
        """The first day whose duties have not come due yet as far as one can see."""
        return min(self.seen_on, date.fromordinal(self.last.toordinal() + 1))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of some duties in a span of days.

    carried_in: owed already before the first day; given: begun within the span
    lapsed: withdrawn, merged or void, of those given; they leave every other figure
    due: came due within the span, up to the day from which one looks; it is the sum of
    in_time, met_late, partly, not_met, overdue (owed still, the clock not standing), paused and
    waiting (reported done, not judged yet)
    undated: owed now without a lawful day; open: owed now
    """

    carried_in: int = 0
    given: int = 0
    lapsed: int = 0
    due: int = 0
    in_time: int = 0
    met_late: int = 0
    partly: int = 0
    not_met: int = 0
    overdue: int = 0
    paused: int = 0
    waiting: int = 0
    undated: int = 0
    open: int = 0

    def plus(self, other: "Outcome") -> "Outcome":
        """Return both together."""
        names = [field.name for field in fields(self)]
        return Outcome(**{name: getattr(self, name) + getattr(other, name) for name in names})


def outcomes(slugs: Iterable[str], span: Span) -> Mapping[str, Outcome]:
    """Return what became of the duties that the offices `slugs` hold, by kind of duty.

    One statement, whatever the number of offices.
    """
    parts = _counts(span)
    rows = _held(slugs).values("kind").annotate(**parts).order_by("kind")
    return {kind: Outcome(*figures) for kind, *figures in rows.values_list("kind", *parts)}


def late_ones(slugs: Iterable[str], span: Span) -> QuerySet[Duty]:
    """Return the duties that came due and were late, or are not done yet, by due day."""
    due = _due(span) & (Q(verdict=Verdict.MET_LATE) | Q(state=State.OPEN, paused_on=None))
    return _held(slugs).filter(due).select_related("holder").order_by("due_on", "pk")


def carried_over(slugs: Iterable[str]) -> QuerySet[Duty]:
    """Return the duties that are owed still, those without a day last."""
    rows = _held(slugs).filter(state__in=(State.OPEN, State.REPORTED)).select_related("holder")
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


def _held(slugs: Iterable[str]) -> QuerySet[Duty]:
    # A delegate works; the holder owes, and answers for the figure.
    rows = Duty.objects.filter(holder__slug__in=list(slugs)).exclude(state=State.DRAFT)
    return rows.exclude(visibility=Visibility.SEALED)


def _due(span: Span) -> Q:
    return Q(due_on__gte=span.first, due_on__lt=span.reached) & ~_LAPSED


def _counts(span: Span) -> dict[str, Count]:
    given = Q(starts_on__gte=span.first, starts_on__lte=span.last)
    before = Q(starts_on__lt=span.first) & (Q(closed_on=None) | Q(closed_on__gte=span.first))
    due, owed = _due(span), Q(state=State.OPEN)
    parts = {
        "carried_in": before & ~_LAPSED,
        "given": given & ~_LAPSED,
        "lapsed": given & _LAPSED,
        "due": due,
        "in_time": due & Q(verdict=Verdict.MET),
        "met_late": due & Q(verdict=Verdict.MET_LATE),
        "partly": due & Q(verdict=Verdict.PARTLY),
        "not_met": due & Q(verdict=Verdict.NOT_MET),
        "overdue": due & owed & Q(paused_on=None),
        "paused": due & owed & Q(paused_on__isnull=False),
        "waiting": due & Q(state=State.REPORTED),
        "undated": owed & Q(due_on=None),
        "open": owed,
    }
    return {name: Count("pk", filter=part) for name, part in parts.items()}
