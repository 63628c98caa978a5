"""A person reads a draft beside its words: accept, edit, split or reject. What changed is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db import transaction

from soi.core.duties import DueKind, Kind, Visibility
from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.directives.models import DraftDuty, WorkingSession
from soi.directives.services.figures import measured
from soi.directives.services.keeping import demand_unbound
from soi.duties import services as duties
from soi.duties.services import NewDuty
from soi.offices import queries as offices
from soi.record import services as record

_DUE_KINDS = {one.value: one for one in DueKind}


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person makes of a draft.

    holder: slug; vague: True where the chair was asked and leaves day and measure out
    """

    title: str
    holder: str
    due_on: date | None = None
    due_kind: str = "none"
    measure_unit: str = ""
    measure_target: int | None = None
    responsible_post: str = ""
    visibility: str = "public"


@transaction.atomic
def accept(*, pk: int, decision: Decision, requester: str, stamp: Stamp) -> DraftDuty:
    """Make a draft a duty of the ledger, as the person has it; what differs is kept beside it.

    requester: slug of the office that asks
    Raises: Unacceptable; NotPermitted, by whom it would bind or whose the text is not.
    """
    draft = _waiting(pk)
    demand_unbound(draft, decision.holder, stamp, "accept")
    if not decision.title.strip():
        raise Unacceptable("title", "missing")
    if not offices.chart(stamp.on).has(decision.holder):
        raise Unacceptable("holder", "unknown_office")
    draft.changes = _changes(draft, decision, stamp)
    draft.state = "edited" if draft.changes else "accepted"
    draft.title, draft.holder = decision.title[:300], decision.holder
    draft.due_on, draft.due_kind = decision.due_on, _due_kind(decision)
    draft.measure_unit, draft.measure_target = decision.measure_unit[:40], decision.measure_target
    worded = draft.measure_target is not None or bool(draft.measure_printed)
    draft.vagueness = (draft.due_on is None) + (not worded)
    new = _duty(draft, decision, requester, stamp)
    duty = duties.assign(new=new, stamp=stamp.within(new.source_ref))
    draft.duty = duty.number
    facts = {"duty": duty.number, "changed": [one["field"] for one in draft.changes]}
    _decide(draft, stamp, "draft.accepted", facts)
    return draft


@transaction.atomic
def reject(*, pk: int, reason: str, stamp: Stamp) -> DraftDuty:
    """Say that a draft is no duty, and why.

    Raises: Unacceptable, without a reason.
    """
    if not reason.strip():
        raise Unacceptable("reason", "reason_missing")
    draft = _waiting(pk)
    demand_unbound(draft, "", stamp, "reject")
    draft.state, draft.reason = "rejected", reason.strip()[:300]
    _decide(draft, stamp, "draft.rejected", {"start": draft.start, "end": draft.end})
    return draft


@transaction.atomic
def split(*, pk: int, pieces: Sequence[str], stamp: Stamp) -> list[DraftDuty]:
    """Part a draft into pieces that could be judged one by one; each is verbatim in it.

    Raises: Unacceptable, with fewer than two pieces or one that is not in the text.
    """
    draft = _waiting(pk)
    demand_unbound(draft, "", stamp, "split")
    words = [one.strip() for one in pieces if one.strip()]
    if len(words) < 2:
        raise Unacceptable("pieces", "one_piece")
    made, at = [], 0
    for one in words:
        place = draft.text.find(one, at)
        if place < 0:
            raise Unacceptable("pieces", "not_in_the_text", piece=one[:60])
        at = place + len(one)
        made.append(_piece(draft, one, place))
    DraftDuty.objects.bulk_create(made)
    draft.state = "split"
    _decide(draft, stamp, "draft.split", {"pieces": len(made)})
    return list(draft.pieces.all())


@transaction.atomic
def ask_again(*, pk: int, stamp: Stamp) -> DraftDuty:
    """Note that the chair was asked about a request without a day and a measure."""
    rows = DraftDuty.objects.select_for_update(of=("self",)).select_related("document", "session")
    draft = rows.get(pk=pk)
    demand_unbound(draft, "", stamp, "ask")
    draft.asked_again = True
    draft.save(update_fields=["asked_again"])
    record.append(
        kind="draft.chair_asked", subject=_subject(draft), facts={"draft": draft.pk}, stamp=stamp
    )
    return draft


def _waiting(pk: int) -> DraftDuty:
    rows = DraftDuty.objects.select_for_update(of=("self",)).select_related("document", "session")
    draft = rows.filter(pk=pk).first()
    if draft is None:
        raise Unacceptable("draft", "unknown_draft")
    if draft.state != "waiting":
        raise Unacceptable("draft", "decided_already")
    return draft


def _changes(draft: DraftDuty, decision: Decision, stamp: Stamp) -> list[dict[str, str]]:
    """Return each field where the person differs from what the machine read."""
    pairs = (
        ("title", draft.title, decision.title.strip()),
        (
            "due_on",
            str(draft.machine.get("due_on", "")),
            decision.due_on.isoformat() if decision.due_on else "",
        ),
        ("measure", _figure(draft.machine.get("target")), _figure(decision.measure_target)),
    )
    changed = [
        {"field": name, "from": before[:200], "to": after[:200]}
        for name, before, after in pairs
        if before != after
    ]
    proposed = draft.machine.get("holder_office", "")
    if proposed and proposed != decision.holder:
        changed.append({"field": "holder", "from": proposed, "to": decision.holder})
    return changed


def _figure(number: object) -> str:
    return "" if number is None else str(number)


def _due_kind(decision: Decision) -> str:
    if decision.due_on and decision.due_kind == "none":
        return "date"
    return decision.due_kind if decision.due_kind in _DUE_KINDS else "none"


def _duty(draft: DraftDuty, decision: Decision, requester: str, stamp: Stamp) -> NewDuty:
    document, session = draft.document, _session_of(draft)
    source = session.ref if session else (document.ref if document else "")
    printed = str(document) if document else (str(session) if session else "")
    # Where a session stands behind the text, the duty leads there; the span is in the document.
    kind = (
        Kind.SESSION_REQUEST
        if session or (document and document.genre in {"news", "conclusion"})
        else Kind.DIRECTIVE_TASK
    )
    measure = (
        (decision.measure_unit, 0, decision.measure_target)
        if decision.measure_target is not None
        else None
    )
    return NewDuty(
        kind=kind,
        title=decision.title,
        holder=decision.holder,
        starts_on=stamp.on,
        text=draft.text,
        source_ref=(document.ref if document else source),
        source_span=[draft.start, draft.end] if document else None,
        requester_office=requester,
        requester_post=draft.requester_printed[:80],
        deciding_office=stamp.office,
        responsible_post=decision.responsible_post,
        due_kind=_DUE_KINDS[draft.due_kind],
        due_on=decision.due_on,
        due_source=_due_source(draft, printed),
        measure=measure,
        visibility=_visibility(draft, decision),
    )


def _due_source(draft: DraftDuty, printed: str) -> str:
    told = f"“{draft.due_printed}”, {printed}" if draft.due_printed else printed
    return told[:300]


def _visibility(draft: DraftDuty, decision: Decision) -> Visibility:
    above = draft.document or draft.session
    internal = decision.visibility == "internal" or (
        above is not None and above.visibility == "internal"
    )
    return Visibility.INTERNAL if internal else Visibility.PUBLIC


def _session_of(draft: DraftDuty) -> WorkingSession | None:
    if draft.session:
        return draft.session
    if draft.document and draft.document.session:
        return WorkingSession.objects.filter(number=draft.document.session).first()
    return None


def _piece(draft: DraftDuty, words: str, place: int) -> DraftDuty:
    start = draft.start + place if draft.document else 0
    return DraftDuty(
        document=draft.document,
        session=draft.session,
        start=start,
        end=start + len(words),
        text=words,
        title=(words[:1].upper() + words[1:])[:300],
        holder_printed=draft.holder_printed,
        holder=draft.holder,
        requester_printed=draft.requester_printed,
        decider_printed=draft.decider_printed,
        due_printed=draft.due_printed if draft.due_printed in words else "",
        due_on=draft.due_on if draft.due_printed in words else None,
        due_kind=draft.due_kind if draft.due_printed in words else "none",
        vagueness=draft.vagueness,
        measure_printed=draft.measure_printed if draft.measure_printed in words else "",
        **measured(draft.measure_printed if draft.measure_printed in words else ""),
        machine={
            **draft.machine,
            "target": measured(draft.measure_printed)["measure_target"]
            if draft.measure_printed in words
            else None,
            "due_on": "" if draft.due_printed not in words else draft.machine.get("due_on", ""),
        },
        split_from=draft,
    )


def _decide(draft: DraftDuty, stamp: Stamp, kind: str, facts: Mapping[str, object]) -> None:
    draft.decided_at, draft.decided_by = stamp.at, stamp.by[:80]
    draft.save()
    digest = sha256(draft.text.encode()).hexdigest()
    told = {"draft": draft.pk, "text": digest, **facts}
    record.append(kind=kind, subject=_subject(draft), facts=told, stamp=stamp)


def _subject(draft: DraftDuty) -> str:
    above = draft.document or draft.session
    return above.ref if above else "documents"
