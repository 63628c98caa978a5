"""One report on an officer's desk: all of it, and what this officer may do with it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from soi.core.cursors import number as whole
from soi.core.refusals import Refusal
from soi.offices import queries as offices
from soi.reports import queries, services
from soi.reports.forms.acts import IdentityForm
from soi.reports.forms.common import ActForm
from soi.reports.views.access import covers, may_anywhere, may_read, seen_piles
from soi.reports.views.acts import WAYS, allowed, do, form_for
from soi.reports.views.cards import Reader, card
from soi.reports.views.photos import evidence_url, shown
from soi.reports.words import ACTS
from soi.web import clock
from soi.web.refusals import refuse
from soi.web.templatetags.soi import moment

_CHANGED = frozenset({"changed_meanwhile"})


@login_required
@require_safe
@never_cache
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """Show one report to those who work on it."""
    return _show(request, _find(request, number))


@login_required
@require_POST
@never_cache
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """Do one act and come back; or say beside it why not."""
    report = _find(request, number)
    if act == "identity":
        return _identity(request, report)
    if act not in WAYS:
        raise Http404
    if act in allowed(request, report):
        return _done(request, report, act)
    # The page may be old: what it offered then is not possible any more.
    if _seen(request) != report.version:
        return _changed(request, report, _last(report))
    raise PermissionDenied


def _done(request: HttpRequest, report: Any, name: str) -> HttpResponse:
    form = form_for(name, report, request.POST, request.FILES)
    if form.is_valid():
        try:
            do(name, form, clock.stamp(request))
            return redirect("reports:staff", report.number)
        except Refusal as refusal:
            if refusal.code in _CHANGED:
                return _changed(request, report, refusal.facts)
            refuse(form, refusal)
    return _show(request, report, wrong=form, wrong_act=name)


def _find(request: HttpRequest, number: str) -> Any:
    if not may_anywhere(request, "staff.enter"):
        raise PermissionDenied
    report = queries.by_number(number)
    if report is None or report.is_erased or not (report.listed or may_read(request, report)):
        raise Http404
    return report


def _show(
    request: HttpRequest,
    report: Any,
    *,
    wrong: ActForm | None = None,
    wrong_act: str = "",
    identity: Any = None,
) -> HttpResponse:
    reader = Reader.OFFICER if may_read(request, report) else Reader.ANYBODY
    one = card(report, reader)
    one.photos = shown(report, reader) if one.full else []
    names = allowed(request, report)
    page = {
        "card": one,
        "report": report,
        "reader": reader.value,
        "evidence": [
            {"row": row, "url": evidence_url(report, row.pk, reader) if row.file else ""}
            for row in one.evidence
        ],
        "acts": [_offered(name, report, wrong if name == wrong_act else None) for name in names],
        "form": wrong,
        "person": clock.stamp(request).person,
        "identity_form": _identity_form(request, report, wrong, wrong_act),
        "identity": identity,
        "disputes": queries.disputes(report),
        "referrals": _referrals(report),
        "piles": seen_piles(request),
        "may_sort": covers(request, "reports.triage", report.office),
        "may_follow": covers(request, "complaints.read", report.office),
    }
    return render(request, "reports/staff.html", page, status=422 if wrong else 200)


def _offered(name: str, report: Any, wrong: ActForm | None) -> dict[str, Any]:
    form = wrong or form_for(name, report)
    return {"name": name, "way": WAYS[name], "form": form, "open": bool(wrong)}


def _identity_form(
    request: HttpRequest, report: Any, wrong: ActForm | None, wrong_act: str
) -> ActForm | None:
    if not report.identity_key or not may_anywhere(request, "reports.read_identity"):
        return None
    if wrong_act == "identity":
        return wrong
    return IdentityForm(report=report, chart=_chart(), auto_id="identity-%s")


def _identity(request: HttpRequest, report: Any) -> HttpResponse:
    if not may_anywhere(request, "reports.read_identity"):
        raise PermissionDenied
    form = IdentityForm(request.POST, report=report, chart=_chart(), auto_id="identity-%s")
    if form.is_valid():
        reason = form.cleaned_data["text"]
        who = services.read_identity(
            number=report.number, reason=reason, stamp=clock.stamp(request)
        )
        return _show(request, queries.by_number(report.number), identity=who)
    return _show(request, report, wrong=form, wrong_act="identity")


def _referrals(report: Any) -> list[dict[str, Any]]:
    return [
        {"row": one, "name": _chart().name(one.to), "due_on": one.duty.due_on, "duty": one.duty}
        for one in queries.referrals(report)
    ]


def _changed(request: HttpRequest, report: Any, facts: dict[str, Any]) -> HttpResponse:
    """Say that somebody was first, who it was, and that nothing was written."""
    office = str(facts.get("office") or "")
    page = {
        "number": report.number,
        "at": moment(facts.get("at")),
        "told": ACTS.say(str(facts.get("act", ""))),
        "office_name": _chart().name(office) if office else "",
    }
    return render(request, "reports/changed.html", page, status=409)


def _last(report: Any) -> dict[str, Any]:
    last = queries.history(report)[-1]
    return {"act": last.act, "office": last.office, "at": last.at}


def _seen(request: HttpRequest) -> int:
    return whole(request.POST.get("seen", "")) or 0


def _chart() -> offices.Chart:
    return offices.chart(clock.today())
