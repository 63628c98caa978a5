"""What the sender takes home from the public record: the proof, and what it commits to.

The code comes in the body of a POST: in an address it would end up in histories and logs.
"""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from soi.core.filings import Act
from soi.core.receipts import BadCode
from soi.record import queries as record
from soi.reports import queries
from soi.reports.views.lookup import too_often

_RECEIVED = f"report.{Act.RECEIVED}"


@never_cache
@sensitive_post_parameters("code")
@require_POST
def proof(request: HttpRequest) -> HttpResponse:
    """Give the proof that the sender's filing is in the record, once it is."""
    refused = too_often(request)
    if refused:
        return refused
    report = _report(request)
    found = record.proof_of(subject=report.ref, kind=_RECEIVED) if report else None
    if report is None or found is None:
        return _not_yet(request)
    return _file(found, "text/plain", f"{report.number}.tlog-proof")


@never_cache
@sensitive_post_parameters("code")
@require_POST
def disclosure(request: HttpRequest) -> HttpResponse:
    """Give what the entry commits to: the sender's words, and the salts that open it."""
    refused = too_often(request)
    if refused:
        return refused
    report = _report(request)
    told = record.disclosure_of(subject=report.ref, kind=_RECEIVED) if report else None
    if report is None or told is None:
        return _not_yet(request)
    parts = {name: {"text": report.text, "salt": salt} for name, salt in told["salts"].items()}
    body = {"payload": told["payload"], "salt": told["salt"], "parts": parts}
    text = json.dumps(body, ensure_ascii=False, indent=1)
    return _file(text, "application/json", f"{report.number}.json")


def _report(request: HttpRequest) -> queries.Row | None:
    try:
        report = queries.by_code(request.POST.get("code", "")[:60])
    except BadCode:
        return None
    return None if report is None or report.is_erased else report


def _not_yet(request: HttpRequest) -> HttpResponse:
    text = _("Chưa có bằng chứng cho mã này: dòng chưa vào sổ, đã xóa theo luật, hoặc mã sai.")
    trouble = {"title": _("Chưa có bằng chứng"), "text": text}
    page = {"typed": "", "trouble": trouble, "errors": [text]}
    return render(request, "reports/lookup.html", page, status=404)


def _file(text: str, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
