"""The door for programs and scripts: boxes in, the manifest out."""

import json
import secrets
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from soi.core import sealed
from soi.denunciations import queries, services
from soi.denunciations.views import tokens
from soi.web import clock

_LEAST_MAIL = 4  # boxes in every answer about a mailbox, be it there or not


@require_POST
def envelopes(request: HttpRequest, part: str = "") -> HttpResponse:
    """Keep one age file, sent as bare bytes.

    part: "files" for what the feed does not carry, "identities" for a name of its own
    """
    mark = request.headers.get("Soi-Commitment", "")
    try:
        taken = services.take(
            content=request.read(),
            day=clock.today(),
            apart=bool(part),
            shut=part == "identities",
            commitment=bytes.fromhex(mark) if len(mark) == 64 else b"",
        )
    except (services.BadLength, sealed.NotAnEnvelope, ValueError):
        return refused(_("Đây không phải một hộp đã khóa đúng cách. Không có gì được nhận."))
    return JsonResponse({"box": taken.name}, status=201 if taken.fresh else 200)


@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """Return the whole signed manifest; the caller chooses locally."""
    known = queries.known()
    if known is None:
        return refused(_("Cửa này chưa có danh sách người nhận."), 503)
    return HttpResponse(known.text, content_type="application/json; charset=utf-8")


@require_GET
def challenge(request: HttpRequest) -> HttpResponse:
    """Return what is to be signed, the day, and nothing of who asks."""
    return JsonResponse({"challenge": tokens.challenge(), "day": clock.today().isoformat()})


@require_POST
def mailboxes(request: HttpRequest) -> HttpResponse:
    """Make a mailbox for answers."""
    told = body(request)
    try:
        services.open_mailbox(
            address=str(told.get("address", "")),
            verify=bytes.fromhex(str(told.get("verify", ""))),
            first=bytes.fromhex(str(told.get("age", ""))),
            day=clock.today(),
        )
    except (services.NoMailbox, services.BadLength, sealed.NotAnEnvelope, ValueError):
        return refused(_("Địa chỉ hộp thư không đúng."))
    return JsonResponse({}, status=201)


@require_POST
def mail(request: HttpRequest) -> HttpResponse:
    """Return the sealed answers in a mailbox; looks the same where there is none."""
    told = body(request)
    address = str(told.get("address", ""))
    text, signature = str(told.get("challenge", "")), str(told.get("signature", ""))
    found = queries.mail(address) if tokens.opens_mailbox(address, text, signature) else []
    boxes = [(one.day.isoformat(), one.content) for one in found]
    day = clock.today().isoformat()
    boxes += [
        (day, _dummy()) for _ in range(-len(boxes) % _LEAST_MAIL or _LEAST_MAIL * (not boxes))
    ]
    secrets.SystemRandom().shuffle(boxes)
    return JsonResponse({"boxes": [{"day": day, "age": box.hex()} for day, box in boxes]})


def health(request: HttpRequest) -> HttpResponse:
    """Say whether the room's database answers."""
    queries.manifest_version()
    return JsonResponse({"status": "ok", "demo": settings.SOI_DEMO})


def body(request: HttpRequest) -> dict[str, Any]:
    """Return the JSON object that was sent; empty where it is none."""
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def refused(text: str, status: int = 422) -> HttpResponse:
    """Return a refusal in one sentence."""
    return JsonResponse({"error": text, "fields": {}}, status=status)


def _dummy() -> bytes:
    nobody = sealed.recipient(secrets.token_bytes(32))
    return sealed.seal(bytes(sealed.SMALLEST), [nobody], secrets.token_bytes)
