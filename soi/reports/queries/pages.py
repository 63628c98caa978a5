"""Pages of filings, by key and never by offset."""

from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Self

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from soi.core import cursors
from soi.reports.models import Report


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, and the key of the page after them; None on the last.

    until: how far back words were looked for, where that is not to the oldest
    """

    rows: list[Report]
    next: str | None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a filing stands in a list that begins with the newest."""

    at: datetime
    pk: int

    @classmethod
    def of(cls, cursor: str) -> Self:
        """Read a place as `str` writes it; raises Unacceptable."""
        at, pk = cursors.read(cursor, datetime, int)
        return cls(at, pk)  # type: ignore[arg-type]

    def __str__(self) -> str:
        return cursors.write(self.at, self.pk)

    def below(self) -> Q:
        """Return what picks the filings that come after this one."""
        # The first condition alone lets both databases begin at the right place of the index.
        return Q(received_at__lte=self.at) & (Q(received_at__lt=self.at) | Q(id__lt=self.pk))


def paged(rows: QuerySet[Report], after: str, limit: int) -> Page:
    """Return the page after a key, the newest first.

    Raises: Unacceptable, for a key that is none of ours.
    """
    if after:
        rows = rows.filter(Place.of(after).below())
    found = list(rows.order_by("-received_at", "-id")[: limit + 1])
    if len(found) <= limit:
        return Page(found, None)
    last = found[limit - 1]
    return Page(found[:limit], str(Place(last.received_at, last.pk)))


def by_day(rows: QuerySet[Report], day: str, after: str, limit: int) -> Page:
    """Return the page after a key, the earliest first.

    day: the field of a day by which they stand
    Raises: Unacceptable, for a key that is none of ours.
    """
    # Within a day by the key of the table that the day stands in: its index has both. Written out,
    # because Django puts the filing's own column for the duty's, and SQLite then sorts them all.
    tie = "duty_id" if day.startswith("duty__") else "pk"
    order = RawSQL('"duties_duty"."id"', ()) if tie == "duty_id" else tie
    if after:
        on, key = cursors.read(after, date, int)
        later = Q(**{f"{day}__gt": on}) | Q(**{day: on, f"{tie}__gt": key})
        rows = rows.filter(Q(**{f"{day}__gte": on}) & later)
    found = list(rows.order_by(day, order)[: limit + 1])
    if len(found) <= limit:
        return Page(found, None)
    last = found[limit - 1]
    on, key = attrgetter(day.replace("__", "."), tie)(last)
    return Page(found[:limit], cursors.write(on, key))
