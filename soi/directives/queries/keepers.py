"""Whose a document or a session is: who may act on it, and who never may."""

from datetime import date

from soi.core.stamps import SYSTEM, Stamp
from soi.directives.models import Document, DraftDuty, WorkingSession
from soi.offices import queries as offices
from soi.people import queries as people


def keepers(matter: Document | WorkingSession, on: date) -> set[str]:
    """Return the offices whose a document or session is, on a day.

    Who entered it, who issued it or came to the session, and whoever stands above these two.
    """
    if isinstance(matter, Document):
        entered, spoke = matter.registered_by, matter.issuer_office
    else:
        entered, spoke = matter.kept_by, matter.visiting
    chart = offices.chart(on)
    return {entered, spoke, *(chart.above(spoke) if spoke else ())} - {""}


def keeps(matter: Document | WorkingSession, stamp: Stamp) -> bool:
    """Test if whoever acts does so for an office whose the document or session is.

    A document that only citations know is nobody's yet.
    """
    if stamp.by == SYSTEM or (isinstance(matter, Document) and matter.origin == "cited"):
        return True
    return stamp.office in keepers(matter, stamp.on)


def is_bound(draft: DraftDuty, holder: str, stamp: Stamp) -> bool:
    """Test if whoever acts would owe the duty, and it is not their own office that directs.

    holder: to whom it would go
    """
    matter = draft.document or draft.session
    if matter is None or not holder or stamp.by == SYSTEM:
        return False
    chart = offices.chart(stamp.on)
    if holder in keepers(matter, stamp.on):
        return False  # an office that takes something on itself
    bound = {holder, *chart.below(holder)}
    return stamp.office in bound or stamp.person in people.persons_in(frozenset({holder}), stamp.on)
