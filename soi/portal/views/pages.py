"""Pages that only say something, and the choice of language."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

_YEAR = 365 * 24 * 60 * 60


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say how Soi works, and what it cannot do."""
    return render(request, "portal/about.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept about whom, and who reads it."""
    return render(request, "portal/privacy.html", {"kept": _kept()})


@require_safe
def denounce(request: HttpRequest) -> HttpResponse:
    """Say where a denunciation goes; the sealed door is another site, this one only links."""
    page = {
        "new_report_url": reverse("reports:new"),
        "door_url": f"{settings.SOI_SEALED_URL}/denunciations/",
    }
    return render(request, "portal/denounce.html", page)


@require_safe
def language(request: HttpRequest, code: str) -> HttpResponse:
    """Remember the language, and go back to a page of this site."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = redirect(target)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=_YEAR,
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _kept() -> list[tuple[str, str, str]]:
    return [
        (
            _("Lời kể, nơi, loại việc"),
            _("Để giao đúng nơi và làm"),
            _("Người tiếp nhận và nơi giữ; mọi người sau khi được đăng"),
        ),
        (
            _("Ảnh đã bỏ tọa độ, tên máy"),
            _("Để thấy việc"),
            _("Như lời kể; ảnh có mặt người, biển số, giấy tờ thì không đăng"),
        ),
        (
            _("Tên, điện thoại, thư điện tử, địa chỉ (nếu ông/bà ghi)"),
            _("Để liên lạc; khiếu nại thì luật buộc phải có"),
            _("Chỉ người có phân công xem danh tính, phải ghi lý do, và mỗi lần xem đều vào sổ"),
        ),
        (
            _("Ai của phường làm việc gì, lúc nào"),
            _("Để biết ai chịu trách nhiệm"),
            _("Mọi người thấy cơ quan và chức vụ; tên người thì không"),
        ),
    ]
