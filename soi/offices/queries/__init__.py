"""Who stands where, on any day: offices, posts, who leads a field, who reviews whom.

All rows are read once an edition into an immutable archive; a `Chart` is that archive as of
one day. Asking whether the edition is still the same is one small SELECT.
"""

from datetime import date
from functools import lru_cache

from soi.core.refusals import Unacceptable
from soi.offices.queries import archive
from soi.offices.queries.archive import EDITION
from soi.offices.queries.bodies import (
    HistoryView,
    WorkingRuleView,
    coordination_rules,
    grade,
    history,
    organisation,
    signing,
    working_rules,
)
from soi.offices.queries.charts import (
    ADMINISTRATIVE,
    COORDINATES,
    COORDINATING,
    DESK,
    FRONT_MEMBER,
    GROUP,
    LEADS,
    OVERSEES,
    PARTY_LEADS,
    REVIEWS,
    SECTORAL,
    TERRITORY,
    WARD,
    Chart,
    GroupView,
    OfficeView,
    PostView,
    RelationView,
    Route,
)
from soi.offices.queries.events import event, events, events_to_pass, find_event
from soi.offices.queries.units import (
    UnitPair,
    UnitView,
    counts,
    heirs_of,
    pairs,
    unit,
    units_named,
)

__all__ = [
    "ADMINISTRATIVE",
    "COORDINATES",
    "COORDINATING",
    "DESK",
    "EDITION",
    "FRONT_MEMBER",
    "GROUP",
    "LEADS",
    "OVERSEES",
    "PARTY_LEADS",
    "REVIEWS",
    "SECTORAL",
    "TERRITORY",
    "WARD",
    "Chart",
    "GroupView",
    "HistoryView",
    "OfficeView",
    "PostView",
    "RelationView",
    "Route",
    "UnitPair",
    "UnitView",
    "WorkingRuleView",
    "alive",
    "chart",
    "coordination_rules",
    "counts",
    "event",
    "events",
    "events_to_pass",
    "find_event",
    "grade",
    "heirs_of",
    "history",
    "identify",
    "identities",
    "organisation",
    "pairs",
    "signing",
    "unit",
    "units_named",
    "working_rules",
]


def chart(on: date) -> Chart:
    """Return the offices as of a day; one small SELECT where nothing changed."""
    return _chart(archive.edition(), on)


def identify(office: str, post: str) -> tuple[int, int | None]:
    """Return the keys of an office and, unless `post` is empty, of a post in it.

    Raises: Unacceptable, where there is no such office, or no such post in it.
    """
    known = archive.read(archive.edition())
    found = next((row.pk for row in known.offices if row.slug == office), None)
    if found is None:
        raise Unacceptable("office", "unknown", office=office)
    if not post:
        return found, None
    rows = (row.pk for row in known.posts if row.slug == post and row.office_id == found)
    key = next(rows, None)
    if key is None:
        raise Unacceptable("post", "unknown", post=post)
    return found, key


def identities() -> dict[str, int]:
    """Return the key of every office by slug."""
    return {row.slug: row.pk for row in archive.read(archive.edition()).offices}


def alive(on: date) -> frozenset[int]:
    """Return the keys of the offices that are there on a day."""
    rows = archive.in_force(archive.read(archive.edition()).offices, on)
    return frozenset(row.pk for row in rows)


@lru_cache(maxsize=64)
def _chart(edition: int, on: date) -> Chart:
    return Chart(archive.read(edition), on)
