"""Passing a filing on to an office outside, and following it until it is answered.

Passing on stops no clock: what we owe the sender is still owed by the same day. What the
other office owes us is a duty of its own, with the day of its rule or none.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction

from soi.core.deadlines import Limit
from soi.core.duties import Kind as DutyKind
from soi.core.duties import State as DutyState
from soi.core.duties import Visibility
from soi.core.filings import Act, Kind
from soi.core.refusals import Refusal
from soi.core.stamps import Stamp
from soi.duties import services as duties
from soi.duties.services import NewEvidence
from soi.law import queries as law
from soi.notices import services as notices
from soi.offices import queries as offices
from soi.reports.models import Referral, Report
from soi.reports.services.acts import UnknownWord, demand, hold, move
from soi.reports.services.handling import answered
from soi.reports.services.telling import tell_sender


class NotReferred(Refusal):
    """Nothing was passed on that is still without an answer."""

    code = "not_referred"


@transaction.atomic
def refer(
    *,
    number: str,
    to: str,
    document: str,
    stamp: Stamp,
    rule: str = "",
    reason: str = "",
    seen: int | None = None,
) -> Report:
    """Pass a filing on to the office outside that is competent; ours follows it to the end.

    to: slug of the office
    document: number and day of the letter
    rule: code of the rule that sets a day for their answer; empty where the law sets none
    Raises: NeedsWords, UnknownWord, NotNow, ChangedMeanwhile.
    """
    demand("document", document)
    report = hold(number, Act.REFERRED, seen)
    if to == report.office:
        raise UnknownWord(field="to")
    limit = law.book().limit(rule, stamp.on) if rule else None
    duty = duties.assign(new=_their_duty(report, to, limit, stamp), stamp=stamp.within(report.ref))
    Referral.objects.create(report=report, duty=duty, to=to, document=document, sent_on=stamp.on)
    _tell(report, to, stamp)
    tell_sender(report, "report_handed_over", stamp)
    facts = {"to": to, "document": document, "rule": rule, "source": duty.due_source}
    return move(report, Act.REFERRED, stamp, text=reason, facts=facts, handed_to=to)


def _their_duty(report: Report, to: str, limit: Limit | None, stamp: Stamp) -> duties.NewDuty:
    return duties.NewDuty(
        kind=DutyKind.REFERRAL,
        title=report.number,
        source_ref=report.ref,
        holder=to,
        requester_office=report.office,
        requester_post=stamp.by,
        parent=report.duty,
        limit=limit,
        due_source="" if limit else str(law.NO_STATUTORY_DAY),
        starts_on=stamp.on,
        evidence_required=(),
        visibility=_visibility(report),
        topic=report.topic,
    )


@transaction.atomic
def take_over(*, number: str, document: str, stamp: Stamp, seen: int | None = None) -> Report:
    """Note that the office outside has accepted the filing as its own; we go on following it.

    Raises: NeedsWords, NotReferred, NotNow.
    """
    demand("document", document)
    report = hold(number, Act.TAKEN_OVER, seen)
    referral = _open(report)
    referral.taken_over_on = stamp.on
    referral.save(update_fields=["taken_over_on"])
    if referral.duty.state == DutyState.OPEN:
        duties.acknowledge(number=referral.duty.number, stamp=stamp.within(report.ref))
    facts = {"to": referral.to, "document": document}
    return move(report, Act.TAKEN_OVER, stamp, facts=facts)


@transaction.atomic
def record_outside_answer(
    *,
    number: str,
    text: str,
    document: str,
    stamp: Stamp,
    dated_on: date | None = None,
    evidence: Sequence[NewEvidence] = (),
    seen: int | None = None,
) -> Report:
    """Write down what the office outside answered, and pass it on to the sender as the answer.

    document: number of its letter
    Raises: NeedsWords, NotReferred, NotNow, ChangedMeanwhile.
    """
    demand("document", text, document)
    report = hold(number, Act.ANSWERED, seen)
    referral = _open(report)
    referral.answered_on = dated_on or stamp.on
    referral.answer, referral.answer_document = text, document
    referral.save(update_fields=["answered_on", "answer", "answer_document"])
    theirs = Stamp(by=referral.to, at=stamp.at, office=referral.to, case=report.ref)
    duties.report(number=referral.duty.number, text=text, stamp=theirs)
    # Whoever writes it down acts for the office that asked; only that one may say it is done.
    ours = replace(stamp, office=referral.duty.requester_office, case=report.ref)
    duties.judge(number=referral.duty.number, text=document, stamp=ours)
    letter = NewEvidence("document", document_number=document, dated_on=referral.answered_on)
    pieces = (letter, *evidence)
    return answered(report, text, pieces, "passed_on", stamp, document=document, office=referral.to)


def _open(report: Report) -> Referral:
    rows = Referral.objects.select_related("duty").filter(report=report, answered_on=None)
    referral = rows.order_by("id").last()
    if referral is None:
        raise NotReferred
    return referral


def _visibility(report: Report) -> Visibility:
    return Visibility.INTERNAL if report.kind == Kind.COMPLAINT else Visibility.PUBLIC


def _tell(report: Report, to: str, stamp: Stamp) -> None:
    office = offices.chart(stamp.on).office(to)
    context = {
        "number": report.number,
        "office": office.name,
        "link": report.get_absolute_url(),
    }
    notices.queue(to=office.email, template="report_referred", context=context, stamp=stamp)
