"""Which of a person's mandates this request acts under."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from soi.core.mandates import Mandate
from soi.people import queries as people
from soi.web import clock

SESSION_KEY = "mandate"


def current_mandate(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give each request its person's mandates of today, and the one chosen."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.mandates = SimpleLazyObject(lambda: _mandates(request))  # type: ignore[attr-defined]
        request.mandate = SimpleLazyObject(lambda: _chosen(request))  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def _mandates(request: HttpRequest) -> tuple[Mandate, ...]:
    return people.mandates(request.user.pk, clock.today()) if request.user.is_authenticated else ()


def _chosen(request: HttpRequest) -> Mandate | None:
    mandates: tuple[Mandate, ...] = request.mandates  # type: ignore[attr-defined]
    wanted = request.session.get(SESSION_KEY, "") if mandates else ""
    fitting = [one for one in mandates if f"{one.role}@{one.office}" == wanted]
    return next(iter(fitting or mandates), None)
