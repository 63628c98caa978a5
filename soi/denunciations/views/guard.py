"""What every answer of the door carries, and what it forgets of every request."""

import logging
import shutil
from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils import translation
from django.utils.translation import gettext as _

from soi.core import sealed
from soi.denunciations.views import tokens
from soi.web import limits, logs

MOST_FILE = max(sealed.LENGTHS)  # bytes, of one sealed file
MOST_FORM = 40 * 1024 * 1024  # the plain form with its files
MOST_OTHER = 2 * 1024 * 1024
# Of everybody together; nobody is counted for himself. What comes without script is counted in
# `turns`, because it cannot work: a flood of boxes must not shut it.
_WORKED, _SECONDS = 3000, 10
_LEAST_ROOM = 256 * 1024 * 1024  # bytes of the disk that are left alone
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HSTS = "max-age=31536000; includeSubDomains"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
}
_FORGOTTEN = (
    "REMOTE_ADDR", "REMOTE_PORT", "HTTP_USER_AGENT", "HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED",
    "HTTP_X_REAL_IP", "HTTP_ACCEPT_LANGUAGE", "HTTP_REFERER", "HTTP_COOKIE",
)  # fmt: skip
_Handler = Callable[[HttpRequest], HttpResponse]


def guard(get_response: _Handler) -> _Handler:
    """Forget who asks, refuse what is too big or too much, and answer without a trace."""

    def middleware(request: HttpRequest) -> HttpResponse:
        for name in _FORGOTTEN:
            request.META.pop(name, None)
        wanted = "en" if request.GET.get("lang") == "en" else settings.LANGUAGE_CODE
        with translation.override(wanted):
            response = _refused(request) or get_response(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        if settings.SOI_SEALED_URL.startswith("https://"):
            response.headers["Strict-Transport-Security"] = HSTS
        if onion := settings.SOI_SEALED_ONION:
            response.headers["Onion-Location"] = f"{onion}{quote(request.path)}"
        return response

    middleware.process_exception = note  # type: ignore[attr-defined]
    return middleware


def note(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """Write down where an error was, and of which kind; its words may be a denouncer's."""
    if isinstance(error, UnreadablePostError):
        text = _("Đường truyền chậm quá hoặc bị đứt giữa chừng. Chưa nhận được gì: xin gửi lại.")
        return answer(request, 408, text)
    logs.note("request.failed", level=logging.ERROR, **logs.failure(error))
    return None


def frame(request: HttpRequest) -> dict[str, object]:
    """Return what the frame of every page shows."""
    language = translation.get_language() or "vi"
    return {
        "language": language,
        "lang": "?lang=en" if language == "en" else "",
        "exit": settings.SOI_SEALED_EXIT,
        "onion": settings.SOI_SEALED_ONION,
        "script_ready": (settings.SOI_BUNDLE / "age.js").exists(),
        "ward_url": settings.SOI_BASE_URL,
        "demo": settings.SOI_DEMO,
    }


def answer(request: HttpRequest, status: int, text: str) -> HttpResponse:
    """Return a refusal in one sentence, as the caller reads it."""
    if "/plain" in request.path:
        return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    return JsonResponse({"error": text, "fields": {}}, status=status)


def _refused(request: HttpRequest) -> HttpResponse | None:
    if request.method not in {"GET", "HEAD", "POST"}:
        return answer(request, 405, _("Cửa này chỉ biết xem và gửi."))
    if request.method != "POST":
        return None
    length = request.headers.get("Content-Length", "")
    if not (length.isascii() and length.isdigit()):
        return answer(request, 411, _("Lời gửi phải ghi trước độ dài."))
    if int(length) > _most(request.path):
        return answer(request, 413, _("Lời gửi dài quá. Một tệp tối đa 64 MB sau khi khóa."))
    if shutil.disk_usage(settings.SOI_DATA).free < _LEAST_ROOM + int(length):
        return answer(request, 507, _("Cửa này đang hết chỗ chứa. Đơn chưa được nhận: gửi sau."))
    return _too_many(request)


def _too_many(request: HttpRequest) -> HttpResponse | None:
    """Refuse what comes too often; whoever can may work for it instead of waiting."""
    if "/plain" in request.path:
        return None
    wait = limits.hit("door", "boxes", most=settings.SOI_SEALED_POSTS, seconds=_SECONDS)
    if not wait:
        return None
    if tokens.is_worked_for(request):
        wait = limits.hit("door", "worked", most=_WORKED, seconds=_SECONDS)
        if not wait:
            return None
    text = _("Đang có quá nhiều người gửi. Xin đợi một lát rồi gửi lại.")
    refusal = answer(request, 429, text)
    refusal.headers["Retry-After"] = str(wait)
    refusal.headers["Soi-Challenge"] = tokens.challenge()
    return refusal


def _most(path: str) -> int:
    if path.endswith("/plain"):
        return MOST_FORM
    return MOST_FILE if "/envelopes" in path else MOST_OTHER
