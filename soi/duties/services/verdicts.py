"""The holder says done; somebody else says whether it is."""

from collections.abc import Sequence

from soi.core.competence import Held
from soi.core.duties import (
    Act,
    MissingEvidence,
    State,
    Verdict,
    closing_verdict,
    missing_evidence,
)
from soi.core.lives import NotNow
from soi.core.mandates import SYSTEM_MANDATE
from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.counter.services import Move, take
from soi.duties import queries
from soi.duties.models import Duty
from soi.duties.queries import DUTIES
from soi.duties.services.ledger import (
    NewEvidence,
    demand_no_child_owed,
    demand_words,
    run_again,
    store,
)
from soi.law import queries as law

JUDGED = ("met", "partly", "not_met")


def report(
    *,
    number: str,
    text: str,
    stamp: Stamp,
    evidence: Sequence[NewEvidence] = (),
    seen: int | None = None,
) -> Duty:
    """Say that the duty is done, with evidence of every type it asks for.

    Raises: MissingEvidence, NotNow, Unacceptable.
    """
    demand_words(text, "text", "answer_missing")
    with take(DUTIES, Act.REPORT, stamp, seen=seen, number=number) as (duty, move):
        given = [*duty.evidence.values_list("kind", flat=True), *(one.kind for one in evidence)]
        missing = missing_evidence(duty.evidence_required, given)
        if missing:
            raise MissingEvidence(missing=missing)
        store(duty, evidence, stamp)
        if duty.paused:
            # Saying that it is done ends the wait: else the days it stood would count as late.
            run_again(duty, stamp.on, law.book().calendar())
        duty.reported_on, duty.percent = stamp.on, 100
        duty.actors = sorted({*duty.actors, stamp.person} - {""})
        move(text=text)
    return duty


def judge(
    *, number: str, stamp: Stamp, met: str = "met", text: str = "", seen: int | None = None
) -> Duty:
    """Give the verdict: met (late, if it was), partly or not met.

    met: met, partly or not_met
    Raises: MayNotJudge, ChildrenOpen, NotNow, Unacceptable.
    """
    if met not in JUDGED:
        raise Unacceptable("met", "unknown_verdict")
    with take(DUTIES, Act.JUDGE, stamp, seen=seen, number=number) as (duty, move):
        if duty.state != State.REPORTED and met != "not_met":
            raise NotNow(state=duty.state, act=Act.JUDGE)
        verdict = Verdict(met)
        if verdict is Verdict.MET:
            verdict = closing_verdict(duty.reported_on or stamp.on, duty.due_on)
        _close(duty, verdict, move, text)
    return duty


def void(*, number: str, reason: str, stamp: Stamp, seen: int | None = None) -> Duty:
    """Close a duty that ought not to have been given; never by its own holder.

    Raises: MayNotJudge, ChildrenOpen, Unacceptable.
    """
    demand_words(reason, "text", "reason_missing")
    with take(DUTIES, Act.JUDGE, stamp, seen=seen, number=number) as (duty, move):
        _close(duty, Verdict.VOID, move, reason)
    return duty


def return_(*, number: str, reason: str, stamp: Stamp, seen: int | None = None) -> Duty:
    """Give a claim back as not enough; the holder owes it again, by the same day.

    Raises: MayNotJudge, NotNow, Unacceptable.
    """
    demand_words(reason, "text", "reason_missing")
    with take(DUTIES, Act.RETURN, stamp, seen=seen, number=number) as (duty, move):
        duty.reported_on = None
        move(text=reason, facts={"rule": _rule(move)})
    return duty


def reopen(*, number: str, reason: str, stamp: Stamp, seen: int | None = None) -> Duty:
    """Open a closed duty again; its due day stays what it was.

    Raises: MayNotJudge, NotNow, Unacceptable.
    """
    demand_words(reason, "text", "reason_missing")
    with take(DUTIES, Act.REOPEN, stamp, seen=seen, number=number) as (duty, move):
        duty.verdict, duty.closed_on, duty.reported_on = "", None, None
        move(text=reason)
    return duty


def held(duty: Duty, stamp: Stamp) -> Held:
    """Return what matters for who may judge the duty on the day of the stamp."""
    return queries.held(duty, stamp.on)


def _rule(move: Move[Duty]) -> str:
    # Nobody spoke within the days given: told apart from a yes.
    return "silence" if move.permit.mandate == SYSTEM_MANDATE else move.permit.tie


def _close(duty: Duty, verdict: Verdict, move: Move[Duty], text: str) -> None:
    demand_no_child_owed(duty)
    duty.verdict, duty.closed_on = verdict, move.stamp.on
    move(text=text, facts={"verdict": verdict.value, "rule": _rule(move)})
