"""The reception desk's and every office's piles of reports."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from soi.core.refusals import Unacceptable
from soi.core.vietnamese import clean
from soi.law import queries as law
from soi.offices import queries as offices
from soi.reports import queries
from soi.reports.forms.lists import InboxFilter
from soi.reports.views.access import at_desk, mandate, reach, seen_piles
from soi.reports.views.rows import row
from soi.reports.words import QUEUES
from soi.web import clock

PAGE = 25


@login_required
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Show one pile, with how many lie in each."""
    piles = seen_piles(request)
    if not piles:
        raise PermissionDenied
    name = request.GET.get("queue", "")
    name = name if name in piles else piles[0]
    chart, today = offices.chart(clock.today()), clock.today()
    form = InboxFilter(request.GET, chart=chart)
    wanted: dict[str, Any] = {one: form.wanted(one) for one in ("q", "kind", "topic", "group")}
    try:
        clean(wanted["q"], "q")
        found = queries.staff_queue(
            name,
            offices=_slugs(request, name),
            today=today,
            after=request.GET.get("after", "")[:200],
            limit=PAGE,
            shown=queries.as_cases,
            **wanted,
        )
    except Unacceptable:
        return redirect("reports:inbox")
    counts, calendar = _counts(request), law.book().calendar()
    page = {
        "form": form,
        "queue": name,
        "queues": [(one, QUEUES[one], counts[one]) for one in piles],
        "most": queries.MOST_COUNTED,
        "objected": queries.objected(_slugs(request, "")) if name == "publish" else [],
        "count": counts[name],
        "rows": [row(one, chart, calendar) for one in found.rows],
        "next": found.next,
        "until": found.until,
        "query": urlencode({"queue": name} | {key: word for key, word in wanted.items() if word}),
        "filtered": any(wanted.values()),
        "other": _another(name, piles, counts),
        "counts": counts,
    }
    return render(request, "reports/inbox.html", page)


def _another(name: str, piles: list[str], counts: dict[str, int]) -> str:
    """Return a pile where work waits; in the last one nothing does."""
    waiting = [one for one in piles if one not in (name, "done")]
    return next((one for one in waiting if counts[one]), "")


def _slugs(request: HttpRequest, queue: str) -> list[str] | None:
    chosen = mandate(request)
    if queue == "held":
        return [chosen.office] if chosen else []
    return None if at_desk(request) else reach(request)


def _counts(request: HttpRequest) -> dict[str, int]:
    return queries.staff_counts(
        offices=_slugs(request, ""), holders=_slugs(request, "held"), today=clock.today()
    )
