"""The decision, its sending, its effect, and the two ways that stay open after it."""

from collections.abc import Mapping
from datetime import date

from soi.complaints.models import Case
from soi.complaints.queries.limits import effect, second_deadline, settle_day
from soi.complaints.services.ledger import (
    begin_case,
    demand,
    drop,
    fulfil,
    hold,
    open_duty,
    tell_begun,
)
from soi.core import complaints
from soi.core.complaints import (
    DECISION_PARTS,
    FIRST,
    SECOND,
    Act,
    Finding,
    State,
    Step,
)
from soi.core.days import demand_happened
from soi.core.filings import Act as FilingAct
from soi.core.filings import State as FilingState
from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.offices import queries as offices
from soi.reports import services as reports

SILENCE, DECISION = "silence", "decision"
# Neither a yes by code nor silence gives up the second complaint: Điều 33 knows its days alone.
_TOLD = frozenset({FilingState.ANSWERED, FilingState.DONE, FilingState.DONE_SILENT})


def decide(
    *,
    number: str,
    document: str,
    finding: Finding,
    parts: Mapping[str, str],
    stamp: Stamp,
    stage: int = FIRST,
    agreed: str = "",
    seen: int | None = None,
) -> Case:
    """Decide a complaint, with every part that the law wants in the decision.

    parts: texts by the names of `core.complaints.DECISION_PARTS`; "dialogue" may be empty where
        none was due, "finding" is `finding` in words
    agreed: the note that what was asked and what was found do not differ, where no dialogue was
        held at the first instance
    Raises: NeedsDialogue, Unacceptable, NotNow.
    """
    demand("document", document)
    with hold(number, stage, Act.DECIDED, stamp, seen) as (case, move):
        held = case.dialogues.exclude(held_on=None).count()
        complaints.demand_dialogue(stage, held=held, agreed=bool(agreed.strip()))
        for name in DECISION_PARTS[stage]:
            if name not in ("dialogue", "finding"):
                demand(name, parts.get(name, ""))
        case.parts = {name: parts.get(name, "") for name in DECISION_PARTS[stage]}
        case.parts["agreed"] = agreed
        case.decision, case.decided_on, case.finding = document, stamp.on, finding
        fulfil(case, Step.SETTLE, document, document, stamp)
        duty = open_duty(case, Step.SEND, began_on=stamp.on, holder=case.resolver, stamp=stamp)
        if case.front:
            open_duty(case, Step.FRONT, began_on=stamp.on, holder=case.resolver, stamp=stamp)
        case.effect_on = effect(case, stamp.on).due_on
        facts = {"finding": str(finding)}
        return move(document=document, facts=facts, duty=duty)


def send(
    *, number: str, document: str, stamp: Stamp, stage: int = FIRST, seen: int | None = None
) -> Case:
    """Note that the decision was sent to who complained, who was complained of, and the others.

    document: how it was sent, such as the number in the register of what went out
    Raises: Unacceptable, NotNow.
    """
    demand("document", document)
    with hold(number, stage, Act.SENT, stamp, seen) as (case, move):
        case.sent_on = stamp.on
        # From the sending runs the time of whoever complains: no effect before (Điều 33).
        case.effect_on = effect(case, case.decided_on or stamp.on).due_on
        fulfil(case, Step.SEND, document, document, stamp)
        reports.answer_by_decision(
            number=number,
            text=case.parts.get("order", ""),
            document=case.decision,
            stamp=stamp,
            dated_on=case.decided_on or stamp.on,
        )
        return move(document=document)


def tell_front(
    *, number: str, document: str, stamp: Stamp, stage: int = FIRST, seen: int | None = None
) -> Case:
    """Note that the Front body which passed the complaint on was told of the decision (Điều 66).

    Raises: Unacceptable, NotNow.
    """
    demand("document", document)
    with hold(number, stage, Act.FRONT_TOLD, stamp, seen) as (case, move):
        fulfil(case, Step.FRONT, document, document, stamp)
        return move(document=document, facts={"front": case.front})


def take_effect(*, number: str, stamp: Stamp, stage: int = FIRST, seen: int | None = None) -> Case:
    """Note that the decision is in force: the days of Điều 44 and Điều 33 are over, nobody went on.

    Raises: TooEarly, NotNow.
    """
    with hold(number, stage, Act.TOOK_EFFECT, stamp, seen) as (case, move):
        last = _last_day(case)
        if last is not None and stamp.on <= last:
            raise complaints.TooEarly(on=last)
        if case.report.state == FilingState.ANSWERED:
            reports.follow_procedure(number=number, act=FilingAct.EXPIRED, stamp=stamp)
        return move()


def _last_day(case: Case) -> date | None:
    """Return the last day before the effect, also where an older count stands in the row."""
    if case.decided_on is None:
        return case.effect_on
    days = [one for one in (case.effect_on, effect(case, case.decided_on).due_on) if one]
    return max(days, default=None)


def go_on(
    *,
    number: str,
    resolver: str,
    received_on: date,
    document: str,
    stamp: Stamp,
    hindered: bool = False,
    seen: int | None = None,
) -> Case:
    """Carry a complaint to the superior: the second instance begins with its receipt.

    Also where the first decision has been noted as in force meanwhile: what counts is the day on
    which the paper came (Luật Khiếu nại, Điều 33.1), and a decision against which a second
    complaint came in time takes no effect (Điều 44.1).

    resolver: the office above, whose head decides now
    received_on: when the second complaint came in
    hindered: a good reason is shown for coming late
    Raises: OutOfTime, TooEarly, Unacceptable, NotNow.
    """
    demand("document", document)
    with hold(number, FIRST, Act.CONTINUED, stamp, seen) as (case, move):
        if received_on > stamp.on:
            raise Unacceptable("received_on", "in_the_future")
        demand_happened("received_on", received_on, stamp.on)
        _demand_ground(case, received_on)
        if not hindered:
            complaints.demand_in_time(second_deadline(case), received_on)
        if not offices.chart(stamp.on).has(resolver) or resolver == case.resolver:
            raise Unacceptable("resolver", "unknown")
        # After silence the first resolver's duty stays open and late: it was not met.
        ground = DECISION if case.decided_on else SILENCE
        if case.report.state in _TOLD:
            reports.follow_procedure(number=number, act=FilingAct.DISPUTED, stamp=stamp)
        move(document=document, facts={"to": resolver, "ground": ground})
        return _second(case, resolver, received_on, document, stamp)


def _demand_ground(case: Case, received_on: date) -> None:
    """Refuse to go on while the first resolver still has time and has not decided."""
    if case.sent_on is not None or case.decided_on is not None:
        return
    last = settle_day(case)
    if last is not None and received_on <= last:
        raise complaints.TooEarly(on=last)


def _second(first: Case, resolver: str, received_on: date, document: str, stamp: Stamp) -> Case:
    case = Case(
        report=first.report,
        stage=SECOND,
        resolver=resolver,
        target=first.target,
        against=first.against,
        document=first.document,
        facts=first.facts,
        front=first.front,
        received_on=received_on,
    )
    begin_case(case, stamp.within(first.ref))
    case.save()
    for one in first.complainants.filter(withdrawn_on=None):
        one.pk, one.case = None, case
        one._state.adding = True
        one.save()
    open_duty(case, Step.ACCEPT, began_on=received_on, holder=resolver, stamp=stamp)
    case.save(update_fields=["duties"])
    tell_begun(case, stamp, document=document, facts={"from": first.resolver})
    return case


def go_to_court(
    *, number: str, document: str, stamp: Stamp, stage: int = FIRST, seen: int | None = None
) -> Case:
    """Note that the court took the matter: the settlement here ends.

    Raises: Unacceptable, NotNow.
    """
    demand("document", document)
    with hold(number, stage, Act.WENT_TO_COURT, stamp, seen) as (case, move):
        drop(case, document, stamp)
        return move(document=document)


def expire(*, today: date, stamp: Stamp) -> int:
    """Note the taking effect of every decision whose days are over; return how many."""
    due = Case.objects.filter(state=State.SENT, effect_on__lt=today).exclude(report__office="")
    over = [one for one in due.select_related("report") if (_last_day(one) or today) < today]
    for one in over:
        take_effect(number=one.report.number, stage=one.stage, stamp=stamp)
    return len(over)
