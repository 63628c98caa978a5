"""Many filings at once: choose, act, watch it go, take it back."""

import time
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from soi.core.filings import Kind
from soi.core.mandates import Mandate
from soi.core.refusals import Refusal, Unacceptable
from soi.desk import queries, services
from soi.desk.views.access import demand
from soi.offices import queries as offices
from soi.reports import queries as reports
from soi.reports.words import KINDS, STATES, TOPICS
from soi.web import clock, sheets
from soi.web.refusals import sentence, sentence_of

_PAGE = 100
_SECONDS = 1.2  # of work before the page shows how far it is
_FILTERS = ("queue", "q", "kind", "topic", "group")


@login_required
@require_safe
@never_cache
def many(request: HttpRequest) -> HttpResponse:
    """Show a pile with boxes to tick; as a file where asked."""
    chosen = demand(request, "reports.triage")
    chart, today = offices.chart(clock.today()), clock.today()
    wanted = {name: request.GET.get(name, "")[:100] for name in _FILTERS}
    queue = wanted.pop("queue")
    queue = queue if queue in reports.QUEUES else "unclaimed"
    slugs = _reach(chosen, chart)
    try:
        found = reports.staff_queue(
            queue, offices=slugs, today=today, after=request.GET.get("after", "")[:200],
            limit=_PAGE, shown=reports.as_titles, **wanted,
        )  # fmt: skip
    except Unacceptable:
        return redirect("desk:many")
    kind = request.GET.get("file", "")
    if kind in sheets.KINDS:
        return _file(kind, queue, slugs, wanted)
    page = {
        "rows": [_row(one, chart) for one in found.rows],
        "next": found.next,
        "until": found.until,
        "queue": queue,
        "queues": reports.QUEUES,
        "wanted": wanted,
        "query": urlencode({"queue": queue, **{k: v for k, v in wanted.items() if v}}),
        "saved": [
            {"row": one, "query": urlencode(parse_qsl(one.query))}
            for one in queries.filters(clock.stamp(request).person)
        ],
        "offices": [one for one in chart.offices() if not one.outside and one.kind != "ward"],
        "topics": TOPICS.choices(),
        "kinds": [one.value for one in Kind],
    }
    return render(request, "desk/many.html", page)


def _reach(chosen: Mandate, chart: offices.Chart) -> list[str] | None:
    """Return the offices whose filings this officer sees and acts on; None for the desk: all."""
    if chosen.office == chart.desk():
        return None
    return [chosen.office, *sorted(chart.below(chosen.office))]


def _row(one: Any, chart: offices.Chart) -> dict[str, Any]:
    return {
        "number": one.number,
        "title": one.text[:140],
        "kind": one.kind,
        "topic": one.topic,
        "state": one.state,
        "office": chart.short_name(one.office),
        "due_on": one.duty.due_on,
        "received_on": one.received_on,
    }


def _file(kind: str, queue: str, slugs: list[str] | None, wanted: dict[str, str]) -> HttpResponse:
    found = reports.staff_rows(
        queue, offices=slugs, today=clock.today(), shown=reports.as_titles, **wanted
    )
    chart = offices.chart(clock.today())
    head = [
        _("Số"), _("Loại"), _("Lĩnh vực"), _("Tổ"), _("Nơi giữ"), _("Ngày nhận"), _("Hẹn"),
        _("Trạng thái"),
    ]  # fmt: skip
    rows = (
        [
            one.number,
            KINDS.say(one.kind),
            TOPICS.say(one.topic),
            chart.short_name(one.group) if one.group else "",
            chart.name(one.office),
            one.received_on,
            one.duty.due_on,
            STATES.say(one.state),
        ]
        for one in found
    )
    return sheets.answer(f"danh-sach-{queue}", kind, head, rows)


@login_required
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Start an act on the filings that were ticked."""
    act = request.POST.get("act", "")
    chosen = demand(request, _permission(act))
    params = {name: request.POST.get(name, "")[:300] for name in ("to", "topic", "reason")}
    params["reason"] = params["reason"] or _("xử lý hàng loạt")
    try:
        run = services.begin(
            act=act,
            numbers=_chosen(request, chosen),
            params=params,
            stamp=clock.stamp(request),
        )
    except Refusal as refusal:
        page = {"errors": [sentence(refusal)], "run": None}
        return render(request, "desk/run.html", page, status=422)
    return _go(request, run.pk)


def _chosen(request: HttpRequest, chosen: Mandate) -> list[str]:
    """Return the filings that were ticked, or the first of all that the filter finds."""
    if not request.POST.get("all"):
        return request.POST.getlist("number")
    given = dict(parse_qsl(request.POST.get("query", "")[:400]))
    wanted: dict[str, Any] = {name: given.get(name, "")[:100] for name in _FILTERS}
    queue = wanted.pop("queue")
    found = reports.staff_rows(
        queue if queue in reports.QUEUES else "unclaimed",
        offices=_reach(chosen, offices.chart(clock.today())),
        today=clock.today(), shown=reports.as_titles, **wanted,
    )  # fmt: skip
    return [one.number for one in islice(found, services.MOST)]


@login_required
@require_POST
def go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a run that is not over."""
    return _go(request, pk)


def _go(request: HttpRequest, pk: int) -> HttpResponse:
    stamp = clock.stamp(request)
    run = queries.run(pk, stamp.person)
    if run is None:
        raise Http404
    chosen, began = demand(request, _permission(run.act)), time.monotonic()
    services.go_on(
        pk=pk, stamp=stamp, mandate=chosen, enough=lambda: time.monotonic() - began > _SECONDS
    )
    return redirect("desk:run", pk)


def _permission(act: str) -> str:
    return reports.PERMITS[services.BULK_PERMITS.get(act, "sort")].permission


@login_required
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a run back."""
    stamp = clock.stamp(request)
    run = queries.run(pk, stamp.person)
    if run is None:
        raise Http404
    chosen = demand(request, _permission(run.act))
    try:
        services.undo(pk=pk, stamp=stamp, mandate=chosen)
    except Refusal as refusal:
        page = {"errors": [sentence(refusal)], "run": run}
        return render(request, "desk/run.html", page, status=422)
    return redirect("desk:run", pk)


@login_required
@require_safe
@never_cache
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a run has come."""
    demand(request, "staff.enter")
    found = queries.run(pk, clock.stamp(request).person)
    if found is None:
        raise Http404
    page = {
        "run": found,
        "total": len(found.numbers),
        "over": len(found.told),
        "failed": [
            {"number": one.number, "why": sentence_of(one.stuck or one.why)} for one in found.failed
        ],
        "photos": _photos(found),
        "undoable": found.act in ("transfer", "publish", "topic") and found.undone_at is None,
    }
    return render(request, "desk/run.html", page)


def _photos(run: Any) -> list[Any]:
    """Return the photos that were not published with the rest, for nobody has looked at them."""
    return reports.waiting_photos([one.number for one in run.done]) if run.act == "publish" else []
