"""The receipt: shown once, straight after sending, and kept by nobody but the sender."""

import io
from urllib.parse import quote

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from soi.core.filings import Kind
from soi.law import queries as law
from soi.reports import services
from soi.reports.services import Filing, Receipt
from soi.reports.templatetags.reports import due_label
from soi.reports.views.words import next_steps
from soi.web import clock
from soi.web.templatetags.soi import day, left_words


def show_receipt(request: HttpRequest, receipt: Receipt, filing: Filing) -> HttpResponse:
    """Show what the sender keeps: number, code, due day and how it was counted."""
    today, calendar = clock.today(), law.book().calendar()
    planned = services.plan(filing=filing, today=today)
    same_day = planned.deadline.due_on == receipt.due_on
    page = {
        "number": receipt.number,
        "code": receipt.code,
        "kind": receipt.kind,
        "public": receipt.kind != Kind.COMPLAINT,
        "office_name": receipt.office_name,
        "due_on": receipt.due_on,
        "due_source": receipt.due_source,
        "statutory": receipt.statutory,
        "review": receipt.review,
        "left": left_words(receipt.due_on, today, calendar),
        "trace": planned.deadline.trace if same_day else {},
        "steps": next_steps(receipt.kind, receipt.due_on, today, calendar),
        "qr": qr(_plain(receipt)),
        "promise": receipt.promise,
        "promise_qr": promise_qr(receipt.promise),
        "file": "data:text/plain;charset=utf-8," + quote("\ufeff" + _letter(receipt)),
    }
    return render(request, "reports/receipt.html", page)


def _plain(receipt: Receipt) -> str:
    # Not as an address: a code within an address would end up in histories and logs.
    return "\n".join((receipt.number, receipt.code, _address()))


def _letter(receipt: Receipt) -> str:
    due = day(receipt.due_on) if receipt.due_on else _("không có hạn")
    lines = (
        _("BIÊN NHẬN"),
        _("Số: %(number)s") % {"number": receipt.number},
        _("Mã biên nhận: %(code)s") % {"code": receipt.code},
        _("Nơi giữ việc: %(office)s") % {"office": receipt.office_name},
        f"{due_label(receipt.kind)}: {due}",
        _("Căn cứ: %(source)s") % {"source": receipt.due_source},
        _("Tra cứu: %(address)s") % {"address": _address()},
        _("Mất mã thì không ai cấp lại được."),
        "",
        _("Lời hứa có chữ ký, kiểm ở %(address)s") % {"address": verifier_address()},
        receipt.promise or "",
    )
    return "\r\n".join(lines) + "\r\n"


def _address() -> str:
    return f"{settings.SOI_BASE_URL}{reverse('reports:lookup')}"


def verifier_address() -> str:
    """Return where receipts and proofs can be checked."""
    return f"{settings.SOI_BASE_URL}{reverse('record:verifier')}"


def promise_qr(promise: str | None) -> SafeString | str:
    """Return the QR code of a signed promise as SVG; nothing where there is none."""
    return qr(promise, _("Mã QR của lời hứa có chữ ký")) if promise else ""


def qr(text: str, title: str = "") -> SafeString:
    """Return a QR code as SVG."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=False, svgclass=None, lineclass=None,
        omitsize=True, border=2, light="#fff", title=title or _("Mã QR của biên nhận"),
    )  # fmt: skip
    svg = out.getvalue().decode().replace("<svg ", '<svg role="img" ', 1)
    return mark_safe(svg)  # noqa: S308 - drawn here, from our own words
