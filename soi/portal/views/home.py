"""The front page: three doors, what is owed, what was kept, what came in."""

from datetime import date

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soi.core.filings import State
from soi.duties import queries as duties
from soi.law import queries as law
from soi.offices import queries as offices
from soi.offices.queries import Chart
from soi.portal.views.cards import Card, owed_cards, report_card
from soi.record import queries as record
from soi.reports import queries as reports
from soi.web import clock

LATE, COMING, NEWEST, KEPT = 3, 2, 5, 3
_SECONDS = 10  # figures of the front page may be this old


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what one can do here, and how the ward stands today."""
    today = clock.today()
    chart = offices.chart(today)
    page = {
        **_figures(today),
        "owed": _owed(chart, today),
        "done": _done(chart),
        "newest": _newest(chart),
    }
    return render(request, "portal/home.html", page)


def _figures(today: date) -> dict[str, object]:
    found = caches["pages"].get(f"home/{today}")
    if found is None:
        kept = duties.kept(today)
        told = sum(kept[name] for name in ("met", "late", "unfixed", "owed"))
        found = {
            "counts": duties.counts(today),
            "kept": kept,
            "waiting": kept["due"] - told,
            "entries": record.count(),
        }
        caches["pages"].set(f"home/{today}", found, _SECONDS)
    return dict(found)


def _owed(chart: Chart, today: date) -> list[Card]:
    rows = duties.owed(today)
    late, coming = rows.filter(due_on__lt=today), rows.filter(due_on__gte=today)
    shown = [*late[:LATE], *coming[:COMING]]
    return owed_cards(shown, chart, today, law.book().calendar())


def _done(chart: Chart) -> list[Card]:
    rows = reports.public().filter(state=State.DONE, published_at__isnull=False)
    rows = rows.order_by("-answered_on", "-id")[:KEPT]
    return [report_card(row, chart, row.closed_on or row.received_on) for row in rows]


def _newest(chart: Chart) -> list[Card]:
    rows = reports.public().filter(published_at__isnull=False)
    rows = rows.order_by("-received_at", "-id")[:NEWEST]
    return [report_card(row, chart, row.received_on) for row in rows]
