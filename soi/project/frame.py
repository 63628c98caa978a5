"""What every page's frame shows: the ward, the menu, who is signed in."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from soi.offices import queries as offices
from soi.web import clock


def frame(request: HttpRequest) -> dict[str, object]:
    """Return the frame of a page."""
    chart = offices.chart(clock.today())
    staff = request.path.startswith("/staff/") and request.user.is_authenticated
    return {
        "ward": chart.ward_name(),
        "is_staff_page": staff,
        "menu": _staff_menu() if staff else _public_menu(),
        "help": chart.help(),
    }


def _public_menu() -> list[tuple[str, str]]:
    return [
        (reverse("portal:home"), _("Trang đầu")),
        (reverse("reports:new"), _("Gửi phản ánh")),
        (reverse("duties:scoreboard"), _("Phường đang nợ gì")),
        (reverse("reports:list"), _("Các phản ánh")),
        (reverse("portal:law"), _("Luật và thời hạn")),
    ]


def _staff_menu() -> list[tuple[str, str]]:
    return [
        (reverse("reports:inbox"), _("Tiếp nhận")),
        (reverse("duties:mine"), _("Việc của tôi")),
        (reverse("duties:scoreboard"), _("Theo dõi")),
        (reverse("portal:calendar"), _("Lịch làm việc")),
        (reverse("portal:home"), _("Trang công khai")),
    ]
