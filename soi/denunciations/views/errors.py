"""Refusals and accidents, in a calm sentence that gives nothing away."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from soi.denunciations.views.guard import answer


def bad_request(request: HttpRequest, exception: object = None) -> HttpResponse:
    """Say that the request could not be read."""
    return _said(request, 400, _("Lời gửi này không đọc được. Xin mở lại trang và gửi lại."))


def not_found(request: HttpRequest, exception: object = None) -> HttpResponse:
    """Say that there is no such page."""
    return _said(request, 404, _("Không có trang này."))


def broken(request: HttpRequest) -> HttpResponse:
    """Say that something broke here, and what to do."""
    text = _("Cửa này đang lỗi. Chưa thấy chữ “Đã gửi” thì đơn chưa được nhận: xin gửi lại sau.")
    return _said(request, 500, text)


def _said(request: HttpRequest, status: int, text: str) -> HttpResponse:
    if request.method == "POST" and "/plain" not in request.path:
        return answer(request, status, text)
    return render(request, "denunciations/said.html", {"text": text}, status=status)
