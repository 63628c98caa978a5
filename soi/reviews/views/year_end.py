"""A body's year: figures, words, and the paper drawn from both."""

from dataclasses import asdict
from datetime import date

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from soi.core.mandates import Mandate
from soi.core.refusals import Refusal
from soi.offices import queries as offices
from soi.people import queries as people
from soi.reviews import queries, services
from soi.reviews.forms import PassageForm
from soi.reviews.papers import KINDS, PARTS, paper
from soi.reviews.queries import Year
from soi.web import clock, papers, printing, sheets
from soi.web.refusals import refuse

FIRST_YEAR = 2020
READ = "duties.read_internal"


@login_required
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the bodies whose year this officer may read."""
    today = clock.today()
    chart = offices.chart(today)
    readable = [one for one in chart.offices() if one.kind != "ward" and _reads(request, one.slug)]
    year = int(request.GET["year"]) if _is_year(request.GET.get("year", ""), today) else today.year
    return render(
        request,
        "reviews/years.html",
        {"offices": readable, "year": year, "years": range(today.year, FIRST_YEAR - 1, -1)},
    )


@login_required
@never_cache
@require_safe
def detail(request: HttpRequest, office: str, year: int) -> HttpResponse:
    """Show a body's year; as a paper or a sheet where asked."""
    found = _find(request, office, year)
    kind, name = request.GET.get("file", ""), f"tong-ket-{office}-{year}"
    if kind == "docx":
        return _file(papers.docx(paper(found)), papers.TYPE, f"{name}.docx")
    if kind == "pdf":
        return _printed(request, found, name)
    if kind in ("xlsx", "csv"):
        head, *rows = queries.table(found.kinds, KINDS)
        return sheets.answer(name, kind, head, rows)
    return _page(request, found)


@login_required
@require_POST
def reword(request: HttpRequest, office: str, year: int, key: str) -> HttpResponse:
    """Word one passage; on a refusal everything typed stays."""
    found = _find(request, office, year)
    form = PassageForm(request.POST)
    try:
        if form.is_valid():
            text, stamp = form.cleaned_data["text"], clock.stamp(request)
            services.reword(office=office, year=year, key=key, text=text, stamp=stamp)
            return redirect("reviews:year", office, year)
    except Refusal as refusal:
        refuse(form, refusal)
    refused = bool(form.non_field_errors())
    return _page(request, found, wrong=(key, form), status=403 if refused else 422)


def _page(
    request: HttpRequest,
    found: Year,
    *,
    wrong: tuple[str, PassageForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    chart = offices.chart(clock.today())
    head, *rows = queries.table(found.kinds, KINDS)
    page = {
        "found": found,
        "name": chart.name(found.office),
        "head": head,
        "rows": [(name, list(zip(head[1:], row, strict=True))) for name, *row in rows],
        "whole": asdict(found.whole),
        "said": [_said(said, wrong) for said in found.passages],
        "late": found.late[:20],
        "late_count": found.late.count(),
        "may_word": _drafts(request, found.office),
        "form": wrong[1] if wrong else None,
    }
    return render(request, "reviews/year.html", page, status=status)


def _said(said: queries.Said, wrong: tuple[str, PassageForm] | None) -> dict[str, object]:
    key = said.draft.key
    refused = wrong[1] if wrong and wrong[0] == key else None
    form = refused or PassageForm(initial={"text": said.text}, auto_id=f"{key}-%s")
    return {"said": said, "part": PARTS.get(key, ""), "form": form, "open": refused is not None}


def _printed(request: HttpRequest, found: Year, name: str) -> HttpResponse:
    try:
        return _file(printing.pdf(paper(found)), printing.TYPE, f"{name}.pdf")
    except printing.NoPrinter:
        return render(request, "reviews/no_printer.html", {"found": found}, status=501)


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _find(request: HttpRequest, office: str, year: int) -> Year:
    today = clock.today()
    chart = offices.chart(today)
    if not (FIRST_YEAR <= year <= today.year and chart.has(office)):
        raise Http404
    if not _reads(request, office):
        raise PermissionDenied
    return queries.year(office, year, today)


def _reads(request: HttpRequest, office: str) -> bool:
    chosen = _chosen(request)
    return chosen is not None and people.may((chosen,), READ, office, clock.today())


def _drafts(request: HttpRequest, office: str) -> bool:
    try:
        services.demand_own(office, clock.stamp(request))
    except Refusal:
        return False
    return True


def _chosen(request: HttpRequest) -> Mandate | None:
    return getattr(request, "mandate", None) or None


def _is_year(text: str, today: date) -> bool:
    digits = text.isascii() and text.isdecimal() and len(text) == 4
    return digits and FIRST_YEAR <= int(text) <= today.year
