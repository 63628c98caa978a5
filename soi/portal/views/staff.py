"""Where staff begin: what waits for them, and under which mandate they act."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from soi.core.mandates import Mandate
from soi.offices import queries as offices
from soi.portal.queries import covers, mandate_key, mandate_name
from soi.web import clock

SESSION_KEY = "mandate"  # read by soi.project.middleware


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
    places: list[tuple[tuple[str, ...], str, str, str]] = [
        (
            ("reports.triage", "reports.answer"),
            reverse("reports:inbox"),
            _("Tiếp nhận"),
            _("Đơn mới, đơn chờ đăng, người dân chưa đồng ý."),
        ),
        (
            ("duties.report", "duties.judge", "duties.assign", "duties.add_evidence"),
            reverse("duties:mine"),
            _("Việc của tôi"),
            _("Việc đang giữ và việc chờ kết luận, theo ngày đến hạn."),
        ),
        (
            ("staff.enter",),
            reverse("duties:scoreboard"),
            _("Theo dõi"),
            _("Từng cơ quan: đúng hạn bao nhiêu trên bao nhiêu."),
        ),
        (
            ("law.edit",),
            reverse("portal:calendar"),
            _("Lịch làm việc"),
            _("Ngày nghỉ, ngày làm bù; nhập khi có văn bản."),
        ),
        (
            ("law.edit",),
            reverse("portal:rule-enter"),
            _("Nhập quy tắc về thời hạn"),
            _("Bản mới của một thời hạn; xem trước việc nào bị động đến."),
        ),
        (
            ("offices.edit",),
            reverse("portal:reorganisations"),
            _("Sắp xếp bộ máy"),
            _("Sáp nhập, chia, tách, giải thể; việc nào sang nơi nào."),
        ),
        (
            ("offices.edit",),
            reverse("portal:coordination-edit"),
            _("Quy chế phối hợp, quy chế làm việc"),
            _("Ai chủ trì, phối hợp, giám sát; ai ký; chỗ trống và chỗ chồng nhau."),
        ),
    ]
    rows = [*places, *_at_the_desk()]
    return [(url, name, text) for acts, url, name, text in rows if covers(chosen, *acts)]


def _at_the_desk() -> list[tuple[tuple[str, ...], str, str, str]]:
    return [*_counter(), *_for_the_office()]


def _counter() -> list[tuple[tuple[str, ...], str, str, str]]:
    return [
        (
            ("desk.take_in",),
            reverse("desk:intake"),
            _("Nhập đơn giấy, điện thoại"),
            _("Từng dòng một, bằng bàn phím; in biên nhận 80 mm hoặc A5."),
        ),
        (
            ("receptions.run", "receptions.schedule"),
            reverse("desk:receptions"),
            _("Tiếp công dân"),
            _("Lịch niêm yết, hàng chờ, biên bản, đơn nhận tại buổi tiếp."),
        ),
        (
            ("reports.triage",),
            reverse("desk:many"),
            _("Xử lý nhiều việc"),
            _("Chọn nhiều việc, làm một lần, hoàn lại được."),
        ),
        (
            ("complaints.read",),
            reverse("complaints:list"),
            _("Sổ khiếu nại"),
            _("Từng bước theo luật, từng ngày có căn cứ, bản nháp văn bản."),
        ),
    ]


def _for_the_office() -> list[tuple[tuple[str, ...], str, str, str]]:
    return [
        (
            ("desk.deputise",),
            reverse("desk:turns"),
            _("Làm thay, bàn giao"),
            _("Người làm thay khi vắng; danh sách khi đổi người."),
        ),
        (
            ("duties.read_internal",),
            reverse("desk:month"),
            _("Báo cáo tháng"),
            _("Số đơn trong tháng, tải DOCX, XLSX, CSV."),
        ),
        (
            ("duties.read_internal",),
            reverse("desk:insight"),
            _("Đơn qua từng cơ quan"),
            _("Chưa đồng ý, chưa khắc phục, im lặng, chuyển vòng."),
        ),
    ]
