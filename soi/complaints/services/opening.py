"""From the paper to its acceptance (thụ lý), or to a reasoned refusal."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from soi.complaints.models import Case, Complainant
from soi.complaints.queries.limits import filing_deadline
from soi.complaints.services.ledger import (
    NewComplainant,
    begin_case,
    complaint,
    demand,
    fulfil,
    hold,
    open_duty,
    parties,
    tell_begun,
)
from soi.core import complaints
from soi.core.complaints import DECLINE_GROUNDS, FIRST, Act, Against, Step
from soi.core.filings import Act as FilingAct
from soi.core.filings import State as FilingState
from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.reports import services as reports
from soi.reports.queries import Row


@transaction.atomic
def open_case(
    *,
    number: str,
    stamp: Stamp,
    against: Against,
    target: str = "",
    document: str = "",
    known_on: date | None = None,
    hindered: Sequence[Mapping[str, str]] = (),
    facts: Sequence[str] = (),
    front: str = "",
    complainants: Sequence[NewComplainant] = (),
) -> Case:
    """Put a complaint that came in into the register, with what its paper says.

    The first complainant is whoever sent the filing, unless `complainants` names them all.

    known_on: when the decision was received or the act became known
    hindered: {"since", "until", "document"}; facts: "complex", "remote"
    Raises: NoCase, Unacceptable, where it is in the register or the days make no sense.
    """
    report = _unregistered(number, known_on)
    case = Case(
        report=report,
        stage=FIRST,
        resolver=report.office,
        target=target or report.office,
        against=against,
        document=document,
        known_on=known_on,
        hindered=[dict(one) for one in hindered],
        facts=sorted(facts),
        front=front,
        received_on=report.received_on,
        duties={Step.ACCEPT.value: report.duty.number},
    )
    return _begun(case, complainants, stamp)


def _begun(case: Case, complainants: Sequence[NewComplainant], stamp: Stamp) -> Case:
    begin_case(case, stamp)
    case.save()
    enter_complainants(case, complainants, case.report.identity_key)
    told = {"against": str(case.against), "parties": len(complainants)}
    tell_begun(case, stamp, facts=told)
    return case


def _unregistered(number: str, known_on: date | None) -> Row:
    report = complaint(number)
    if Case.objects.filter(report=report, stage=FIRST).exists():
        raise Unacceptable("number", "already_there")
    if known_on is not None and known_on > report.received_on:
        raise Unacceptable("known_on", "after_receipt")
    return report


def enter_complainants(case: Case, given: Sequence[NewComplainant], first_key: str) -> None:
    """Enter who complains; one who sent the filing alone needs no second entry."""
    if not given:
        Complainant.objects.create(case=case, place=1, identity_key=first_key, speaks=True)
        return
    for place, one in enumerate(given, start=1):
        Complainant.objects.create(
            case=case,
            place=place,
            identity_key=reports.keep_identity(one.contact),
            birth_year=one.birth_year,
            incapable=one.incapable,
            guardian_key=reports.keep_identity(one.guardian),
            speaks=one.speaks or len(given) == 1,
            signed=one.signed,
        )


def ask_missing(
    *,
    number: str,
    text: str,
    document: str,
    stamp: Stamp,
    stage: int = FIRST,
    seen: int | None = None,
) -> Case:
    """Ask whoever complains for what the paper lacks; the day of acceptance stays.

    Raises: Unacceptable, NotNow.
    """
    demand("text", text)
    with hold(number, stage, Act.ASKED, stamp, seen) as (_case, move):
        return move(text=text, document=document)


def complete(
    *,
    number: str,
    text: str,
    stamp: Stamp,
    stage: int = FIRST,
    complainants: Sequence[NewComplainant] = (),
    signed: Sequence[int] = (),
    speakers: Sequence[int] = (),
    seen: int | None = None,
) -> Case:
    """Note that what was missing has come.

    signed: places of those who signed now
    speakers: places of those whom all chose to speak for them
    Raises: Unacceptable, NotNow.
    """
    demand("text", text)
    with hold(number, stage, Act.COMPLETED, stamp, seen) as (case, move):
        rows = Complainant.objects.filter(case=case)
        rows.filter(place__in=signed).update(signed=True)
        rows.filter(place__in=speakers).update(speaks=True)
        after = rows.count()
        for place, one in enumerate(complainants, start=after + 1):
            Complainant.objects.create(
                case=case,
                place=place,
                identity_key=reports.keep_identity(one.contact),
                birth_year=one.birth_year,
                speaks=one.speaks,
                signed=one.signed,
            )
        return move(text=text)


def accept(
    *,
    number: str,
    document: str,
    verifier: str,
    stamp: Stamp,
    stage: int = FIRST,
    facts: Sequence[str] | None = None,
    seen: int | None = None,
) -> Case:
    """Accept a complaint (thụ lý): from today runs the limit to settle it.

    document: number of the notice of acceptance
    verifier: office that verifies; never the one complained of, where another can
    Raises: OutOfTime, NeedsGuardian, NeedsRepresentative, NeedsSignature, Unacceptable,
        NotNow.
    """
    demand("document", document)
    with hold(number, stage, Act.ACCEPTED, stamp, seen) as (case, move):
        complaints.demand_parties(parties(case), stamp.on)
        complaints.demand_in_time(filing_deadline(case), case.received_on)
        if facts is not None:
            case.facts = sorted(facts)
        case.accepted_on, case.verifier = stamp.on, verifier
        fulfil(case, Step.ACCEPT, document, document, stamp)
        duty = open_duty(
            case, Step.SETTLE, began_on=stamp.on, holder=_owing(case, stamp), stamp=stamp
        )
        if case.report.state in {FilingState.ASSIGNED, FilingState.RECEIVED}:
            reports.follow_procedure(number=number, act=FilingAct.ACKNOWLEDGED, stamp=stamp)
        facts_told = {"verifier": verifier, "classes": case.facts}
        return move(document=document, facts=facts_told, duty=duty)


def decline(
    *,
    number: str,
    ground: str,
    text: str,
    document: str,
    stamp: Stamp,
    stage: int = FIRST,
    seen: int | None = None,
) -> Case:
    """Refuse to accept a complaint, on a ground of Điều 11, in writing and with the way open.

    ground: one of `core.complaints.DECLINE_GROUNDS`
    Raises: Unacceptable, NotNow.
    """
    if ground not in DECLINE_GROUNDS:
        raise Unacceptable("ground", "unknown")
    demand("text", text, document)
    with hold(number, stage, Act.DECLINED, stamp, seen) as (case, move):
        fulfil(case, Step.ACCEPT, text, document, stamp)
        if stage == FIRST:
            facts = {"reason": "declined", "destination": "court"}
            reports.follow_procedure(
                number=number, act=FilingAct.REFUSED, stamp=stamp, text=text, facts=facts
            )
        facts = {"ground": ground, "clause": str(DECLINE_GROUNDS[ground])}
        return move(text=text, document=document, facts=facts)


def _owing(case: Case, stamp: Stamp) -> str:
    return case.resolver or stamp.office
