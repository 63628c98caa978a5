"""What may be asked of the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import F, Q, QuerySet

from soi.core.duties import State, Verdict, Visibility
from soi.duties.models import Duty as Duty  # views name the rows they were given
from soi.duties.models import DutyEvent as DutyEvent
from soi.duties.models import Evidence, SubHolder

WINDOW = timedelta(days=90)


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
    return duties().filter(state=State.OPEN, due_on__lt=today).order_by("due_on", "pk")


def owed(today: date) -> QuerySet[Duty]:
    """Return the public duties that are owed, by due day, without those that have none."""
    return public().filter(state=State.OPEN).exclude(due_on=None).order_by("due_on", "pk")


def listed(
    *, office: str = "", state: str = "", late_on: date | None = None, after: int | None = None
) -> QuerySet[Duty]:
    """Return public duties, newest first, below the key `after`.

    late_on: only those that are overdue on this day
    """
    rows = public().order_by("-pk")
    if office:
        rows = rows.filter(holder__slug=office)
    if state:
        rows = rows.filter(state=state)
    if late_on:
        rows = rows.filter(state=State.OPEN, due_on__lt=late_on)
    return rows if after is None else rows.filter(pk__lt=after)


QUEUES = ("office", "coordinating", "judge", "done")


def queue(name: str, offices: frozenset[str], below: frozenset[str]) -> QuerySet[Duty]:
    """Return one pile on a desk; those without a day last, not hidden.

    offices: the offices somebody acts for; below: those they may judge
    """
    rows = duties().exclude(state=State.DRAFT)
    holds = Q(holder__slug__in=offices) | Q(delegate__slug__in=offices)
    filters = {
        "office": holds & Q(state=State.OPEN),
        "coordinating": Q(sub_holders__office__slug__in=offices) & Q(state=State.OPEN),
        "judge": Q(state=State.REPORTED)
        & (Q(requester_office__in=offices) | Q(holder__slug__in=below))
        & ~holds,
        "done": holds & Q(state__in=(State.REPORTED, State.CLOSED)),
    }
    rows = rows.filter(filters[name]).distinct()
    if name == "done":
        return rows.order_by("-closed_on", "-pk")
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


def scoreboard(today: date) -> list[Score]:
    """Return the figures of every office that owed anything in the last 90 days."""
    since = today - WINDOW
    touched = Q(due_on__gte=since, due_on__lt=today) | Q(state=State.OPEN)
    touched |= Q(closed_on__gte=since)
    rows = (
        public()
        .filter(touched)
        .values_list("holder__slug", "state", "verdict", "starts_on", "due_on", "reported_on")
    )
    piles: dict[str, list[tuple[str, str, date, date | None, date | None]]] = {}
    for slug, *rest in rows:
        piles.setdefault(slug, []).append(tuple(rest))  # type: ignore[arg-type]
    return [_score(slug, pile, since, today) for slug, pile in sorted(piles.items())]


def _score(
    slug: str,
    pile: list[tuple[str, str, date, date | None, date | None]],
    since: date,
    today: date,
) -> Score:
    open_ = [row for row in pile if row[0] == State.OPEN]
    due = [row for row in pile if row[3] is not None and since <= row[3] < today]
    in_time = [row for row in due if row[4] is not None and row[3] is not None and row[4] <= row[3]]
    answered = [(row[4] - row[2]).days for row in pile if row[4] is not None]
    return Score(
        office=slug,
        open=len(open_),
        overdue=sum(row[3] is not None and row[3] < today for row in open_),
        due=len(due),
        in_time=len(in_time),
        late=len(due) - len(in_time),
        unfixed=sum(row[1] == Verdict.NOT_MET for row in pile),
        no_day=sum(row[3] is None for row in open_),
        median_days=round(median(answered)) if answered else None,
    )


def kept(today: date, days: int = 30) -> dict[str, int]:
    """Return how the public duties due in the last `days` days came out."""
    since = today - timedelta(days=days)
    rows = public().filter(due_on__gte=since, due_on__lt=today)
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
    rows = public().filter(state=State.OPEN)
    return {
        "open": rows.count(),
        "overdue": rows.filter(due_on__lt=today).count(),
        "no_day": rows.filter(due_on=None).count(),
    }
