"""Working sessions: planned, held, concluded; the next begins with what is still open."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db import transaction

from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.directives.models import (
    Document,
    DraftDuty,
    Participant,
    Reviewed,
    SessionText,
    WorkingSession,
)
from soi.directives.services.figures import measured
from soi.directives.services.keeping import demand_keeper
from soi.offices import queries as offices
from soi.record import services as record

HALVES = ("morning", "afternoon", "evening", "day")
ROLES = ("chair", "visiting", "subject", "attending")
PAPERS = ("reviewed", "minutes", "conclusion", "press")


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session to be. visiting, subject: slugs; previous: number of the one before it."""

    title: str
    held_on: date
    visiting: str
    subject: str
    half: str = "morning"
    place: str = ""
    agenda: str = ""
    previous: str = ""
    visibility: str = "public"


@transaction.atomic
def schedule(*, new: NewSession, stamp: Stamp) -> WorkingSession:
    """Plan a session. What the session before left open is put before the chair by itself.

    Raises: Unacceptable.
    """
    if not new.title.strip():
        raise Unacceptable("title", "missing")
    chart = offices.chart(new.held_on)
    for name, slug in (("visiting", new.visiting), ("subject", new.subject)):
        if not chart.has(slug):
            raise Unacceptable(name, "unknown_office")
    if new.visiting == new.subject:
        raise Unacceptable("subject", "same_office")
    if new.half not in HALVES:
        raise Unacceptable("half", "unknown_half")
    session = WorkingSession.objects.create(
        number=record.numbers(kinds=("BL",), year=new.held_on.year)[0],
        title=new.title.strip()[:300],
        held_on=new.held_on,
        half=new.half,
        place=new.place[:200],
        visiting=new.visiting,
        subject=new.subject,
        agenda=new.agenda,
        previous=_previous(new),
        visibility=new.visibility,
        kept_by=stamp.office,
    )
    facts = {"held_on": new.held_on.isoformat(), "visiting": new.visiting, "subject": new.subject,
             "previous": session.previous.number if session.previous else ""}  # fmt: skip
    record.append(
        kind="session.scheduled", subject=session.ref, facts=facts, stamp=stamp, begins=True
    )
    return session


@transaction.atomic
def add_participant(
    *, number: str, office: str, post: str, role: str, stamp: Stamp, acting_for: str = ""
) -> Participant:
    """Say who takes part, by post, and for which body they act there.

    The same post may act for another body: the chair of the Front who heads a section of the
    Party committee acts for that section.
    Raises: Unacceptable.
    """
    session = _open(number, stamp, "participant")
    if role not in ROLES:
        raise Unacceptable("role", "unknown_role")
    chart = offices.chart(session.held_on)
    for name, slug in (("office", office), ("acting_for", acting_for)):
        if slug and not chart.has(slug):
            raise Unacceptable(name, "unknown_office")
    if not post.strip():
        raise Unacceptable("post", "missing")
    if role == "chair" and session.participants.filter(role="chair").exists():
        raise Unacceptable("role", "one_chair")
    row = Participant.objects.create(
        session=session, office=office, post=post.strip()[:120], role=role, acting_for=acting_for
    )
    facts = {"office": office, "post": row.post, "role": role, "acting_for": acting_for}
    record.append(kind="session.joined", subject=session.ref, facts=facts, stamp=stamp)
    return row


@transaction.atomic
def add_paper(*, number: str, document: str, role: str, stamp: Stamp) -> Reviewed:
    """Lay a document before a session, or beside it.

    Raises: Unacceptable.
    """
    session = _held(number, stamp, "paper")
    if role not in PAPERS:
        raise Unacceptable("role", "unknown_role")
    found = Document.objects.filter(number=document).first()
    if found is None:
        raise Unacceptable("document", "unknown_document")
    row, made = Reviewed.objects.get_or_create(session=session, document=found, role=role)
    if made and role != "reviewed" and not found.session:
        found.session = session.number
        found.save(update_fields=["session"])
    record.append(
        kind="session.paper",
        subject=session.ref,
        facts={"document": document, "role": role},
        stamp=stamp,
    )
    return row


@transaction.atomic
def hold(*, number: str, minutes: str, stamp: Stamp, assessment: str = "") -> WorkingSession:
    """Enter the minutes of a session that took place; every version stays, its digest recorded.

    Raises: Unacceptable: no words, a day to come, or one that is concluded.
    """
    session = _open(number, stamp, "minutes")
    if not minutes.strip():
        raise Unacceptable("minutes", "missing")
    if session.held_on > stamp.on:
        raise Unacceptable("held_on", "not_yet")
    facts = {"held_on": session.held_on.isoformat()}
    for name, text in (("minutes", minutes), ("assessment", assessment)):
        facts[f"{name}_digest"] = _keep(session, name, text, stamp)
    session.minutes, session.assessment, session.state = minutes, assessment, "held"
    session.save()
    record.append(kind="session.held", subject=session.ref, facts=facts, stamp=stamp)
    return session


@transaction.atomic
def request(
    *,
    number: str,
    text: str,
    holder: str,
    stamp: Stamp,
    due_on: date | None = None,
    measure: str = "",
) -> DraftDuty:
    """Enter a request that the chair made: a draft until somebody confirms it.

    Raises: Unacceptable.
    """
    session = _open(number, stamp, "request")
    if not text.strip():
        raise Unacceptable("text", "missing")
    if not offices.chart(session.held_on).has(holder):
        raise Unacceptable("holder", "unknown_office")
    chair = session.participants.filter(role="chair").first()
    day, figure = due_on.isoformat() if due_on else "", measured(measure)
    draft = DraftDuty.objects.create(
        session=session,
        text=text.strip(),
        title=text.strip()[:300],
        holder=holder,
        requester_printed=chair.post if chair else "",
        due_on=due_on,
        due_kind="date" if due_on else "none",
        measure_printed=measure[:120],
        **figure,
        vagueness=(due_on is None) + (not measure),
        machine={"due_on": day, "holder_office": holder, "target": figure["measure_target"]},
    )
    facts = {"draft": draft.pk, "holder": holder, "due_on": day}
    record.append(kind="session.requested", subject=session.ref, facts=facts, stamp=stamp)
    return draft


@transaction.atomic
def conclude(*, number: str, notice: str, stamp: Stamp) -> WorkingSession:
    """Close a session: every request has been confirmed or set aside.

    notice: number of the thông báo kết luận, as the authority will issue it
    Raises: Unacceptable, while a request waits, or a vague one was not put to the chair.
    """
    session = _held(number, stamp, "conclude")
    if session.state != "held":
        raise Unacceptable("state", "not_held")
    mine = DraftDuty.objects.filter(session=session) | DraftDuty.objects.filter(
        document__session=number
    )
    if mine.filter(state="waiting").exists():
        raise Unacceptable("state", "requests_wait")
    taken = mine.filter(state__in=("accepted", "edited"))
    if taken.filter(vagueness__gte=2, asked_again=False).exists():
        raise Unacceptable("state", "ask_the_chair")
    session.state, session.concluded_at, session.notice = "concluded", stamp.at, notice[:80]
    session.save()
    facts = {"notice": notice[:80], "requests": taken.count()}
    record.append(kind="session.concluded", subject=session.ref, facts=facts, stamp=stamp)
    return session


def _previous(new: NewSession) -> WorkingSession | None:
    if new.previous:
        found = WorkingSession.objects.filter(number=new.previous).first()
        if found is None:
            raise Unacceptable("previous", "unknown_session")
        return found
    same = WorkingSession.objects.filter(
        visiting=new.visiting, subject=new.subject, held_on__lt=new.held_on
    )
    return same.order_by("-held_on", "-pk").first()


def _held(number: str, stamp: Stamp, act: str) -> WorkingSession:
    session = WorkingSession.objects.select_for_update(of=("self",)).filter(number=number).first()
    if session is None:
        raise Unacceptable("session", "unknown_session")
    demand_keeper(session, stamp, act)
    return session


def _open(number: str, stamp: Stamp, act: str) -> WorkingSession:
    """Return a session that is not concluded: what was said of it then stands."""
    session = _held(number, stamp, act)
    if session.state == "concluded":
        raise Unacceptable("state", "concluded_already")
    return session


def _keep(session: WorkingSession, name: str, text: str, stamp: Stamp) -> str:
    """Keep a version of a text beside the earlier ones, and return its digest."""
    digest = sha256(text.encode()).hexdigest()
    last = session.texts.filter(field=name).last()
    if text and (last is None or last.digest != digest):
        SessionText.objects.create(
            session=session, field=name, text=text, digest=digest,
            at=stamp.at, by=stamp.by[:80], office=stamp.office,
        )  # fmt: skip
    return digest
