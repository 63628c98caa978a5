"""Who turns to a duty next, and what a desk sets right: persons, reminders, merges undone."""

from datetime import date

from django.core.files.storage import default_storage
from django.db import transaction

from soi.core.duties import Act, State, Verdict, Visibility
from soi.core.entries import Class
from soi.core.lives import NotNow
from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.counter.services import close_without_trace, take
from soi.duties.models import Duty, DutyEvent, Evidence
from soi.duties.queries.ties import DUTIES
from soi.duties.services.ledger import demand_words, recount
from soi.law import queries as law
from soi.notices import services as notices
from soi.offices import queries as offices
from soi.record import services as record


def reassign(*, number: str, post: str, reason: str, stamp: Stamp, seen: int | None = None) -> Duty:
    """Let another post of the same office answer for the duty; holder and day stay.

    Raises: Unacceptable, where the post is not one of the holder's.
    """
    demand_words(reason, "text", "reason_missing")
    with take(DUTIES, Act.REASSIGN, stamp, seen=seen, number=number) as (duty, move):
        posts = {one.slug for one in offices.chart(stamp.on).posts(duty.holder.slug)}
        if post not in posts:
            raise Unacceptable("post", "unknown")
        before, duty.responsible_post = duty.responsible_post, post
        move(text=reason, facts={"from": before, "to": post})
    return duty


def remind(*, number: str, to: str, rung: str, stamp: Stamp) -> Duty:
    """Remind an office of a duty that is still owed.

    rung: half, end or after: which part of its term is over
    """
    with take(DUTIES, Act.REMIND, stamp, number=number) as (duty, move):
        chart = offices.chart(stamp.on)
        office = chart.office(to)
        context = {
            "number": duty.number,
            "office": office.name,
            "holder": chart.name(duty.holder.slug),
            "due_on": f"{duty.due_on:%d/%m/%Y}" if duty.due_on else "",
            "link": duty.get_absolute_url(),
        }
        template = f"duty_reminder_{rung}"
        notices.queue(to=office.email, template=template, context=context, stamp=stamp)
        move(facts={"rung": rung, "to": to})
    return duty


def unmerge(*, number: str, reason: str, stamp: Stamp) -> Duty:
    """Owe a duty again that was closed into another; its own day stands as before.

    Raises: NotNow, where it was not merged.
    """
    demand_words(reason, "text", "reason_missing")
    with take(DUTIES, Act.UNMERGE, stamp, number=number) as (duty, move):
        if duty.verdict != Verdict.MERGED:
            raise NotNow(state=duty.state, act=Act.UNMERGE)
        duty.verdict, duty.closed_on = "", None
        move(text=reason)
    return duty


def count_from(*, number: str, on: date, cause: str, stamp: Stamp) -> Duty:
    """Count the day of a duty from another first day; only receipts and merges move it.

    Raises: NotNow.
    """
    found = Duty.objects.get(number=number)
    if found.starts_on == on or found.state != State.OPEN:
        return found
    with take(DUTIES, Act.RECOMPUTE, stamp, number=number) as (duty, move):
        before, duty.starts_on = duty.due_on, on
        if duty.limit is not None:
            recount(duty, law.book().calendar())
        facts = {"from": _iso(before), "to": _iso(duty.due_on), "counted_from": on.isoformat()}
        move(text=cause, facts=facts)
    return duty


@transaction.atomic
def wipe(*, number: str, ground: str, stamp: Stamp) -> Duty:
    """Close a duty and take every word off it: the case has gone where no word of it may stay.

    Its number stays, sealed; no list shows it, and its evidence goes with its files. What the
    record held of it is destroyed too, and nothing open tells of that: an entry on the very day
    would name the duty that went.
    ground: the legal basis, told under the seal
    """
    demand_words(ground, "text", "reason_missing")
    duty = Duty.objects.select_for_update().get(number=number)
    DutyEvent.objects.filter(duty=duty).update(text="", document="", facts={})
    files = [one for one in duty.evidence.values_list("file", flat=True) if one]
    Evidence.objects.filter(duty=duty).delete()
    duty.title, duty.text_verbatim, duty.source_ref, duty.topic = "—", "", "", ""
    duty.visibility = Visibility.SEALED
    if duty.state != State.CLOSED:
        duty.verdict, duty.closed_on = Verdict.WITHDRAWN, stamp.on
    close_without_trace(duty, State.CLOSED)
    duty.save()
    record.erase(subject=duty.ref, ground=ground, stamp=stamp, entry_class=Class.SEALED)
    transaction.on_commit(lambda: _drop(files))
    return duty


def _drop(files: list[str]) -> None:
    for one in files:
        default_storage.delete(one)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
