"""What every page's frame shows: the ward, the menu, who is signed in."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from soi.core.mandates import Mandate
from soi.offices import queries as offices
from soi.portal.queries import covers, mandate_name
from soi.portal.views.places import PLACES
from soi.web import clock

_DEMO_WARD = "phuong-mau"


def frame(request: HttpRequest) -> dict[str, object]:
    """Return the frame of a page."""
    chart = offices.chart(clock.today())
    # A request that was refused early has nobody on it yet.
    user = getattr(request, "user", None)
    staff = bool(user and user.is_authenticated and request.path.startswith("/staff/"))
    mandate: Mandate | None = getattr(request, "mandate", None) if staff else None
    return {
        "ward": chart.ward_name(),
        "demo": chart.has(_DEMO_WARD),
        "mandate_name": mandate_name(mandate, chart) if mandate else "",
        "is_staff_page": staff,
        "menu": _staff_menu(mandate) if staff else _public_menu(),
        "help": chart.help(),
    }


def _public_menu() -> list[tuple[str, str]]:
    return [
        (reverse("portal:home"), _("Trang đầu")),
        (reverse("reports:new"), _("Gửi phản ánh")),
        (reverse("duties:scoreboard"), _("Phường đang nợ gì")),
        (reverse("reports:list"), _("Các phản ánh")),
        (reverse("documents:list"), _("Chỉ đạo")),
        (reverse("portal:law"), _("Luật và thời hạn")),
        (reverse("record:page"), _("Sổ công khai")),
    ]


def _staff_menu(mandate: Mandate | None) -> list[tuple[str, str]]:
    """Return the places of the first page that most are in daily, where the mandate leads."""
    short = {
        "reports:inbox": _("Tiếp nhận"),
        "desk:intake": _("Nhập đơn"),
        "desk:receptions": _("Tiếp công dân"),
        "complaints:list": _("Khiếu nại"),
        "duties:mine": _("Việc của tôi"),
        "documents:desk": _("Chỉ đạo"),
        "sessions:desk": _("Buổi làm việc"),
        "duties:scoreboard": _("Theo dõi"),
    }
    open_to = {page for acts, page, _name, _text in PLACES if covers(mandate, *acts)}
    return [
        *((reverse(page), name) for page, name in short.items() if page in open_to),
        (reverse("portal:calendar"), _("Lịch ngày làm việc")),
        (reverse("portal:home"), _("Trang công khai")),
    ]
