"""The register (sổ) of complaints, and the file of one."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from soi.complaints import queries, services
from soi.complaints.forms.steps import OpenForm, People, StepForm
from soi.complaints.views.ways import (
    WAYS,
    choices,
    fields_of,
    mandate,
    may,
    may_take,
    offered,
    take,
)
from soi.complaints.words import AGAINST, FINDINGS, PAPERS, STATES
from soi.core.complaint_life import PREPARE
from soi.core.complaints import SECOND, Against
from soi.core.cursors import number as whole
from soi.core.refusals import Refusal
from soi.core.stamps import SYSTEM
from soi.law import queries as law
from soi.offices import queries as offices
from soi.people import queries as people
from soi.reports import queries as reports
from soi.web import clock, sheets
from soi.web.lists import Column, Listing
from soi.web.refusals import refuse
from soi.web.templatetags.soi import left_words

PAGE = 50


@login_required
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show the register of those offices whose complaints this mandate may read."""
    slugs = _reach(request)
    state, year = request.GET.get("state", "open"), request.GET.get("year", "")
    state = state if state in {*STATES, "open", ""} else "open"
    since = whole(year, digits=4)
    listing = Listing(queries.register(offices=slugs, state=state, year=since), size=PAGE)
    chart = offices.chart(clock.today())
    if request.GET.get("file") in sheets.KINDS:
        return listing.file(request.GET["file"], "so-khieu-nai", _columns(chart))
    found = listing.first(request)
    page = found.pager(request.GET) | {
        "rows": [_row(one, chart) for one in found.rows],
        "state": state,
        "year": year,
        "states": [("open", _("Đang giải quyết")), ("", _("Tất cả")), *STATES.choices()],
        "waiting": [
            {"number": one.number, "received_on": one.received_on, "due_on": one.duty.due_on}
            for one in queries.unregistered(slugs)
        ],
    }
    return render(request, "complaints/register.html", page)


@login_required
@require_safe
@never_cache
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """Show the file of one complaint: its days, its steps, what comes next."""
    return _show(request, _find(request, number))


@login_required
@require_POST
@never_cache
def enter(request: HttpRequest, number: str) -> HttpResponse:
    """Put a complaint into the register."""
    report = _find(request, number)
    if not may(request, PREPARE, report.office):
        raise PermissionDenied
    form = OpenForm(request.POST, chart=offices.chart(clock.today()))
    group = People(request.POST, prefix="people")
    if form.is_valid() and group.is_valid():
        found = form.cleaned_data
        try:
            services.open_case(
                number=number,
                stamp=clock.stamp(request),
                against=Against(found["against"]),
                target=found["target"],
                document=found["document"],
                known_on=found["known_on"],
                hindered=form.hindered(),
                facts=[name for name in ("complex", "remote") if found[name]],
                front=found["front"],
                complainants=[one for row in group if (one := row.person())],
            )
            return redirect("complaints:detail", number)
        except Refusal as refusal:
            refuse(form, refusal)
    return _show(request, report, opening=(form, group))


@login_required
@require_POST
@never_cache
def step(request: HttpRequest, number: str, stage: int, act: str) -> HttpResponse:
    """Take one step and come back; or say beside it why not."""
    report = _find(request, number)
    case = next((one for one in queries.cases(number) if one.stage == stage), None)
    if case is None or act not in WAYS:
        raise Http404
    if not may_take(request, WAYS[act], case):
        raise PermissionDenied
    names = fields_of(act, case)
    form = StepForm(
        request.POST, names=names, choices=dict(choices(case)), auto_id=f"{stage}-{act}-%s"
    )
    if form.is_valid():
        try:
            take(act, case, form.cleaned_data, request)
            return redirect("complaints:detail", number)
        except Refusal as refusal:
            refuse(form, refusal)
    return _show(request, report, wrong=(stage, act, form))


def _find(request: HttpRequest, number: str) -> Any:
    if not may(request, "complaints.read", ""):
        raise PermissionDenied
    report = reports.by_number(number)
    if report is None or report.is_erased or report.kind != "complaint":
        raise Http404
    offices_of = {report.office, *(one.resolver for one in queries.cases(number))}
    if not any(may(request, "complaints.read", one) for one in offices_of):
        raise Http404  # as for a number that is not there
    return report


def _reach(request: HttpRequest) -> list[str]:
    chosen, today = mandate(request), clock.today()
    if chosen is None or not people.may((chosen,), "complaints.read", "", today):
        raise PermissionDenied
    chart = offices.chart(today)
    if chosen.office == chart.desk():
        return [one.slug for one in chart.offices()]
    return [chosen.office, *sorted(chart.below(chosen.office))]


def _show(
    request: HttpRequest,
    report: Any,
    *,
    opening: tuple[Any, Any] | None = None,
    wrong: tuple[int, str, StepForm] | None = None,
) -> HttpResponse:
    found = queries.cases(report.number)
    chart = offices.chart(clock.today())
    fresh = OpenForm(chart=chart, initial={"target": report.office})
    form, group = opening or (fresh, People(prefix="people"))
    page = {
        "report": report,
        # The instance that is open comes first: it is what the officer came for.
        "cases": [_case(request, one, chart, wrong) for one in reversed(found)],
        "opening": None if found else form,
        "people": group,
        "may_open": may(request, PREPARE, report.office),
        "form": wrong[2] if wrong else form if opening else None,
        "next_above": [chart.name(slug) for slug in _next(report, chart)],
        "resolver_name": chart.name(report.office),
        "paper_names": PAPERS.choices(),
    }
    return render(request, "complaints/detail.html", page, status=422 if wrong or opening else 200)


def _next(report: Any, chart: offices.Chart) -> list[str]:
    return [
        slug
        for slug in chart.parents(report.office)
        if chart.has(slug) and chart.office(slug).kind == "committee"
    ]


def _case(
    request: HttpRequest, case: Any, chart: offices.Chart, wrong: tuple[int, str, StepForm] | None
) -> dict[str, Any]:
    today, calendar = clock.today(), law.book().calendar()
    days = [
        {
            "line": one,
            "step": "last_effect" if (one.step, one.stage) == ("effect", SECOND) else one.step,
            "holder": chart.name(one.holder) if one.holder else "",
            "late": one.late(today),
            "left": left_words(one.deadline.due_on, today, calendar) if one.owed else "",
        }
        for one in queries.days(case, today)
    ]
    return {
        "row": case,
        "resolver_name": chart.name(case.resolver),
        "target_name": chart.name(case.target),
        "outside": chart.has(case.resolver) and chart.office(case.resolver).outside,
        "verifier_name": chart.name(case.verifier) if case.verifier else "",
        "front_name": chart.name(case.front) if case.front else "",
        "people": queries.complainants(case),
        "days": days,
        "steps": [
            {"row": one, "by": _who(one, chart), "at_hand": one.office == case.resolver}
            for one in queries.steps(case)
        ],
        "dialogues": queries.dialogues(case),
        "acts": [_offer(name, case, wrong) for name in offered(request, case)],
    }


def _who(step: queries.StepRow, chart: offices.Chart) -> str:
    if step.by == SYSTEM:
        return _("Hệ thống tự ghi")
    return ", ".join(filter(None, [chart.title(step.by), chart.name(step.office)]))


def _offer(name: str, case: Any, wrong: tuple[int, str, StepForm] | None) -> dict[str, Any]:
    failed = wrong is not None and wrong[:2] == (case.stage, name)
    form = (
        wrong[2]
        if wrong is not None and failed
        else StepForm(
            names=fields_of(name, case),
            choices=dict(choices(case)),
            auto_id=f"{case.stage}-{name}-%s",
            initial={"seen": case.version, **_known(name, case)},
        )
    )
    return {"name": name, "way": WAYS[name], "form": form, "open": failed}


def _known(name: str, case: Any) -> dict[str, Any]:
    """Return what the file already says of a decision's parts, to start from."""
    if name == "accept":
        return dict.fromkeys(case.facts, True)
    if name != "decide":
        return {}
    steps = queries.steps(case)
    verified = next((one.text for one in reversed(steps) if one.act == "verified"), "")
    held = next((one.outcome for one in reversed(queries.dialogues(case)) if one.held_on), "")
    return {"verification": verified, "dialogue": held, "ways": _ways_words(case)}


def _ways_words(case: Any) -> str:
    if case.stage == 1:
        return _(
            "Trong 30 ngày (45 ngày nếu đi lại khó khăn) kể từ ngày nhận quyết định này, người "
            "khiếu nại có quyền khiếu nại lần hai hoặc khởi kiện vụ án hành chính tại Tòa án."
        )
    return _("Người khiếu nại có quyền khởi kiện vụ án hành chính tại Tòa án.")


def _row(case: Any, chart: offices.Chart) -> dict[str, Any]:
    return {
        "number": case.report.number,
        "stage": case.stage,
        "state": case.state,
        "against": case.against,
        "document": case.document,
        "resolver": chart.short_name(case.resolver),
        "received_on": case.received_on,
        "accepted_on": case.accepted_on,
        "decided_on": case.decided_on,
        "decision": case.decision,
        "finding": case.finding,
    }


def _columns(chart: offices.Chart) -> list[Column[Any]]:
    return [
        Column("number", _("Số"), lambda case: case.report.number),
        Column("stage", _("Lần"), lambda case: case.stage),
        Column("received_on", _("Ngày nhận"), lambda case: case.received_on),
        Column("against", _("Khiếu nại"), lambda case: AGAINST.say(case.against)),
        Column("document", _("Quyết định, hành vi bị khiếu nại"), lambda case: case.document),
        Column("resolver", _("Nơi giải quyết"), lambda case: chart.name(case.resolver)),
        Column("accepted_on", _("Ngày thụ lý"), lambda case: case.accepted_on),
        Column("decided_on", _("Ngày quyết định"), lambda case: case.decided_on),
        Column("decision", _("Số quyết định"), lambda case: case.decision),
        Column("finding", _("Kết luận"), lambda case: FINDINGS.say(case.finding)),
        Column("state", _("Bước"), lambda case: STATES.say(case.state)),
    ]
