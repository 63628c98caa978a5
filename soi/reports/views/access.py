"""Which officers may read a report in full, and what they may do with it.

A view asks here; whether a person may decide a case is asked again in the services.
"""

from typing import Any

from django.http import HttpRequest

from soi.core.mandates import Mandate
from soi.offices import queries as offices
from soi.people import queries as people
from soi.reports import queries
from soi.web import clock


def mandate(request: HttpRequest) -> Mandate | None:
    """Return the mandate under which this request acts."""
    chosen: Mandate | None = getattr(request, "mandate", None)
    return chosen or None


def at_desk(request: HttpRequest) -> bool:
    """Test if the chosen mandate is one of the reception desk, which sorts for the whole ward."""
    chosen = mandate(request)
    chart = offices.chart(clock.today())
    return bool(chosen) and chosen.office == chart.desk()  # type: ignore[union-attr]


def covers(request: HttpRequest, act: str, office: str) -> bool:
    """Test if the chosen mandate covers an act for `office`; the reception desk for every one."""
    return queries.covers(act, queries.Where.DESK, mandate(request), office, clock.today())


def may_anywhere(request: HttpRequest, act: str) -> bool:
    """Test if the chosen mandate covers an act at all."""
    chosen = mandate(request)
    return bool(chosen) and people.may((chosen,), act, "", clock.today())  # type: ignore[arg-type]


def may_read(request: HttpRequest, report: Any) -> bool:
    """Test if this officer may read the whole report: who holds, sorts, oversees or reviews it."""
    if covers(request, "reports.read_unpublished", report.office):
        return True
    reads = ("reports.read_unpublished", "duties.judge")
    if not any(may_anywhere(request, one) for one in reads):
        return False
    chosen = mandate(request)
    reviewers = {one.duty.holder.slug for one in queries.disputes(report)}
    return bool(chosen) and chosen.office in reviewers  # type: ignore[union-attr]


def reviews(request: HttpRequest, report: Any) -> bool:
    """Test if the chosen mandate may judge for the office that is to look at it again."""
    chosen = mandate(request)
    asked = {one.duty.holder.slug for one in queries.disputes(report) if one.decided_on is None}
    return may_anywhere(request, "duties.judge") and bool(chosen) and chosen.office in asked  # type: ignore[union-attr]


def seen_piles(request: HttpRequest) -> list[str]:
    """Return the piles that the chosen mandate may see; none for most.

    Their rows, and the search in them, tell of what is unpublished and of complaints. Who only
    looks again at what others answered sees what it was asked to.
    """
    if any(may_anywhere(request, act) for act in ("reports.triage", "reports.answer")):
        return list(queries.QUEUES)
    return ["disputed"] if may_anywhere(request, "duties.judge") else []


def reach(request: HttpRequest) -> list[str]:
    """Return the offices whose reports the chosen mandate sees in its inbox."""
    chosen = mandate(request)
    if not chosen:
        return []
    chart = offices.chart(clock.today())
    if at_desk(request):
        return [one.slug for one in chart.offices()]
    return [chosen.office, *sorted(chart.below(chosen.office))]
