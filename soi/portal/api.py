"""The description of everything under /api/v1, from the operations that the rooms declare."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from soi.web import openapi as shapes


def openapi(request: HttpRequest) -> HttpResponse:
    """Answer with the OpenAPI description."""
    if request.method not in {"GET", "HEAD"}:
        refusal = {"error": _("Địa chỉ này chỉ đọc."), "fields": {}}
        return JsonResponse(refusal, status=405, headers={"Allow": "GET, HEAD"})
    return HttpResponse(shapes.document(), content_type="application/json; charset=utf-8")
