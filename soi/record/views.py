"""The public record for everybody: its files, its page, and proofs for scripts."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from soi.record import files, offline_page, queries
from soi.web import clock, words

_SECONDS = "public, max-age=5"
_FOREVER = "public, max-age=31536000, immutable"


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show how long the record is, who has seen it, and how to check it."""
    shown = queries.overview(clock.now()) | {"address": f"{settings.SOI_BASE_URL}/record"}
    return render(request, "record/record.html", shown)


@require_safe
@gzip_page
def file(request: HttpRequest, path: str, name: str = "") -> HttpResponse:
    """Give one file of a log as it lies on the disk; the current log where none is named."""
    data = files.served(name or files.current(), path)
    if data is None:
        raise Http404
    is_text = not path.startswith("tile/")
    kind = "text/plain; charset=utf-8" if is_text else "application/octet-stream"
    response = HttpResponse(data, content_type=kind)
    response["Cache-Control"] = _SECONDS if is_text else _FOREVER
    response["Access-Control-Allow-Origin"] = "*"  # a saved page must be able to check it
    return response


@require_safe
def proof(request: HttpRequest, index: int, name: str = "") -> HttpResponse:
    """Give the proof of an open entry; a sealed one's holder builds it from whole tiles."""
    found = queries.open_proof(index, name)
    if found is None:
        raise Http404
    response = HttpResponse(found, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{index}.tlog-proof"'
    return response


@require_safe
def entry(request: HttpRequest, index: int, name: str = "") -> HttpResponse:
    """Give what an open entry says, with its salt, so that anybody can check the commitment."""
    found = queries.opened(index, name)
    if found is None:
        raise Http404
    told = {
        "told": words.say("record.kind", found["kind"]),
        "proof": f"{_place(name)}/proof/{index}",
    }
    return JsonResponse(found | told, json_dumps_params={"ensure_ascii": False})


def _place(name: str) -> str:
    return f"{settings.SOI_BASE_URL}/record" + (f"/{name}" if name else "")


@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """Give the one page that checks receipts and proofs, here or saved and without a network."""
    language = getattr(request, "LANGUAGE_CODE", "vi")
    text, policy = offline_page.composed(language, settings.SOI_BASE_URL)
    response = HttpResponse(text)
    response["Content-Security-Policy"] = policy
    response["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()"
    return response
