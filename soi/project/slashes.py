"""Addresses as people reach them: without the last slash, or of an act whose form is elsewhere."""

from collections.abc import Callable

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.urls import is_valid_path
from django.utils.http import escape_leading_slashes

_PROGRAMS = ("/api/", "/open311/", "/record/")  # they are told what they did wrong
_Handler = Callable[[HttpRequest], HttpResponse]


def forgive(get_response: _Handler) -> _Handler:
    """Lead from an address that lacks its last slash, or only takes what a form sends, to a page.

    Whoever signs in again after a session has ended comes by GET to where a form was sent.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method not in {"GET", "HEAD"} or response.status_code not in {404, 405}:
            return response
        if response.status_code == 405:
            return _form_of(request.path_info) or response
        path = request.path_info
        if path.endswith("/") or is_valid_path(path) or not is_valid_path(f"{path}/"):
            return response
        return HttpResponsePermanentRedirect(
            escape_leading_slashes(request.get_full_path(force_append_slash=True))
        )

    return middleware


def _form_of(path: str) -> HttpResponse | None:
    """Return the way to the nearest page above an act; None for programs."""
    if path.startswith(_PROGRAMS):
        return None
    above = path.rstrip("/").rpartition("/")[0]
    while above and not is_valid_path(f"{above}/"):
        above = above.rpartition("/")[0]
    return HttpResponseRedirect(escape_leading_slashes(f"{above}/"))
