"""Who is reminded, who stands in, and what goes along when a post changes hands."""

from datetime import date, timedelta

from django.db import transaction

from soi.core.duties import State
from soi.core.refusals import Refusal, Unacceptable
from soi.core.stamps import Stamp
from soi.desk.models import HandOver, Reminder, SavedFilter
from soi.duties import queries as duties
from soi.duties import services as duty_services
from soi.law import queries as law
from soi.offices import queries as offices
from soi.people import queries as people
from soi.people import services as people_services
from soi.record import services as record

HALF, END, AFTER = "half", "end", "after"
AFTER_DAYS = 5  # working days past the last one


def remind(*, today: date, stamp: Stamp) -> dict[str, int]:
    """Send every reminder that is due: at half the term, at its end, five working days after.

    Each rung once for each duty. The holder hears at half, its head at the end, whoever
    oversees it after.
    """
    counts = {HALF: 0, END: 0, AFTER: 0}
    calendar = law.book().calendar()
    rows = duties.duties().filter(state=State.OPEN, paused_on=None, due_on__isnull=False)
    horizon = today + timedelta(days=120)
    open_ones = Reminder.objects.filter(duty__state=State.OPEN)
    sent = set(open_ones.values_list("duty_id", "rung"))  # read once, not asked duty by duty
    rows = rows.filter(due_on__lte=horizon).exclude(visibility="sealed")
    days = rows.values_list("due_on", flat=True).distinct()
    late = {day: calendar.between(day, today) for day in days if day}
    # Days alone are read of all of them; the rest of the few whose turn has come.
    for pk, starts_on, due_on in rows.values_list("pk", "starts_on", "due_on").iterator():
        rung = _rung(starts_on, due_on, today, late[due_on]) if due_on else ""
        if rung and (pk, rung) not in sent and _sent(pk, rung, today, stamp):
            counts[rung] += 1
    return counts


def _rung(starts_on: date, due_on: date, today: date, late: int) -> str:
    if late >= AFTER_DAYS:
        return AFTER
    if today >= due_on:
        return END
    return HALF if (today - starts_on) * 2 >= (due_on - starts_on) else ""


@transaction.atomic
def _sent(pk: int, rung: str, today: date, stamp: Stamp) -> bool:
    duty = duties.duties().get(pk=pk)
    if Reminder.objects.filter(duty=duty, rung=rung).exists():
        return False
    to = _overseer(duty, today) if rung == AFTER else duty.holder.slug
    if not to:
        return False
    Reminder.objects.create(duty=duty, rung=rung, on=today, to=to)
    try:
        duty_services.remind(number=duty.number, to=to, rung=rung, stamp=stamp)
    except Refusal:
        return False  # answered this very moment
    return True


def _overseer(duty: duties.Duty, today: date) -> str:
    chart = offices.chart(today)
    slug = duty.holder.slug
    order = [*chart.overseers(slug), *chart.reviewers(slug, duty.topic)]
    return next(iter(order), "")


@transaction.atomic
def deputise(
    *, user: int, deputy: int, since: date, until: date, document: str, stamp: Stamp
) -> int:
    """Let a colleague stand in for somebody who is away; returns how many roles they got.

    The deputy gets the same roles in the same offices, by a document, and no longer than each
    was given; never what is given to a person, such as the right to read identities, nor what
    keeps the machine or the tables.
    Raises: Unacceptable, OwnMandate.
    """
    if not document.strip():
        raise Unacceptable("document", "missing")
    if until < since:
        raise Unacceptable("until", "before_since")
    held = {one.pk: one for one in people.users().filter(pk__in=(user, deputy))}
    if len(held) < 2:
        raise Unacceptable("deputy", "unknown")
    given = people_services.stand_in(
        user=held[user],
        deputy=held[deputy],
        reach=frozenset({stamp.office, *offices.chart(stamp.on).below(stamp.office)}),
        since=since,
        until=until,
        document=document,
        stamp=stamp,
    )
    if not given:
        raise Unacceptable("user", "nothing_to_give")
    return given


@transaction.atomic
def hand_over(*, office: str, giver: str, taker: str, document: str, stamp: Stamp) -> HandOver:
    """Hand a post's open duties to another post of the office, with the list of them.

    A duty that names no post goes with the office and is listed as such.
    Raises: Unacceptable.
    """
    if not document.strip():
        raise Unacceptable("document", "missing")
    posts = {one.slug for one in offices.chart(stamp.on).posts(office)}
    if taker not in posts or giver == taker:
        raise Unacceptable("taker", "unknown")
    listed = []
    for duty in owed_by(office):
        own = duty.responsible_post == giver
        if own:
            duty_services.reassign(number=duty.number, post=taker, reason=document, stamp=stamp)
        due = duty.due_on.isoformat() if duty.due_on else ""
        listed.append({"number": duty.number, "title": duty.title, "due_on": due, "own": own})
    row = HandOver.objects.create(
        office=office,
        giver=giver,
        taker=taker,
        document=document,
        on=stamp.on,
        duties=listed,
    )
    facts = {"giver": giver, "taker": taker, "count": len(listed), "document": document}
    record.append(kind="post.handed_over", subject=f"post:{taker}", facts=facts, stamp=stamp)
    return row


def owed_by(office: str) -> list[duties.Duty]:
    """Return what an office owes now, by due day."""
    rows = duties.duties().filter(state=State.OPEN, holder__slug=office)
    return list(rows.exclude(visibility="sealed").order_by("due_on", "pk"))


@transaction.atomic
def save_filter(*, name: str, query: str, stamp: Stamp) -> SavedFilter:
    """Keep a filter under a name, for the person who made it.

    Raises: Unacceptable.
    """
    if not name.strip() or not stamp.person:
        raise Unacceptable("name", "missing")
    row, _ = SavedFilter.objects.update_or_create(
        person=stamp.person, name=name.strip()[:80], defaults={"query": query[:400]}
    )
    return row


def drop_filter(*, pk: int, stamp: Stamp) -> None:
    """Forget a filter of one's own."""
    SavedFilter.objects.filter(pk=pk, person=stamp.person).delete()
