"""Look-up by number or by receipt code. The code never stands in an address, nor in a log."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from soi.core import receipts
from soi.core.filings import Act, Kind
from soi.core.receipts import BadCode
from soi.core.refusals import Refusal
from soi.record import queries as record
from soi.record import services as record_services
from soi.reports import queries, services
from soi.reports.forms.sender import FORMS, SenderForm
from soi.reports.services import NewPhoto
from soi.reports.views.cards import Reader, card
from soi.reports.views.photos import evidence_url, shown
from soi.reports.views.receipt import promise_qr
from soi.web import clock, limits, pictures
from soi.web.refusals import refuse

_NUMBER = re.compile(r"(?:PA|KN)-?\d{4}-?\d{1,7}")
_MOST, _SPAN = 30, 3600


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def lookup(request: HttpRequest) -> HttpResponse:
    """Open a public page by its number, or the sender's own page by the code."""
    if request.method != "POST":
        return render(request, "reports/lookup.html", {"typed": "", "trouble": None})
    typed = request.POST.get("code", "")[:60]
    number = _number(typed)
    found = queries.by_number(number) if number else None
    # That somebody complained is nobody's business: such a number is answered as an unknown one.
    if found and found.listed and not found.is_erased:
        return redirect("reports:detail", number)
    if number:
        return _trouble(request, typed, _("Không có số này"), _not_there(number))
    return _opened(request, typed) or _own_page(request, typed)


@never_cache
@sensitive_post_parameters("code")
@require_POST
def mine(request: HttpRequest, act: str) -> HttpResponse:
    """Do what the sender wants done, and show their page again."""
    code = request.POST.get("code", "")[:60]
    refused = _opened(request, code)
    if refused:
        return refused
    if act not in FORMS:
        raise Http404
    form = FORMS[act](request.POST, request.FILES, auto_id=f"{act}-%s")
    if form.is_valid():
        try:
            _do(act, code, form.cleaned_data)
            return _own_page(request, code, done=_done(act, code))
        except Refusal as refusal:
            refuse(form, refusal)
    return _own_page(request, code, wrong=form, act=act)


def too_often(request: HttpRequest, typed: str = "") -> HttpResponse | None:
    """Count one try at a code, and return the page that says to wait, if it is one too many.

    typed: what the page shows again in its field
    """
    wait = limits.hit("reports.code", limits.address(request), most=_MOST, seconds=_SPAN)
    if not wait:
        return None
    text = _("Đã thử %(most)s lần trong một giờ. Chờ %(minutes)s phút rồi thử lại.")
    facts = {"most": _MOST, "minutes": wait // 60 + 1}
    response = _trouble(request, typed, _("Thử quá nhiều lần"), text % facts, status=429)
    response["Retry-After"] = str(wait)
    return response


def _opened(request: HttpRequest, typed: str) -> HttpResponse | None:
    """Return why this code opens nothing; None if it does."""
    refused = too_often(request, typed)
    if refused:
        return refused
    try:
        receipts.normal(typed)
    except BadCode as bad:
        return _trouble(request, typed, _("Mã không đúng"), _bad_code(bad))
    report = queries.by_code(typed)
    if report and report.is_erased:
        return _elsewhere(request)
    if report:
        return None
    text = _("Mã viết đúng kiểu nhưng không mở hồ sơ nào. Xem lại từng chữ trên biên nhận.")
    return _trouble(request, typed, _("Mã không đúng"), text)


def _own_page(
    request: HttpRequest,
    code: str,
    *,
    done: str = "",
    wrong: SenderForm | None = None,
    act: str = "",
) -> HttpResponse:
    report: Any = queries.by_code(code)
    if report is None:
        raise Http404
    one = card(report, Reader.SENDER)
    one.photos = shown(report, Reader.SENDER)
    page: dict[str, Any] = {name: form(auto_id=f"{name}-%s") for name, form in FORMS.items()}
    page |= {
        "card": one,
        "evidence": [
            {"row": row, "url": evidence_url(report, row.pk, Reader.SENDER) if row.file else ""}
            for row in one.evidence
        ],
        "code": code,
        "may": queries.may(report, clock.today()),
        "done": done,
        "opened": act,
        "form": wrong,
        "moderations": queries.moderations(report),
    }
    page |= _recorded(report)
    if wrong:
        page[act] = wrong
    return render(request, "reports/mine.html", page, status=422 if wrong else 200)


def _recorded(report: queries.Row) -> dict[str, Any]:
    kind = f"report.{Act.RECEIVED}"
    promise = record_services.promise_of(subject=report.ref, kind=kind)
    return {
        "promise": promise,
        "promise_qr": promise_qr(promise),
        "proved": record.proof_of(subject=report.ref, kind=kind) is not None,
    }


def _do(act: str, code: str, told: dict[str, Any]) -> None:
    common: dict[str, Any] = {"code": code, "stamp": clock.resident_stamp()}
    if act == "accept":
        services.accept(**common)
    elif act == "withdraw":
        services.withdraw(**common)
    elif act == "reopen":
        services.reopen(text=told["text"], **common)
    elif act == "object":
        services.object_to(moderation=told["moderation"], text=told["text"], **common)
    elif act == "dispute":
        services.dispute(reason=told["reason"], text=told["text"], **common)
    else:
        written = [pictures.reencode(file) for file in told["photos"]]
        photos = tuple(NewPhoto(one.data, one.width, one.height) for one in written)
        services.add(text=told["text"], photos=photos, **common)


def _done(act: str, code: str) -> str:
    """Return what was done, in words; a yes to a decision on a complaint waives nothing."""
    report = queries.by_code(code)
    if act == "accept" and report is not None and report.kind == Kind.COMPLAINT:
        return _(
            "Đã ghi: ông/bà đồng ý với quyết định. Ông/bà vẫn khiếu nại lần hai hoặc khởi kiện "
            "được trong hạn của luật (Luật Khiếu nại, Điều 33)."
        )
    return _DONE[act]()


_DONE = {
    "accept": lambda: _("Đã ghi: ông/bà đồng ý. Việc này khép lại; tái diễn thì mở lại được."),
    "dispute": lambda: _(
        "Đã ghi: ông/bà chưa đồng ý. Một nơi khác, không phải nơi đã trả lời, sẽ xem lại."
    ),
    "object": lambda: _("Đã ghi: ông/bà không đồng ý cách đăng. Người khác sẽ xem lại."),
    "add": lambda: _("Phường đã nhận phần bổ sung. Nơi giữ việc đọc được; ngày hẹn không đổi."),
    "reopen": lambda: _("Việc này đã mở lại."),
    "withdraw": lambda: _("Đã ghi: ông/bà rút việc này. Mở lại được bằng mã trong 90 ngày."),
}


def _number(typed: str) -> str:
    plain = typed.strip().upper().replace(" ", "").replace("–", "-")
    if not _NUMBER.fullmatch(plain):
        return ""
    digits = plain[2:].replace("-", "")
    return f"{plain[:2]}-{digits[:4]}-{digits[4:].zfill(5)}"


def _not_there(number: str) -> str:
    return _("Không có việc nào mang số %(number)s. Xem lại số trên biên nhận.") % {
        "number": number
    }


def _bad_code(bad: BadCode) -> str:
    if bad.facts.get("reason") == "check":
        return _("Ký tự kiểm cuối mã không khớp. Hay nhầm: 8 và B, 5 và S, 2 và Z.")
    return _(
        "Mã có 14 ký tự, như K7QM-3WTR-9HXE-4C, không có chữ O, số 0, chữ I, chữ L, số 1. "
        "Số phản ánh thì như PA-2026-00031."
    )


def _elsewhere(request: HttpRequest) -> HttpResponse:
    """Say where a denunciation belongs, and not a word about the one that lay here."""
    text = _("Nội dung gửi bằng mã này đã xóa hẳn theo luật, không mở lại được ở đây.")
    trouble = {"title": _("Không còn ở đây"), "text": text, "denounce": True}
    page = {"typed": "", "trouble": trouble, "errors": [text]}
    return render(request, "reports/lookup.html", page, status=410)


def _trouble(
    request: HttpRequest, typed: str, title: str, text: str, *, status: int = 422
) -> HttpResponse:
    page = {"typed": typed, "trouble": {"title": title, "text": text}, "errors": [text]}
    return render(request, "reports/lookup.html", page, status=status)
