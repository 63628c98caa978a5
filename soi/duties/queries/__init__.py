"""What may be asked of the ledger."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from statistics import median
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from soi.core.duties import Act, State, Verdict, Visibility
from soi.core.stamps import VIETNAM
from soi.duties.models import Duty as Duty  # views name the rows they were given
from soi.duties.models import DutyEvent as DutyEvent
from soi.duties.models import Evidence, Handover, Heir, SubHolder
from soi.duties.queries.recorded import unlike_record as unlike_record
from soi.duties.queries.ties import DUTIES as DUTIES
from soi.duties.queries.ties import held as held
from soi.duties.queries.yearly import Outcome as Outcome
from soi.duties.queries.yearly import Span as Span
from soi.duties.queries.yearly import carried_over as carried_over
from soi.duties.queries.yearly import late_ones as late_ones
from soi.duties.queries.yearly import outcomes as outcomes

WINDOW = timedelta(days=90)
LAPSED = (Verdict.VOID, Verdict.WITHDRAWN, Verdict.MERGED)  # closed, but neither met nor missed
PAUSED = Q(paused_on__isnull=False)


_STARTS = {Act.ASSIGN, Act.CONFIRM, Act.TRANSFER, Act.REOPEN}
_ENDS = {Act.JUDGE, Act.WITHDRAW, Act.MERGE}


@dataclass(frozen=True, slots=True)
class Stay:
    """One office that held a duty; `until` is None while it still does."""

    office: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """One office's figures in a window of days. Every figure has its denominator beside it."""

    office: str
    open: int
    overdue: int
    due: int  # last day within the window, and no longer merely owed in time
    in_time: int
    late: int
    unfixed: int
    no_day: int
    median_days: int | None
    reported: int  # how many the median is of


def duties() -> QuerySet[Duty]:
    """Return every duty with its holder."""
    return Duty.objects.select_related("holder", "delegate", "parent")


def public() -> QuerySet[Duty]:
    """Return the duties that anybody may see."""
    return duties().filter(visibility=Visibility.PUBLIC).exclude(state=State.DRAFT)


def by_number(number: str) -> Duty | None:
    """Return one duty."""
    return duties().filter(number=number).first()


def about(source_ref: str) -> QuerySet[Duty]:
    """Return the duties that came from one source, the first first."""
    return duties().filter(source_ref=source_ref).order_by("pk")


def events(numbers: Sequence[str]) -> QuerySet[DutyEvent]:
    """Return every act on the duties with these numbers, in order."""
    return DutyEvent.objects.filter(duty__number__in=numbers).select_related("duty").order_by("pk")


def stays(duty: Duty, told: Sequence[DutyEvent]) -> list[Stay]:
    """Return which offices held the duty, from when to when, by its events."""
    found: list[Stay] = []
    for event in told:
        on = event.at.astimezone(VIETNAM).date()
        if event.act in _ENDS:
            found[-1:] = [replace(one, until=on) for one in found[-1:]]
        elif event.act in _STARTS:
            found[-1:] = [replace(one, until=one.until or on) for one in found[-1:]]
            last = found[-1].office if found else duty.origin_holder
            office = {Act.TRANSFER: event.facts.get("to", "")}.get(Act(event.act), last)
            found.append(Stay(office, on))
    return found


def evidence(numbers: Sequence[str]) -> QuerySet[Evidence]:
    """Return every piece of evidence on the duties with these numbers, in order."""
    return Evidence.objects.filter(duty__number__in=numbers).select_related("duty").order_by("pk")


def beside(duty: Duty) -> QuerySet[SubHolder]:
    """Return the other offices with a part in a duty."""
    return duty.sub_holders.select_related("office").order_by("role", "pk")


def children(duty: Duty) -> list[Duty]:
    """Return the duties that this one was split into."""
    return list(duty.children.order_by("pk"))


def evidence_file(pk: int) -> Evidence | None:
    """Return one piece of evidence with its duty."""
    return Evidence.objects.filter(pk=pk).select_related("duty").first()


def files() -> QuerySet[Evidence, str]:
    """Return the name of every evidence file."""
    return Evidence.objects.exclude(file="").values_list("file", flat=True)


def overdue(today: date) -> QuerySet[Duty]:
    """Return what is owed and past its last day, the longest first."""
    return duties().filter(_past(today)).order_by("due_on", "pk")


def unnoticed(today: date, *, after: int, limit: int) -> list[Duty]:
    """Return what is overdue and has not been told to both its holder and an overseer.

    after: the key below which all have been looked at
    """
    untold = Q(overdue_noticed_on=None) | Q(escalated_on=None)
    rows = duties().filter(_past(today)).filter(untold, pk__gt=after)
    return list(rows.order_by("pk")[:limit])


def owed(today: date) -> QuerySet[Duty]:
    """Return the public duties that are owed, by due day, without those that have none."""
    return public().filter(state=State.OPEN).exclude(due_on=None).order_by("due_on", "pk")


def listed(
    *,
    office: str = "",
    state: str = "",
    late_on: date | None = None,
    in_time_on: date | None = None,
) -> QuerySet[Duty]:
    """Return public duties, newest first.

    late_on, in_time_on: only those that are overdue on this day, or are not
    """
    rows = public().order_by("-pk")
    if office:
        rows = rows.filter(holder__slug=office)
    if state:
        rows = rows.filter(state=state)
    if late_on:
        rows = rows.filter(_past(late_on))
    if in_time_on:
        rows = rows.filter(
            ~Q(state=State.OPEN) | Q(due_on=None) | Q(due_on__gte=in_time_on) | PAUSED
        )
    return rows


QUEUES = ("post", "office", "coordinating", "judge", "done")


def queue(
    name: str, offices: frozenset[str], below: frozenset[str], post: str = ""
) -> QuerySet[Duty]:
    """Return one pile on a desk; those without a day last, not hidden.

    offices: the offices somebody acts for; below: those they may judge; post: their post
    """
    rows = duties().exclude(state=State.DRAFT).exclude(visibility=Visibility.SEALED)
    holds = Q(holder__slug__in=offices) | Q(delegate__slug__in=offices)
    filters = {
        "post": holds & Q(state=State.OPEN, responsible_post=post) & ~Q(responsible_post=""),
        "office": holds & Q(state=State.OPEN),
        "coordinating": Q(sub_holders__office__slug__in=offices) & Q(state=State.OPEN),
        "judge": Q(state=State.REPORTED)
        & (Q(requester_office__in=offices) | Q(holder__slug__in=below))
        & ~holds
        & ~Exists(_gave_away(offices)),
        "done": holds & Q(state__in=(State.REPORTED, State.CLOSED)),
    }
    rows = rows.filter(filters[name]).distinct()
    if name == "done":
        return rows.order_by(F("closed_on").desc(nulls_last=True), "-pk")
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


def _gave_away(offices: frozenset[str]) -> QuerySet[DutyEvent]:
    """Return by which acts one of the offices gave a duty away that it held; it never judges it."""
    moved = DutyEvent.objects.filter(duty=OuterRef("pk"), act=Act.TRANSFER)
    return moved.filter(facts__from__in=list(offices), facts__event__isnull=True)


def pile_sizes(piles: Mapping[str, QuerySet[Duty]]) -> dict[str, int]:
    """Return how many duties lie in each pile, in one statement."""
    figures = {
        name: Coalesce(
            Subquery(
                pile.order_by()
                .values(one=Value(1))
                .annotate(size=Count("pk", distinct=True))
                .values("size")
            ),
            0,
        )
        for name, pile in piles.items()
    }
    # Any one row will do to hang the figures on; without one every pile is empty.
    row = Duty.objects.order_by("pk").values(**{f"in_{k}": v for k, v in figures.items()}).first()
    return {name: row[f"in_{name}"] if row else 0 for name in piles}


def scoreboard(today: date) -> list[Score]:
    """Return the figures of every office that owed anything in the last 90 days."""
    since = today - WINDOW
    due = Q(due_on__gte=since, due_on__lt=today) & ~Q(verdict__in=LAPSED) & ~PAUSED
    in_time = due & Q(reported_on__lte=F("due_on"))
    owed = Q(state=State.OPEN)
    rows = (
        public()
        .filter(owed | Q(due_on__gte=since, due_on__lt=today) | Q(closed_on__gte=since))
        .values("holder__slug")
        .annotate(
            open=Count("pk", filter=owed),
            overdue=Count("pk", filter=owed & _past(today)),
            due=Count("pk", filter=due),
            in_time=Count("pk", filter=in_time),
            unfixed=Count("pk", filter=Q(verdict=Verdict.NOT_MET, closed_on__gte=since)),
            no_day=Count("pk", filter=owed & Q(due_on=None)),
        )
        .order_by("holder__slug")
    )
    took = _days_to_report(since, today)
    return [_score(row, took.get(row["holder__slug"], [])) for row in rows]


def _score(row: Mapping[str, Any], took: Sequence[int]) -> Score:
    figures = {
        name: row[name] for name in ("open", "overdue", "due", "in_time", "unfixed", "no_day")
    }
    return Score(
        office=row["holder__slug"],
        late=row["due"] - row["in_time"],
        median_days=round(median(took)) if took else None,
        reported=len(took),
        **figures,
    )


def _days_to_report(since: date, today: date) -> dict[str, list[int]]:
    rows = public().filter(reported_on__gte=since, reported_on__lte=today)
    took: dict[str, list[int]] = {}
    for slug, began, reported in rows.values_list("holder__slug", "starts_on", "reported_on"):
        if reported is not None:
            took.setdefault(slug, []).append((reported - began).days)
    return took


def _past(today: date) -> Q:
    return Q(state=State.OPEN, due_on__lt=today) & ~PAUSED


def kept(today: date, days: int = 30) -> dict[str, int]:
    """Return how the public duties due in the last `days` days came out."""
    since = today - timedelta(days=days)
    rows = public().filter(due_on__gte=since, due_on__lt=today).exclude(verdict__in=LAPSED)
    pairs = list(rows.values_list("state", "verdict"))
    return {
        "due": len(pairs),
        "met": sum(verdict == Verdict.MET for _, verdict in pairs),
        "late": sum(verdict == Verdict.MET_LATE for _, verdict in pairs),
        "unfixed": sum(verdict == Verdict.NOT_MET for _, verdict in pairs),
        "owed": sum(state == State.OPEN for state, _ in pairs),
    }


def counts(today: date) -> dict[str, int]:
    """Return how many public duties are open, overdue, or without a day or a measure."""
    return Duty.objects.filter(visibility=Visibility.PUBLIC, state=State.OPEN).aggregate(
        open=Count("pk"),
        overdue=Count("pk", filter=_past(today)),
        no_day=Count("pk", filter=Q(due_on=None)),
    )


def owed_count() -> int:
    """Return how many duties are owed or wait for a verdict, drafts included."""
    return Duty.objects.exclude(state=State.CLOSED).count()


def held_by_none_of(alive: frozenset[int]) -> int:
    """Return how many duties that are owed have a holder that is none of the offices `alive`."""
    rows = Duty.objects.exclude(state=State.CLOSED).values_list("holder_id")
    held = rows.order_by().annotate(count=Count("pk"))
    return sum(count for holder, count in held if holder not in alive)


def state_digest() -> str:
    """Return a digest of who holds what by when: SHA-256 over every duty, by its number."""
    digest = sha256()
    rows = Duty.objects.order_by("number").values_list(
        "number", "holder__slug", "origin_holder", "state", "due_on", "provisional"
    )
    for row in rows.iterator(chunk_size=10_000):
        digest.update(repr(row).encode())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A duty that waits for somebody to say which office it goes to.

    candidates: the offered one first; it holds the duty until then
    """

    number: str
    title: str
    event: str
    old: str
    candidates: tuple[str, ...]


def waiting() -> list[Waiting]:
    """Return the duties whose office was split and whose new holder nobody has decided yet."""
    rows = Handover.objects.filter(state="queued").select_related("duty", "old")
    heirs = {
        (one.event, one.old_id): tuple(one.candidates)
        for one in Heir.objects.filter(kind="", queued=True)
    }
    return [
        Waiting(
            row.duty.number,
            row.duty.title,
            row.event,
            row.old.slug,
            heirs.get((row.event, row.old_id), ()),
        )
        for row in rows.order_by("pk")
    ]


def held_by(slugs: Iterable[str]) -> QuerySet[Duty]:
    """Return the duties that are owed by some offices, by due day: what an event would move."""
    rows = duties().filter(holder__slug__in=list(slugs)).exclude(state=State.CLOSED)
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")
