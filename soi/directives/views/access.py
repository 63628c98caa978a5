"""Who may register, review, plan or answer, decided here and nowhere else."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from soi.core.mandates import Mandate, holds
from soi.directives import queries
from soi.directives.queries import Document, DraftDuty, WorkingSession
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


def keeps(request: HttpRequest, matter: Document | WorkingSession) -> bool:
    """Test if the document or session is one of the chosen mandate's office."""
    return mandate(request) is not None and queries.keeps(matter, clock.stamp(request))


def demand_keeper(request: HttpRequest, matter: Document | WorkingSession) -> None:
    """Refuse who acts for an office whose the document or session is not."""
    if not keeps(request, matter):
        raise PermissionDenied


def demand_unbound(request: HttpRequest, draft: DraftDuty) -> None:
    """Refuse whoever a draft would bind, or whose the text it was drawn from is not."""
    matter, stamp = draft.document or draft.session, clock.stamp(request)
    if matter is not None:
        demand_keeper(request, matter)
    named = {draft.holder, str(draft.machine.get("holder_office", ""))}
    if any(queries.is_bound(draft, one, stamp) for one in named):
        raise PermissionDenied


def internal(request: HttpRequest) -> bool:
    """Test if the visitor may see what is marked internal."""
    return may(request, "duties.read_internal")


def find(request: HttpRequest, number: str) -> Document:
    """Return a document that the visitor may see, else answer as if there were none."""
    found = queries.document(number)
    if found is None or not (internal(request) or queries.is_open(found)):
        raise Http404
    return found
