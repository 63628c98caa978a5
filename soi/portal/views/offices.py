"""Who holds what: the bodies of the ward as of any day, and the rules by which they lead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from soi.duties import queries as duties
from soi.law import queries as law
from soi.offices import queries
from soi.offices.queries import Chart, OfficeView
from soi.portal.views.cards import Card, owed_cards
from soi.portal.views.dates import asked_day
from soi.reports.words import KINDS, TOPICS
from soi.web import clock

_OWED = 10  # the nearest; a link leads to all
TRACKS = {
    "territory": _("Phường"),
    "committee": _("Chính quyền"),
    "council": _("Hội đồng nhân dân"),
    "front": _("Mặt trận và các ban của dân"),
    "union": _("Đoàn thể"),
    "party": _("Đảng"),
    "residents": _("Tổ dân phố"),
    "enterprise": _("Doanh nghiệp"),
}
ROLES = {
    "leads": _("chủ trì"),
    "coordinates": _("phối hợp"),
    "oversees": _("giám sát"),
    "reviews": _("xem lại"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """What an office does in one field, and by which rule."""

    role: str
    kind: str
    topic: str
    group: str
    number: str
    text: str
    source: str


@require_safe
def office_list(request: HttpRequest) -> HttpResponse:
    """Show every body of a day, by the line it stands in."""
    on = asked_day(request, clock.today())
    chart = queries.chart(on)
    here = [one for one in chart.offices() if not one.outside]
    page = {
        "on": on,
        "tracks": _by_track(here),
        "outside": [one for one in chart.offices() if one.outside],
    }
    return render(request, "portal/offices.html", page)


@require_safe
def office(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one body as of a day: its posts, what it leads, whom it answers to."""
    today = clock.today()
    on = asked_day(request, today)
    chart = queries.chart(on)
    history = queries.history(slug, chart)
    if history is None or on < history.since:
        raise Http404
    if not chart.has(slug):
        page = {"on": on, "name": chart.name(slug), "history": history}
        return render(request, "portal/office_ended.html", page)
    page = {
        "on": on,
        "office": chart.office(slug),
        "history": history,
        "posts": chart.posts(slug),
        "working": queries.working_rules(chart, slug),
        "fields": _fields(chart, slug),
        "above": [chart.office(one) for one in chart.parents(slug)],
        "below": [one for one in chart.offices() if slug in chart.parents(one.slug)],
        "reviewers": [chart.office(one) for one in chart.reviewers(slug, "")],
        "owed": _owed(chart, slug, today),
    }
    return render(request, "portal/office.html", page)


@require_safe
def tree(request: HttpRequest) -> HttpResponse:
    """Show every office of a day below the one that it stands under."""
    chart = queries.chart(asked_day(request, clock.today()))
    offices = chart.offices()
    children: dict[str, list[OfficeView]] = {}
    for one in offices:
        above = [slug for slug in chart.parents(one.slug) if chart.office(slug).kind != "ward"]
        children.setdefault(above[0] if above else "", []).append(one)
    rows: list[tuple[int, OfficeView]] = []
    ahead = [(0, one) for one in reversed(children.get("", []))]
    while ahead:
        depth, one = ahead.pop()
        rows.append((depth, one))
        ahead += [(depth + 1, child) for child in reversed(children.get(one.slug, []))]
    page = {"on": chart.on, "rows": [("— " * depth, one) for depth, one in rows]}
    return render(request, "portal/tree.html", page)


def _owed(chart: Chart, slug: str, today: date) -> list[Card]:
    rows = duties.owed(today).filter(holder__slug=slug)[:_OWED]
    return owed_cards(rows, chart, today, law.book().calendar())


def _by_track(offices: Iterable[OfficeView]) -> list[tuple[str, list[OfficeView]]]:
    order = list(TRACKS)
    ranked = sorted(
        offices, key=lambda one: order.index(one.track) if one.track in TRACKS else len(order)
    )
    return [
        (str(TRACKS.get(track, track)), list(some))
        for track, some in groupby(ranked, key=lambda one: one.track)
    ]


def _fields(chart: Chart, slug: str) -> list[Field]:
    return [
        Field(
            role=str(ROLES.get(row.role, row.role)),
            kind=KINDS.say(row.kind).lower(),
            topic=TOPICS.say(row.topic),
            group=chart.name(row.group) if row.group else "",
            number=row.number,
            text=row.text,
            source=row.source,
        )
        for row in chart.relations()
        if row.office == slug
    ]
