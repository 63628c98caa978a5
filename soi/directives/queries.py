"""What may be asked of the registry, the sessions and the cascade."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Count, Q, QuerySet

from soi.core.citations import plain_symbol
from soi.core.duties import Act
from soi.core.vietnamese import fold
from soi.directives.models import Answer as Answer
from soi.directives.models import Document as Document
from soi.directives.models import DraftDuty as DraftDuty
from soi.directives.models import Edge as Edge
from soi.directives.models import Intake, MadeKnown, Reviewed, Round, Share, StandingBody
from soi.directives.models import WorkingSession as WorkingSession
from soi.duties import queries as duties
from soi.duties.queries import Duty

LINEAGE = ("implements", "based_on", "lineage", "amends", "replaces", "extends")
PAGE = 30
_SHOWN = ("number", "symbol", "type", "title", "issuer", "issued_on", "origin", "visibility")
_EDGE = ("kind", "start", "end", "printed_on", "clause", "state", "source", "target")
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
class Branch:
    """A duty with its parts. percent: computed from the parts where there are any.

    counted, total: how many parts have told a figure, of how many; formula: as shown
    why: what the holder last answered when it was asked; proofs: pieces of evidence
    """

    duty: Duty
    weight: int
    percent: int | None
    judged: str
    formula: str = ""
    counted: int = 0
    total: int = 0
    parts: "tuple[Branch, ...]" = field(default=())
    why: str = ""
    proofs: int = 0


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
    """Return the documents that a visitor may see."""
    rows = Document.objects.only(*_SHOWN)
    return rows if internal else rows.filter(visibility="public")


def listed(words: str, *, internal: bool, after: int | None = None) -> QuerySet[Document]:
    """Return documents, newest first, whose symbol, title or issuer holds every word."""
    rows = visible(internal=internal).order_by("-pk")
    symbol = plain_symbol(words)
    if "/" in symbol and rows.filter(symbol=symbol).exists():
        return rows.filter(symbol=symbol)  # by its index, where somebody typed a whole number
    for word in fold(words).split()[:8]:
        rows = rows.filter(search_text__contains=" " + word)
    return rows if after is None else rows.filter(pk__lt=after)


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


def edge_counts(one: Document) -> tuple[int, int]:
    """Return how many edges leave and reach a document; counted to MOST_COUNTED and no further."""
    out = Edge.objects.filter(source=one)[:MOST_COUNTED].count()
    return out, Edge.objects.filter(target=one)[:MOST_COUNTED].count()


def lineage(one: Document, *, internal: bool, depth: int = 3) -> list[list[Document]]:
    """Return generations: what the document carries out above it, what carries it out below.

    The generation of the document itself is among them; each document stands once.
    """
    seen = {one.pk}
    above = _generations(one.pk, seen, depth, upwards=True)
    below = _generations(one.pk, seen, depth, upwards=False)
    found = visible(internal=internal).in_bulk([pk for level in (*above, *below) for pk in level])
    levels = [
        sorted((found[pk] for pk in level if pk in found), key=_by_day)
        for level in (*reversed(above), *below)
    ]
    levels.insert(len(above), [one])
    return [level for level in levels if level]


def _by_day(one: Document) -> tuple[date, int]:
    return (one.issued_on or date.max, one.pk)


def _generations(start: int, seen: set[int], depth: int, *, upwards: bool) -> list[list[int]]:
    found, level = [], [start]
    for _step in range(depth):
        rows = Edge.objects.filter(kind__in=LINEAGE)
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


def unread(limit: int = 20) -> list[Intake]:
    """Return the latest files from which nothing could be registered."""
    return list(Intake.objects.exclude(problem="").order_by("-pk")[:limit])


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


def owed(numbers: Sequence[str], *, internal: bool) -> list[Duty]:
    """Return the duties with these numbers that a visitor may see."""
    rows = duties.duties() if internal else duties.public()
    return list(rows.filter(number__in=numbers).order_by("pk"))


def branches(roots: Sequence[Duty], *, internal: bool) -> list[Branch]:
    """Return each duty with its parts below it, all levels in a few statements."""
    known = {one.number: one for one in roots}
    shares: dict[str, list[Share]] = {}
    level = list(known)
    while level:
        rows = list(Share.objects.filter(parent__in=level).order_by("pk"))
        for row in rows:
            shares.setdefault(row.parent, []).append(row)
        level = [row.child for row in rows if row.child not in known]
        known |= {one.number: one for one in owed(level, internal=internal)}
    told, proofs = _answers(known), Counter(_proven(known))
    return [_with_words(_branch(one, 1, shares, known, ()), told, proofs) for one in roots]


def _answers(numbers: Iterable[str]) -> dict[str, str]:
    """Return what was last answered about each duty, by number."""
    rows = Answer.objects.filter(duty__in=list(numbers), answered_at__isnull=False)
    return {row.duty: row.text for row in rows.order_by("answered_at")}


def _proven(numbers: Iterable[str]) -> list[str]:
    rows = duties.evidence(list(numbers)).values_list("duty__number", flat=True)
    return [str(one) for one in rows]


def _with_words(one: Branch, told: dict[str, str], proofs: Counter[str]) -> Branch:
    parts = tuple(_with_words(part, told, proofs) for part in one.parts)
    number = one.duty.number
    return replace(one, why=told.get(number, ""), proofs=proofs[number], parts=parts)


def tally(rows: Sequence[Duty], today: date) -> dict[str, int]:
    """Return how many were asked, are owed, said done, proven, judged, disputed, late, vague."""
    numbers = [one.number for one in rows]
    sent_back = duties.events(numbers).filter(act__in=(Act.RETURN, Act.REOPEN)) if rows else []
    return {
        "asked": len(rows),
        "open": sum(one.state == "open" for one in rows),
        "reported": sum(one.state == "reported" for one in rows),
        "proven": len(set(_proven(numbers))) if rows else 0,
        "met": sum(one.verdict in {"met", "met_late"} for one in rows),
        "unmet": sum(one.verdict in {"partly", "not_met"} for one in rows),
        "disputed": len({one.duty.number for one in sent_back}),
        "late": sum(one.is_late(today) for one in rows),
        "no_day": sum(one.due_on is None for one in rows),
        "no_measure": sum(not one.measured for one in rows),
    }


def _branch(
    one: Duty,
    weight: int,
    shares: dict[str, list[Share]],
    known: dict[str, Duty],
    path: tuple[str, ...],
) -> Branch:
    below = [
        row for row in shares.get(one.number, []) if row.child in known and row.child not in path
    ]
    parts = tuple(
        _branch(known[row.child], row.weight, shares, known, (*path, one.number)) for row in below
    )
    if not parts:
        return Branch(one, weight, _told(one), one.verdict)
    told = [part for part in parts if part.percent is not None]
    total = sum(part.weight for part in parts)
    if not told:
        return Branch(one, weight, None, one.verdict, "", 0, len(parts), parts)
    # A part that has told nothing counts as nothing done, and is shown as such.
    percent = round(sum(part.weight * (part.percent or 0) for part in told) / total)
    terms = " + ".join(
        f"{part.weight}×{part.percent if part.percent is not None else 0}" for part in parts
    )
    formula = f"({terms}) / {total} = {percent} %"
    return Branch(one, weight, percent, one.verdict, formula, len(told), len(parts), parts)


def _told(one: Duty) -> int | None:
    if one.verdict in {"met", "met_late"}:
        return 100
    return one.percent


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


def sessions(*, internal: bool, after: tuple[date, int] | None = None) -> QuerySet[WorkingSession]:
    """Return the sessions, the latest first; `after` is the day and key of the last one shown."""
    rows = WorkingSession.objects.order_by("-held_on", "-pk")
    rows = rows if internal else rows.filter(visibility="public")
    if after is None:
        return rows
    day, key = after
    return rows.filter(Q(held_on__lt=day) | Q(held_on=day, pk__lt=key))


def reviewed(one: WorkingSession) -> list[Reviewed]:
    """Return the documents that a session looked at."""
    return list(one.papers.filter(role="reviewed").select_related("document").order_by("pk"))


def requests(one: WorkingSession) -> list[DraftDuty]:
    """Return the requests of a session: entered by hand, and read in its papers."""
    rows = DraftDuty.objects.filter(Q(session=one) | Q(document__session=one.number))
    return list(rows.exclude(state="split").select_related("document").order_by("pk"))


def earlier(one: WorkingSession, today: date) -> list[Standing]:
    """Return every request of the sessions before this one, with how its duty stands.

    The chain of earlier sessions is followed to its end; what is closed is told as well.
    """
    chain, seen, before = [], {one.pk}, one.previous
    while before and before.pk not in seen:
        chain.append(before)
        seen.add(before.pk)
        before = before.previous
    numbers = [row.number for row in chain]
    rows = DraftDuty.objects.filter(Q(session__in=chain) | Q(document__session__in=numbers))
    rows = rows.exclude(duty="").select_related("session", "document").order_by("pk")
    known = {duty.number: duty for duty in owed([row.duty for row in rows], internal=True)}
    return [
        Standing(
            row, known.get(row.duty), bool((duty := known.get(row.duty)) and duty.is_late(today))
        )
        for row in rows
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
