"""The piles on a desk, and how many lie in each."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from soi.core.duties import Kind as DutyKind
from soi.core.duties import State as DutyState
from soi.core.filings import Kind, State
from soi.core.refusals import Unacceptable
from soi.core.stamps import VIETNAM
from soi.reports.models import Dispute, Report
from soi.reports.queries.pages import Page, by_day, paged
from soi.reports.queries.rows import late, reports
from soi.reports.queries.words import looked_for

QUEUES = (
    "publish",
    "unclaimed",
    "disputed",
    "asked",
    "soon",
    "overdue",
    "held",
    "referred",
    "done",
)

MOST_COUNTED = 500  # a pile beyond it is "500+": nobody plans a day by the exact figure
_ANSWERS = (DutyKind.REPORT_ANSWER, DutyKind.PETITION_REPLY, DutyKind.COMPLAINT_STEP)
# Who waits longest comes first; in the other piles, who came last.
_BY_DAY = {"soon": "duty__due_on", "overdue": "duty__due_on", "asked": "asks_to_close_on"}
_TITLES = (
    "number", "kind", "topic", "group", "text", "office", "state", "received_on", "received_at",
    "duty__due_on",
)  # fmt: skip

_CASES = (
    "listed", "published_at", "urgent", "suggested", "route", "channel", "duty__state",
    "duty__due_source", "duty__due_statutory", "duty__due_review", "duty__trace",
    "duty__paused_on", "duty__granted", "duty__reported_on",
)  # fmt: skip


def staff_queue(  # noqa: PLR0913 - all named, so many are no burden
    queue: str,
    *,
    offices: Iterable[str] | None,
    today: date,
    q: str = "",
    kind: str = "",
    topic: str = "",
    group: str = "",
    after: str = "",
    limit: int = 50,
    shown: Callable[[QuerySet[Report]], QuerySet[Report]] | None = None,
) -> Page:
    """Return one pile on a desk: the newest first, or by their last day where days are short.

    queue: one of QUEUES
    offices: those whose filings this desk sees; None for the whole ward
    shown: what to read of each row; with its photos and events unless said otherwise
    """
    wanted = {"kind": kind, "topic": topic, "group": group}
    rows = _pile(queue, None if offices is None else list(offices), today)
    rows = rows.filter(**{name: word for name, word in wanted.items() if word})
    shown = shown or _with_events
    if q.strip():
        return looked_for(rows, q, after, limit, shown)
    day = _BY_DAY.get(queue, "")
    return by_day(shown(rows), day, after, limit) if day else paged(shown(rows), after, limit)


_AT_ONCE = 2000  # rows that lie in memory while a pile becomes a file


def staff_rows(queue: str, **wanted: Any) -> Iterator[Report]:
    """Yield every filing of a pile, however far back they lie; as staff_queue."""
    key: str | None = ""
    while key is not None:
        page = staff_queue(queue, after=key, limit=_AT_ONCE, **wanted)
        yield from page.rows
        key = page.next


def as_titles(rows: QuerySet[Report]) -> QuerySet[Report]:
    """Return `rows` with what one line of a pile shows: words, kind, office and days."""
    return rows.select_related(None).select_related("duty").only(*_TITLES)


def as_cases(rows: QuerySet[Report]) -> QuerySet[Report]:
    """Return `rows` with what a row of the inbox shows: the title's, what it seems, its day."""
    return rows.select_related(None).select_related("duty").only(*_TITLES, *_CASES)


def _with_events(rows: QuerySet[Report]) -> QuerySet[Report]:
    return rows.prefetch_related("photos", "events")


def staff_counts(
    *, offices: Iterable[str] | None, today: date, holders: Iterable[str] | None = None
) -> dict[str, int]:
    """Return how many filings lie in each pile, no further than MOST_COUNTED.

    holders: whose own work the pile "held" is; `offices` unless said otherwise
    """
    slugs = None if offices is None else list(offices)
    own = slugs if holders is None else list(holders)
    return {
        name: _in_order(name, own if name == "held" else slugs, today)[:MOST_COUNTED].count()
        for name in QUEUES
    }


def counts(today: date) -> dict[str, int]:
    """Return how many filings there are of each kind and how many of those are open.

    Complaints are told as a number, and in no other way. A denunciation that was erased is not
    among them: refused ones that no list shows would tell how many there were.
    """
    told = {
        f"{kind.value}_{name}": Count("pk", filter=Q(kind=kind) & condition)
        for kind in Kind
        for name, condition in (("all", Q()), ("open", Q(closed_on=None)))
    }
    ends = {
        state.value: Count("pk", filter=Q(state=state))
        for state in (State.DONE, State.DONE_SILENT, State.CLOSED_UNFIXED, State.REFUSED)
    }
    kept = Report.objects.exclude(office="")
    return kept.aggregate(**told, **ends, overdue=Count("pk", filter=late(today)))


def _pile(queue: str, slugs: list[str] | None, today: date) -> QuerySet[Report]:
    if queue not in QUEUES:
        raise Unacceptable("queue", "unknown")
    return reports().filter(_in_pile(queue, slugs, today))


def _in_order(queue: str, slugs: list[str] | None, today: date) -> QuerySet[Report]:
    # Without an order PostgreSQL reads the table until it has met enough of them.
    day = _BY_DAY.get(queue, "")
    return _pile(queue, slugs, today).order_by(*([day] if day else ["-received_at", "-id"]))


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)


def _in_pile(queue: str, slugs: list[str] | None, today: date) -> Q:
    due, undone = Q(duty__state=DutyState.OPEN), Q(closed_on=None)
    # Found from their duties: those of other rooms are passed over before a filing is looked for.
    answer = Q(duty__kind__in=_ANSWERS)
    # `closed_on` is said each time, though it often follows: with it the database walks what is
    # open, the newest first, and stops when the page is full. Not by days: an open duty has an open
    # filing, and PostgreSQL would take the two for chance and read every duty of those days.
    piles = {
        # "In" and not "is": SQLite enters an index by a value, and not by a bare column.
        "publish": undone & Q(listed__in=[True], published_at=None),
        "unclaimed": undone
        & Q(state__in=[State.RECEIVED, State.ASSIGNED], received_at__lt=_morning(today)),
        "disputed": undone & Q(state=State.DISPUTED),
        "asked": undone & Q(asks_to_close_on__gt=date.min, duty__state=DutyState.REPORTED),
        "soon": answer & due & Q(duty__due_on__range=(today, today + timedelta(days=2))),
        "overdue": answer & late(today),
        "held": due & undone,
        "referred": undone & Q(state=State.HANDED_OVER),
        # A denunciation that was erased lies with no office, and in no pile.
        "done": Q(closed_on__isnull=False) & ~Q(office=""),
    }
    if slugs is None:
        return piles[queue]
    ours = Q(office__in=slugs)
    if queue != "disputed":
        return piles[queue] & ours
    reviewed = Dispute.objects.filter(
        report=OuterRef("pk"), duty__holder__slug__in=slugs, decided_on=None
    )
    return piles[queue] & (ours | Q(Exists(reviewed)))
