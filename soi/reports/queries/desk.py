"""The piles on a desk, and how many lie in each."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from soi.core.duties import State as DutyState
from soi.core.filings import OPEN, Kind, State
from soi.core.refusals import Unacceptable
from soi.reports.models import Report
from soi.reports.queries.rows import Page, late, paged, reports, search

QUEUES = (
    "publish",
    "unclaimed",
    "disputed",
    "asked",
    "soon",
    "overdue",
    "held",
    "referred",
    "done",
)


def staff_queue(  # noqa: PLR0913 - all named, so many are no burden
    queue: str,
    *,
    offices: Iterable[str],
    today: date,
    q: str = "",
    kind: str = "",
    topic: str = "",
    group: str = "",
    after: str = "",
    limit: int = 50,
) -> Page:
    """Return one pile on a desk, newest first.

    queue: one of QUEUES
    offices: those whose filings this desk sees
    """
    wanted = {"kind": kind, "topic": topic, "group": group}
    rows = _pile(queue, list(offices), today)
    rows = rows.filter(**{name: word for name, word in wanted.items() if word})
    rows = (search(rows, q) if q.strip() else rows).prefetch_related("photos", "events")
    return paged(rows, after, limit)


def staff_counts(*, offices: Iterable[str], today: date) -> dict[str, int]:
    """Return how many filings lie in each pile, in one statement."""
    slugs = list(offices)
    counted = {name: Count("pk", filter=_in_pile(name, slugs, today)) for name in QUEUES}
    return Report.objects.aggregate(**counted)


def counts(today: date) -> dict[str, int]:
    """Return how many filings there are of each kind and how many of those are open.

    Complaints are told as a number, and in no other way.
    """
    told = {
        f"{kind.value}_{name}": Count("pk", filter=Q(kind=kind) & condition)
        for kind in Kind
        for name, condition in (("all", Q()), ("open", Q(closed_on=None)))
    }
    ends = {
        state.value: Count("pk", filter=Q(state=state))
        for state in (State.DONE, State.DONE_SILENT, State.CLOSED_UNFIXED, State.REFUSED)
    }
    return Report.objects.aggregate(**told, **ends, overdue=Count("pk", filter=late(today)))


def _pile(queue: str, slugs: list[str], today: date) -> QuerySet[Report]:
    if queue not in QUEUES:
        raise Unacceptable("queue", "unknown")
    return reports().filter(_in_pile(queue, slugs, today))


def _in_pile(queue: str, slugs: list[str], today: date) -> Q:
    ours, owed = Q(office__in=slugs), Q(duty__state=DutyState.OPEN)
    piles = {
        "publish": Q(listed=True, published_at=None, closed_on=None),
        "unclaimed": Q(state__in=[State.RECEIVED, State.ASSIGNED], received_on__lt=today),
        "disputed": Q(state=State.DISPUTED),
        "asked": Q(state__in=OPEN, duty__state=DutyState.REPORTED),
        "soon": owed & Q(duty__due_on__range=(today, today + timedelta(days=2))),
        "overdue": late(today),
        "held": owed,
        "referred": Q(state=State.HANDED_OVER),
        "done": Q(closed_on__isnull=False),
    }
    reviewed = Q(disputes__reviewer__in=slugs, disputes__decided_on=None)
    return piles[queue] & (ours | reviewed if queue == "disputed" else ours)
