"""Duties for programs: GET /api/v1/duties."""

from datetime import date

import msgspec
from django.http import HttpRequest, HttpResponse

from soi.core.duties import State
from soi.duties import queries
from soi.duties.queries import Duty
from soi.duties.templatetags.duties import source_url
from soi.offices import queries as offices
from soi.web import api, clock, openapi
from soi.web.lists import Listing

_NO_DAY = "không có thời hạn luật định"


class DutyShape(msgspec.Struct):
    """One public duty."""

    number: str
    title: str
    kind: str
    holder: str
    requester: str
    state: str
    verdict: str | None
    due_on: date | None
    due_source: str
    overdue: bool
    source_url: str
    url: str


class DutyPage(msgspec.Struct):
    """A page of duties; `next` is the key of the page after it."""

    items: list[DutyShape]
    next: str | None


@api.answering("GET", "HEAD")
def listed(request: HttpRequest) -> HttpResponse:
    """Give public duties, newest first."""
    today = clock.today()
    asked, chart = api.Asked(request), offices.chart(today)
    limit, overdue = asked.limit(), asked.flag("overdue")
    rows = queries.listed(
        office=asked.word("office", chart.has),
        state=asked.word("state", set(State)),
        late_on=today if overdue else None,
        in_time_on=today if overdue is False else None,
    )
    asked.done()
    listing = Listing(rows, size=limit, total=0)
    return api.answer(api.page_of(listing, request, lambda duty: shape(duty, today)))


def shape(duty: Duty, today: date) -> DutyShape:
    """Return one duty as programs see it."""
    return DutyShape(
        number=duty.number,
        title=duty.title,
        kind=duty.kind,
        holder=duty.holder.slug,
        requester=duty.requester_office,
        state=duty.state,
        verdict=duty.verdict or None,
        due_on=duty.due_on,
        due_source=duty.due_source or _NO_DAY,
        overdue=duty.is_late(today),
        source_url=source_url(duty),
        url=duty.get_absolute_url(),
    )


OPERATIONS = (
    openapi.Operation(
        "GET",
        "/api/v1/duties",
        "Public duties, newest first",
        (200, DutyPage),
        parameters=(
            openapi.Parameter("office", "query", "slug of the office that owes it"),
            openapi.Parameter("state", "query", "draft, open, reported or closed"),
            openapi.Parameter("overdue", "query", "true: only those past their day", "boolean"),
            openapi.Parameter("after", "query", "`next` of the page before"),
            openapi.Parameter("limit", "query", "how many, at most 200", "integer"),
        ),
        refuses=(405, 422),
    ),
)
