"""What every page's frame shows: the ward, the menu, who is signed in."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from soi.core.mandates import Mandate
from soi.core.rooms import Menu, house
from soi.offices import queries as offices
from soi.portal.queries import covers, mandate_name
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
        "menu": _menu(mandate, Menu.STAFF if staff else Menu.PUBLIC),
        "foot": _menu(mandate, Menu.FOOT),
        "help": chart.help(),
    }


def _menu(mandate: Mandate | None, menu: Menu) -> list[tuple[str, str]]:
    places = (one for one in house().places(menu) if one.short)
    return [
        (reverse(one.page), _(one.short))
        for one in places
        if not one.acts or covers(mandate, *one.acts)
    ]
