"""Sessions that end by themselves, and roles that sign in with two things."""

import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from soi.core.mandates import NEEDS_TWO, ROLES
from soi.project.accounts import is_shut
from soi.project.signing_in import SEEN
from soi.web import logs

_FRESH = 60  # seconds within which a session is not written again
_SIGNING = ("/accounts/", "/static/", "/language/")
_Handler = Callable[[HttpRequest], HttpResponse]


def awake(get_response: _Handler) -> _Handler:
    """End a session that nobody has used for long; what was being sent is shown, not lost."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return get_response(request)
        now, seen = time.time(), request.session.get(SEEN, 0)
        if is_shut(request.user) or (seen and now - seen > settings.SOI_IDLE_MINUTES * 60):
            return _ended(request)
        if now - seen > _FRESH:
            request.session[SEEN] = now
        return get_response(request)

    return middleware


def strong(get_response: _Handler) -> _Handler:
    """Send whoever may read names, decide or administer to add a second factor first."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not settings.SOI_SECOND_FACTOR or request.path.startswith(_SIGNING):
            return get_response(request)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return get_response(request)
        acts = {act for one in request.mandates for act in ROLES[one.role]}  # type: ignore[attr-defined]
        if acts & NEEDS_TWO and not is_mfa_enabled(request.user):
            return render(request, "portal/second_factor.html", status=403)
        return get_response(request)

    return middleware


def _ended(request: HttpRequest) -> HttpResponse:
    logs.note("session.ended", f"user:{request.user.pk}", why="idle")
    logout(request)
    if request.method != "POST":
        return redirect(f"{settings.LOGIN_URL}?next={request.path}")
    hidden = {"csrfmiddlewaretoken", "password"}
    typed = [(name, text) for name, text in request.POST.items() if name not in hidden and text]
    page = {"typed": typed, "back": request.headers.get("Referer", "")}
    return render(request, "portal/session_ended.html", page, status=401)
