"""What became of it: made known, asked back, answered; and bodies that documents create."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from soi.core.mandates import NotPermitted
from soi.core.refusals import Unacceptable
from soi.core.stamps import SYSTEM, Stamp
from soi.directives import queries
from soi.directives.models import (
    Answer,
    Document,
    MadeKnown,
    Round,
    StandingBody,
    WorkingSession,
)
from soi.directives.services.keeping import demand_keeper
from soi.duties import queries as duty_queries
from soi.duties import services as duties
from soi.notices import services as notices
from soi.offices import queries as offices
from soi.offices import services as office_services
from soi.offices.services import NewOffice
from soi.record import services as record


@dataclass(frozen=True, slots=True)
class Known:
    """How a document was made known. invited, attended: None where nobody counted."""

    office: str
    held_on: date
    form: str
    invited: int | None = None
    attended: int | None = None
    proof: str = ""


@transaction.atomic
def make_known(*, number: str, told: Known, stamp: Stamp) -> MadeKnown:
    """Note that a document was made known in a unit; without figures it stays a claim.

    Raises: Unacceptable.
    """
    document = _document(number)
    if told.office not in _own(stamp):
        demand_keeper(document, stamp, "known")
    if not offices.chart(told.held_on).has(told.office):
        raise Unacceptable("office", "unknown_office")
    if told.held_on > stamp.on:
        raise Unacceptable("held_on", "not_yet")
    if told.attended is not None and told.invited is not None and told.attended > told.invited:
        raise Unacceptable("attended", "more_than_invited")
    if not told.form.strip():
        raise Unacceptable("form", "missing")
    row = MadeKnown.objects.create(
        document=document,
        office=told.office,
        held_on=told.held_on,
        form=told.form[:120],
        invited=told.invited,
        attended=told.attended,
        proof=told.proof[:200],
        told_at=stamp.at,
    )
    facts = {"office": told.office, "held_on": told.held_on.isoformat(), "invited": told.invited,
             "attended": told.attended}  # fmt: skip
    record.append(kind="document.made_known", subject=document.ref, facts=facts, stamp=stamp)
    return row


@transaction.atomic
def ask_round(
    *, question: str, due_on: date, stamp: Stamp, document: str = "", session: str = ""
) -> Round:
    """Ask every holder of an open duty the same, by one day.

    Raises: Unacceptable: no words, a day gone by, nobody to ask.
    """
    if not question.strip():
        raise Unacceptable("question", "missing")
    if due_on < stamp.on:
        raise Unacceptable("due_on", "gone_by")
    above_document = _document(document) if document else None
    above_session = WorkingSession.objects.filter(number=session).first() if session else None
    for matter in (above_document, above_session):
        if matter is not None:
            demand_keeper(matter, stamp, "round")
    numbers = queries.numbers_of(above_document, above_session)
    owed = [one for one in map(duty_queries.by_number, numbers) if one and one.state != "closed"]
    if not owed:
        raise Unacceptable("question", "nobody_to_ask")
    row = Round.objects.create(
        document=above_document,
        session=above_session,
        question=question.strip()[:400],
        asked_on=stamp.on,
        due_on=due_on,
        by=stamp.office,
    )
    Answer.objects.bulk_create(
        Answer(round=row, office=one.holder.slug, duty=one.number) for one in owed
    )
    words = {"question": row.question, "due_on": f"{due_on:%d/%m/%Y}", "link": "/staff/rounds/"}
    for slug in sorted({one.holder.slug for one in owed}):
        notices.queue_for_office(office=slug, template="round_asked", context=words, stamp=stamp)
    above = above_document or above_session
    facts = {"round": row.pk, "due_on": due_on.isoformat(), "asked": len(owed)}
    record.append(
        kind="round.asked", subject=above.ref if above else "documents", facts=facts, stamp=stamp
    )
    return row


def remind(*, today: date, stamp: Stamp) -> int:
    """Remind, once, every office that was asked and whose day to answer is tomorrow or past.

    Returns how many offices were written to. One message an office and round, whatever it owes.
    """
    waiting = Answer.objects.filter(
        answered_at=None, reminded_on=None, round__due_on__lte=today + timedelta(days=1)
    )
    pairs = sorted(set(waiting.values_list("round_id", "office")))
    for key, slug in pairs:
        _remind(key, slug, today, stamp)
    return len(pairs)


@transaction.atomic
def _remind(key: int, slug: str, today: date, stamp: Stamp) -> None:
    rows = Answer.objects.select_for_update().filter(
        round_id=key, office=slug, answered_at=None, reminded_on=None
    )
    duties_asked = [row.duty for row in rows]
    if not duties_asked:
        return
    asked = Round.objects.select_related("document", "session").get(pk=key)
    rows.update(reminded_on=today)
    words = {
        "due_on": f"{asked.due_on:%d/%m/%Y}",
        "count": len(duties_asked),
        "link": "/staff/rounds/",
    }
    if offices.chart(today).has(slug):
        notices.queue_for_office(office=slug, template="round_reminder", context=words, stamp=stamp)
    above = asked.document or asked.session
    facts = {"round": key, "office": slug, "waiting": len(duties_asked)}
    record.append(
        kind="round.reminded", subject=above.ref if above else "documents", facts=facts, stamp=stamp
    )


@transaction.atomic
def answer(*, pk: int, text: str, stamp: Stamp, percent: int | None = None) -> Answer:
    """Answer for the holder; a percentage goes to the ledger as the claim it is.

    Raises: Unacceptable.
    """
    row = (
        Answer.objects.select_for_update(of=("self",)).select_related("round").filter(pk=pk).first()
    )
    if row is None:
        raise Unacceptable("answer", "unknown_answer")
    if not text.strip():
        raise Unacceptable("text", "missing")
    if percent is not None and not 0 <= percent <= 100:
        raise Unacceptable("percent", "percent_out_of_range")
    row.text, row.percent, row.answered_at = text.strip(), percent, stamp.at
    row.save()
    duty = duty_queries.by_number(row.duty)
    if percent is not None and duty and duty.state == "open":
        part = stamp.within(duty.source_ref)
        duties.progress(number=row.duty, percent=percent, text=text.strip(), stamp=part)
    facts = {"duty": row.duty, "office": row.office, "percent": percent}
    record.append(kind="round.answered", subject=f"duty:{row.duty}", facts=facts, stamp=stamp)
    return row


@transaction.atomic
def create_body(*, document: str, office: NewOffice, stamp: Stamp) -> StandingBody:
    """Create a standing body by a document.

    Raises: Unacceptable.
    """
    source = _document(document)
    _demand_own_place(source, {parent for parent, _kind in office.parents}, stamp, "body")
    office_services.create(office=office, document=str(source), stamp=stamp)
    body = StandingBody.objects.create(office=office.slug, created_by=source)
    record.append(
        kind="document.created_body", subject=source.ref, facts={"office": office.slug}, stamp=stamp
    )
    return body


@transaction.atomic
def dissolve_body(*, office: str, document: str, on: date, stamp: Stamp) -> StandingBody:
    """Dissolve a standing body by a document; `on` is its last day.

    Raises: Unacceptable.
    """
    body = StandingBody.objects.select_for_update(of=("self",)).filter(office=office).first()
    if body is None or body.dissolved_by_id is not None:
        raise Unacceptable("office", "unknown_body")
    source = _document(document)
    _demand_own_place(source, {office}, stamp, "dissolve")
    office_services.end(slug=office, on=on, document=str(source), stamp=stamp)
    body.dissolved_by = source
    body.save(update_fields=["dissolved_by"])
    record.append(
        kind="document.dissolved_body", subject=source.ref, facts={"office": office}, stamp=stamp
    )
    return body


def _own(stamp: Stamp) -> set[str]:
    return {stamp.office, *offices.chart(stamp.on).below(stamp.office)} if stamp.office else set()


def _demand_own_place(source: Document, places: set[str], stamp: Stamp, act: str) -> None:
    """Refuse to draw on the chart of others: a body stands under the office that founds it.

    Raises: NotPermitted.
    """
    demand_keeper(source, stamp, act)
    if stamp.by != SYSTEM and not places <= _own(stamp):
        raise NotPermitted(act=act, office=stamp.office)


def _document(number: str) -> Document:
    found = Document.objects.filter(number=number).first()
    if found is None:
        raise Unacceptable("document", "unknown_document")
    return found
