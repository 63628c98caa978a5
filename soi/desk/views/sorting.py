"""Sorting one filing: why it is here, its parts, what it may repeat, and what it is not."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import formset_factory
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from soi.core import matters, suggestions
from soi.core.cursors import number as whole
from soi.core.refusals import Refusal
from soi.desk import queries, services
from soi.desk.forms import (
    DocumentForm,
    ForwarderForm,
    IntoForm,
    PartForm,
    ScanForm,
    SortForm,
    WordsForm,
)
from soi.desk.views.access import demand
from soi.desk.views.intake import qr
from soi.offices import queries as offices
from soi.reports import queries as reports
from soi.reports import services as report_services
from soi.reports.services import PartGiven
from soi.web import clock
from soi.web.refusals import sentence

Parts = formset_factory(PartForm, extra=0, max_num=8)


@login_required
@require_safe
@never_cache
def sort(request: HttpRequest, number: str) -> HttpResponse:
    """Show one filing to those who sort it."""
    return _show(request, _find(request, number))


def _find(request: HttpRequest, number: str) -> Any:
    chosen = demand(request, "reports.triage")
    report = reports.by_number(number)
    if report is None or not report.office:
        raise Http404
    if not reports.permitted("sort", chosen, report.office, clock.today()):
        # A complaint that is another's is answered as a number that is not there.
        raise PermissionDenied if report.listed else Http404
    return report


def _show(
    request: HttpRequest,
    report: Any,
    *,
    receipts: Any = (),
    parts: Any = None,
    error: str = "",
) -> HttpResponse:
    chart, today = offices.chart(clock.today()), clock.today()
    found = matters.split(report.text, model=reports.understanding.model())
    initial = [{"kind": one.kind, "topic": one.topic, "text": one.text} for one in found]
    blank = [{"kind": report.kind, "topic": report.topic, "text": ""}]
    page = {
        "report": report,
        "office_name": chart.name(report.office),
        "words": report.suggested.get("words", []),
        "denunciation": report.suggested.get("denunciation", []),
        "mixed": len(found) > 1,
        "parts": parts or Parts(initial=[*initial, *(blank * max(1, 3 - len(initial)))]),
        "sort_form": SortForm(initial={"kind": report.kind, "topic": report.topic}),
        "twins": queries.likely_twins(report, today),
        "into_form": IntoForm(),
        "forwarder_form": ForwarderForm(chart=chart),
        "document_form": DocumentForm(auto_id="letter-%s"),
        **_forwarding(report, chart),
        **_warning(report, today),
        "ask_form": WordsForm(auto_id="ask-%s"),
        "unmerge_form": WordsForm(auto_id="unmerge-%s"),
        "scan_form": ScanForm(),
        "intake": queries.intake_of(report.number),
        "scans": queries.scans(report.number),
        "voices": queries.voices(report),
        "siblings": reports.parts(report),
        "receipts": [{"receipt": one, "qr": qr(one)} for one in receipts],
        "errors": [error] if error else [],
    }
    return render(request, "desk/sort.html", page, status=422 if error else 200)


def _forwarding(report: Any, chart: offices.Chart) -> dict[str, Any]:
    row = queries.forwarding(report.number)
    return {"forwarding": row, "forwarder_name": chart.name(row.by) if row else ""}


def _warning(report: Any, today: Any) -> dict[str, Any]:
    """Return the line that warns of a filing left alone too long, while it is."""
    line = queries.warning_day(report)
    left = report.closed_on is None and report.answered_on is None
    return {"warning": line if left and line.due_on and line.due_on < today else None}


@login_required
@require_POST
@never_cache
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """Do one thing with one filing, and show it again; or say why not."""
    report = _find(request, number)
    if act not in _ACTS:
        raise Http404
    seen = request.POST.get("seen", "")
    common = {
        "number": number,
        "stamp": clock.stamp(request),
        "seen": whole(seen),
    }
    try:
        receipts = _ACTS[act](request, common)
    except Refusal as refusal:
        parts = Parts(request.POST) if act == "split" else None
        return _show(request, report, parts=parts, error=sentence(refusal))
    except ValueError as error:
        return _show(request, report, error=str(error))
    if receipts:
        return _show(request, _find(request, number), receipts=receipts)
    if act == "erase":
        return redirect("reports:inbox")
    return redirect("desk:sort", number)


def _valid(form: Any) -> Any:
    if not form.is_valid():
        raise ValueError(_("Còn ô bắt buộc chưa ghi, hoặc ghi chưa đúng."))
    return form.cleaned_data


def _split(request: HttpRequest, common: dict[str, Any]) -> Any:
    group = Parts(request.POST)
    _valid(group)
    given = [
        PartGiven(one["kind"], one["topic"], one["text"])
        for one in group.cleaned_data
        if one and (one["text"] or one["kind"] == suggestions.DENUNCIATION)
    ]
    return services.split(parts=given, **common)


def _sort(request: HttpRequest, common: dict[str, Any]) -> None:
    report_services.reclassify(**_valid(SortForm(request.POST)), **common)


def _ask(request: HttpRequest, common: dict[str, Any]) -> None:
    report_services.ask_sender(text=_valid(WordsForm(request.POST))["text"], **common)


def _merge(request: HttpRequest, common: dict[str, Any]) -> None:
    into = _valid(IntoForm(request.POST))["into"].upper()
    report_services.merge(into=into, **common)


def _forwarder(request: HttpRequest, common: dict[str, Any]) -> None:
    form = ForwarderForm(request.POST, chart=offices.chart(clock.today()))
    services.note_forwarder(number=common["number"], stamp=common["stamp"], **_valid(form))


def _told(request: HttpRequest, common: dict[str, Any]) -> None:
    document = _valid(DocumentForm(request.POST))["document"]
    services.tell_forwarder(number=common["number"], document=document, stamp=common["stamp"])


def _passed(request: HttpRequest, common: dict[str, Any]) -> None:
    document = _valid(DocumentForm(request.POST))["document"]
    services.note_passed_on(number=common["number"], document=document, stamp=common["stamp"])


def _unmerge(request: HttpRequest, common: dict[str, Any]) -> None:
    report_services.unmerge(reason=_valid(WordsForm(request.POST))["text"], **common)


def _erase(request: HttpRequest, common: dict[str, Any]) -> None:
    if request.POST.get("sure") != "yes":
        raise ValueError(_("Đánh dấu xác nhận trước khi xóa: không lấy lại được."))
    services.erase_denunciation(**common)


_ACTS = {
    "split": _split,
    "sort": _sort,
    "ask": _ask,
    "merge": _merge,
    "unmerge": _unmerge,
    "erase": _erase,
    "forwarder": _forwarder,
    "told": _told,
    "passed": _passed,
}


@login_required
@require_POST
def keep_filter(request: HttpRequest) -> HttpResponse:
    """Keep the filter that is on the page under a name; or forget one."""
    demand(request, "staff.enter")
    stamp = clock.stamp(request)
    drop = whole(request.POST.get("drop", ""))
    if drop is not None:
        services.drop_filter(pk=drop, stamp=stamp)
    elif request.POST.get("name", "").strip():
        query = request.POST.get("query", "")
        services.save_filter(name=request.POST["name"], query=query, stamp=stamp)
    return redirect("desk:many")
