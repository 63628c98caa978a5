"""Who may do what at the desk, asked in one place."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from soi.core.mandates import Mandate
from soi.offices import queries as offices
from soi.people import queries as people
from soi.web import clock


def mandate(request: HttpRequest) -> Mandate | None:
    """Return the mandate under which this request acts."""
    chosen: Mandate | None = getattr(request, "mandate", None)
    return chosen or None


def demand(request: HttpRequest, act: str, office: str = "") -> Mandate:
    """Return the mandate, if it covers an act.

    Raises: PermissionDenied.
    """
    chosen = mandate(request)
    if chosen is None or not people.may((chosen,), act, office, clock.today()):
        raise PermissionDenied
    return chosen


def groups(chart: offices.Chart) -> list[tuple[str, str]]:
    """Return the residential groups as choices."""
    return [(one.slug, one.name) for one in chart.groups()]
