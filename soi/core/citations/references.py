"""One reference to a document, as it stands in a text."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_DASH = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")
_SLASH = re.compile(r"\s*/\s*")
_YEAR = re.compile(r"^[\d.]+[a-zA-Z]?/((?:19|20)\d{2})/")
_CODE = re.compile(r"^[\d.]+[a-zA-Z]?(?:-|/(?:\d{4}/)?)([A-ZĐ][A-Za-zđĐ]*)")


class Sort(StrEnum):
    """How the document is named."""

    NUMBERED = "numbered"
    NAMED = "named"  # a law or resolution without its number
    BLANK = "blank"  # the place of the number is there, the number is not


class Role(StrEnum):
    """What the reference does in its text."""

    CITES = "cites"
    OWN = "self"  # the document's own number
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference.

    start, end: places in the composed text (NFC), end not included
    symbol: dashes as "-", no blanks; empty for a named one or a blank
    type: the type word in full; empty if there is none to be known
    clause: "khoản 4 Điều 45" before it, as printed
    term: "XII", for what a term of congress tells apart
    """

    start: int
    end: int
    text: str
    sort: Sort
    role: Role = Role.CITES
    symbol: str = ""
    type: str = ""
    day: date | None = None
    name: str = ""
    clause: str = ""
    term: str = ""

    def __str__(self) -> str:
        told = f"{self.type or 'Văn bản'} số {self.symbol}" if self.symbol else self.name
        dated = f" ngày {written(self.day)}" if self.day else ""
        return f"{self.clause} {told}{dated}".strip()

    @property
    def key(self) -> str:
        """What other references to the same document share, within one text."""
        return self.symbol or f"{self.name.casefold()} {self.term}".strip()


def plain_symbol(printed: str) -> str:
    """Return a symbol with its dashes as "-" and without blanks."""
    return "".join(_SLASH.sub("/", _DASH.sub("-", printed)).split())


def year_of(symbol: str) -> int | None:
    """Return the year that a normative act carries in its symbol."""
    found = _YEAR.match(symbol)
    return int(found[1]) if found else None


def code_of(symbol: str) -> str:
    """Return the type code of a symbol: KL of 21-KL/TW, NQ of 168/NQ-CP."""
    found = _CODE.match(symbol)
    return found[1] if found else ""


def issuer_of(symbol: str) -> str:
    """Return what stands for the issuer: TW of 21-KL/TW, MTTQ-BTT of 16/KH-MTTQ-BTT."""
    head, _slash, tail = symbol.rpartition("/")
    if "-" in head:
        return tail
    return tail.partition("-")[2] or tail


def is_party(symbol: str) -> bool:
    """Test if a symbol is written the Party's way: the dash before the slash."""
    dash, slash = symbol.find("-"), symbol.find("/")
    return 0 < dash < slash


def written(day: date) -> str:
    """Return a day as documents write it: two digits for days under 10, months 1 and 2.

    Source: Decree 30/2020/NĐ-CP, annex I.
    """
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02} tháng {month} năm {day.year}"
