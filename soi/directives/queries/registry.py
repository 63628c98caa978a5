"""What may be asked of the registry, the sessions and the cascade."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from soi.core.citations import plain_symbol
from soi.core.vietnamese import fold
from soi.directives.models import Answer as Answer
from soi.directives.models import Document as Document
from soi.directives.models import DraftDuty as DraftDuty
from soi.directives.models import Edge as Edge
from soi.directives.models import Intake, MadeKnown, Reviewed, Round, StandingBody
from soi.directives.models import WorkingSession as WorkingSession
from soi.directives.queries.cascade import owed
from soi.duties.queries import Duty

LINEAGE = ("implements", "based_on", "lineage", "amends", "replaces", "extends")
PAGE = 30
_SHOWN = ("number", "symbol", "type", "title", "issuer", "issued_on", "origin", "visibility")
_EDGE = ("kind", "start", "end", "printed_on", "clause", "state", "source", "target")
_NUMBER = re.compile(r"\bVB-\d{4}-\d{5,}\b")
MOST_EDGES = 40
MOST_COUNTED = 1000
MOST_KIN = 12  # of a generation; the graph and the search show the rest


@dataclass(frozen=True, slots=True)
class Standing:
    """One request of an earlier session and how its duty stands on a day."""

    draft: DraftDuty
    duty: Duty | None
    late: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """How often people changed what the machine read, of the drafts that were decided."""

    decided: int
    unchanged: int
    edited: int
    split: int
    rejected: int
    by_field: dict[str, int]


def document(number: str) -> Document | None:
    """Return one document."""
    return Document.objects.filter(number=number).first()


def visible(*, internal: bool) -> QuerySet[Document]:
    """Return the documents that a visitor may see.

    One that is only cited is there for whoever sees what cites it: else it tells of that.
    """
    rows = Document.objects.only(*_SHOWN)
    return rows if internal else rows.filter(_open())


def is_open(one: Document) -> bool:
    """Test if anybody may see a document."""
    return Document.objects.filter(_open(), pk=one.pk).exists()


def open_findings(one: Document) -> list[dict[str, Any]]:
    """Return what did not fit in a document, without what names a document that is not public."""
    named = {number for row in one.findings for number in _NUMBER.findall(row["text"])}
    rows = visible(internal=False).filter(number__in=named) if named else Document.objects.none()
    known = set(rows.values_list("number", flat=True))
    return [row for row in one.findings if set(_NUMBER.findall(row["text"])) <= known]


def _open() -> Q:
    citing = Edge.objects.filter(target=OuterRef("pk"), source__visibility="public")
    before = Reviewed.objects.filter(document=OuterRef("pk"), session__visibility="public")
    return Q(visibility="public") & (~Q(origin="cited") | Exists(citing) | Exists(before))


def listed(words: str, *, internal: bool) -> QuerySet[Document]:
    """Return documents, newest first, whose symbol, title or issuer holds every word."""
    rows = visible(internal=internal).order_by("-pk")
    symbol = plain_symbol(words)
    if "/" in symbol and rows.filter(symbol=symbol).exists():
        return rows.filter(symbol=symbol)  # by its index, where somebody typed a whole number
    for word in fold(words).split()[:8]:
        rows = rows.filter(search_text__contains=" " + word)
    return rows


def edges_out(one: Document, *, internal: bool) -> list[Edge]:
    """Return what a document leans on or changes, the first edges of it."""
    rows = (
        Edge.objects.filter(source=one)
        .select_related("target")
        .only(*_EDGE, *(f"target__{name}" for name in _SHOWN))
    )
    rows = rows if internal else rows.filter(target__visibility="public")
    return list(rows.order_by("kind", "pk")[:MOST_EDGES])


def edges_in(one: Document, *, internal: bool) -> list[Edge]:
    """Return what leans on a document or changes it, the first edges of it."""
    rows = (
        Edge.objects.filter(target=one)
        .select_related("source")
        .only(*_EDGE, *(f"source__{name}" for name in _SHOWN))
    )
    rows = rows if internal else rows.filter(source__visibility="public")
    return list(rows.order_by("kind", "pk")[:MOST_EDGES])


def edge_counts(one: Document, *, internal: bool) -> tuple[int, int]:
    """Return how many edges leave and reach a document, of those that a visitor may see.

    Counted to MOST_COUNTED and no further.
    """
    out, into = Edge.objects.filter(source=one), Edge.objects.filter(target=one)
    if not internal:
        out = out.filter(target__visibility="public")
        into = into.filter(source__visibility="public")
    return out[:MOST_COUNTED].count(), into[:MOST_COUNTED].count()


def lineage(one: Document, *, internal: bool, depth: int = 3) -> list[list[Document]]:
    """Return generations: what the document carries out above it, what carries it out below.

    The generation of the document itself is among them; each document stands once.
    """
    seen = {one.pk}
    rows = Edge.objects.filter(kind__in=LINEAGE)
    if not internal:  # nor through a document that the visitor may not see
        rows = rows.filter(source__visibility="public", target__visibility="public")
    above = _generations(one.pk, rows, seen, depth, upwards=True)
    below = _generations(one.pk, rows, seen, depth, upwards=False)
    found = visible(internal=internal).in_bulk([pk for level in (*above, *below) for pk in level])
    levels = [
        sorted((found[pk] for pk in level if pk in found), key=_by_day)
        for level in (*reversed(above), *below)
    ]
    levels.insert(len(above), [one])
    return [level for level in levels if level]


def _by_day(one: Document) -> tuple[date, int]:
    return (one.issued_on or date.max, one.pk)


def _generations(
    start: int, rows: QuerySet[Edge], seen: set[int], depth: int, *, upwards: bool
) -> list[list[int]]:
    found, level = [], [start]
    for _step in range(depth):
        if upwards:
            pairs = rows.filter(source_id__in=level).values_list("target_id", flat=True)
        else:
            pairs = rows.filter(target_id__in=level).values_list("source_id", flat=True)
        level = [pk for pk in dict.fromkeys(pairs[:MOST_KIN]) if pk not in seen]
        if not level:
            break
        seen.update(level)
        found.append(level)
    return found


def files(one: Document) -> QuerySet[Intake]:
    """Return the files a document came in."""
    return Intake.objects.filter(document=one).order_by("pk")


def intake(pk: int) -> Intake | None:
    """Return one kept file with its document."""
    return Intake.objects.filter(pk=pk).select_related("document").first()


def unread() -> QuerySet[Intake]:
    """Return the files from which nothing could be registered, the latest first."""
    return Intake.objects.exclude(problem="").order_by("-pk")


def drafts(one: Document) -> list[DraftDuty]:
    """Return the drafts of a document in its order; pieces in place of what was split."""
    return list(DraftDuty.objects.filter(document=one).exclude(state="split"))


def draft(pk: int) -> DraftDuty | None:
    """Return one draft with what it came from."""
    return DraftDuty.objects.filter(pk=pk).select_related("document", "session").first()


def asker(pk: int) -> str:
    """Return the office that asks for what a draft tells: who visited, or who issued."""
    one = draft(pk)
    if one is None:
        return ""
    number = one.session.number if one.session else (one.document.session if one.document else "")
    met = session(number) if number else None
    if met:
        return met.visiting
    return one.document.issuer_office if one.document else ""


def waiting() -> QuerySet[Document]:
    """Return the documents with drafts that nobody has decided, with how many."""
    rows = Document.objects.defer("text").filter(drafts__state="waiting")
    return rows.annotate(waiting=Count("drafts")).order_by("-pk")


def changes(rows: Iterable[DraftDuty]) -> Changes:
    """Return how far people followed the machine on these drafts."""
    states: dict[str, int] = {}
    by_field: dict[str, int] = {}
    for one in rows:
        states[one.state] = states.get(one.state, 0) + 1
        for change in one.changes:
            by_field[change["field"]] = by_field.get(change["field"], 0) + 1
    got = states.get
    decided = sum(count for state, count in states.items() if state != "waiting")
    return Changes(
        decided, got("accepted", 0), got("edited", 0), got("split", 0), got("rejected", 0), by_field
    )


def all_changes() -> Changes:
    """Return how far people followed the machine so far."""
    return changes(DraftDuty.objects.only("state", "changes"))


def numbers_of(one: Document | None, session: WorkingSession | None) -> Sequence[str]:
    """Return the numbers of the duties that came of a document or a session."""
    rows = DraftDuty.objects.exclude(duty="")
    if one is not None:
        return list(rows.filter(document=one).order_by("pk").values_list("duty", flat=True))
    if session is None:
        return []
    mine = rows.filter(Q(session=session) | Q(document__session=session.number))
    return list(mine.order_by("pk").values_list("duty", flat=True))


def made_known(one: Document) -> QuerySet[MadeKnown]:
    """Return where and how a document was made known, the first first."""
    return MadeKnown.objects.filter(document=one)


def rounds(one: Document | None, session: WorkingSession | None) -> list[Round]:
    """Return the rounds asked about a document or a session, with their answers."""
    rows = Round.objects.prefetch_related("answers")
    return list(rows.filter(document=one) if one else rows.filter(session=session))


def unanswered(offices: Iterable[str]) -> QuerySet[Answer]:
    """Return what offices have been asked and not answered, the nearest day first."""
    rows = Answer.objects.filter(office__in=offices, answered_at=None).select_related("round")
    return rows.order_by("round__due_on", "pk")


def answer(pk: int) -> Answer | None:
    """Return one answer with its round."""
    return Answer.objects.filter(pk=pk).select_related("round").first()


def session(number: str) -> WorkingSession | None:
    """Return one session."""
    return WorkingSession.objects.filter(number=number).select_related("previous").first()


def sessions(*, internal: bool) -> QuerySet[WorkingSession]:
    """Return the sessions, the latest first."""
    rows = WorkingSession.objects.order_by("-held_on", "-pk")
    return rows if internal else rows.filter(visibility="public")


def reviewed(one: WorkingSession) -> list[Reviewed]:
    """Return the documents that a session looked at."""
    return list(one.papers.filter(role="reviewed").select_related("document").order_by("pk"))


def requests(one: WorkingSession) -> list[DraftDuty]:
    """Return the requests of a session: entered by hand, and read in its papers."""
    rows = DraftDuty.objects.filter(Q(session=one) | Q(document__session=one.number))
    return list(rows.exclude(state="split").select_related("document").order_by("pk"))


def earlier(one: WorkingSession, today: date, *, internal: bool) -> list[Standing]:
    """Return every request of the sessions before this one, with how its duty stands.

    The chain of earlier sessions is followed to its end; what is closed is told as well. Of a
    session or duty that the visitor may not see, nothing is told.
    """
    chain, seen, before = [], {one.pk}, one.previous
    while before and before.pk not in seen:
        chain.append(before)
        seen.add(before.pk)
        before = before.previous
    chain = [row for row in chain if internal or row.visibility == "public"]
    numbers = [row.number for row in chain]
    rows = DraftDuty.objects.filter(Q(session__in=chain) | Q(document__session__in=numbers))
    rows = rows.exclude(duty="").select_related("session", "document").order_by("pk")
    known = {duty.number: duty for duty in owed([row.duty for row in rows], internal=internal)}
    return [
        Standing(
            row, known.get(row.duty), bool((duty := known.get(row.duty)) and duty.is_late(today))
        )
        for row in rows
        if internal or row.duty in known
    ]


def still_open(standings: Iterable[Standing]) -> list[Standing]:
    """Return the earlier requests that are still owed, the late ones first."""
    rows = [one for one in standings if one.duty and one.duty.state != "closed"]
    return sorted(rows, key=lambda one: (not one.late, one.duty.due_on or date.max))  # type: ignore[union-attr]


def body(office: str) -> StandingBody | None:
    """Return the documents that created and dissolved a standing body."""
    rows = StandingBody.objects.filter(office=office)
    return rows.select_related("created_by", "dissolved_by").first()


def bodies_of(one: Document) -> list[StandingBody]:
    """Return the bodies that a document created or dissolved."""
    return list(StandingBody.objects.filter(Q(created_by=one) | Q(dissolved_by=one)))
