"""Addresses without their last slash, as people type them and messages cut them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import is_valid_path
from django.utils.http import escape_leading_slashes

_Handler = Callable[[HttpRequest], HttpResponse]


def forgive(get_response: _Handler) -> _Handler:
    """Lead from an address that is there but for its last slash to where the page is."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        asked = request.method in {"GET", "HEAD"} and not request.path_info.endswith("/")
        if response.status_code != 404 or not asked or is_valid_path(request.path_info):
            return response
        if not is_valid_path(f"{request.path_info}/"):
            return response
        return HttpResponsePermanentRedirect(
            escape_leading_slashes(request.get_full_path(force_append_slash=True))
        )

    return middleware
