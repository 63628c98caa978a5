"""Where staff begin: what waits for them, and under which mandate they act."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from soi.core.mandates import Mandate
from soi.core.rooms import Menu, house
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
    return [
        (reverse(one.page), _(one.name), _(one.does))
        for one in house().places(Menu.STAFF)
        if one.name and covers(chosen, *one.acts)
    ]
