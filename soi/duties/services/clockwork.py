"""What moves a due day: an extension, a pause, a corrected calendar. Nothing else does."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from django.db import transaction

from soi.core.complexity import VERY_COMPLEX
from soi.core.deadlines import ExtensionRefused, Granted, Unit, extended
from soi.core.duties import Act, State
from soi.core.refusals import Refusal
from soi.core.stamps import Stamp
from soi.core.workdays import Calendar
from soi.counter import services as counter
from soi.counter.services import take
from soi.duties.models import Duty
from soi.duties.queries.ties import DUTIES
from soi.duties.services.ledger import (
    demand_words,
    granted_of,
    limit_of,
    recount,
    run_again,
)
from soi.law import queries as law


class PauseRefused(Refusal):
    """The clock may not stand still here.

    facts: reason (no_ground, not_yet, paused, not_paused)
    """

    code = "pause_refused"


def extend(
    *,
    number: str,
    condition: str,
    amount: int,
    unit: Unit,
    document: str,
    reason: str,
    stamp: Stamp,
    criteria: Sequence[str] = (),
    seen: int | None = None,
) -> Duty:
    """Add to the due day what the rule allows, by a decision, before the day is past.

    criteria: those of `core.complexity` that the case meets; where the rule asks for a class
        that is computed from them, they and not the decision say if it is reached
    Raises: ExtensionRefused, ChangedMeanwhile.
    """
    with take(DUTIES, Act.EXTEND, stamp, seen=seen, number=number) as (duty, move):
        duty.facts = sorted({*duty.facts, *criteria})
        limit = limit_of(duty)
        if limit is None:
            raise ExtensionRefused(reason="no_rule", source="")
        new = Granted(condition, amount, unit, document, stamp.on)
        computed = any(one.condition == VERY_COMPLEX for one in limit.extensions)
        known = law.facts(duty.facts) if computed else None
        rows = extended(limit, granted_of(duty), new, duty.due_on, known)
        before = duty.due_on
        duty.granted = [{**asdict(one), "decided_on": one.decided_on.isoformat()} for one in rows]
        recount(duty, law.book().calendar())
        facts = {
            "from": _iso(before),
            "to": _iso(duty.due_on),
            "amount": amount,
            "unit": unit.value,
        }
        move(text=reason, document=document, facts=facts)
    return duty


def pause(
    *, number: str, ground: str, document: str, stamp: Stamp, seen: int | None = None
) -> Duty:
    """Stop the clock on a ground that the rule knows, by a decision document.

    Raises: PauseRefused, Unacceptable.
    """
    demand_words(document, "document", "document_missing")
    with take(DUTIES, Act.PAUSE, stamp, seen=seen, number=number) as (duty, move):
        limit = limit_of(duty)
        # Waiting for somebody, a new officer, a merger: none of these is a ground in law.
        if limit is None or limit.suspension == "none":
            raise PauseRefused(reason="no_ground")
        if not law.book().may_suspend(limit.rule, stamp.on):
            raise PauseRefused(reason="not_yet")
        if duty.paused:
            raise PauseRefused(reason="paused")
        span = {"since": stamp.on.isoformat(), "until": None, "document": document}
        duty.pauses, duty.paused_on = [*duty.pauses, span], stamp.on
        move(text=ground, document=document)
    return duty


def resume(*, number: str, reason: str, stamp: Stamp, seen: int | None = None) -> Duty:
    """Let the clock run again; the days it stood are added to the due day.

    Raises: PauseRefused.
    """
    with take(DUTIES, Act.RESUME, stamp, seen=seen, number=number) as (duty, move):
        if not duty.paused:
            raise PauseRefused(reason="not_paused")
        before = duty.due_on
        run_again(duty, stamp.on, law.book().calendar())
        move(text=reason, facts={"from": _iso(before), "to": _iso(duty.due_on)})
    return duty


@transaction.atomic
def recompute(*, calendar: Calendar, cause: str, stamp: Stamp) -> int:
    """Work out the due days of open duties again after the calendar changed.

    A day that is past is never rewritten. Returns how many days moved.
    """
    moved = 0
    rows = Duty.objects.select_for_update(of=("self",)).filter(limit__isnull=False)
    for duty in rows.filter(state=State.OPEN, due_on__gte=stamp.on).select_related("holder"):
        before = duty.due_on
        recount(duty, calendar)
        if duty.due_on != before:
            facts = {"from": _iso(before), "to": _iso(duty.due_on)}
            counter.step(DUTIES, duty, Act.RECOMPUTE, stamp, text=cause, facts=facts)
            moved += 1
    return moved


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
