"""Filings that another body passed on: it hears the result, and tells the citizen.

Source: Luật Tiếp công dân 42/2013/QH13, Điều 27.2 (the result to whoever passed it on) and
Điều 28 (from them to the citizen).
"""

from datetime import date

from django.db import transaction

from soi.core.duties import Kind, Visibility
from soi.core.duties import State as DutyState
from soi.core.receptions import RULES
from soi.core.refusals import Refusal, Unacceptable
from soi.core.stamps import Stamp
from soi.desk import queries
from soi.desk.models import Forwarding
from soi.duties import queries as duty_queries
from soi.duties import services as duties
from soi.duties.services import NewEvidence
from soi.law import queries as law
from soi.offices import queries as offices
from soi.reports import queries as reports
from soi.reports import services


@transaction.atomic
def note_forwarder(*, number: str, by: str, document: str, on: date, stamp: Stamp) -> Forwarding:
    """Note which body passed a filing on, with its letter.

    Raises: Unacceptable.
    """
    report = reports.by_number(number)
    chart = offices.chart(stamp.on)
    if report is None or not chart.has(by) or by == report.office:
        raise Unacceptable("by", "unknown")
    if not document.strip():
        raise Unacceptable("document", "missing")
    if on > stamp.on:
        raise Unacceptable("on", "in_the_future")
    if Forwarding.objects.filter(report=report).exists():
        raise Unacceptable("by", "already_there")
    row = Forwarding.objects.create(report=report, by=by, document=document, on=on)
    services.note(number=number, facts={"forwarded_by": by, "document": document}, stamp=stamp)
    return row


def owe_results(*, stamp: Stamp) -> int:
    """Open the duty to tell the forwarder wherever a forwarded filing was settled; return how many.

    The limit runs from the day it was settled, not from the day this is found. A filing that lies
    with no office owes nothing; one that is refused waits for the next run, the others go on.
    """
    waiting = list(queries.results_to_owe().select_related("report"))
    return sum(_owed_result(row, stamp) for row in waiting)


def _owed_result(row: Forwarding, stamp: Stamp) -> bool:
    try:
        _owe_result(row, stamp)
    except Refusal:
        return False
    return True


@transaction.atomic
def _owe_result(row: Forwarding, stamp: Stamp) -> None:
    settled_on = row.report.answered_on or row.report.closed_on or stamp.on
    duty = _duty(
        f"Báo kết quả {row.report.number} cho nơi đã chuyển đơn",
        row.report.office,
        RULES["result"],
        settled_on,
        row,
        stamp,
    )
    Forwarding.objects.filter(pk=row.pk).update(duty=duty)


@transaction.atomic
def tell_forwarder(*, number: str, document: str, stamp: Stamp) -> Forwarding:
    """Note that the forwarder was told of the result; from then on it owes the citizen word.

    Raises: Unacceptable.
    """
    row = _row(number)
    if not document.strip():
        raise Unacceptable("document", "missing")
    if row.told_on is not None:
        raise Unacceptable("document", "already_there")
    if not row.duty:
        raise Unacceptable("document", "not_settled")
    _fulfil(row.duty, document, stamp)
    row.told_on, row.told_document = stamp.on, document
    title = f"Báo người dân kết quả {number}"
    row.pass_duty = _duty(title, row.by, RULES["pass_on"], stamp.on, row, stamp)
    row.save()
    services.note(number=number, facts={"told": row.by, "document": document}, stamp=stamp)
    return row


@transaction.atomic
def note_passed_on(*, number: str, document: str, stamp: Stamp) -> Forwarding:
    """Note that the forwarder told the citizen.

    Raises: Unacceptable.
    """
    row = _row(number)
    if not document.strip() or row.told_on is None or row.passed_on is not None:
        raise Unacceptable("document", "missing")
    _fulfil(row.pass_duty, document, stamp)
    row.passed_on = stamp.on
    row.save(update_fields=["passed_on"])
    services.note(number=number, facts={"passed_on_by": row.by, "document": document}, stamp=stamp)
    return row


def _row(number: str) -> Forwarding:
    rows = Forwarding.objects.select_for_update(of=("self",)).select_related("report")
    row = rows.filter(report__number=number).first()
    if row is None:
        raise Unacceptable("number", "unknown")
    return row


def _duty(title: str, holder: str, code: str, on: date, row: Forwarding, stamp: Stamp) -> str:
    limit = law.book().limit(code, on)
    new = duties.NewDuty(
        kind=Kind.REFERRAL,
        title=title,
        source_ref=row.report.ref,
        holder=holder,
        limit=limit,
        due_source="" if limit else str(law.NO_STATUTORY_DAY),
        starts_on=on,
        evidence_required=("document",),
        visibility=Visibility.INTERNAL,
    )
    return duties.assign(new=new, stamp=stamp.within(new.source_ref)).number


def _fulfil(number: str, document: str, stamp: Stamp) -> None:
    duty = duty_queries.by_number(number)
    if duty is None or duty.state != DutyState.OPEN:
        return
    piece = NewEvidence("document", document_number=document, dated_on=stamp.on)
    part = stamp.within(duty.source_ref)
    duties.report(number=number, text=document, evidence=(piece,), stamp=part)
