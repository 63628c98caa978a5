"""Working sessions as anybody sees them, and their calendar."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from soi.core.stamps import VIETNAM
from soi.directives import queries
from soi.directives.queries import WorkingSession
from soi.directives.views.access import internal
from soi.directives.words import HALVES, PAPERS, ROLES
from soi.offices import queries as offices
from soi.offices.queries import Chart
from soi.web import clock
from soi.web.lists import Listing

_BEGINS = {"morning": time(8), "afternoon": time(14), "evening": time(19), "day": time(8)}
_HOURS = {"morning": 3.5, "afternoon": 3, "evening": 2, "day": 9}


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """List the sessions, the latest first."""
    return render(
        request, "directives/sessions.html", page_of_list(request, inside=internal(request))
    )


def page_of_list(request: HttpRequest, *, inside: bool) -> dict[str, Any]:
    """Return one page of the sessions, and from where the next one begins."""
    found = Listing(queries.sessions(internal=inside), size=queries.PAGE).first(request)
    chart = offices.chart(clock.today())
    return {"rows": [_row(one, chart) for one in found.rows]} | found.pager(request.GET)


@require_safe
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """Show one session: who, about what, what was asked before, what was asked now."""
    session = find(request, number)
    return render(request, "directives/session.html", page_of(session, inside=internal(request)))


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Give the public sessions as an iCalendar feed (RFC 5545)."""
    calendar = Calendar()
    calendar.add("prodid", "-//Soi//working sessions//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Buổi làm việc"))
    chart = offices.chart(clock.today())
    for one in queries.sessions(internal=False).iterator(chunk_size=500):
        calendar.add_component(_event(one, chart))
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")


def find(request: HttpRequest, number: str) -> WorkingSession:
    """Return a session that the visitor may see, else answer as if there were none."""
    session = queries.session(number)
    if session is None or (session.visibility != "public" and not internal(request)):
        raise Http404
    return session


def page_of(session: WorkingSession, *, inside: bool) -> dict[str, Any]:
    """Return what a page about a session shows."""
    today = clock.today()
    chart = offices.chart(today)
    owed = queries.owed(queries.numbers_of(None, session), internal=inside)
    requests = queries.requests(session)
    earlier = queries.earlier(session, today, internal=inside)
    shown = {one.number for one in owed}
    if not inside:
        requests = [one for one in requests if one.duty in shown]
    return {
        "session": session,
        "visiting": chart.name(session.visiting),
        "subject": chart.name(session.subject),
        "half": HALVES.say(session.half),
        "people": [_person(one, chart) for one in session.participants.all()],
        "papers": [
            (one, PAPERS.say(one.role))
            for one in session.papers.select_related("document")
            if inside or one.document.visibility == "public"
        ],
        "requests": [
            (one, chart.name(one.holder) if one.holder else one.holder_printed) for one in requests
        ],
        "earlier": [(one, chart.name(one.draft.holder)) for one in earlier],
        "still_open": len(queries.still_open(earlier)),
        "late": sum(one.late for one in earlier),
        "branches": queries.branches(owed, internal=inside),
        "tally": queries.tally(owed, today),
        "chart": chart,
        "today": today,
    }


def _row(one: WorkingSession, chart: Chart) -> dict[str, Any]:
    return {
        "session": one,
        "visiting": chart.name(one.visiting),
        "subject": chart.name(one.subject),
        "half": HALVES.say(one.half),
    }


def _person(one: Any, chart: Chart) -> dict[str, str]:
    return {
        "role": ROLES.say(one.role),
        "post": one.post,
        "office": chart.name(one.office),
        "acting_for": chart.name(one.acting_for) if one.acting_for else "",
    }


def _event(one: WorkingSession, chart: Chart) -> Event:
    event = Event()
    begins = datetime.combine(one.held_on, _BEGINS.get(one.half, time(8)), VIETNAM)
    event.add("uid", f"{one.number}@{settings.SOI_BASE_URL.partition('://')[2]}")
    ends = begins + timedelta(hours=_HOURS.get(one.half, 3))
    # RFC 5545 wants the stamp in UTC; so are the hours, for a zone would need its own component.
    event.add("dtstamp", (one.concluded_at or begins).astimezone(UTC))
    event.add("dtstart", begins.astimezone(UTC))
    event.add("dtend", ends.astimezone(UTC))
    event.add("status", "CONFIRMED")
    event.add("summary", f"{chart.name(one.visiting)} – {chart.name(one.subject)}: {one.title}")
    if one.place:
        event.add("location", one.place)
    event.add("url", f"{settings.SOI_BASE_URL}{one.get_absolute_url()}")
    return event
