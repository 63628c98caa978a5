"""The grid at the counter: papers and calls, row by row, each with its printed receipt."""

import io
import secrets
from dataclasses import replace
from typing import Any

import segno
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from soi.core import suggestions
from soi.core.refusals import Refusal
from soi.desk import queries, services
from soi.desk.forms import PaperForm, ReasonForm, ScanForm
from soi.desk.services import NewPaper
from soi.desk.views.access import demand, groups, mandate
from soi.offices import queries as offices
from soi.people import queries as people
from soi.reports import queries as reports
from soi.reports.services import Receipt, read_identities
from soi.web import clock
from soi.web.refusals import refuse, sentence

ROWS, MOST_ROWS = 10, 50
SLIPS = {"80": "slip-80", "a5": "slip-a5", "none": ""}


@login_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def grid(request: HttpRequest) -> HttpResponse:
    """Show empty rows; take in those that are filled, and keep what could not be taken."""
    demand(request, "desk.take_in")
    if request.method != "POST":
        return _page(request, [_row(f"r{n}", request) for n in range(ROWS)], [])
    kept, receipts = [], []
    for prefix in _prefixes(request):
        form = _row(prefix, request, data=request.POST)
        if form.is_blank:
            continue
        taken = _take(request, form)
        if taken is None:
            kept.append(form)
        else:
            receipts.append(taken)
    fresh = [_row(f"n{secrets.token_hex(3)}", request) for _n in range(ROWS - len(kept))]
    return _page(request, [*kept, *fresh], receipts, wrong=bool(kept))


def _prefixes(request: HttpRequest) -> list[str]:
    names = [name.removesuffix("-way") for name in request.POST if name.endswith("-way")]
    if len(names) > MOST_ROWS:  # no page of ours has so many, and no paper may be dropped unsaid
        raise SuspiciousOperation(len(names))
    return names


def _row(prefix: str, request: HttpRequest, data: Any = None) -> PaperForm:
    chart = offices.chart(clock.today())
    initial = {
        "received_on": request.POST.get("last_on") or f"{clock.today():%d/%m/%Y}",
        "way": "paper",
        "key": secrets.token_hex(16),
    }
    return PaperForm(data, prefix=prefix, initial=initial, groups=groups(chart))


def _take(request: HttpRequest, form: PaperForm) -> dict[str, Any] | None:
    """Take one row in; None, with its error in the form, where it is refused."""
    if not form.is_valid():
        return None
    told = form.cleaned_data
    found = suggestions.suggest(told["text"], model=reports.understanding.model())
    if found.asks and not told["sure"]:
        words = ", ".join(found.denunciation_words)
        text = _(
            "Có chữ giống tố cáo (%(words)s). Nếu là tố cáo, đưa người dân sang nơi nhận tố cáo; "
            "nếu không phải, đánh dấu “Đã xem”."
        )
        form.add_error("text", text % {"words": words})
        return None
    kind = told["kind"] or _suggested(found.kind)
    filing = replace(form.filing(kind), accuses_nobody=told["sure"])
    paper = NewPaper(filing, told["way"], again=told["again"])
    try:
        receipt = services.take_in(paper=paper, stamp=clock.stamp(request))
    except Refusal as refusal:
        refuse(form, refusal)
        return None
    return _slip(receipt, kind, told["received_on"] or clock.today())


def _suggested(kind: str) -> str:
    return kind if suggestions.is_filing_kind(kind) else "report"


def _slip(receipt: Receipt, kind: str, received_on: Any) -> dict[str, Any]:
    return {"receipt": receipt, "kind": kind, "received_on": received_on, "qr": qr(receipt)}


def qr(receipt: Receipt) -> SafeString:
    """Return the receipt's number, code and the page to look it up, as a drawn QR."""
    address = f"{settings.SOI_BASE_URL}{reverse('reports:lookup')}"
    out = io.BytesIO()
    segno.make("\n".join((receipt.number, receipt.code, address)), error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=False, svgclass=None, lineclass=None,
        omitsize=True, border=2, light="#fff", title=_("Mã QR của biên nhận"),
    )  # fmt: skip
    svg = out.getvalue().decode().replace("<svg ", '<svg role="img" ', 1)
    return mark_safe(svg)  # noqa: S308 - drawn here, from our own words


def _page(
    request: HttpRequest, rows: list[PaperForm], receipts: list[Any], *, wrong: bool = False
) -> HttpResponse:
    size = request.POST.get("size", "80")
    page = {
        "rows": rows,
        "receipts": receipts,
        "size": size if size in SLIPS else "80",
        "slip": SLIPS.get(size, "slip-80"),
        "help": offices.chart(clock.today()).help(),
        "errors": [_("Có dòng chưa nhận; xem lời nhắn ở dòng đó.")] if wrong else [],
    }
    return render(request, "desk/intake.html", page, status=422 if wrong and not receipts else 200)


@login_required
@require_POST
def scan(request: HttpRequest, number: str) -> HttpResponse:
    """Add the scan of a paper that was entered."""
    demand(request, "desk.take_in")
    report = reports.by_number(number)
    if report is None or not _sorts(request, report.office):
        raise Http404
    form = ScanForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            services.add_scan(
                number=number, name=upload.name, data=upload.read(), stamp=clock.stamp(request)
            )
            return redirect("desk:sort", number)
        except Refusal as refusal:
            form.add_error("file", sentence(refusal))
    page = {"form": form, "number": number, "errors": []}
    return render(request, "desk/scan.html", page, status=422)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def scan_file(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """Hand one scan out, for a reason that is written down: a paper bears its sender's name.

    Never inline, never to a cache; to whom the filing is none of theirs there is no scan.
    """
    row = queries.scan(pk)
    if row is None or not _reads(request, row.intake.report.office):
        raise Http404
    held = request.mandates  # type: ignore[attr-defined]
    if not people.may(tuple(held), "reports.read_identity", "", clock.today()):
        raise PermissionDenied
    number = row.intake.report.number
    form = ReasonForm(request.POST or None)
    if not form.is_valid():
        page = {"form": form, "number": number, "errors": [], "reading": True}
        status = 422 if form.is_bound else 200
        return render(request, "desk/scan.html", page, status=status)
    if not default_storage.exists(row.file):
        raise Http404
    reason = form.cleaned_data["text"]
    read_identities(number=number, keys=(), reason=reason, stamp=clock.stamp(request))
    return FileResponse(
        default_storage.open(row.file),
        as_attachment=True,
        filename=f"{number}-{row.pk}.pdf",
        content_type="application/pdf",
    )


def _reads(request: HttpRequest, office: str) -> bool:
    """Test if the chosen mandate sorts the filings of an office, or may read who sent them."""
    chosen, today = mandate(request), clock.today()
    asked = ("reports.triage", "reports.read_identity")
    return any(reports.covers(one, reports.Where.DESK, chosen, office, today) for one in asked)


def _sorts(request: HttpRequest, office: str) -> bool:
    chosen = mandate(request)
    return reports.covers("desk.take_in", reports.Where.DESK, chosen, office, clock.today())
