"""How a duty gets into the ledger, and how every act on it is written down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.crypto import get_random_string

from soi.core import deadlines
from soi.core.days import demand_happened
from soi.core.deadlines import Deadline, Granted, Limit, Pause
from soi.core.duties import (
    LIFE,
    Act,
    ChildrenOpen,
    DueKind,
    Kind,
    State,
    Visibility,
)
from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.core.workdays import Calendar
from soi.counter.services import begin, take, write
from soi.duties.models import Duty, Evidence, SubHolder
from soi.duties.queries.ties import DUTIES
from soi.law import queries as law
from soi.offices import queries as offices
from soi.record import services as record
from soi.record.services import Line


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """A piece of evidence to be added.

    kind: photo, document or note
    data: a photo's bytes, already written anew without metadata
    """

    kind: str
    text: str = ""
    document_number: str = ""
    dated_on: date | None = None
    data: bytes = b""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class NewDuty:
    """A duty to be.

    holder: slug of the office that owes it
    limit: the rule that gives the day; None for no rule
    due_on, due_source: a day that a decision names itself, where there is no rule
    sub_holders: (slug, role), role one of coordinates, oversees
    """

    kind: Kind
    title: str
    holder: str
    starts_on: date
    text: str = ""
    source_ref: str = ""
    source_span: Sequence[int] | None = None
    topic: str = ""
    requester_office: str = ""
    requester_post: str = ""
    deciding_office: str = ""
    responsible_post: str = ""
    beneficiaries: str = ""
    parent: Duty | None = None
    sub_holders: Sequence[tuple[str, str]] = ()
    limit: Limit | None = None
    facts: frozenset[str] = frozenset()
    due_kind: DueKind = DueKind.PERIOD
    due_on: date | None = None
    due_source: str = ""
    measure: tuple[str, int, int] | None = None  # unit, baseline, target
    evidence_required: Sequence[str] = ("any",)
    visibility: Visibility = Visibility.PUBLIC
    number: str = ""
    office_ids: Mapping[str, int] = field(default_factory=dict)
    calendar: Calendar | None = None  # where the caller has read it already


@transaction.atomic
def draft(*, new: NewDuty, stamp: Stamp) -> Duty:
    """Write a duty down that binds nobody until it is confirmed."""
    duty, line = _enter(new, stamp, Act.DRAFT)
    record.append_all(lines=[line], stamp=stamp)
    return duty


@transaction.atomic
def assign(*, new: NewDuty, stamp: Stamp) -> Duty:
    """Give a duty to the office that is to owe it."""
    duty, line = _enter(new, stamp, Act.ASSIGN)
    record.append_all(lines=[line], stamp=stamp)
    return duty


def enter(*, new: NewDuty, stamp: Stamp) -> tuple[Duty, Line]:
    """Enter a duty as part of a larger act, whose own last write records the returned line."""
    return _enter(new, stamp, Act.ASSIGN)


def confirm(*, number: str, stamp: Stamp, seen: int | None = None) -> Duty:
    """Make a draft binding: a person has read it beside its source.

    Raises: NotNow, NotPermitted, ChangedMeanwhile.
    """
    with take(DUTIES, Act.CONFIRM, stamp, seen=seen, number=number) as (duty, move):
        move()
    return duty


def limit_of(duty: Duty) -> Limit | None:
    """Return the rule version that the duty took with it on its first day."""
    return msgspec.convert(duty.limit, Limit) if duty.limit is not None else None


def granted_of(duty: Duty) -> tuple[Granted, ...]:
    """Return the extensions decided so far."""
    return msgspec.convert(duty.granted, tuple[Granted, ...])


def pauses_of(duty: Duty) -> tuple[Pause, ...]:
    """Return the spans in which the clock stood."""
    return msgspec.convert(duty.pauses, tuple[Pause, ...])


def recount(duty: Duty, calendar: Calendar) -> None:
    """Work the due day out again from the rule, the extensions and the pauses."""
    found = deadlines.compute(
        limit_of(duty),
        duty.starts_on,
        calendar,
        facts=frozenset(duty.facts),
        granted=granted_of(duty),
        pauses=pauses_of(duty),
    )
    duty.due_on, duty.trace = found.due_on, found.trace


def run_again(duty: Duty, on: date, calendar: Calendar) -> None:
    """Let a clock that stands run again from `on`, that day counted."""
    last = {**duty.pauses[-1], "until": on.isoformat()}
    duty.pauses, duty.paused_on = [*duty.pauses[:-1], last], None
    recount(duty, calendar)


def demand_no_child_owed(duty: Duty) -> None:
    """Refuse to close a duty over duties of its own that are still owed.

    Raises: ChildrenOpen.
    """
    owed = list(duty.children.filter(state=State.OPEN).values_list("number", flat=True))
    if owed:
        raise ChildrenOpen(numbers=owed)


def demand_words(words: str, name: str, reason: str) -> None:
    """Refuse an act without the words that it is to leave behind.

    Raises: Unacceptable.
    """
    if not words.strip():
        raise Unacceptable(name, reason)


def store(duty: Duty, pieces: Sequence[NewEvidence], stamp: Stamp) -> list[str]:
    """Keep pieces of evidence; returns their kinds."""
    rows = []
    for piece in pieces:
        demand_happened("noted_on", piece.dated_on, stamp.on)
        name = ""
        if piece.data:
            path = f"evidence/{stamp.on:%Y/%m}/{get_random_string(20)}.jpg"
            name = default_storage.save(path, ContentFile(piece.data))
        rows.append(
            Evidence(
                duty=duty,
                kind=piece.kind,
                file=name,
                document_number=piece.document_number,
                dated_on=piece.dated_on,
                text=piece.text,
                alt=piece.alt,
                office=stamp.office,
                added_at=stamp.at,
            )
        )
    Evidence.objects.bulk_create(rows)
    return [piece.kind for piece in pieces]


def _enter(new: NewDuty, stamp: Stamp, act: Act) -> tuple[Duty, Line]:
    calendar = new.calendar or law.book().calendar()
    found = deadlines.compute(new.limit, new.starts_on, calendar, facts=new.facts)
    duty = _row(new, found)
    begin(DUTIES, duty, act, stamp)
    duty.number = new.number or record.numbers(kinds=("NV",), year=stamp.on.year)[0]
    duty.vagueness = (duty.due_on is None) + (duty.measure_target is None) + (not new.holder)
    duty.save(force_insert=True)
    _after_insert(duty, new, stamp, act)
    facts: dict[str, Any] = {
        "holder": new.holder,
        "kind": new.kind.value,
        "due_on": _iso(duty.due_on),
        "visibility": new.visibility.value,
        "source": duty.due_source,
        "starts_on": _iso(duty.starts_on),
        "post": duty.responsible_post,
    }
    if new.sub_holders:
        facts["beside"] = [[slug, role] for slug, role in new.sub_holders]
    return duty, Line(LIFE.kind(act), duty.ref, facts, begins=True)


def _row(new: NewDuty, found: Deadline) -> Duty:
    unit, baseline, target = new.measure or ("", None, None)
    return Duty(
        kind=new.kind,
        title=new.title[:300],
        text_verbatim=new.text,
        source_ref=new.source_ref,
        source_span=new.source_span,
        topic=new.topic,
        requester_office=new.requester_office,
        requester_post=new.requester_post,
        deciding_office=new.deciding_office,
        holder_id=_office_id(new, new.holder),
        origin_holder=new.holder,
        responsible_post=new.responsible_post,
        beneficiaries=new.beneficiaries,
        parent=new.parent,
        limit=msgspec.to_builtins(new.limit) if new.limit else None,
        facts=sorted(new.facts),
        starts_on=new.starts_on,
        due_kind=new.due_kind if (found.due_on or new.due_on) else DueKind.NONE,
        due_on=found.due_on or new.due_on,
        due_source=found.source or new.due_source,
        due_statutory=found.statutory,
        due_review=found.review,
        trace=found.trace,
        measure_unit=unit,
        measure_baseline=baseline,
        measure_target=target,
        evidence_required=list(new.evidence_required),
        visibility=new.visibility,
    )


def _after_insert(duty: Duty, new: NewDuty, stamp: Stamp, act: Act) -> None:
    SubHolder.objects.bulk_create(
        SubHolder(duty=duty, office_id=_office_id(new, slug), role=role)
        for slug, role in new.sub_holders
    )
    told = {"holder": new.holder, "due_on": _iso(duty.due_on)}
    write(DUTIES, duty, act, stamp, facts=told)


def _office_id(new: NewDuty, slug: str) -> int:
    found = new.office_ids.get(slug)
    return found if found is not None else offices.identify(slug, "")[0]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
