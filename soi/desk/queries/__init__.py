"""What a desk asks: its papers, its reception days, what may be the same matter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from soi.core import receptions, triage
from soi.core.deadlines import Deadline, compute
from soi.core.filings import CLOSED, OPEN, Kind, State
from soi.core.receptions import Figures, Talk
from soi.core.vietnamese import fold
from soi.desk.models import (
    BulkRun,
    Forwarding,
    HandOver,
    Intake,
    Reception,
    SavedFilter,
    Scan,
    Visit,
)
from soi.duties import queries as duties
from soi.law import queries as law
from soi.offices import queries as offices
from soi.reports import queries as reports

_CANDIDATES = 400


def intake_of(number: str) -> Intake | None:
    """Return how a filing came over the counter; None where it did not."""
    return Intake.objects.filter(report__number=number).first()


def scans(number: str) -> list[Scan]:
    """Return the scans of a filing's paper."""
    return list(Scan.objects.filter(intake__report__number=number))


def runs(day: Reception, office: str, on: date) -> bool:
    """Test if an office runs a reception day: its own, one of those above, or the desk."""
    chart = offices.chart(on)
    return office in {day.office, chart.desk(), *chart.above(day.office)} - {""}


def scan(pk: int) -> Scan | None:
    """Return one scan with its filing."""
    return Scan.objects.select_related("intake__report").filter(pk=pk).first()


def forwarding(number: str) -> Forwarding | None:
    """Return which body passed a filing on, and what it was told; None where nobody did."""
    return Forwarding.objects.filter(report__number=number).first()


def results_to_owe() -> QuerySet[Forwarding]:
    """Return the settled filings whose result nobody owes yet to whoever passed them on."""
    rows = Forwarding.objects.filter(duty="").exclude(report__office="")
    return rows.exclude(report__answered_on=None, report__closed_on=None)


def warning_day(report: reports.Row) -> Deadline:
    """Return the day from which a filing left alone is a ground for discipline.

    A warning, never a limit to act by: it replaces no last day.
    """
    book = law.book()
    limit = book.limit(receptions.RULES["warning"], report.received_on)
    return compute(limit, report.received_on, book.calendar())


@dataclass(frozen=True, slots=True)
class StandingDays:
    """How many reception days the law asks of a head in a week or month, and how many there are.

    post: of the head
    until: the last working day of the span
    """

    post: str
    source: str
    review: str
    asked: int
    announced: int
    until: date | None


def standing_days(today: date) -> list[StandingDays]:
    """Return what the law asks of the heads of committees in the present week or month.

    Nothing where no rule is in force: what is not verified is not asked.
    """
    book, chart = law.book(), offices.chart(today)
    committees = [one for one in chart.offices() if one.kind == "committee"]
    found = []
    for name, above in (("chair", False), ("province_chair", True)):
        rule = book.rule(receptions.RULES[name], today)
        heads = [chart.head_post(one.slug) for one in committees if one.outside is above]
        if rule is not None:
            until = law.last_working_day(rule, today, book.calendar())
            found += [_standing(rule, until, head.slug, today) for head in heads if head]
    return found


def _standing(rule: law.RuleView, until: date | None, post: str, today: date) -> StandingDays:
    weekly = rule.unit == "day_per_week"
    first = today - timedelta(days=today.weekday() if weekly else today.day - 1)
    rows = Reception.objects.filter(post=post, cancelled="", on__gte=first, on__lte=until or today)
    return StandingDays(post, rule.source, rule.review, rule.amount, rows.count(), until)


def coming(today: date) -> list[Reception]:
    """Return the reception days announced from today on."""
    return list(Reception.objects.filter(on__gte=today).order_by("on", "starts"))


def past(today: date) -> QuerySet[Reception]:
    """Return the reception days before today, the last first."""
    return Reception.objects.filter(on__lt=today).order_by("-on", "-starts", "-pk")


def reception(pk: int) -> Reception | None:
    """Return one reception day."""
    return Reception.objects.filter(pk=pk).first()


def visits(day: Reception) -> list[Visit]:
    """Return the queue of a day, by turn, each with the filings born from it."""
    return list(day.visits.prefetch_related("filings__report").order_by("turn"))


def visit(pk: int) -> Visit | None:
    """Return one visit with its day."""
    return Visit.objects.select_related("reception").filter(pk=pk).first()


def figures(days: Iterable[Reception]) -> Figures:
    """Return what some reception days came to."""
    rows = Visit.objects.filter(reception__in=days).annotate(born=Count("filings"))
    talks = [Talk(one.came_at, one.called_at, one.ended_at, one.people, one.born) for one in rows]
    return receptions.figures(talks)


def filters(person: str) -> list[SavedFilter]:
    """Return the filters that somebody saved."""
    return list(SavedFilter.objects.filter(person=person))


def run(pk: int, person: str) -> BulkRun | None:
    """Return one bulk run of one's own."""
    return BulkRun.objects.filter(pk=pk, person=person).first()


def hand_overs(office: str) -> list[HandOver]:
    """Return the hand-overs of an office, the last first."""
    return list(HandOver.objects.filter(office=office))


def hand_over(pk: int) -> HandOver | None:
    """Return one hand-over."""
    return HandOver.objects.filter(pk=pk).first()


def likely_twins(report: reports.Row, today: date) -> list[tuple[reports.Row, triage.Like]]:
    """Return filings that may be about the same matter, the likest first; never a complaint."""
    if report.kind == Kind.COMPLAINT:
        return []
    since = today - timedelta(weeks=triage.WEEKS)
    rows = (
        reports.reports()
        .filter(received_on__gte=since, merged_into=None)
        .exclude(kind=Kind.COMPLAINT)
        .filter(state__in=OPEN)
        .exclude(pk=report.pk)
    )
    if report.group:
        rows = rows.filter(Q(group="") | Q(group=report.group))
    found = {one.number: one for one in rows.order_by("-received_at", "-id")[:_CANDIDATES]}
    places = _places(today)
    known = [_sketch(one, places) for one in found.values()]
    return [(found[like.ref], like) for like in triage.alike(_sketch(report, places), known)]


def _sketch(report: reports.Row, places: Sequence[str]) -> triage.Sketch:
    return triage.sketch(
        report.number,
        report.text,
        kind=report.kind,
        topic=report.topic,
        group=report.group,
        on=report.received_on,
        places=places,
    )


def _places(today: date) -> list[str]:
    names = [name for group in offices.chart(today).groups() for name in group.places]
    return [fold(name.partition("(")[0]).removeprefix("duong ") for name in names]


def voices(report: reports.Row) -> int:
    """Return how many people one case speaks for: its sender, those merged, those who follow."""
    return 1 + report.merged.count() + report.follows.count()


def month(first: date, last: date) -> dict[str, Any]:
    """Return the figures of filings received in a span of days, by kind, channel and state."""
    rows = reports.reports().filter(received_on__gte=first, received_on__lte=last)
    rows = rows.exclude(office="")  # a denunciation that was erased stands in no figure
    late = Q(duty__due_on__lt=F("answered_on"))
    by_kind = rows.values("kind").annotate(
        all=Count("pk"),
        answered=Count("pk", filter=Q(answered_on__isnull=False)),
        late=Count("pk", filter=late),
        refused=Count("pk", filter=Q(state=State.REFUSED)),
        referred=Count("pk", filter=Q(state=State.HANDED_OVER)),
        open=Count("pk", filter=~Q(state__in=CLOSED)),
        joined=Count("pk", filter=Q(state=State.MERGED)),
    )
    by_way = Intake.objects.filter(received_on__gte=first, received_on__lte=last)
    return {
        "kinds": list(by_kind.order_by("kind")),
        "channels": list(rows.values("channel").annotate(all=Count("pk")).order_by("channel")),
        "ways": list(by_way.values("way").annotate(all=Count("pk")).order_by("way")),
        "receptions": figures(list(Reception.objects.filter(on__gte=first, on__lte=last))),
        "days": Reception.objects.filter(on__gte=first, on__lte=last, cancelled="").count(),
    }


def insight(today: date) -> list[Any]:
    """Return each office's figures of the last 90 days: with denominators, worst not hidden.

    forwarded: filings that changed hands at least once; silent: closed without a word
    """
    since = today - duties.WINDOW
    rows = (
        reports.reports()
        .filter(received_on__gte=since)
        .values("office")
        .annotate(
            all=Count("pk", distinct=True),
            disputed=Count("disputes__report", distinct=True),
            unfixed=Count("pk", filter=Q(state=State.CLOSED_UNFIXED), distinct=True),
            silent=Count("pk", filter=Q(state=State.DONE_SILENT), distinct=True),
            closed=Count("pk", filter=Q(closed_on__isnull=False), distinct=True),
            forwarded=Count("pk", filter=Q(events__act="transferred"), distinct=True),
            answered=Count("pk", filter=Q(answered_on__isnull=False), distinct=True),
        )
    )
    return list(rows.exclude(office="").order_by("-all"))


def chains(today: date) -> list[dict[str, Any]]:
    """Return the filings of the last 90 days that were passed on most often."""
    since = today - duties.WINDOW
    rows = reports.reports().filter(received_on__gte=since).exclude(kind=Kind.COMPLAINT)
    passed = Count("events", filter=Q(events__act__in=("transferred", "referred")))
    found = rows.annotate(passed=passed).filter(passed__gte=2).order_by("-passed", "-pk")
    return [{"number": one.number, "passed": one.passed, "office": one.office} for one in found]


def pile(numbers: Sequence[str]) -> QuerySet[reports.Row]:
    """Return the filings with these numbers, newest first."""
    return reports.reports().filter(number__in=numbers).order_by("-received_at", "-id")


__all__ = [
    "chains",
    "coming",
    "figures",
    "filters",
    "forwarding",
    "hand_over",
    "hand_overs",
    "insight",
    "intake_of",
    "likely_twins",
    "month",
    "past",
    "pile",
    "reception",
    "results_to_owe",
    "run",
    "scan",
    "scans",
    "standing_days",
    "visit",
    "visits",
    "voices",
    "warning_day",
]
