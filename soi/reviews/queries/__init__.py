"""What may be asked of reviews: a body's year as the ledger has it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from soi.duties import queries as duties
from soi.duties.queries import Duty, Outcome, Span
from soi.offices import queries as offices
from soi.reviews.models import Passage
from soi.reviews.queries.passages import Drafted, drafts, table, total

__all__ = ["Said", "Year", "passages", "table", "year"]


@dataclass(frozen=True, slots=True)
class Said:
    """One passage: as the ledger drafts it now, and as a person worded it, if anybody did.

    reworded: empty where nobody did; stale: the draft says something else than when they did
    """

    draft: Drafted
    reworded: str = ""
    stale: bool = False

    @property
    def text(self) -> str:
        """What the paper says."""
        return self.reworded or self.draft.text


@dataclass(frozen=True, slots=True)
class Year:
    """A body's year: the figures, the duties that were late, what goes over, the words."""

    office: str
    number: int
    span: Span
    kinds: Mapping[str, Outcome]
    whole: Outcome
    late: QuerySet[Duty]
    undone: QuerySet[Duty]
    passages: Sequence[Said]


def year(office: str, number: int, today: date) -> Year:
    """Return the year `number` of an office and all offices below it, as seen on a day."""
    chart = offices.chart(min(today, date(number, 12, 31)))
    slugs = frozenset({office, *chart.below(office)})
    span = Span(date(number, 1, 1), date(number, 12, 31), today)
    kinds = duties.outcomes(slugs, span)
    whole, undone = total(kinds.values()), duties.carried_over(slugs)
    drafted = drafts(chart.name(office), number, span, whole, undone.count())
    return Year(
        office=office,
        number=number,
        span=span,
        kinds=kinds,
        whole=whole,
        late=duties.late_ones(slugs, span),
        undone=undone,
        passages=_said(drafted, passages(office, number)),
    )


def passages(office: str, number: int) -> Mapping[str, Passage]:
    """Return how each passage was worded last, by its key."""
    rows = Passage.objects.filter(office=office, year=number)
    return {row.key: row for row in rows}  # in order: the last one stays


def _said(drafted: Sequence[Drafted], worded: Mapping[str, Passage]) -> list[Said]:
    found = []
    for draft in drafted:
        row = worded.get(draft.key)
        reworded = row.text if row else ""
        stale = bool(row and reworded and row.drafted != draft.text)
        found.append(Said(draft, reworded, stale))
    return found
