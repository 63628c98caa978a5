"""What every answer carries, and what no request may."""

import threading
from collections import Counter
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils.translation import gettext as _

from soi.core.cursors import number as whole
from soi.web import limits

MAX_BODY = 60 * 1024 * 1024  # five photos of ten megabytes, and room for the rest
_FILES_AT_ONCE = 2  # sendings with files, from one address, in each process
_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_Handler = Callable[[HttpRequest], HttpResponse]


def guard(get_response: _Handler) -> _Handler:
    """Refuse what cannot be read, and say what browsers must not do with the answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/api/"):
            # Many phones in the ward are set to English; their owners read Vietnamese. A page
            # changes its language by the link at its foot, not by the phone.
            request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        with limits.asking(request):
            response = _refused(request) or get_response(request)
        if is_cut_off(request):
            response = cut_off(request)  # whatever a page made of half of what was sent
        response.setdefault("Content-Security-Policy", _POLICY)
        response.setdefault("Referrer-Policy", "same-origin")
        response.setdefault("X-Content-Type-Options", "nosniff")
        response.setdefault("X-Frame-Options", "DENY")
        response.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(self)")
        if settings.SESSION_COOKIE_SECURE:
            response.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.setdefault("Cache-Control", "no-store")
        return response

    middleware.process_exception = cut_off_error  # type: ignore[attr-defined]
    return middleware


def budget(get_response: _Handler) -> _Handler:
    """Bound what one visitor may leave on the disk in a day, and how many files they send at once.

    Within the middleware that knows who is signed in: officers answer by name.
    """
    inside: Counter[str] = Counter()
    lock = threading.Lock()

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or limits.is_signed_in(request):
            return get_response(request)
        wait = limits.spend("kept", limits.A_SENDING, most=limits.A_DAY, seconds=limits.DAY)
        if wait:
            return _wait(request, wait, _("Từ chỗ này hôm nay đã gửi quá nhiều. Mai gửi tiếp."))
        if not settings.SOI_RATE_LIMITS or request.content_type != "multipart/form-data":
            return get_response(request)
        key = limits.address(request)
        with lock:
            inside[key] += 1
            many = inside[key] > _FILES_AT_ONCE
        try:
            if many:
                text = _("Từ chỗ này đang có nhiều lần gửi cùng lúc. Chờ mười giây rồi gửi lại.")
                return _wait(request, 10, text)
            return get_response(request)
        finally:
            with lock:
                inside[key] -= 1
                if inside[key] <= 0:
                    del inside[key]

    return middleware


def _wait(request: HttpRequest, seconds: int, text: str) -> HttpResponse:
    response = _answer(request, 429, text)
    response["Retry-After"] = str(seconds)
    return response


def is_cut_off(request: HttpRequest) -> bool:
    """Test if what was being sent stopped, or came too slowly."""
    return getattr(request.META.get("wsgi.input"), "failed", False) is True


def cut_off(request: HttpRequest) -> HttpResponse:
    """Say that nothing was received, and why."""
    text = _("Đường truyền chậm quá hoặc bị đứt giữa chừng. Chưa nhận được gì: xin gửi lại.")
    return _answer(request, 408, text)


def cut_off_error(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """Answer for a page that could not read what was sent; it is no fault of ours."""
    return cut_off(request) if isinstance(error, UnreadablePostError) else None


def _refused(request: HttpRequest) -> HttpResponse | None:
    length = request.headers.get("Content-Length", "0") or "0"
    if (whole(length, digits=18) or 0) > MAX_BODY:
        return _answer(request, 413, _("Gửi tối đa 5 ảnh, mỗi ảnh từ 10 MB trở xuống."))
    if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
        return _answer(request, 400, _("Địa chỉ có ký tự không đọc được."))
    return None


def _answer(request: HttpRequest, status: int, text: str) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse({"error": text, "fields": {}}, status=status)
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
