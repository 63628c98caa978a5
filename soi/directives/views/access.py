"""Who may register, review, plan or answer, decided here and nowhere else."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from soi.core.mandates import Mandate, holds
from soi.directives import queries
from soi.directives.queries import Document
from soi.offices import queries as offices
from soi.web import clock


def mandate(request: HttpRequest) -> Mandate | None:
    """Return the mandate under which this request acts."""
    return getattr(request, "mandate", None) or None


def may(request: HttpRequest, act: str, office: str = "") -> bool:
    """Test if the chosen mandate covers an act, for an office or at all."""
    chosen, today = mandate(request), clock.today()
    if chosen is None:
        return False
    above = offices.chart(today).above(office) if office else frozenset()
    return holds((chosen,), act, office, today, above=above)


def demand(request: HttpRequest, act: str, office: str = "") -> Mandate:
    """Return the chosen mandate, or refuse."""
    chosen = mandate(request)
    if chosen is None or not may(request, act, office):
        raise PermissionDenied
    return chosen


def internal(request: HttpRequest) -> bool:
    """Test if the visitor may see what is marked internal."""
    return may(request, "duties.read_internal")


def find(request: HttpRequest, number: str) -> Document:
    """Return a document that the visitor may see, else answer as if there were none."""
    found = queries.document(number)
    if found is None or not (internal(request) or queries.is_open(found)):
        raise Http404
    return found
