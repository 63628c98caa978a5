"""When something goes wrong: say what, what is not lost, and what to do next."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

_API = "/api/"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400: what came cannot be read."""
    title = _("Không đọc được lần gửi này")
    text = _("Địa chỉ hoặc dữ liệu gửi đến bị hỏng giữa đường. Mở lại trang rồi gửi lần nữa.")
    return _page(request, 400, title, text)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403: signed in, but not trusted with this."""
    title = _("Phân công của ông/bà không gồm việc này")
    text = _("Trang này dành cho vai khác. Nếu ông/bà có nhiều vai, hãy đổi vai ở đầu trang.")
    return _page(request, 403, title, text)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404: there is no such page, or not for everybody."""
    title = _("Không có trang này")
    text = _("Địa chỉ gõ sai, hoặc việc này không công khai. Thử tìm bằng chữ, không cần dấu.")
    return _page(request, 404, title, text)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403: the form is too old, or came from elsewhere."""
    title = _("Trang đã mở quá lâu")
    text = _("Vì an toàn, lần gửi này chưa được nhận. Quay lại, mở lại trang rồi gửi lần nữa.")
    return _page(request, 403, title, text)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500 without asking the database for anything."""
    title = _("Trang đang lỗi, việc của ông/bà không mất")
    if request.path.startswith(_API):
        return JsonResponse({"error": title, "fields": {}}, status=500)
    return HttpResponse(render_to_string("portal/broken.html", {"title": title}), status=500)


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    if request.path.startswith(_API):
        return JsonResponse({"error": title, "fields": {}}, status=status)
    page = {"error_title": title, "error_text": text}
    return render(request, "portal/error.html", page, status=status)
