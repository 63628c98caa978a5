"""The form that works without script: sealed in the server's memory, and said so."""

import hmac
import secrets
from datetime import date
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from soi.core import sealed
from soi.core.competence import NobodyCompetent
from soi.core.refusals import Refusal, Unacceptable
from soi.denunciations import queries, services
from soi.denunciations.forms import DenunciationForm
from soi.denunciations.views import turns, whom
from soi.denunciations.views.stretching import stretch
from soi.web import clock


@sensitive_post_parameters()
@sensitive_variables()
def form(request: HttpRequest) -> HttpResponse:
    """Show the form, or seal what was sent and show the code once."""
    known = queries.known()
    if known is None:
        text = _("Cửa này chưa nhận đơn: chưa có danh sách người nhận được ký.")
        return render(request, "denunciations/said.html", {"text": text}, status=503)
    choices = whom.choices(known.body)
    if request.method != "POST":
        empty = DenunciationForm(whom=choices, initial={"once": _once()})
        return render(request, "denunciations/plain.html", {"form": empty})
    asked = DenunciationForm(request.POST, _files(request), whom=choices)
    if getattr(request, "too_much", False):
        asked.add_error("attached", _("Tệp lớn quá: mỗi tệp tối đa 16 MB, cả thảy 32 MB."))
    if not asked.is_valid():
        return _again(request, asked)
    return _filed(request, asked, known)


@sensitive_post_parameters()
@sensitive_variables()
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Say whether the code was copied rightly."""
    known = queries.known()
    right = False
    try:
        code = sealed.normal(request.POST.get("again", ""))
    except sealed.BadCode:
        code = ""
    if code and known:
        keys = sealed.keys(stretch(code, bytes.fromhex(known.body["salt"])))
        message = b"code\n"
        signature = sealed.sign(keys.sign, message)
        right = services.is_holder(sha256(keys.lookup).hexdigest(), message, signature)
    status = 200 if right else 422
    return render(request, "denunciations/plain_sent.html", {"right": right}, status=status)


def _filed(request: HttpRequest, asked: DenunciationForm, known: queries.Known) -> HttpResponse:
    once = asked.cleaned_data["once"]
    if not _good(once):
        asked.add_error(None, _("Trang này mở đã lâu. Chữ vẫn còn: bấm gửi lần nữa."))
        asked.data = {**asked.data.dict(), "once": _once()}  # type: ignore[attr-defined]
        return _again(request, asked)
    if queries.is_spent(once.encode()):
        return _received(request)
    try:
        turns.demand_try(once)
        with turns.turn("form"):
            filed = _kept(asked, known, once)
    except services.AlreadySent:
        return _received(request)
    except NobodyCompetent as refusal:
        return _outside(request, known, str(refusal.facts["outside"]))
    except (turns.TooMany, sealed.TooLong, Unacceptable) as refusal:
        return _returned(request, asked, refusal)
    bodies = [whom.name(known.body, one) for one in filed.bodies]
    context = {"code": filed.code, "bodies": bodies}
    return render(request, "denunciations/plain_sent.html", context, status=201)


@sensitive_variables()
def _kept(asked: DenunciationForm, known: queries.Known, once: str) -> services.Filed:
    return services.file_account(
        account=asked.account("server"),
        body=known.body,
        code=sealed.from_bytes(secrets.token_bytes(16)),
        stretch=stretch,
        day=clock.today(),
        once=once.encode(),
    )


def _returned(request: HttpRequest, asked: DenunciationForm, refusal: Refusal) -> HttpResponse:
    if isinstance(refusal, turns.TooMany):
        text = _("Đang có quá nhiều người gửi. Chữ vẫn còn: đợi một lát rồi bấm gửi lần nữa.")
        asked.add_error(None, text)
        return turns.told(_again(request, asked, 429), refusal)
    asked.add_error("text", _("Đơn dài quá: rút bớt hoặc gửi dưới dạng tệp."))
    return _again(request, asked)


def _again(request: HttpRequest, asked: DenunciationForm, status: int = 422) -> HttpResponse:
    return render(request, "denunciations/plain.html", {"form": asked}, status=status)


def _received(request: HttpRequest) -> HttpResponse:
    text = _(
        "Đơn này đã được nhận một lần, mã đã hiện ở trang trước. "
        "Chưa kịp thấy mã thì mở lại trang và gửi lại."
    )
    return render(request, "denunciations/said.html", {"text": text}, status=409)


def _outside(request: HttpRequest, known: queries.Known, outside: str) -> HttpResponse:
    text = _(
        "Ở đây không đủ hai cơ quan được phép nhận đơn này. Đơn chưa được gửi. "
        "Luật để đơn này cho: %(body)s."
    ) % {"body": whom.name(known.body, outside)}
    return render(request, "denunciations/said.html", {"text": text}, status=422)


def _files(request: HttpRequest) -> dict[str, list[object]]:
    return {"attached": list(request.FILES.getlist("attached"))}


def _once() -> str:
    words = f"{clock.today().isoformat()}.{secrets.token_hex(16)}"
    return f"{words}.{_mark(words)}"


def _good(once: str) -> bool:
    words, _dot, mark = once.rpartition(".")
    fresh = (clock.today().toordinal() - _day(words)) in {0, 1}
    return fresh and hmac.compare_digest(_mark(words).encode(), mark.encode())


def _day(words: str) -> int:
    try:
        return date.fromisoformat(words[:10]).toordinal()
    except ValueError:
        return 0


def _mark(words: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), b"once " + words.encode(), sha256).hexdigest()
