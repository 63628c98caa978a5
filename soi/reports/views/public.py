"""What everybody sees: the list, and one page a report."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from soi.core.refusals import Refusal, Unacceptable
from soi.core.vietnamese import clean
from soi.offices import queries as offices
from soi.reports import queries, services
from soi.reports.forms.lists import PublicFilter
from soi.reports.views.access import mandate
from soi.reports.views.cards import Reader, card, item
from soi.reports.views.photos import evidence_url, shown
from soi.web import clock, limits

PAGE = 25


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """List public reports, the newest first; search without marks."""
    chart = offices.chart(clock.today())
    form = PublicFilter(request.GET, chart=chart)
    wanted: dict[str, Any] = {name: form.wanted(name) for name in ("q", "state", "topic", "group")}
    try:
        clean(wanted["q"], "q")
        found = queries.page(**wanted, after=request.GET.get("after", "")[:200], limit=PAGE)
    except Unacceptable:
        return redirect("reports:list")
    page = {
        "form": form,
        "rows": [item(row, chart) for row in found.rows],
        "next": found.next,
        "until": found.until,
        "query": urlencode({name: word for name, word in wanted.items() if word}),
        "q": wanted["q"],
        "shorter": " ".join(wanted["q"].split()[:-1]),
        "filtered": any(wanted.values()),
        "narrowed": any(wanted[name] for name in ("state", "topic", "group")),
    }
    return render(request, "reports/list.html", page)


@require_safe
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """Show one report to everybody."""
    return _page(request, number)


@require_safe
@never_cache
def followed(request: HttpRequest, number: str) -> HttpResponse:
    """Show one report to somebody who follows it instead of sending it again."""
    return _page(request, number, followed=True)


@require_POST
def follow(request: HttpRequest, number: str) -> HttpResponse:
    """Follow a report."""
    return take_up(request, number)


def take_up(request: HttpRequest, number: str) -> HttpResponse:
    """Let somebody follow a published report; any other number is answered as an unknown one."""
    wait = limits.hit("reports.follow", limits.address(request), most=60, seconds=3600)
    if wait:
        text = _("Thử quá nhiều lần. Chờ %(minutes)s phút rồi thử lại.")
        response = HttpResponse(text % {"minutes": wait // 60 + 1}, status=429)
        response["Retry-After"] = str(wait)
        return response
    try:
        services.follow(number=number, key=limits.address(request), stamp=clock.resident_stamp())
    except Refusal as refusal:
        raise Http404 from refusal
    return redirect("reports:followed", number)


def _page(request: HttpRequest, number: str, **more: object) -> HttpResponse:
    report: Any = queries.by_number(number)
    if report is None or not report.listed:
        raise Http404
    one = card(report, Reader.ANYBODY)
    if one.full:
        one.photos = shown(report, Reader.ANYBODY)
    page = {
        "card": one,
        "evidence_urls": {},
        "evidence": [
            {"row": row, "url": evidence_url(report, row.pk, Reader.ANYBODY) if row.file else ""}
            for row in one.evidence
        ],
        "can_follow": one.published and one.is_open,
        "staff": bool(mandate(request)),
        **more,
    }
    return render(request, "reports/detail.html", page)
