"""Pages of oversight: for everybody what is concluded, for each side what it may know."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from soi.core.oversight import Act, Kind
from soi.core.refusals import Refusal
from soi.counter import queries as counter
from soi.offices import queries as offices
from soi.oversight import forms, queries, services
from soi.oversight.queries import RECOMMENDATIONS, VISITS, Visit
from soi.oversight.views.ways import STEPS, WAYS
from soi.web import clock
from soi.web.lists import Listing
from soi.web.refusals import refuse


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show the programmes and what was concluded, to anyone."""
    chart = offices.chart(clock.today())
    found = Listing(queries.public().order_by("-pk")).first(request)
    page = found.pager(request.GET) | {
        "rows": [_row(one, chart) for one in found.rows],
        "programmes": [(one, chart.name(one.office)) for one in queries.programmes()],
    }
    return render(request, "oversight/list.html", page)


@login_required
@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show an officer what their office oversees, what oversees it, what waits for them."""
    stamp = clock.stamp(request)
    if stamp.mandate is None:
        raise PermissionDenied
    chart = offices.chart(stamp.on)
    mine = frozenset({stamp.office})
    piles = {
        "to_confirm": queries.to_confirm(stamp.office, stamp.on),
        "led": list(queries.led_by(mine)),
        "told": list(queries.told_to(mine)),
    }
    page: dict[str, Any] = {
        name: [_row(one, chart) for one in rows] for name, rows in piles.items()
    }
    page["may_plan"] = stamp.office in dict(queries.may_lead(stamp.on))
    return render(request, "oversight/desk.html", page)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Plan a visit."""
    stamp = clock.stamp(request)
    leaders = [pair for pair in queries.may_lead(stamp.on) if pair[0] == stamp.office]
    if not leaders:
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = forms.PlanForm(data, leaders=leaders, chart=offices.chart(stamp.on))
    if data is not None and form.is_valid():
        told = {**form.cleaned_data, "kind": Kind(form.cleaned_data["kind"])}
        try:
            made = services.plan(new=services.NewVisit(**told), stamp=stamp)
            return redirect(made)
        except Refusal as refusal:
            refuse(form, refusal)
    status = 422 if form.errors else 200
    return render(request, "oversight/new.html", {"form": form}, status=status)


@never_cache
@require_safe
def visit(request: HttpRequest, number: str) -> HttpResponse:
    """Show one visit as far as the visitor may know it."""
    return show(request, find(request, number))


def find(request: HttpRequest, number: str) -> Visit:
    """Return a visit that the visitor may know of, else answer as if there were none."""
    found = queries.by_number(number)
    if found is None or not queries.knows(found, clock.stamp(request)):
        raise Http404
    return found


def show(
    request: HttpRequest, found: Visit, *, wrong: tuple[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """Render the page of a visit, with a form that was refused if there is one."""
    stamp = clock.stamp(request)
    chart = offices.chart(stamp.on)
    inside = not found.is_public or _is_side(found, stamp)
    page = {
        "visit": found,
        "leading": chart.name(found.leading),
        "subject": chart.name(found.subject),
        "inside": inside,
        "team": found.team.all() if inside else [],
        "findings": found.findings.all(),
        "advice": [_advice(row, duty, request, wrong) for row, duty in
                   queries.recommendations(found)],
        "steps": [(one, chart.name(one.office) if one.office else "") for one in
                  queries.steps(found)],
        "entries": queries.latest_entries(found) if inside else [],
        "beside": queries.beside(found) if inside else [],
        "acts": _acts(found, request, wrong),
        "writes": counter.permitted(VISITS, found, Act.NOTE, stamp),
        "form": wrong[1] if wrong else None,
        "today": stamp.on,
    }  # fmt: skip
    return render(request, "oversight/visit.html", page, status=status)


def _is_side(found: Visit, stamp: Any) -> bool:
    sides = {found.leading, found.subject, *queries.confirming(found.leading, stamp.on)}
    return stamp.mandate is not None and stamp.office in sides


def _acts(
    found: Visit, request: HttpRequest, wrong: tuple[str, Any] | None
) -> list[dict[str, Any]]:
    stamp = clock.stamp(request)
    chart = offices.chart(stamp.on)
    offered = [act for act in counter.offered(VISITS, found, stamp) if act in WAYS]
    return [
        {
            "act": act,
            "form": wrong[1]
            if wrong and wrong[0] == act
            else WAYS[act].form(visit=found, chart=chart, auto_id=f"{act}-%s"),
            "open": bool(wrong and wrong[0] == act),
        }
        for act in offered
    ]


def _advice(row: Any, duty: Any, request: HttpRequest, wrong: tuple[str, Any] | None) -> Any:
    stamp = clock.stamp(request)
    chart = offices.chart(stamp.on)
    steps = [
        {
            "step": step,
            "form": wrong[1]
            if wrong and wrong[0] == f"{row.number}/{step}"
            else STEPS[step].form(
                visit=row.visit,
                chart=chart,
                auto_id=f"{row.number}-{step}-%s",
                initial={"seen": row.version},
            ),
            "open": bool(wrong and wrong[0] == f"{row.number}/{step}"),
        }
        for step in counter.offered(RECOMMENDATIONS, row, stamp)
        if step in STEPS
    ]
    late = duty is not None and duty.is_late(stamp.on)
    return {
        "row": row,
        "duty": duty,
        "late": late,
        "addressee": chart.name(row.addressee),
        "steps": steps,
    }


def _row(one: Visit, chart: offices.Chart) -> dict[str, Any]:
    return {
        "visit": one,
        "leading": chart.name(one.leading),
        "subject": chart.name(one.subject),
    }
