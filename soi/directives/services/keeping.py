"""The demand that an act is done by those whose the document or session is."""

from soi.core.mandates import NotPermitted
from soi.core.stamps import Stamp
from soi.directives.models import Document, DraftDuty, WorkingSession
from soi.directives.queries import is_bound, keeps


def demand_keeper(matter: Document | WorkingSession, stamp: Stamp, act: str) -> None:
    """Refuse an act on somebody else's document or session.

    Raises: NotPermitted.
    """
    if not keeps(matter, stamp):
        raise NotPermitted(act=act, office=stamp.office)


def demand_unbound(draft: DraftDuty, holder: str, stamp: Stamp, act: str) -> None:
    """Refuse a decision by whoever the directive would bind, or on somebody else's draft.

    holder: to whom the duty would go, besides whom the draft names
    Raises: NotPermitted.
    """
    matter = draft.document or draft.session
    if matter is not None:
        demand_keeper(matter, stamp, act)
    named = {holder, draft.holder, str(draft.machine.get("holder_office", ""))}
    if any(is_bound(draft, one, stamp) for one in named):
        raise NotPermitted(act=act, office=stamp.office, rule="bound")
