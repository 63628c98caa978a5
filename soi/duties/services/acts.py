"""What happens to a duty while it is owed."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from soi.core.competence import Judgement, MayNotTransfer, may_transfer
from soi.core.duties import Act, Tie, Verdict, Visibility
from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.counter.services import take
from soi.duties.models import Duty
from soi.duties.queries.ties import DUTIES
from soi.duties.services.ledger import (
    NewEvidence,
    demand_no_child_owed,
    demand_words,
    store,
)
from soi.notices import services as notices
from soi.offices import queries as offices
from soi.offices.queries import Chart


def acknowledge(*, number: str, stamp: Stamp, seen: int | None = None) -> Duty:
    """Say that the holder knows of the duty."""
    with take(DUTIES, Act.ACKNOWLEDGE, stamp, seen=seen, number=number) as (duty, move):
        duty.acknowledged_at = duty.acknowledged_at or stamp.at
        move()
    return duty


def delegate(
    *, number: str, office: str, reason: str, stamp: Stamp, seen: int | None = None
) -> Duty:
    """Let another office do the work; the holder goes on owing it.

    Raises: Unacceptable, to an office that has it already.
    """
    with take(DUTIES, Act.DELEGATE, stamp, seen=seen, number=number) as (duty, move):
        if office in _doing(duty):
            raise Unacceptable("office", "same_holder")
        duty.delegate_id = offices.identify(office, "")[0]
        move(text=reason, facts={"to": office})
    return duty


def add_evidence(
    *, number: str, evidence: Sequence[NewEvidence], stamp: Stamp, seen: int | None = None
) -> Duty:
    """Add pieces of evidence.

    Raises: Unacceptable, where there is none.
    """
    if not evidence:
        raise Unacceptable("evidence", "evidence_missing")
    with take(DUTIES, Act.ADD_EVIDENCE, stamp, seen=seen, number=number) as (duty, move):
        kinds = store(duty, evidence, stamp)
        move(text=evidence[0].text, facts={"kinds": kinds})
    return duty


def progress(
    *,
    number: str,
    percent: int,
    text: str,
    stamp: Stamp,
    actual: int | None = None,
    seen: int | None = None,
) -> Duty:
    """Say how far the holder has come: a claim, shown as one.

    percent: 0 to 100
    Raises: Unacceptable.
    """
    if not 0 <= percent <= 100:
        raise Unacceptable("percent", "percent_out_of_range")
    with take(DUTIES, Act.PROGRESS, stamp, seen=seen, number=number) as (duty, move):
        duty.percent = percent
        facts: dict[str, Any] = {"percent": percent}
        if actual is not None:
            duty.measure_actual = facts["actual"] = actual
        move(text=text, facts=facts)
    return duty


def transfer(
    *,
    number: str,
    office: str,
    reason: str,
    stamp: Stamp,
    document: str = "",
    seen: int | None = None,
) -> Duty:
    """Give the duty to another office. Its due day stays what it was.

    A duty that belongs to a case moves with it, which says by whom.
    Raises: MayNotTransfer; Unacceptable, without a reason or to the office that holds it.
    """
    demand_words(reason, "text", "reason_missing")
    with take(DUTIES, Act.TRANSFER, stamp, seen=seen, number=number) as (duty, move):
        before = duty.holder.slug
        if office == before:
            raise Unacceptable("office", "same_holder")
        if move.permit.tie == Tie.ABOVE:
            _demand_reach(duty, office, stamp)
        if stamp.office in _doing(duty):
            # Whoever had it in hand and gave it away does not judge it under another hat.
            duty.actors = sorted({*duty.actors, stamp.person} - {""})
        duty.holder_id = offices.identify(office, "")[0]
        duty.delegate = None
        # The new holder has not heard of it, nor that it is late.
        duty.acknowledged_at = duty.overdue_noticed_on = None
        facts = {"from": before, "to": office}
        move(text=reason, document=document, facts=facts)
    return duty


def mover(duty: Duty, office: str, chart: Chart, to: str = "") -> Judgement:
    """Return whether an office may give the duty away, and by which rule.

    to: who is to hold it; empty to ask whether there is anybody to whom it may be given
    """
    slug = duty.holder.slug
    return may_transfer(
        office,
        holder=slug,
        givers=frozenset(chart.successor(one) for one in duty.givers),
        above=chart.above(slug),
        reach={office, *chart.below(office)},
        to=to,
    )


def escalate(*, number: str, to: str, reason: str, stamp: Stamp, seen: int | None = None) -> Duty:
    """Tell an office above or beside the holder that the duty is not being met."""
    with take(DUTIES, Act.ESCALATE, stamp, seen=seen, number=number) as (duty, move):
        duty.escalated_on = stamp.on
        _tell(duty, to, "duty_escalated", stamp)
        move(text=reason, facts={"to": to})
    return duty


def notice_overdue(*, number: str, stamp: Stamp) -> Duty:
    """Note that the last day has passed, and tell the holder."""
    with take(DUTIES, Act.NOTICE_OVERDUE, stamp, number=number) as (duty, move):
        duty.overdue_noticed_on = stamp.on
        _tell(duty, duty.holder.slug, "duty_overdue", stamp)
        move()
    return duty


def withdraw(*, number: str, reason: str, stamp: Stamp, seen: int | None = None) -> Duty:
    """Close a duty because whoever asked takes the request back.

    Raises: ChildrenOpen, NotNow, Unacceptable.
    """
    demand_words(reason, "text", "reason_missing")
    with take(DUTIES, Act.WITHDRAW, stamp, seen=seen, number=number) as (duty, move):
        demand_no_child_owed(duty)
        duty.verdict, duty.closed_on = Verdict.WITHDRAWN, stamp.on
        move(text=reason)
    return duty


@transaction.atomic
def keep_inside(*, source_ref: str, stamp: Stamp) -> None:
    """Show the public none of the duties about a matter any more.

    Such as a report that turns out to be a complaint: what it is about is its parties' alone.
    """
    about = Duty.objects.filter(source_ref=source_ref, visibility=Visibility.PUBLIC)
    for number in list(about.order_by("pk").values_list("number", flat=True)):
        with take(DUTIES, Act.KEEP_INSIDE, stamp, number=number) as (duty, move):
            duty.visibility = Visibility.INTERNAL
            move()


def merge(*, number: str, into: str, stamp: Stamp, seen: int | None = None) -> Duty:
    """Close a duty because another one, `into`, covers the same matter.

    Raises: ChildrenOpen, NotNow; Unacceptable, where `into` is not there or is itself.
    """
    with take(DUTIES, Act.MERGE, stamp, seen=seen, number=number) as (duty, move):
        if into == number or not Duty.objects.filter(number=into).exists():
            raise Unacceptable("into", "unknown_duty")
        demand_no_child_owed(duty)
        duty.verdict, duty.closed_on = Verdict.MERGED, stamp.on
        move(facts={"into": into})
    return duty


def _demand_reach(duty: Duty, to: str, stamp: Stamp) -> None:
    """Refuse a leader to impose work on anybody who is not led by them."""
    moved = mover(duty, stamp.office, offices.chart(stamp.on), to)
    if not moved.allowed:
        raise MayNotTransfer(rule=moved.rule)


def _doing(duty: Duty) -> set[str]:
    return {duty.holder.slug, duty.delegate.slug if duty.delegate else ""} - {""}


def _tell(duty: Duty, slug: str, template: str, stamp: Stamp) -> None:
    chart = offices.chart(stamp.on)
    office = chart.office(slug)
    context = {
        "number": duty.number,
        "office": office.name,
        "holder": chart.name(duty.holder.slug),
        "due_on": f"{duty.due_on:%d/%m/%Y}" if duty.due_on else "",
        "link": duty.get_absolute_url(),
    }
    notices.queue(to=office.email, template=template, context=context, stamp=stamp)
