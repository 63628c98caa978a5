"""The description of everything under /api/v1, from the operations that the rooms declare."""

from django.http import HttpRequest, HttpResponse

from soi.web import api
from soi.web import openapi as shapes


@api.answering("GET", "HEAD")
def openapi(request: HttpRequest) -> HttpResponse:
    """Answer with the OpenAPI description."""
    return HttpResponse(shapes.document(), content_type="application/json; charset=utf-8")
