"""What a document leans on: its references as edges to the documents that they mean.

A long paper cites thousands: every symbol is looked up at once, and rows are made in bulk.
"""

import re
from collections.abc import Iterable
from datetime import date

from soi.core.citations import Reference, Role, Sort, is_party
from soi.core.extraction import Extraction, Genre
from soi.core.stamps import Stamp
from soi.core.vietnamese import search_text
from soi.directives.models import Document, Edge
from soi.directives.services.keys import by_name, meant, names_one_body
from soi.record import services as record

_TELLING = {Genre.NEWS, Genre.PETITION}  # who tells of a document does not carry it out
_BEFORE = tuple(
    (kind, re.compile(rule, re.IGNORECASE))
    for kind, rule in (
        ("replaces", r"thay thế(?:\s+cho)?\s*$"),
        ("repeals", r"bãi bỏ\s*$"),
        ("amends", r"sửa đổi(?:, bổ sung)?[^.;\n]{0,40}$"),
        ("extends", r"(?:gia hạn|kéo dài)[^.;\n]{0,40}$"),
        ("implements", r"(?:thực hiện|triển khai|thi hành|cụ thể hóa)[^.;\n]{0,60}$"),
        ("based_on", r"(?:căn cứ|theo đề nghị tại)[^.;\n]{0,120}$"),
    )
)
_CHUNK = 500


def draw_edges(document: Document, found: Extraction, stamp: Stamp) -> None:
    """Draw the edges of a document anew; what it cites and nobody knows yet stands as cited."""
    Edge.objects.filter(source=document, state="read").delete()
    cited = [one for one in found.references if one.role is Role.CITES]
    shelf = _Shelf(cited, document.issued_on, stamp)
    pairs = [(one, shelf.find(one)) for one in cited]
    shelf.keep()
    drawn: dict[tuple[int, str], Edge] = {}
    for one, target in pairs:
        kind = "cites" if found.genre in _TELLING else _kind(found.text, one)
        if target is not None and target.pk != document.pk:
            drawn.setdefault((target.pk, kind), _edge(document, target, kind, one))
    Edge.objects.bulk_create(drawn.values(), batch_size=_CHUNK)


def _edge(document: Document, target: Document, kind: str, one: Reference) -> Edge:
    return Edge(
        source=document,
        target=target,
        kind=kind,
        start=one.start,
        end=one.end,
        printed_on=one.day,
        clause=one.clause[:80],
    )


def _kind(text: str, one: Reference) -> str:
    line = text[max(text.rfind("\n", 0, one.start) + 1, one.start - 160) : one.start]
    return next((kind for kind, rule in _BEFORE if rule.search(line)), "cites")


class _Shelf:
    """The documents that a text's references may mean, and those that are new to the registry."""

    def __init__(self, cited: Iterable[Reference], on: date | None, stamp: Stamp) -> None:
        self.on, self.stamp = on, stamp
        self.rows: dict[str, list[Document]] = {}
        self.names: dict[tuple[str, date | None], Document | None] = {}
        self.new: list[Document] = []
        symbols = sorted({one.symbol for one in cited if one.symbol})
        for at in range(0, len(symbols), _CHUNK):
            for row in Document.objects.filter(symbol__in=symbols[at : at + _CHUNK]).defer("text"):
                self.rows.setdefault(row.symbol, []).append(row)

    def find(self, one: Reference) -> Document | None:
        """Return the document that a reference means, as a citation if nobody knows it."""
        if not one.symbol:
            day = one.day or self.on
            key = (f"{one.name} {one.term}", day)
            if key not in self.names:
                self.names[key] = by_name(one, day)
            return self.names[key]
        rows = self.rows.get(one.symbol, [])
        return meant(one, rows) or self._cited(one, rows)

    def _cited(self, one: Reference, rows: list[Document]) -> Document | None:
        unsure = bool(rows) and (one.day is None or names_one_body(one.symbol))
        if one.sort is not Sort.NUMBERED or unsure:
            return None
        row = Document(
            symbol=one.symbol,
            type=one.type,
            track="party" if is_party(one.symbol) else "state",
            term=one.term,
            title=f"{one.type or 'Văn bản'} {one.symbol}",
            issued_on=one.day,
            origin="cited",
            search_text=search_text(f"{one.type} {one.symbol}"),
            registered_at=self.stamp.at,
            registered_by=self.stamp.office,
        )
        self.rows.setdefault(one.symbol, []).append(row)
        self.new.append(row)
        return row

    def keep(self) -> None:
        """Give the new ones their numbers and write them."""
        for at in range(0, len(self.new), _CHUNK):
            rows = self.new[at : at + _CHUNK]
            numbers = record.numbers(kinds=("VB",) * len(rows), year=self.stamp.on.year)
            for row, number in zip(rows, numbers, strict=True):
                row.number, row.key = number, f"cited:{number}"
            Document.objects.bulk_create(rows)
