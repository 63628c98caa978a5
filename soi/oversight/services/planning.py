"""What comes before a visit: the year's programme, the plan, the team, the notice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from soi.core.deadlines import compute
from soi.core.oversight import NOTICE, VISIT, Act, Conflicted, Kind, Role
from soi.core.permits import permits
from soi.core.refusals import Refusal, Unacceptable
from soi.core.stamps import Stamp
from soi.counter import services as counter
from soi.law import queries as law
from soi.offices import queries as offices
from soi.oversight.models import Programme, TeamMember, Visit
from soi.oversight.queries.registers import VISITS, ties
from soi.people import queries as people
from soi.record import services as record
from soi.record.services import Line

# Kinds of bodies that the law lets lead (oversight.md, section 1).
MAY_LEAD = frozenset({"front", "union", "inspection_board", "council"})
NEEDS_AGREEMENT = frozenset({"union"})  # an organisation leads with the Front's paper (Điều 26)


class MayNotLead(Refusal):
    """The law does not let this body lead this oversight. facts: office, rule."""

    code = "may_not_lead"


class NoticeTooShort(Refusal):
    """The plan comes later than the law asks. facts: last_on, source."""

    code = "visit_notice_too_short"


@dataclass(frozen=True, slots=True)
class NewVisit:
    """A visit to be. leading, subject: slugs of offices; month: any day of it."""

    kind: Kind
    leading: str
    subject: str
    title: str
    month: date
    basis: str = ""
    scope: str = ""
    agreed: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """One who is to sit on the team. kin: of those who decide or build the project."""

    person: str
    name: str
    role: Role = Role.MEMBER
    interests: str = ""
    kin: bool = False


@transaction.atomic
def enter_programme(
    *, office: str, year: int, document: str, adopted_on: date, stamp: Stamp, agreed_with: str = ""
) -> Programme:
    """Enter the year's programme of a body that oversees; once a year.

    Raises: NotPermitted, Unacceptable.
    """
    if not document.strip():
        raise Unacceptable("document", "document_missing")
    probe = Visit(leading=office, subject="", month=adopted_on)
    chart = offices.chart(stamp.on)
    permits(Act.PLAN, VISIT.demands[Act.PLAN], ties(probe, stamp.on), stamp, above=chart.above)
    if Programme.objects.filter(office=office, year=year).exists():
        raise Unacceptable("year", "already_there")
    programme = Programme.objects.create(
        office=office,
        year=year,
        document=document,
        agreed_with=agreed_with,
        adopted_on=adopted_on,
        by=stamp.by,
    )
    facts = {"year": year, "document": document, "adopted_on": adopted_on.isoformat()}
    record.append(
        kind="oversight.programme_entered", subject=f"office:{office}", facts=facts, stamp=stamp
    )
    return programme


@transaction.atomic
def plan(*, new: NewVisit, stamp: Stamp) -> Visit:
    """Plan a visit; it is nobody's but the overseer's until it is announced.

    Raises: MayNotLead, NotPermitted, Unacceptable.
    """
    _demand_may_lead(new, stamp.on)
    programme = Programme.objects.filter(office=new.leading, year=new.month.year).first()
    visit = Visit(
        kind=new.kind,
        leading=new.leading,
        subject=new.subject,
        title=new.title.strip()[:300],
        basis=new.basis,
        scope=new.scope,
        agreed=new.agreed,
        month=new.month.replace(day=1),
        programme=programme,
    )
    if not visit.title:
        raise Unacceptable("title", "missing")
    counter.begin(VISITS, visit, Act.PLAN, stamp)
    visit.number = record.numbers(kinds=("GS",), year=stamp.on.year)[0]
    visit.save(force_insert=True)
    facts = {"leading": new.leading, "subject": new.subject, "kind": new.kind.value}
    counter.write(VISITS, visit, Act.PLAN, stamp, facts=facts)
    lines: list[Line] = [counter.line(VISITS, visit, Act.PLAN, facts=facts, begins=True)]
    record.append_all(lines=lines, stamp=stamp)
    return visit


@transaction.atomic
def seat(*, number: str, members: Sequence[Member], stamp: Stamp, seen: int | None = None) -> Visit:
    """Say who is on the team, each with the interests they declare; replaces the team before.

    Raises: Conflicted, Unacceptable.
    """
    with counter.take(VISITS, Act.SEAT, stamp, seen=seen, number=number) as (visit, move):
        if sum(member.role is Role.LEAD for member in members) != 1:
            raise Unacceptable("members", "one_lead")
        _demand_free(visit, members, stamp.on)
        visit.team.all().delete()
        TeamMember.objects.bulk_create(
            TeamMember(
                visit=visit,
                person=member.person,
                name=member.name,
                role=member.role,
                interests=member.interests,
            )
            for member in members
        )
        declared = sum(bool(member.interests) for member in members)
        return move(facts={"seats": len(members), "interests_declared": declared})


@transaction.atomic
def announce(
    *, number: str, starts_on: date, document: str, stamp: Stamp, seen: int | None = None
) -> Visit:
    """Tell the subject the plan, at least the law's days before the visit begins.

    Raises: NoticeTooShort, Unacceptable.
    """
    if not document.strip():
        raise Unacceptable("document", "document_missing")
    with counter.take(VISITS, Act.ANNOUNCE, stamp, seen=seen, number=number) as (visit, move):
        if not visit.team.exists():
            raise Unacceptable("members", "team_missing")
        demand_notice(Kind(visit.kind), starts_on, stamp.on)
        visit.starts_on, visit.announced_on = starts_on, stamp.on
        visit.plan_document = document
        return move(document=document, facts={"starts_on": starts_on.isoformat()})


@transaction.atomic
def cancel(*, number: str, reason: str, stamp: Stamp, seen: int | None = None) -> Visit:
    """Give a visit up before it began; the reason stays.

    Raises: Unacceptable.
    """
    if not reason.strip():
        raise Unacceptable("text", "reason_missing")
    with counter.take(VISITS, Act.CANCEL, stamp, seen=seen, number=number) as (_visit, move):
        return move(text=reason)


def demand_notice(kind: Kind, starts_on: date, told_on: date) -> None:
    """Refuse a visit whose plan leaves less time than the law grants.

    Raises: NoticeTooShort.
    """
    book = law.book()
    found = compute(book.limit(NOTICE[kind], told_on), starts_on, book.calendar())
    if starts_on <= told_on or (found.due_on is not None and told_on > found.due_on):
        raise NoticeTooShort(last_on=found.due_on, source=found.source)


def _demand_may_lead(new: NewVisit, on: date) -> None:
    chart = offices.chart(on)
    for field, slug in (("leading", new.leading), ("subject", new.subject)):
        if not chart.has(slug):
            raise Unacceptable(field, "unknown_office")
    kind = chart.office(new.leading).kind
    if kind not in MAY_LEAD:
        raise MayNotLead(office=new.leading, rule="not_an_overseer")
    if new.subject in chart.lineage(new.leading):
        raise MayNotLead(office=new.leading, rule="own_superior")
    if kind in NEEDS_AGREEMENT and not new.agreed.strip():
        raise MayNotLead(office=new.leading, rule="front_agreement")
    if new.kind is Kind.BOARD and kind != "inspection_board":
        raise MayNotLead(office=new.leading, rule="board_only")


def _demand_free(visit: Visit, members: Sequence[Member], on: date) -> None:
    under = offices.chart(on).below(visit.subject)
    staff = people.persons_in(frozenset({visit.subject, *under}), on)
    for member in members:
        if member.person in staff:
            raise Conflicted(person=member.name, rule="subject_staff")
        # Điều 42.2: kin of those who decide, own, build or supervise sit on no project's board.
        if member.kin and visit.kind == Kind.PROJECT:
            raise Conflicted(person=member.name, rule="kin")
