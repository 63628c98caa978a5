"""What is recommended: adopted, confirmed by another, sent, received, owed, judged."""

from contextlib import AbstractContextManager
from datetime import date

from django.db import transaction

from soi.core.duties import DueKind, Visibility
from soi.core.duties import Kind as DutyKind
from soi.core.duties import State as DutyState
from soi.core.oversight import ANSWER, Act, Kind, Standing, Step, Vote, demand_majority
from soi.core.refusals import Refusal, Unacceptable
from soi.core.stamps import Stamp
from soi.counter import services as counter
from soi.duties import queries as duty_queries
from soi.duties import services as duties
from soi.law import queries as law
from soi.offices import queries as offices
from soi.oversight.models import Finding, Recommendation, Visit
from soi.oversight.queries.registers import RECOMMENDATIONS, VISITS
from soi.record import services as record


class StillOwed(Refusal):
    """A visit closes when every recommendation was judged or taken back. facts: numbers."""

    code = "recommendations_owed"


@transaction.atomic
def adopt(
    *,
    visit: str,
    text: str,
    addressee: str,
    vote: Vote,
    stamp: Stamp,
    finding: int | None = None,
    written_due_on: date | None = None,
) -> Recommendation:
    """Adopt a recommendation by most of the team; it binds nobody before its receipt is proven.

    written_due_on: the day that the text names, for which the law gives none
    Raises: TooFew, NotAMajority, Unacceptable.
    """
    if not text.strip():
        raise Unacceptable("text", "missing")
    if not offices.chart(stamp.on).has(addressee):
        raise Unacceptable("addressee", "unknown_office")
    if written_due_on is not None and written_due_on <= stamp.on:
        raise Unacceptable("written_due_on", "past")
    with counter.take(VISITS, Act.ADVISE, stamp, number=visit) as (case, move):
        demand_majority(vote, case.team.count())
        row = Recommendation(
            visit=case,
            finding=_finding(case, finding),
            text=text.strip(),
            addressee=addressee,
            written_due_on=written_due_on,
            author=stamp.person,
        )
        counter.begin(RECOMMENDATIONS, row, Step.ADOPT, stamp)
        row.number = record.numbers(kinds=("KGS",), year=stamp.on.year)[0]
        row.save(force_insert=True)
        facts = {"addressee": addressee, "votes": vote.votes, "against": vote.against}
        counter.write(RECOMMENDATIONS, row, Step.ADOPT, stamp, facts=facts)
        line = counter.line(RECOMMENDATIONS, row, Step.ADOPT, facts=facts, begins=True)
        move(facts={"recommendation": row.number}, also=(line,))
        return row


@transaction.atomic
def confirm(*, number: str, stamp: Stamp, seen: int | None = None) -> Recommendation:
    """Confirm as the Front's head or deputy; never by who wrote it."""
    with counter.take(RECOMMENDATIONS, Step.CONFIRM, stamp, seen=seen, number=number) as (
        _row,
        move,
    ):
        return move()


@transaction.atomic
def send(*, number: str, document: str, stamp: Stamp, seen: int | None = None) -> Recommendation:
    """Send it to its addressee, by a document.

    Raises: Unacceptable.
    """
    if not document.strip():
        raise Unacceptable("document", "document_missing")
    with _taken(Step.SEND, stamp, number, seen) as (row, move):
        row.document, row.sent_on = document, stamp.on
        return move(document=document)


@transaction.atomic
def receive(
    *, number: str, received_on: date, proof: str, stamp: Stamp, seen: int | None = None
) -> Recommendation:
    """Note the proven day of receipt: from it the addressee owes, by the law's day if it has one.

    proof: the signature on the dispatch book, the postal slip, the acknowledgement
    Raises: Unacceptable.
    """
    if not proof.strip():
        raise Unacceptable("proof", "proof_missing")
    with counter.take(RECOMMENDATIONS, Step.RECEIVE, stamp, seen=seen, number=number) as (
        row,
        move,
    ):
        if row.sent_on is None or not row.sent_on <= received_on <= stamp.on:
            raise Unacceptable("received_on", "out_of_range", first=row.sent_on, last=stamp.on)
        row.received_on, row.proof = received_on, proof
        row.duty = duties.assign(new=_owed(row), stamp=stamp.within(row.visit.ref)).number
        return move(text=proof, facts={"received_on": received_on.isoformat(), "duty": row.duty})


@transaction.atomic
def take_back(*, number: str, reason: str, stamp: Stamp, seen: int | None = None) -> Recommendation:
    """Take a recommendation back before it was received; the reason stays.

    Raises: Unacceptable.
    """
    if not reason.strip():
        raise Unacceptable("text", "reason_missing")
    with counter.take(RECOMMENDATIONS, Step.TAKE_BACK, stamp, seen=seen, number=number) as (
        _row,
        move,
    ):
        return move(text=reason)


@transaction.atomic
def close(*, number: str, stamp: Stamp, seen: int | None = None) -> Visit:
    """Close a visit whose recommendations were all judged by somebody else than their holder.

    Raises: StillOwed.
    """
    with counter.take(VISITS, Act.CLOSE, stamp, seen=seen, number=number) as (visit, move):
        owed = _owed_still(visit)
        if owed:
            raise StillOwed(numbers=owed)
        return move()


def _taken(
    step: Step, stamp: Stamp, number: str, seen: int | None
) -> AbstractContextManager[tuple[Recommendation, counter.Move[Recommendation]]]:
    return counter.take(RECOMMENDATIONS, step, stamp, seen=seen, number=number)


def _finding(visit: Visit, pk: int | None) -> Finding | None:
    if pk is None:
        return None
    found = visit.findings.filter(pk=pk).first()
    if found is None:
        raise Unacceptable("finding", "unknown")
    return found


def _owed(row: Recommendation) -> duties.NewDuty:
    visit, began = row.visit, row.received_on or date.min
    limit = law.book().limit(ANSWER[Kind(visit.kind)], began) if visit.kind in ANSWER else None
    written = row.written_due_on if limit is None else None
    source = f"ngày ghi trong {row.document}" if written else str(law.NO_STATUTORY_DAY)
    return duties.NewDuty(
        kind=DutyKind.OVERSIGHT_FIX,
        title=row.text[:300],
        text=row.text,
        holder=row.addressee,
        starts_on=began,
        source_ref=visit.ref,
        requester_office=visit.leading,
        deciding_office=visit.leading,
        limit=limit,
        due_kind=DueKind.PERIOD if limit else DueKind.DATE if written else DueKind.NONE,
        due_on=written,
        due_source="" if limit else source,
        visibility=Visibility.PUBLIC,
    )


def _owed_still(visit: Visit) -> list[str]:
    waiting = (Standing.ADOPTED, Standing.CONFIRMED, Standing.SENT)
    found = [row.number for row in visit.recommendations.filter(state__in=waiting)]
    for row in visit.recommendations.filter(state=Standing.RECEIVED):
        duty = duty_queries.by_number(row.duty)
        if duty is not None and duty.state != DutyState.CLOSED:
            found.append(row.number)
    return found
