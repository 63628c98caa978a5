"""What a whole request goes by: one edition of law and offices, and one of a person's mandates."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from soi.core.mandates import Mandate
from soi.people import queries as people
from soi.record import queries as record
from soi.web import clock

SESSION_KEY = "mandate"
_Handler = Callable[[HttpRequest], HttpResponse]


def one_edition(get_response: _Handler) -> _Handler:
    """Ask once a request, and not at each look, whether the law or the offices have changed."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with record.one_edition():
            return get_response(request)

    return middleware


def current_mandate(get_response: _Handler) -> _Handler:
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
