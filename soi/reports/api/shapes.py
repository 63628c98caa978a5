"""What programs get and give: the structs, and how rows become them."""

from datetime import date
from typing import Any

import msgspec
from django.urls import reverse

from soi.core.filings import PRIVATE, TO_BORDER
from soi.core.places import coarse
from soi.law.queries import NO_STATUTORY_DAY
from soi.offices import queries as offices
from soi.reports import queries
from soi.reports.services import Receipt
from soi.reports.words import STATES


class ContactIn(msgspec.Struct):
    """Who sends it; a complaint (khieu_nai) needs name and address."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


class FilingIn(msgspec.Struct):
    """A report to be sent. kind: phan_anh, kien_nghi or khieu_nai; text: 10 to 5000 characters.

    concerns: "nobody" once the sender was asked and says it concerns nobody in office
    """

    kind: str
    text: str
    topic: str | None = None
    group: str | None = None
    lat: float | None = None
    long: float | None = None
    address: str | None = None
    contact: ContactIn | None = None
    concerns: str | None = None


class DisputeIn(msgspec.Struct):
    """An objection. reason: not_satisfied, slow or wrong."""

    reason: str
    text: str = ""


class AcceptIn(msgspec.Struct):
    """Words that may come with an acceptance."""

    text: str = ""


class ReceiptOut(msgspec.Struct):
    """What the sender gets; the code is shown this once."""

    number: str
    receipt_code: str
    office: str
    office_name: str
    due_on: date | None
    due_source: str
    statutory: bool
    review: str
    url: str
    promise: str | None


class EventOut(msgspec.Struct):
    """One act in the life of a report."""

    on: date
    act: str
    office: str
    text: str


class ReportOut(msgspec.Struct):
    """A report as everybody may see it; until published without text, photos and place."""

    number: str
    kind: str
    topic: str
    group: str | None
    lat: float | None
    long: float | None
    text: str | None
    photos: list[str]
    received_on: date
    state: str
    state_label: str
    office: str
    office_name: str
    handed_to: str | None
    due_on: date | None
    due_source: str
    overdue: bool
    history: list[EventOut]
    url: str


class EvidenceOut(msgspec.Struct):
    """A piece of evidence for an answer."""

    kind: str
    text: str
    document_number: str
    dated_on: date | None
    url: str | None


class OwnReportOut(ReportOut):
    """A report as its sender sees it: the whole text, the answer, and what may be done now."""

    answer: str | None
    evidence: list[EvidenceOut]
    may: list[str]


class ReportPageOut(msgspec.Struct):
    """A page of reports, the newest first; `next` is the key of the page after it.

    Where words were looked for, a page can be empty and still have a next.
    """

    items: list[ReportOut]
    next: str | None


def shape(report: queries.Row, chart: offices.Chart) -> ReportOut:
    """Return a report as everybody may see it on the day of the chart."""
    return ReportOut(**_fields(report, chart))


def _fields(report: queries.Row, chart: offices.Chart) -> dict[str, Any]:
    shown, duty = report.is_published, report.duty
    place = shown and report.lat is not None and report.long is not None
    return {
        "number": report.number,
        "kind": TO_BORDER[report.kind],
        "topic": report.topic,
        "group": (report.group or None) if shown else None,
        "lat": coarse(report.lat) if place and report.lat is not None else None,
        "long": coarse(report.long) if place and report.long is not None else None,
        "text": report.public_text if shown else None,
        "photos": [_photo(report, one.pk) for one in queries.photos(report)] if shown else [],
        "received_on": report.received_on,
        "state": report.state,
        "state_label": STATES.say(report.state),
        "office": report.office,
        "office_name": chart.name(report.office),
        "handed_to": report.handed_to or None,
        "due_on": duty.due_on,
        "due_source": duty.due_source or str(NO_STATUTORY_DAY),
        "overdue": duty.is_late(chart.on),
        "history": [
            _event(one, shown) for one in queries.history(report) if one.act not in PRIVATE
        ],
        "url": report.get_absolute_url(),
    }


def _event(event: queries.Event, shown: object) -> EventOut:
    return EventOut(event.on, event.act, event.office, event.text if shown else "")


def _photo(report: queries.Row, pk: int) -> str:
    return reverse("reports:photo", args=[report.number, pk])


def own_shape(report: queries.Row, chart: offices.Chart) -> OwnReportOut:
    """Return a report as its sender sees it."""
    answers = queries.answers(report)
    history = [
        EventOut(one.on, one.act, one.office, one.text or one.note)
        for one in queries.history(report)
    ]
    own = _fields(report, chart) | {
        "text": report.text,
        "group": report.group or None,
        "history": history,
        "answer": answers[-1].text if answers else None,
        "evidence": _evidence(report),
        "may": queries.may(report, chart.on),
    }
    return OwnReportOut(**own)


def receipt_shape(given: Receipt) -> ReceiptOut:
    """Return a receipt as programs get it."""
    return ReceiptOut(
        number=given.number,
        receipt_code=given.code,
        office=given.office,
        office_name=given.office_name,
        due_on=given.due_on,
        due_source=given.due_source,
        statutory=given.statutory,
        review=given.review,
        url=given.url,
        promise=given.promise,
    )


def _evidence(report: queries.Row) -> list[EvidenceOut]:
    return [
        EvidenceOut(
            kind=one.kind,
            text=one.text,
            document_number=one.document_number,
            dated_on=one.dated_on,
            url=reverse("duties:evidence", args=[one.duty.number, one.pk]) if one.file else None,
        )
        for one in queries.evidence(report)
    ]
