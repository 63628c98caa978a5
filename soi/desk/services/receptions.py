"""Reception days (tiếp công dân): announced by the law's day, held in turn, with minutes.

Source: Luật Tiếp công dân 42/2013/QH13; Nghị định 154/2026/NĐ-CP.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time

from django.db import transaction
from django.db.models import Max

from soi.core.deadlines import Deadline, compute
from soi.core.duties import Kind, Visibility
from soi.core.receptions import demand_notice, demand_state
from soi.core.refusals import Unacceptable
from soi.core.stamps import SYSTEM, Stamp
from soi.desk import queries
from soi.desk.models import Reception, Visit, VisitFiling
from soi.desk.services.intake import NewPaper, take_in
from soi.duties import services as duties
from soi.law import queries as law
from soi.record import services as record
from soi.reports import queries as reports
from soi.reports import services
from soi.reports.services import Contact, Filing, Receipt

GROUNDS = ("drunk", "disorder", "settled", "abuse")  # Luật Tiếp công dân, Điều 9
_SCHEDULE, _REFUSE = "td.schedule", "td.refuse"


def notice_deadline(day: date, on: date) -> Deadline:
    """Return by when the schedule of a reception day must be posted."""
    book = law.book()
    return compute(book.limit(_SCHEDULE, on), day, book.calendar())


@transaction.atomic
def schedule(
    *,
    on: date,
    starts: time,
    ends: time,
    place: str,
    post: str,
    stamp: Stamp,
    document: str = "",
    urgent: str = "",
) -> Reception:
    """Announce a reception day, at least the law's days before it.

    urgent: why it could not be announced in time; kept and shown
    Raises: NoticeTooShort, Unacceptable.
    """
    if not place.strip() or not post.strip():
        raise Unacceptable("place", "missing")
    _demand_day(on, starts, ends, stamp, urgent)
    if not urgent.strip():
        demand_notice(notice_deadline(on, stamp.on), stamp.on)
    if Reception.objects.filter(office=stamp.office, on=on, starts=starts).exists():
        raise Unacceptable("on", "already_there")
    day = Reception.objects.create(
        on=on,
        starts=starts,
        ends=ends,
        place=place,
        office=stamp.office,
        post=post,
        published_on=stamp.on,
        document=document,
    )
    facts = {"on": on.isoformat(), "post": post, "late_notice": urgent}
    _tell("reception.scheduled", day, facts, stamp, begins=True)
    return day


def _demand_day(on: date, starts: time, ends: time, stamp: Stamp, urgent: str) -> None:
    if ends <= starts:
        raise Unacceptable("ends", "before_start")
    # Receiving at once (đột xuất) is announced on the very day, with its reason.
    if on < stamp.on or (on == stamp.on and not urgent.strip()):
        raise Unacceptable("on", "past")
    if not urgent.strip() and not law.book().calendar().is_working(on):
        raise Unacceptable("on", "day_off")


@transaction.atomic
def cancel(*, pk: int, reason: str, stamp: Stamp) -> Reception:
    """Call a reception day off, with the reason that residents read.

    Raises: Unacceptable.
    """
    if not reason.strip():
        raise Unacceptable("reason", "missing")
    day = _day(pk, stamp)
    day.cancelled = reason
    day.save(update_fields=["cancelled"])
    _tell("reception.cancelled", day, {"reason": reason}, stamp)
    return day


@transaction.atomic
def arrive(
    *, pk: int, subject: str, stamp: Stamp, contact: Contact | None = None, people: int = 1
) -> Visit:
    """Give somebody who came a turn in the queue.

    Raises: Unacceptable.
    """
    if not subject.strip():
        raise Unacceptable("subject", "missing")
    day = _day(pk, stamp)
    if day.cancelled or day.on != stamp.on:
        raise Unacceptable("pk", "not_today")
    last = day.visits.aggregate(last=Max("turn"))["last"] or 0
    visit = Visit.objects.create(
        reception=day,
        turn=last + 1,
        subject=subject,
        people=people,
        identity_key=services.keep_identity(contact or Contact()),
        came_at=stamp.at,
    )
    _tell("reception.arrived", day, {"turn": visit.turn, "people": people}, stamp)
    return visit


@transaction.atomic
def call(*, visit: int, stamp: Stamp) -> Visit:
    """Call somebody in: from now the talk is timed.

    Raises: Unacceptable.
    """
    row = _visit(visit, stamp, "waiting")
    row.state, row.called_at, row.received_by = "called", stamp.at, stamp.by
    row.save(update_fields=["state", "called_at", "received_by"])
    _tell("reception.called", row.reception, {"turn": row.turn}, stamp)
    return row


@transaction.atomic
def finish(*, visit: int, minutes: str, outcome: str, stamp: Stamp) -> Visit:
    """Keep the minutes of a talk and end it.

    Raises: Unacceptable.
    """
    if not minutes.strip() or not outcome.strip():
        raise Unacceptable("minutes", "missing")
    row = _visit(visit, stamp, "called")
    row.state, row.ended_at, row.minutes, row.outcome = "done", stamp.at, minutes, outcome
    row.save(update_fields=["state", "ended_at", "minutes", "outcome"])
    born = row.filings.count()
    _tell("reception.held", row.reception, {"turn": row.turn, "filings": born}, stamp)
    return row


@transaction.atomic
def leave(*, visit: int, stamp: Stamp) -> Visit:
    """Note that somebody left before their turn.

    Raises: Unacceptable.
    """
    row = _visit(visit, stamp, "waiting")
    row.state, row.ended_at = "left", stamp.at
    row.save(update_fields=["state", "ended_at"])
    _tell("reception.left", row.reception, {"turn": row.turn}, stamp)
    return row


@transaction.atomic
def refuse(*, visit: int, ground: str, text: str, stamp: Stamp) -> Visit:
    """Refuse to receive somebody on a ground of the law; the notice is owed in its days.

    ground: one of GROUNDS
    Raises: Unacceptable.
    """
    if ground not in GROUNDS or not text.strip():
        raise Unacceptable("ground", "unknown")
    row = _visit(visit, stamp, "waiting", "called")
    limit = law.book().limit(_REFUSE, stamp.on)
    duty = duties.assign(
        new=duties.NewDuty(
            kind=Kind.RECEPTION_REFUSAL,
            title=f"Thông báo từ chối tiếp công dân, lượt {row.turn}",
            source_ref=f"reception:{row.reception_id}",
            holder=row.reception.office,
            limit=limit,
            due_source="" if limit else str(law.NO_STATUTORY_DAY),
            starts_on=stamp.on,
            evidence_required=("document",),
            visibility=Visibility.INTERNAL,
        ),
        stamp=stamp.within(f"reception:{row.reception_id}"),
    )
    row.state, row.ground, row.outcome, row.ended_at = "refused", ground, text, stamp.at
    row.duty = duty.number
    row.save()
    _tell("reception.refused", row.reception, {"turn": row.turn, "ground": ground}, stamp)
    return row


@transaction.atomic
def file_from_visit(*, visit: int, filing: Filing, stamp: Stamp) -> Receipt:
    """Take in a filing that was told at a visit; its author is whoever came.

    A kiến nghị or phản ánh brought to reception is owed an answer within the law's days
    (Điều 28.1), the nearer of this and the office's own.
    Raises: whatever `take_in` raises.
    """
    row = Visit.objects.select_related("reception").select_for_update(of=("self",)).get(pk=visit)
    _demand_own(row.reception, stamp)
    demand_state(row.state, "called", "done")
    contact = services.contact_of(row.identity_key) if not filing.contact.is_given else None
    given = replace(filing, contact=contact or filing.contact, at_reception=True)
    receipt = take_in(paper=NewPaper(given, "reception", again=True), stamp=stamp)
    report = reports.by_number(receipt.number)
    VisitFiling.objects.get_or_create(report=report, defaults={"visit": row})
    facts = {"turn": row.turn, "filing": receipt.number}
    _tell("reception.filed", row.reception, facts, stamp)
    return receipt


def _day(pk: int, stamp: Stamp) -> Reception:
    day = Reception.objects.select_for_update().filter(pk=pk).first()
    if day is None:
        raise Unacceptable("pk", "unknown")
    _demand_own(day, stamp)
    return day


def _demand_own(day: Reception, stamp: Stamp) -> None:
    """Refuse whoever acts for another office, as if there were no such day.

    Raises: Unacceptable.
    """
    if stamp.by != SYSTEM and not queries.runs(day, stamp.office, stamp.on):
        raise Unacceptable("pk", "unknown")


def _visit(pk: int, stamp: Stamp, *states: str) -> Visit:
    rows = Visit.objects.select_related("reception").select_for_update(of=("self",))
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Unacceptable("pk", "unknown")
    _demand_own(row.reception, stamp)
    demand_state(row.state, *states)
    return row


def _tell(
    kind: str, day: Reception, facts: Mapping[str, object], stamp: Stamp, *, begins: bool = False
) -> None:
    line = record.Line(kind, f"reception:{day.pk}", facts, begins=begins)
    record.append_all(lines=[line], stamp=stamp)
