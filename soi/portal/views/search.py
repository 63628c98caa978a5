"""One box for everything public: filings and duties, with or without marks."""

from itertools import islice

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from soi.core.vietnamese import fold, nfc
from soi.duties import queries as duties
from soi.offices import queries as offices
from soi.portal.views.cards import Card, report_card
from soi.reports import queries as reports
from soi.web import clock

_MOST, _LONGEST = 10, 200


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what is found, or go straight to the duty whose number was typed."""
    q = nfc(request.GET.get("q", "").replace("\x00", " ")).strip()[:_LONGEST]
    if q.upper().startswith("NV-"):
        duty = duties.public().filter(number=q.upper()).first()
        if duty:
            return redirect(duty)
    found = _duties(q) if q else []
    page = {
        "q": q,
        "shorter": q.rpartition(" ")[0],
        "reports": _reports(q) if q else [],
        "duties": found[:_MOST],
        "more_duties": len(found) > _MOST,
    }
    return render(request, "portal/search.html", page)


def _reports(q: str) -> list[Card]:
    chart = offices.chart(clock.today())
    rows = reports.page(q=q, limit=_MOST).rows
    return [report_card(row, chart, row.received_on) for row in rows]


def _duties(q: str) -> list[object]:
    words = fold(q).split()
    if not words:
        return []
    rows = duties.public().filter(source_ref="").order_by("-pk").iterator(chunk_size=500)
    return list(islice((row for row in rows if _holds(row.title, words)), _MOST + 1))


def _holds(title: str, words: list[str]) -> bool:
    folded = f" {fold(title)}"
    return all(f" {word}" in folded for word in words)
