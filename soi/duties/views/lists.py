"""Lists of duties and the scoreboard."""

from dataclasses import asdict

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from soi.core.mandates import Mandate
from soi.core.workdays import Calendar
from soi.duties import queries
from soi.duties.queries import Duty
from soi.duties.words import KINDS, STATES, VERDICTS
from soi.law import queries as law
from soi.offices import queries as offices
from soi.offices.queries import Chart
from soi.web import clock, sheets
from soi.web.lists import Column, Listing
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
    late = clock.today() if request.GET.get("overdue") == "1" else None
    office = request.GET.get("office", "")[:60]
    listing = Listing(queries.listed(office=office, late_on=late), size=PAGE)
    if request.GET.get("file") in sheets.KINDS:
        return listing.file(request.GET["file"], "nhiem-vu", columns(chart))
    found = listing.first(request)
    page = {
        "rows": dressed(found.rows, law.book().calendar(), chart),
        "overdue": bool(late),
        "office_name": chart.name(office) if office else "",
    }
    return render(request, "duties/list.html", page | found.pager(request.GET))


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show one desk's duties by due day; those without a day last, and by themselves if asked."""
    name = request.GET.get("queue", "office")
    name = name if name in queries.QUEUES else "office"
    mandate, chart = request.mandate, offices.chart(clock.today())  # type: ignore[attr-defined]
    piles = _piles(mandate, chart)
    counts, undated = queries.pile_sizes(piles), piles[name].filter(due_on=None)
    dayless = request.GET.get("due") == "none"
    listing = Listing(undated) if dayless else Listing(piles[name], total=counts[name])
    if request.GET.get("file") in sheets.KINDS:
        return listing.file(request.GET["file"], f"nhiem-vu-{name}", columns(chart))
    found = listing.first(request)
    page = {
        "queue": name,
        "counts": counts,
        "dayless": dayless,
        "undated": Listing(undated).count(),
        "rows": dressed(found.rows, law.book().calendar(), chart),
        "office_name": chart.name(mandate.office) if mandate else "",
    }
    return render(request, "duties/mine.html", page | found.pager(request.GET))


def _piles(mandate: Mandate | None, chart: Chart) -> dict[str, QuerySet[Duty]]:
    held = frozenset({mandate.office}) if mandate else frozenset()
    below = frozenset().union(*(chart.below(one) for one in held))
    below |= frozenset(
        office.slug for office in chart.offices() if held & set(chart.reviewers(office.slug, ""))
    )
    post = mandate.post if mandate else ""
    return {one: queries.queue(one, held, below, post) for one in queries.QUEUES}


def columns(chart: Chart) -> list[Column[Duty]]:
    """Return what a list of duties holds as a file."""
    return [
        Column("number", _("Số"), lambda duty: duty.number),
        Column("title", _("Việc"), lambda duty: duty.title),
        Column("kind", _("Loại"), lambda duty: KINDS.say(duty.kind)),
        Column("holder", _("Nơi giữ"), lambda duty: chart.name(duty.holder.slug)),
        Column("due_on", _("Đến hạn"), lambda duty: duty.due_on),
        Column("due_source", _("Thời hạn từ đâu"), lambda duty: duty.due_source),
        Column("state", _("Trạng thái"), lambda duty: STATES.say(duty.state)),
        Column("verdict", _("Kết luận"), lambda duty: VERDICTS.say(duty.verdict)),
    ]


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
    """Give the scoreboard as CSV."""
    head = list(queries.Score.__dataclass_fields__)
    rows = [list(asdict(score).values()) for score in queries.scoreboard(clock.today())]
    return sheets.answer("scoreboard", "csv", head, rows)


@require_safe
def scoreboard_json(request: HttpRequest) -> HttpResponse:
    """Give the scoreboard as JSON."""
    today = clock.today()
    rows = [asdict(score) for score in queries.scoreboard(today)]
    since = (today - queries.WINDOW).isoformat()
    return JsonResponse({"since": since, "until": today.isoformat(), "offices": rows})
