"""Between acceptance and decision: verification, dialogue, pauses, withdrawal."""

from collections.abc import Sequence
from datetime import date, datetime

from soi.complaints.models import Case, Complainant, Dialogue
from soi.complaints.queries.limits import notice_deadline
from soi.complaints.services.ledger import (
    Moving,
    demand,
    drop,
    fulfil,
    hold,
    moving,
    open_duty,
    parties,
)
from soi.core import complaints
from soi.core.complaints import FIRST, Act, Step
from soi.core.filings import Act as FilingAct
from soi.core.filings import State as FilingState
from soi.core.refusals import Unacceptable
from soi.core.stamps import VIETNAM, Stamp
from soi.duties import services as duties
from soi.reports import services as reports


def ask_info(
    *,
    number: str,
    holder: str,
    text: str,
    document: str,
    stamp: Stamp,
    stage: int = FIRST,
    seen: int | None = None,
) -> Case:
    """Ask an office for documents or evidence; it owes them within the law's days.

    Raises: Unacceptable, NotNow.
    """
    demand("text", text, document)
    with hold(number, stage, Act.INFO_ASKED, stamp, seen) as (case, move):
        key = f"{Step.INFO.value}-{sum(one.startswith(Step.INFO.value) for one in case.duties) + 1}"
        duty = open_duty(case, Step.INFO, began_on=stamp.on, holder=holder, stamp=stamp, key=key)
        facts = {"from": holder, "key": key}
        return move(text=text, document=document, facts=facts, duty=duty)


def take_info(
    *,
    number: str,
    key: str,
    document: str,
    stamp: Stamp,
    stage: int = FIRST,
    seen: int | None = None,
) -> Case:
    """Note that what an office was asked for has come.

    key: which request, as `ask_info` named it
    Raises: Unacceptable, NotNow.
    """
    demand("document", document)
    with hold(number, stage, Act.INFO_GIVEN, stamp, seen) as (case, move):
        if key not in case.duties:
            raise Unacceptable("key", "unknown")
        fulfil(case, key, document, document, stamp)
        return move(document=document, facts={"key": key})


def stay_execution(
    *,
    number: str,
    text: str,
    document: str,
    stamp: Stamp,
    stage: int = FIRST,
    seen: int | None = None,
) -> Case:
    """Suspend the carrying out of the decision complained of (Điều 35).

    Raises: Unacceptable, NotNow.
    """
    demand("text", text, document)
    with hold(number, stage, Act.EXECUTION_STAYED, stamp, seen) as (_case, move):
        return move(text=text, document=document)


def resume_execution(
    *,
    number: str,
    text: str,
    document: str,
    stamp: Stamp,
    stage: int = FIRST,
    seen: int | None = None,
) -> Case:
    """Lift the suspension of the decision complained of, once its reason is gone (Điều 35).

    Raises: Unacceptable, NotNow.
    """
    demand("text", text, document)
    with hold(number, stage, Act.EXECUTION_RESUMED, stamp, seen) as (_case, move):
        return move(text=text, document=document)


def verify(
    *,
    number: str,
    text: str,
    document: str,
    stamp: Stamp,
    stage: int = FIRST,
    seen: int | None = None,
) -> Case:
    """Put the report of verification (báo cáo kết quả xác minh) on the file.

    Raises: Unacceptable, NotNow.
    """
    demand("text", text, document)
    with hold(number, stage, Act.VERIFIED, stamp, seen) as (_case, move):
        return move(text=text, document=document)


def call_dialogue(
    *,
    number: str,
    at: datetime,
    place: str,
    document: str,
    stamp: Stamp,
    stage: int = FIRST,
    seen: int | None = None,
) -> Case:
    """Call both sides to a dialogue, with the notice that the law asks for.

    at: aware
    Raises: NoticeTooShort, Unacceptable, NotNow.
    """
    demand("place", place)
    demand("document", document)
    with hold(number, stage, Act.DIALOGUE_CALLED, stamp, seen) as (case, move):
        if at <= stamp.at:
            raise Unacceptable("at", "past")
        deadline = notice_deadline(at, stamp.on)
        complaints.demand_notice(deadline, stamp.on)
        Dialogue.objects.create(
            case=case, on=at, place=place, notice_on=stamp.on, notice_document=document
        )
        facts = {"at": at.isoformat(), "place": place, "last_on": _iso(deadline.due_on)}
        return move(document=document, facts=facts)


def hold_dialogue(
    *,
    number: str,
    chair: str,
    present: str,
    minutes: str,
    outcome: str,
    document: str,
    stamp: Stamp,
    stage: int = FIRST,
    seen: int | None = None,
) -> Case:
    """Keep the minutes of a dialogue that took place.

    Raises: Unacceptable, TooEarly, NotNow.
    """
    demand("minutes", minutes, outcome)
    demand("chair", chair, present)
    with hold(number, stage, Act.DIALOGUE_HELD, stamp, seen) as (case, move):
        dialogue = case.dialogues.filter(held_on=None).last()
        if dialogue is None:
            raise Unacceptable("", "not_called")
        if stamp.at < dialogue.on:
            raise complaints.TooEarly(on=dialogue.on.astimezone(VIETNAM).date())
        dialogue.held_on, dialogue.chair, dialogue.present = stamp.on, chair, present
        dialogue.minutes, dialogue.outcome = minutes, outcome
        dialogue.save()
        return move(text=outcome, document=document)


def suspend(
    *,
    number: str,
    text: str,
    document: str,
    stamp: Stamp,
    stage: int = FIRST,
    seen: int | None = None,
) -> Case:
    """Suspend the settlement (tạm đình chỉ, Điều 11a): the clock stands, by a decision.

    Raises: NotYetLaw, PauseRefused, Unacceptable, NotNow.
    """
    demand("text", text, document)
    complaints.demand_suspension(stamp.on)
    with hold(number, stage, Act.SUSPENDED, stamp, seen) as (case, move):
        duties.pause(
            number=case.duties[Step.SETTLE.value],
            ground=text,
            document=document,
            stamp=stamp.within(case.report.ref),
        )
        case.suspended_on = stamp.on
        return _noticed(case, move, stamp, text, document)


def resume(
    *,
    number: str,
    text: str,
    document: str,
    stamp: Stamp,
    stage: int = FIRST,
    seen: int | None = None,
) -> Case:
    """Go on with the settlement: the days it stood are added to its last day.

    Raises: Unacceptable, NotNow.
    """
    demand("text", text, document)
    with hold(number, stage, Act.RESUMED, stamp, seen) as (case, move):
        part = stamp.within(case.report.ref)
        duties.resume(number=case.duties[Step.SETTLE.value], reason=text, stamp=part)
        case.suspended_on = None
        return _noticed(case, move, stamp, text, document)


def notify(
    *, number: str, document: str, stamp: Stamp, stage: int = FIRST, seen: int | None = None
) -> Case:
    """Note that a decision to suspend, stop or resume was sent to all sides.

    Raises: Unacceptable, NotNow.
    """
    demand("document", document)
    with hold(number, stage, Act.NOTIFIED, stamp, seen) as (case, move):
        for key in list(case.duties):
            if key.startswith(Step.SUSPENSION_NOTICE.value):
                fulfil(case, key, document, document, stamp)
        return move(document=document)


def withdraw(
    *,
    number: str,
    places: Sequence[int],
    document: str,
    stamp: Stamp,
    stage: int = FIRST,
    text: str = "",
    seen: int | None = None,
) -> Case:
    """Note that some of those who complain took it back, each with a signed paper (Điều 10).

    The complaint goes on for the others; once nobody is left it stops.

    places: who withdrew
    Raises: Unacceptable, NotNow.
    """
    demand("document", document)
    with hold(number, stage, Act.WITHDRAWN, stamp, seen) as (case, move):
        rows = Complainant.objects.filter(case=case, place__in=places, withdrawn_on=None)
        if not places or rows.count() != len(set(places)):
            raise Unacceptable("places", "unknown")
        rows.update(withdrawn_on=stamp.on, speaks=False)
        facts = {"places": sorted(places)}
        move(text=text, document=document, facts=facts)
        left = [one for one in parties(case) if not one.withdrawn]
        if left:
            return case
        return _stopped(case, moving(case, Act.STOPPED, stamp), stamp, text or document, document)


def stop(
    *,
    number: str,
    text: str,
    document: str,
    stamp: Stamp,
    stage: int = FIRST,
    seen: int | None = None,
) -> Case:
    """Stop the settlement for good (đình chỉ), once all who complained took it back.

    Raises: NotWithdrawn, Unacceptable, NotNow.
    """
    demand("text", text, document)
    with hold(number, stage, Act.STOPPED, stamp, seen) as (case, move):
        complaints.demand_all_withdrawn(parties(case))
        return _stopped(case, move, stamp, text, document)


def _stopped(case: Case, move: Moving, stamp: Stamp, text: str, document: str) -> Case:
    drop(case, text, stamp)
    number = case.report.number
    if case.report.state in {FilingState.ASSIGNED, FilingState.IN_PROGRESS, FilingState.DISPUTED}:
        reports.follow_procedure(number=number, act=FilingAct.WITHDRAWN, stamp=stamp, text=text)
    return _noticed(case, move, stamp, text, document)


def _noticed(case: Case, move: Moving, stamp: Stamp, text: str, document: str) -> Case:
    """Take the step, and open the duty to tell all sides of it."""
    known = sum(one.startswith(Step.SUSPENSION_NOTICE.value) for one in case.duties)
    key = f"{Step.SUSPENSION_NOTICE.value}-{known + 1}"
    duty = open_duty(
        case,
        Step.SUSPENSION_NOTICE,
        began_on=stamp.on,
        holder=case.resolver,
        stamp=stamp,
        key=key,
    )
    return move(text=text, document=document, facts={"key": key}, duty=duty)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
