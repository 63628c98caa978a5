"""Lists of duties and the scoreboard."""

import csv
from dataclasses import asdict

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soi.core.workdays import Calendar
from soi.duties import queries
from soi.duties.queries import Duty
from soi.law import queries as law
from soi.offices import queries as offices
from soi.offices.queries import Chart
from soi.web import clock
from soi.web.templatetags.soi import left_words

PAGE = 30


def dressed(duties: list[Duty], calendar: Calendar, chart: Chart) -> list[dict[str, object]]:
    """Return duties with the words that a page shows beside them."""
    today = clock.today()
    return [
        {
            "duty": duty,
            "holder": chart.name(duty.holder.slug),
            "late": duty.is_late(today),
            "left": left_words(duty.due_on, today, calendar) if duty.state == "open" else "",
        }
        for duty in duties
    ]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show what is owed, to anyone."""
    chart = offices.chart(clock.today())
    after = request.GET.get("after", "")
    late = clock.today() if request.GET.get("overdue") == "1" else None
    office = request.GET.get("office", "")[:60]
    key = int(after) if after.isascii() and after.isdigit() and len(after) < 18 else None
    rows = list(queries.listed(office=office, late_on=late, after=key)[: PAGE + 1])
    page = {
        "rows": dressed(rows[:PAGE], law.book().calendar(), chart),
        "next": str(rows[PAGE - 1].pk) if len(rows) > PAGE else "",
        "query": f"overdue={'1' if late else ''}&office={office}",
        "overdue": bool(late),
        "office_name": chart.name(office) if office else "",
    }
    return render(request, "duties/list.html", page)


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show one desk's duties by due day."""
    name = request.GET.get("queue", "office")
    name = name if name in queries.QUEUES else "office"
    mandate, chart = request.mandate, offices.chart(clock.today())  # type: ignore[attr-defined]
    held = frozenset({mandate.office}) if mandate else frozenset()
    below = frozenset().union(*(chart.below(one) for one in held))
    below |= frozenset(
        office.slug for office in chart.offices() if held & set(chart.reviewers(office.slug, ""))
    )
    post = mandate.post if mandate else ""
    piles = {one: queries.queue(one, held, below, post) for one in queries.QUEUES}
    page = {
        "queue": name,
        "counts": queries.pile_sizes(piles),
        "rows": dressed(list(piles[name][:100]), law.book().calendar(), chart),
        "office_name": chart.name(mandate.office) if mandate else "",
    }
    return render(request, "duties/mine.html", page)


@require_safe
def scoreboard(request: HttpRequest) -> HttpResponse:
    """Show each office's figures, with their denominators and the days they cover."""
    today = clock.today()
    scores, chart = queries.scoreboard(today), offices.chart(today)
    page = {
        "rows": [{**asdict(score), "name": chart.name(score.office)} for score in scores],
        "counts": queries.counts(today),
        "since": today - queries.WINDOW,
        "until": today,
        "due": sum(score.due for score in scores),
        "in_time": sum(score.in_time for score in scores),
        "unfixed": sum(score.unfixed for score in scores),
    }
    return render(request, "duties/scoreboard.html", page)


@require_safe
def scoreboard_csv(request: HttpRequest) -> HttpResponse:
    """Give the scoreboard as CSV, with a byte-order mark so that spreadsheets read it right."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="scoreboard.csv"'
    rows = [asdict(score) for score in queries.scoreboard(clock.today())]
    writer = csv.DictWriter(response, list(queries.Score.__dataclass_fields__))
    writer.writeheader()
    writer.writerows(rows)
    return response


@require_safe
def scoreboard_json(request: HttpRequest) -> HttpResponse:
    """Give the scoreboard as JSON."""
    today = clock.today()
    rows = [asdict(score) for score in queries.scoreboard(today)]
    since = (today - queries.WINDOW).isoformat()
    return JsonResponse({"since": since, "until": today.isoformat(), "offices": rows})
