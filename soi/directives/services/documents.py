"""Documents come in: the file kept, the text read, the references drawn, the drafts laid out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.crypto import get_random_string

from soi.core.citations import Role, is_party, year_of
from soi.core.citations import read as cited_in
from soi.core.days import FIRST_PAPER, demand_happened
from soi.core.extraction import Draft, Extraction, Finding, Known, extract
from soi.core.refusals import Refusal, Unacceptable
from soi.core.stamps import Stamp
from soi.core.vietnamese import canon, fold, search_text
from soi.directives.account import Account, sentences
from soi.directives.models import Alias, Document, DraftDuty, Edge, Intake
from soi.directives.services.edges import draw_edges
from soi.directives.services.figures import measured
from soi.directives.services.keeping import demand_keeper
from soi.directives.services.keys import key_of, named_by, names_one_body
from soi.directives.services.reading import Read, Unreadable, media_of, read
from soi.directives.services.seed import known
from soi.record import services as record

_NO_TITLE = re.compile(r"Số\b|Độc lập|[^,]{2,40}, ngày|[\w ]{2,30}:|Trường \||Kính gửi|Căn cứ")
KINDS = ("cites", "based_on", "implements", "amends", "replaces", "repeals", "extends", "lineage",
         "concludes", "reviewed_at")  # fmt: skip
_SECRET = re.compile(r"^[\s*_|]*(?:TUYỆT MẬT|TỐI MẬT|MẬT)[\s*_|]*$", re.MULTILINE)
_INTERNAL = re.compile(r"lưu hành nội bộ|chỉ lưu hành trong|tài liệu nội bộ", re.IGNORECASE)


class SecretRefused(Refusal):
    """A document marked secret (mật) is not for this registry: it takes none, nor its file."""

    code = "secret_refused"


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document to be registered; what is empty is taken from its text.

    session: number of the working session that it belongs to
    """

    title: str = ""
    symbol: str = ""
    type: str = ""
    issuer: str = ""
    issuer_office: str = ""
    issued_on: date | None = None
    term: str = ""
    visibility: str = ""
    session: str = ""


def take_in(
    *, name: str, data: bytes, new: NewDocument, stamp: Stamp
) -> tuple[Intake, Document | None]:
    """Keep a file, and register the document in it if it can be read.

    A file that cannot be read, or whose number another document has, is kept with the reason,
    and nothing is registered from it.
    Raises: SecretRefused (nothing is kept).
    """
    demand_happened("issued_on", new.issued_on, stamp.on, since=FIRST_PAPER)
    try:
        found = read(name, data)
    except Unreadable as refusal:
        return _kept(name, data, stamp, problem=str(refusal.facts["reason"])), None
    _demand_open(found.text)
    try:
        return _registered_file(name, data, found, new, stamp)
    except Unacceptable as refusal:
        if refusal.reason != "same_number":
            raise
        return _kept(name, data, stamp, problem="same_number"), None


@transaction.atomic
def _registered_file(
    name: str, data: bytes, found: Read, new: NewDocument, stamp: Stamp
) -> tuple[Intake, Document]:
    intake = _intake(name, data, found.media, stamp, note=found.note)
    try:
        document = _enter(_extracted(found.text), new, stamp, found.account)
        intake.document = document
        intake.save()
    except BaseException:
        default_storage.delete(intake.file)
        raise
    _record_entry(document, stamp, intake.sha256)
    return intake, document


@transaction.atomic
def register(*, text: str, new: NewDocument, stamp: Stamp) -> Document:
    """Register a document from its text alone.

    Raises: SecretRefused; Unacceptable, for two documents with one number.
    """
    demand_happened("issued_on", new.issued_on, stamp.on, since=FIRST_PAPER)
    _demand_open(text)
    if not text.strip() and not new.title.strip():
        raise Unacceptable("text", "empty")
    document = _enter(_extracted(text), new, stamp)
    _record_entry(document, stamp, "")
    return document


@transaction.atomic
def relate(*, source: str, target: str, kind: str, stamp: Stamp) -> Edge:
    """Say by hand how one document stands to another.

    Raises: Unacceptable, to itself or of an unknown kind.
    """
    if kind not in KINDS:
        raise Unacceptable("kind", "unknown_relation")
    one, other = _find(source), _find(target)
    if one.pk == other.pk:
        raise Unacceptable("target", "cites_itself")
    demand_keeper(one, stamp, "relate")
    edge = Edge.objects.create(source=one, target=other, kind=kind, state="confirmed")
    facts = {"to": other.number, "kind": kind}
    record.append(kind="document.related", subject=one.ref, facts=facts, stamp=stamp)
    return edge


@transaction.atomic
def confirm_edge(*, pk: int, stamp: Stamp) -> Edge:
    """Confirm what the machine read of one document's relation to another."""
    edge = (
        Edge.objects.select_for_update(of=("self",)).select_related("source", "target").get(pk=pk)
    )
    demand_keeper(edge.source, stamp, "confirm")
    edge.state = "confirmed"
    edge.save(update_fields=["state"])
    facts = {"to": edge.target.number, "kind": edge.kind}
    record.append(kind="document.edge_confirmed", subject=edge.source.ref, facts=facts, stamp=stamp)
    return edge


@transaction.atomic
def name_alias(*, number: str, name: str, stamp: Stamp, since: date | None = None) -> Alias:
    """Give a document another name by which texts call it.

    Raises: Unacceptable, without a name.
    """
    if not name.strip():
        raise Unacceptable("name", "missing")
    document = _find(number)
    demand_keeper(document, stamp, "alias")
    alias = Alias.objects.create(
        document=document, name=name[:200], folded=fold(canon(name))[:200], since=since
    )
    record.append(
        kind="document.named", subject=document.ref, facts={"name": name[:200]}, stamp=stamp
    )
    return alias


@transaction.atomic
def _kept(name: str, data: bytes, stamp: Stamp, *, problem: str) -> Intake:
    try:
        media = media_of(name, data)
    except Unreadable:
        media = "other"
    intake = _intake(name, data, media, stamp, problem=problem)
    intake.save()
    facts = {"sha256": intake.sha256, "problem": problem}
    record.append(
        kind="document.file_kept",
        subject=f"intake:{intake.pk}",
        facts=facts,
        stamp=stamp,
        begins=True,
    )
    return intake


def shortened(name: str, most: int = 200) -> str:
    """Return the name of a file with its ending, however long it is."""
    stem, dot, ending = name.rpartition(".")
    if len(name) <= most or not dot or len(ending) > 10:
        return name[:most]
    return f"{stem[: most - len(ending) - 1]}.{ending}"


def _intake(
    name: str, data: bytes, media: str, stamp: Stamp, *, note: str = "", problem: str = ""
) -> Intake:
    digest = sha256(data).hexdigest()
    path = f"documents/{stamp.on:%Y/%m}/{get_random_string(20)}.{media}"
    return Intake(
        name=shortened(name),
        file=default_storage.save(path, ContentFile(data)),
        media=media,
        size=len(data),
        sha256=digest,
        note=note,
        problem=problem,
        office=stamp.office,
        taken_at=stamp.at,
    )


def _extracted(text: str) -> Extraction:
    """Read a text, its dates checked against what ships with Soi and what is in the registry."""
    shipped = known()
    there = {one.symbol for one in shipped}
    symbols = {one.symbol for one in cited_in(text) if one.symbol and one.role is Role.CITES}
    rows = Document.objects.filter(symbol__in=symbols - there, issued_on__isnull=False)
    rows = rows.exclude(origin="cited").only("symbol", "issued_on", "number", "in_force_until")
    own = [
        Known(symbol=row.symbol, day=row.issued_on, until=row.in_force_until, source=row.number)
        for row in rows
        if row.issued_on and (names_one_body(row.symbol) or year_of(row.symbol))
    ]
    return extract(text, [*shipped, *own])


def _enter(
    found: Extraction, new: NewDocument, stamp: Stamp, account: Account | None = None
) -> Document:
    plain = _fields(found, new)
    row = _take_over_stub(plain, found)
    if row is None:
        number = record.numbers(kinds=("VB",), year=stamp.on.year)[0]
        row = Document(number=number)
    for name, value in plain.items():
        setattr(row, name, value)
    row.origin, row.registered_at, row.registered_by = "registered", stamp.at, stamp.office
    row.findings = [_finding(one) for one in found.findings if one.code != "number_missing"]
    row.findings += [{"code": "not_read", "text": told} for told in sentences(account or {})]
    row.page = found.plain()["page"]
    row.save()
    draw_edges(row, found, stamp)
    _lay_out(row, found)
    return row


def _fields(found: Extraction, new: NewDocument) -> dict[str, object]:
    symbol = new.symbol.strip() or found.symbol
    issuer = new.issuer.strip() or found.issuer
    day = new.issued_on or found.issued_on
    digest = sha256(found.text.encode()).hexdigest()
    own = next((one for one in found.references if one.role is Role.OWN and one.type), None)
    title = new.title.strip() or found.page.title or _title(found)
    internal = new.visibility or ("internal" if _INTERNAL.search(found.text[:3000]) else "public")
    return {
        "key": key_of(symbol, issuer, day, new.term, digest),
        "symbol": symbol,
        "type": new.type or (own.type if own else ""),
        "issuer": issuer[:200],
        "issuer_office": new.issuer_office,
        "track": "party" if symbol and is_party(symbol) else "state",
        "term": new.term,
        "title": title[:400],
        "issued_on": day,
        "genre": found.genre.value,
        "visibility": internal,
        "session": new.session,
        "text": found.text,
        "text_hash": digest,
        "search_text": search_text(f"{symbol} {title} {issuer}"),
    }


def _title(found: Extraction) -> str:
    text = found.text
    if text.startswith("---"):
        text = text[text.find("---", 3) + 3 :]  # what a program wrote above the document
    for line in text.split("\n"):
        words = line.strip(" #*_-|")
        if len(words) > 15 and not words.isupper() and not _NO_TITLE.match(words):
            return words
    return found.symbol or "Văn bản"


def _take_over_stub(plain: Mapping[str, object], found: Extraction) -> Document | None:
    """Return a row that only citations knew so far; refuse where the document is there already.

    Raises: Unacceptable.
    """
    same = Document.objects.filter(key=plain["key"]).first()
    if same is None and plain["symbol"]:
        rows = named_by(str(plain["symbol"]), plain["issued_on"], str(plain["term"]))  # type: ignore[arg-type]
        stubs = [row for row in rows.filter(origin="cited") if _may_be(row, plain["issued_on"])]
        same = stubs[0] if stubs else None
    if same and same.origin == "registered":
        raise Unacceptable("symbol", "same_number", number=same.number)
    return same


def _may_be(stub: Document, issued_on: object) -> bool:
    """Test if a cited document may be this one: its printed day is the same, or there is none."""
    return None in {stub.issued_on, issued_on} or stub.issued_on == issued_on


def _lay_out(document: Document, found: Extraction) -> None:
    DraftDuty.objects.bulk_create(
        DraftDuty(
            document=document,
            start=one.start,
            end=one.end,
            text=one.text,
            title=_sentence(one.text)[:300],
            holder_printed=one.holder[:300],
            requester_printed=one.requester[:300],
            decider_printed=one.decider[:300],
            due_printed=one.due[:200],
            due_kind=one.due_kind,
            due_on=one.due_on,
            measure_printed=one.measure[:120],
            **measured(one.measure),
            vagueness=one.vagueness,
            citations=list(one.citations),
            machine=_proposed(one),
        )
        for one in found.drafts
    )  # fmt: skip


def _proposed(one: Draft) -> dict[str, object]:
    day = one.due_on.isoformat() if one.due_on else ""
    return {"start": one.start, "end": one.end, "holder": one.holder, "due": one.due,
            "due_on": day, "measure": one.measure,
            "target": measured(one.measure)["measure_target"]}  # fmt: skip


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _finding(one: Finding) -> dict[str, object]:
    return {"code": one.code, "text": one.text, "start": one.start, "end": one.end}


def _demand_open(text: str) -> None:
    if _SECRET.search(text[:3000]):
        raise SecretRefused()


def _find(number: str) -> Document:
    found = Document.objects.filter(number=number).first()
    if found is None:
        raise Unacceptable("document", "unknown_document", number=number)
    return found


def _record_entry(document: Document, stamp: Stamp, digest: str) -> None:
    facts = {"symbol": document.symbol, "key": document.key[:150], "text": document.text_hash,
             "file": digest, "drafts": document.drafts.count()}  # fmt: skip
    record.append(
        kind="document.registered", subject=document.ref, facts=facts, stamp=stamp, begins=True
    )
