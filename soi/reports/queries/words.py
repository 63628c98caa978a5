"""Looking for words in filings, a stretch at a time.

No index of words is kept: words that are destroyed would live on in it, and each filing would
pay for fifty rows. So the texts themselves are read, at most STRETCH of them a page, and the
page tells how far back it has looked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from soi.core import cursors
from soi.core.filings import SERIES
from soi.core.vietnamese import fold, search_exact
from soi.offices import queries as offices
from soi.reports.models import Report
from soi.reports.queries.pages import Page, Place, paged

STRETCH = 10_000  # texts that one page looks through; two or three years of a ward
_MOST_WORDS = 12
_ORDER = ("rank", "-received_at", "-id")


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where a search stands: the stretch begins below `top`; `last` was shown, with its rank."""

    top: Place | None = None
    last: tuple[int, Place] | None = None

    @classmethod
    def of(cls, key: str) -> Self:
        """Read a mark; raises Unacceptable for one that is none of ours."""
        if not key:
            return cls()
        top, top_pk, rank, last, pk = cursors.read(key, datetime, int, int, datetime, int)
        return cls(_place(top, top_pk), (rank, _place(last, pk)) if last else None)  # type: ignore[arg-type]

    def __str__(self) -> str:
        rank, last = self.last or (0, None)
        return cursors.write(*_values(self.top), rank, *_values(last))


def _place(at: cursors.Value, pk: cursors.Value) -> Place | None:
    return Place(at, pk) if isinstance(at, datetime) and isinstance(pk, int) else None


def _values(place: Place | None) -> tuple[cursors.Value, cursors.Value]:
    return (place.at, place.pk) if place else (None, None)


def looked_for(
    rows: QuerySet[Report],
    query: str,
    after: str,
    limit: int,
    shown: Callable[[QuerySet[Report]], QuerySet[Report]],
) -> Page:
    """Return those of `rows` in which every word of `query` begins a word; marks do not matter.

    Rows that hold the query just as it was typed, marks and all, come first within a stretch.
    The same on both databases, for both search the same folded column. A number finds its
    filing.
    Raises: Unacceptable, for a key that is none of ours.
    """
    query = query.replace("\x00", " ")
    if _is_number(query):
        return paged(shown(rows.filter(number=query.strip().upper())), after, limit)
    mark, words = _Mark.of(after), fold(query).split()[:_MOST_WORDS]
    if not words:
        return Page([], None)
    if mark.top:
        rows = rows.filter(mark.top.below())
    keys = rows.select_related(None).order_by("-received_at", "-id")
    # By key and not by the day of the last one: how many lie between two days is what PostgreSQL
    # guesses wrong, and then it reads the whole table.
    stretch = rows.filter(pk__in=keys.values("pk")[:STRETCH])
    found = list(_ranked(shown(stretch), query, words, mark)[: limit + 1])
    if len(found) > limit:
        last = found[limit - 1]
        mark = _Mark(mark.top, (last.rank, Place(last.received_at, last.pk)))  # type: ignore[attr-defined]
        return Page(found[:limit], str(mark))
    # Two rows: the last of this stretch, and whether another one lies below it.
    ends = list(keys.values_list("received_at", "pk")[STRETCH - 1 : STRETCH + 1])
    if len(ends) < 2:
        return Page(found, None)
    bottom = Place(*ends[0])
    return Page(found, str(_Mark(bottom)), bottom.at)


def streets(chart: offices.Chart) -> tuple[str, ...]:
    """Return the names of the ward's streets and landmarks, by which a house is known."""
    return tuple(name for group in chart.groups() for name in group.places)


def _is_number(query: str) -> bool:
    number = query.strip().upper()
    return number.partition("-")[0] in set(SERIES.values()) and number.count("-") == 2


def _ranked(rows: QuerySet[Report], query: str, words: list[str], mark: _Mark) -> QuerySet[Report]:
    for word in words:
        rows = rows.filter(search_text__contains=f" {word}")
    exact = When(search_exact__contains=search_exact(query.strip()), then=0)
    plain = fold(query) == query.strip().lower()
    # Typed without marks there is nothing to rank by: the database stops at a full page.
    rank = Value(0) if plain else Case(exact, default=1, output_field=IntegerField())
    rows = rows.annotate(rank=rank)
    if mark.last and plain:
        rows = rows.filter(mark.last[1].below())
    elif mark.last:
        at, last = mark.last
        rows = rows.filter(Q(rank__gt=at) | Q(rank=at) & last.below())
    return rows.order_by(*_ORDER[plain:])
