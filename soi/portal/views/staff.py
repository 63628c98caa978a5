"""Where staff begin: what waits for them, and under which mandate they act."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_safe

from soi.core.mandates import Mandate
from soi.offices import queries as offices
from soi.portal.queries import covers, mandate_key, mandate_name
from soi.web import clock

SESSION_KEY = "mandate"  # read by soi.project.middleware


_PLACES = [  # which acts lead there, the page, its name, what one does there
    (
        ("reports.triage", "reports.answer"),
        "reports:inbox",
        _lazy("Tiếp nhận"),
        _lazy("Đơn mới, đơn chờ đăng, người dân chưa đồng ý."),
    ),
    (
        ("duties.report", "duties.judge", "duties.assign", "duties.add_evidence"),
        "duties:mine",
        _lazy("Việc của tôi"),
        _lazy("Việc đang giữ và việc chờ kết luận, theo ngày đến hạn."),
    ),
    (
        ("staff.enter",),
        "duties:scoreboard",
        _lazy("Theo dõi"),
        _lazy("Từng cơ quan: đúng hạn bao nhiêu trên bao nhiêu."),
    ),
    (
        ("law.edit",),
        "portal:calendar",
        _lazy("Lịch làm việc"),
        _lazy("Ngày nghỉ, ngày làm bù; nhập khi có văn bản."),
    ),
    (
        ("law.edit",),
        "portal:rule-enter",
        _lazy("Nhập quy tắc về thời hạn"),
        _lazy("Bản mới của một thời hạn; xem trước việc nào bị động đến."),
    ),
    (
        ("offices.edit",),
        "portal:reorganisations",
        _lazy("Sắp xếp bộ máy"),
        _lazy("Sáp nhập, chia, tách, giải thể; việc nào sang nơi nào."),
    ),
    (
        ("offices.edit",),
        "portal:coordination-edit",
        _lazy("Quy chế phối hợp, quy chế làm việc"),
        _lazy("Ai chủ trì, phối hợp, giám sát; ai ký; chỗ trống và chỗ chồng nhau."),
    ),
]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Show what one may do here, and let one choose the role to act in."""
    held: tuple[Mandate, ...] = tuple(request.mandates)  # type: ignore[attr-defined]
    if request.method == "POST":
        return _choose(request, held)
    chosen: Mandate | None = request.mandate  # type: ignore[attr-defined]
    chart = offices.chart(clock.today())
    names = [(mandate_key(one), mandate_name(one, chart)) for one in held]
    page = {
        "mandates": names,
        "chosen": mandate_key(chosen) if chosen else "",
        "chosen_name": mandate_name(chosen, chart) if chosen else "",
        "places": _places(chosen),
    }
    return render(request, "portal/staff.html", page)


@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show how one signs in, with the ways to change it."""
    return render(request, "portal/account.html")


def _choose(request: HttpRequest, held: tuple[Mandate, ...]) -> HttpResponse:
    wanted = request.POST.get("mandate", "")
    if wanted not in {mandate_key(one) for one in held}:
        raise PermissionDenied
    request.session[SESSION_KEY] = wanted
    return redirect("portal:staff")


def _places(chosen: Mandate | None) -> list[tuple[str, str, str]]:
    return [
        (reverse(page), str(name), str(text))
        for acts, page, name, text in _PLACES
        if covers(chosen, *acts)
    ]
