"""What a new version of a rule does to duties that are owed: first shown, then done.

A duty keeps the version of its trigger. A version that reaches back to before today touches
those that began on or after its first day; a day that is past is never rewritten.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from soi.core import deadlines
from soi.core.deadlines import Limit
from soi.core.duties import Act, State
from soi.core.stamps import Stamp
from soi.core.workdays import Calendar
from soi.counter import services as counter
from soi.duties.models import Duty
from soi.duties.queries.ties import DUTIES
from soi.duties.services.ledger import granted_of, limit_of, pauses_of, recount

PAST, GRANTED = "past", "granted"  # why a duty keeps its day all the same


@dataclass(frozen=True, slots=True)
class Touched:
    """One open duty under a rule that changes.

    kept: why it keeps its day, "past" or "granted"; empty where it would move
    """

    number: str
    title: str
    holder: str
    before: date
    after: date
    kept: str = ""


def touched(*, limit: Limit, calendar: Calendar, today: date) -> list[Touched]:
    """Return what a new version of a rule would do to each open duty under it.

    limit: the version as it would be
    """
    return [
        Touched(
            number=duty.number,
            title=duty.title,
            holder=duty.holder.slug,
            before=before,
            after=after,
            kept=_kept(duty, before, after, today),
        )
        for duty, before, after in _under(Duty.objects.all(), limit, calendar)
        if before != after
    ]


@transaction.atomic
def adopt(*, limit: Limit, calendar: Calendar, cause: str, stamp: Stamp) -> int:
    """Give the open duties that a new version touches their new day; returns how many moved.

    Each leaves a line with the old day, the new day and the cause.
    """
    moved = 0
    rows = Duty.objects.select_for_update(of=("self",))
    for duty, before, after in list(_under(rows, limit, calendar)):
        if before == after or _kept(duty, before, after, stamp.on):
            continue
        duty.limit = asdict(limit)
        recount(duty, calendar)
        duty.due_source, duty.due_review = limit.source, limit.review
        facts = {"from": before.isoformat(), "to": after.isoformat(), "version": limit.version}
        facts["source"] = limit.source
        counter.step(DUTIES, duty, Act.RECOMPUTE, stamp, text=cause, facts=facts)
        moved += 1
    return moved


def _under(
    rows: QuerySet[Duty], limit: Limit, calendar: Calendar
) -> Iterator[tuple[Duty, date, date]]:
    since = date.fromisoformat(limit.version)
    for duty in (
        rows.select_related("holder")
        .filter(
            limit__rule=limit.rule, state=State.OPEN, starts_on__gte=since, due_on__isnull=False
        )
        .order_by("due_on", "pk")
    ):
        old = limit_of(duty)
        if duty.due_on is None or old is None or old.version >= limit.version:
            continue
        found = deadlines.compute(
            limit,
            duty.starts_on,
            calendar,
            facts=frozenset(duty.facts),
            granted=granted_of(duty),
            pauses=pauses_of(duty),
        )
        if found.due_on is not None:
            yield duty, duty.due_on, found.due_on


def _kept(duty: Duty, before: date, after: date, today: date) -> str:
    if min(before, after) < today:
        return PAST
    # What was granted was granted under the rule as it was.
    return GRANTED if duty.granted else ""
