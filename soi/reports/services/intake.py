"""Taking a filing in: from the resident's words to an office, a day and a receipt.

Everything that only needs reading (the law's book, the chart of offices, the suggestion, the
due day, the photos) happens before the transaction; the lock is held for writing alone.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse

from soi.core import duties as core_duties
from soi.core import filings, receipts, suggestions
from soi.core.deadlines import Deadline
from soi.core.filings import Act, Kind, State
from soi.core.stamps import RESIDENT, SYSTEM, Stamp
from soi.core.suggestions import Suggestion
from soi.core.vietnamese import search_exact, search_text
from soi.duties import services as duties
from soi.law import queries as law
from soi.notices import services as notices
from soi.offices import queries as offices
from soi.record import services as record
from soi.record.queries import presuming
from soi.reports.models import Photo, Report, ReportEvent
from soi.reports.queries import code_hash, digest
from soi.reports.services import photos
from soi.reports.services.acts import line
from soi.reports.services.identities import keep_identity
from soi.reports.services.planning import (
    Contact,
    Filing,
    KeyReused,
    MayAccuse,
    NeedsIdentity,
    NotStored,
    Plan,
    Receipt,
    plan,
)

_KEY_HOURS = 24  # how long the same key gives the same answer


def receive(*, filing: Filing, stamp: Stamp, identity_key: str = "") -> Receipt:
    """Take a filing in, give it to an office, and return the receipt.

    The same key with the same content gives the same receipt for 24 hours, however often and
    however much at once it is sent.

    identity_key: of a sender known already, as for a part of a filing; else `contact` is kept
    Raises: NotStored, MayAccuse, NeedsIdentity, KeyReused, Unacceptable.
    """
    return presuming(lambda: _received(filing, stamp, identity_key))


def _received(filing: Filing, stamp: Stamp, identity_key: str) -> Receipt:
    _demand(filing, known=bool(identity_key))
    marks = _marks(filing)
    planned = plan(filing=filing, today=stamp.on)
    _demand_answer(filing, planned)
    # Written first and asked afterwards: hardly a filing comes twice, and asking costs each one.
    for again in (True, False):
        files = photos.write(filing.photos, stamp)
        try:
            receipt, row = _written(filing, planned, files, marks, stamp, identity_key=identity_key)
        except IntegrityError:
            photos.drop(files)
            known = _known(*marks, stamp)
            if known:
                return known
            if not again:
                raise
        except BaseException:
            photos.drop(files)
            raise
        else:
            break
    return replace(receipt, promise=record.promised(row))  # signed when the lock is given up


@transaction.atomic
def _written(
    filing: Filing,
    planned: Plan,
    files: list[Photo],
    marks: tuple[str | None, str],
    stamp: Stamp,
    *,
    identity_key: str,
) -> tuple[Receipt, record.Entry]:
    kinds = (filings.SERIES[filing.kind], "NV")
    numbers = record.numbers(kinds=kinds, year=stamp.on.year)
    code = _code(marks[0], numbers[0])
    new = duty_draft(planned, *numbers)
    duty, duty_line = duties.enter(new=new, stamp=stamp.within(new.source_ref))
    report = Report.objects.create(
        number=numbers[0],
        duty=duty,
        code_hash=code_hash(code),
        form_key=marks[0],
        form_hash=marks[1],
        identity_key=identity_key or keep_identity(filing.contact),
        **_fields(filing, planned, stamp),
    )
    ReportEvent.objects.bulk_create(_events(report, planned, stamp))
    photos.attach(files, report)
    _tell_office(report, planned, stamp)
    told = line(report, Act.RECEIVED, _facts(filing, planned), begins=True)
    received = replace(told, parts={"text": filing.text.encode()})
    rows = record.append_all(lines=[received, duty_line], stamp=stamp)
    return _receipt(report, code, planned.office_name, planned.deadline), rows[0]


def _demand(filing: Filing, *, known: bool) -> None:
    if not suggestions.is_filing_kind(filing.kind):
        raise NotStored
    named = known or (filing.contact.name and filing.contact.address)
    if filing.kind == Kind.COMPLAINT and not named:
        raise NeedsIdentity


def _demand_answer(filing: Filing, planned: Plan) -> None:
    """Refuse what may tell of somebody in office until its sender said that it does not."""
    if planned.suggestion.asks and not filing.accuses_nobody:
        raise MayAccuse


def _marks(filing: Filing) -> tuple[str | None, str]:
    if not filing.key:
        return None, ""
    pictures = [digest("photo", one.data.hex()) for one in filing.photos]
    plain = replace(filing, photos=(), key="", received_on=None)
    parts = [getattr(plain, name) for name in Filing.__dataclass_fields__ if name != "contact"]
    contact = [getattr(plain.contact, name) for name in Contact.__dataclass_fields__]
    body = json.dumps([parts, contact, pictures], default=str, ensure_ascii=False)
    return digest("key", filing.key), digest("body", body)


def _known(key: str | None, mark: str, stamp: Stamp) -> Receipt | None:
    """Return the receipt that this key was answered with; free the key once its day is over."""
    if key is None:
        return None
    report = Report.objects.select_related("duty").filter(form_key=key).first()
    if report is None:
        return None
    if report.received_at <= stamp.at - timedelta(hours=_KEY_HOURS):
        Report.objects.filter(pk=report.pk, form_key=key).update(form_key=None)
        return None
    if report.form_hash != mark:
        raise KeyReused(number="")
    events = report.events.filter(act=Act.RECEIVED).first()
    facts = events.facts if events else {}
    deadline = Deadline(
        date.fromisoformat(facts["due_on"]) if facts.get("due_on") else None,
        facts.get("due_source", ""),
        facts.get("review", ""),
        bool(facts.get("statutory")),
    )
    lead = facts.get("office", report.office)
    name = offices.chart(stamp.on).name(lead)
    promise = record.promise_of(subject=report.ref, kind=f"report.{Act.RECEIVED}") or None
    receipt = _receipt(report, _code(key, report.number), name, deadline)
    return replace(receipt, office=lead, promise=promise)


def _code(key: str | None, number: str) -> str:
    # With a key the code can be worked out again from it, so that it need not be kept.
    source = bytes.fromhex(digest("code", f"{key}\x00{number}")) if key else secrets.token_bytes(16)
    return receipts.from_bytes(source)


def duty_draft(planned: Plan, filing_number: str, number: str = "") -> duties.NewDuty:
    """Return the duty to answer a filing, as planned.

    number: of the duty; empty draws one
    """
    kinds = {
        Kind.REPORT: core_duties.Kind.REPORT_ANSWER,
        Kind.PETITION: core_duties.Kind.PETITION_REPLY,
        Kind.COMPLAINT: core_duties.Kind.COMPLAINT_STEP,
    }
    public = planned.kind != Kind.COMPLAINT
    route = planned.route
    return duties.NewDuty(
        number=number,
        kind=kinds[Kind(planned.kind)],
        title=filing_number,
        source_ref=f"report:{filing_number}",
        holder=route.lead,
        sub_holders=[
            *((slug, "coordinates") for slug in route.coordinating),
            *((slug, "oversees") for slug in route.overseeing),
        ],
        limit=planned.limit,
        due_source="" if planned.limit else str(law.NO_STATUTORY_DAY),
        starts_on=planned.received_on,
        visibility=core_duties.Visibility.PUBLIC if public else core_duties.Visibility.INTERNAL,
        topic=planned.topic,
        office_ids=planned.office_ids,
        calendar=planned.calendar,
    )


def _fields(filing: Filing, planned: Plan, stamp: Stamp) -> dict[str, object]:
    route = planned.route
    return {
        "kind": filing.kind,
        "topic": planned.topic,
        "text": filing.text,
        "search_text": search_text(filing.text),
        "search_exact": search_exact(filing.text),
        "language": filing.language,
        "group": planned.group,
        "lat": filing.lat,
        "long": filing.long,
        "address": filing.address,
        "suggested": suggested(filing, planned.suggestion),
        "urgent": planned.urgent,
        "channel": filing.channel,
        "state": State.ASSIGNED,
        "office": route.lead,
        "route": {"rule": route.number, "text": route.text, "source": route.source},
        "listed": filing.kind != Kind.COMPLAINT,
        "received_on": planned.received_on,
        "received_at": stamp.at,
        "part_of": _part_of(filing.part_of),
    }


def suggested(filing: Filing, found: Suggestion) -> dict[str, object]:
    """Return what is kept of what the words of a filing suggest, with the words that matched."""
    return {
        "kind": found.kind,
        "topic": found.topic,
        "words": list(found.words),
        "denunciation": list(found.denunciation_words),
        "urgent": list(found.urgent_words),
        "higher": list(found.higher_words),
        **({"as_written": True} if filing.as_written else {}),
        **({"guesses": [found.topic, found.second]} if found.unclear and not filing.topic else {}),
    }


def _part_of(number: str) -> Report | None:
    return Report.objects.get(number=number) if number else None


def _facts(filing: Filing, planned: Plan) -> Mapping[str, object]:
    """Return what the record tells of a receipt: enough to prove the text, by its digest."""
    return {
        "kind": filing.kind,
        "topic": planned.topic,
        "text_digest": digest("text", filing.text),
        "photo_count": len(filing.photos),
        "received_on": planned.received_on.isoformat(),
    }


def _events(report: Report, planned: Plan, stamp: Stamp) -> list[ReportEvent]:
    deadline = planned.deadline
    facts = {
        "office": report.office,
        "due_on": deadline.due_on.isoformat() if deadline.due_on else None,
        "due_source": deadline.source,
        "statutory": deadline.statutory,
        "review": deadline.review,
    }
    common = {"report": report, "on": stamp.on, "at": stamp.at}
    by = stamp.by or RESIDENT
    return [
        ReportEvent(act=Act.RECEIVED, by=by, office=stamp.office, facts=facts, **common),
        ReportEvent(
            act=Act.ASSIGNED, by=SYSTEM, office=report.office, facts=report.route, **common
        ),
    ]


def _tell_office(report: Report, planned: Plan, stamp: Stamp) -> None:
    due_on = planned.deadline.due_on
    notices.queue(
        to=planned.email,
        template="report_assigned",
        context={
            "number": report.number,
            "office": planned.office_name,
            "due_on": f"{due_on:%d/%m/%Y}" if due_on else "",
            "link": f"/staff/reports/{report.number}/",
        },
        stamp=stamp,
    )


def _receipt(report: Report, code: str, office_name: str, deadline: Deadline) -> Receipt:
    return Receipt(
        number=report.number,
        code=code,
        office=report.office,
        office_name=office_name,
        due_on=deadline.due_on,
        due_source=deadline.source or str(law.NO_STATUTORY_DAY),
        statutory=deadline.statutory,
        review=deadline.review,
        url=reverse("reports:detail", args=[report.number]),
        kind=report.kind,
        rule=str(report.route.get("rule", "")),
    )
