"""What reading a text yields: drafts that a person confirms, and findings."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from soi.core.citations import Reference, Sort


class Genre(StrEnum):
    """What sort of text it is."""

    NEWS = "news"  # tin về buổi làm việc
    CONCLUSION = "conclusion"  # thông báo kết luận
    PLAN = "plan"  # kế hoạch, chương trình, quyết định, hướng dẫn, nghị quyết
    ORDER = "order"  # công điện, chỉ thị, công văn chỉ đạo
    PETITION = "petition"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Draft:
    """A duty that a text seems to give. It binds nobody until a person confirms it.

    start, end: places in the composed text; text is that slice
    holder, requester: as printed; empty where the text names none
    decider: the body that decided it: the issuer, or who held the session that a page tells of
    implicit: True where the holder is not named in the sentence itself
    due: as printed; due_kind one of date, period, relative, event, recurring, none
    measure: figure and unit as printed, or empty
    vagueness: 0 to 3: no due + no measure + no holder
    """

    start: int
    end: int
    text: str
    holder: str = ""
    requester: str = ""
    decider: str = ""
    due: str = ""
    due_kind: str = "none"
    due_on: date | None = None
    measure: str = ""
    implicit: bool = False
    sub_holders: tuple[str, ...] = ()
    clause: int = 0
    citations: tuple[str, ...] = ()

    @property
    def vagueness(self) -> int:
        """How much is missing: a due day, a measure, a holder."""
        return (not self.due) + (not self.measure) + (not self.holder)

    def moved(self, **changes: object) -> "Draft":
        """Return a copy with `changes`."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not fit, told and never corrected.

    code: "date_conflict", "child_before_parent" and others; see docs/directives.md
    """

    code: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """What a news page says of itself."""

    title: str = ""
    published: str = ""  # ISO, to the minute
    views: int | None = None
    captions: tuple[str, ...] = ()
    byline: str = ""
    event: str = ""  # ISO day, with the half day: "2022-11-24 sáng"


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one text."""

    text: str
    genre: Genre
    issuer: str = ""
    symbol: str = ""
    issued_on: date | None = None
    references: tuple[Reference, ...] = ()
    drafts: tuple[Draft, ...] = ()
    findings: tuple[Finding, ...] = ()
    page: Page = field(default_factory=Page)

    def plain(self) -> dict[str, object]:
        """Return the shape that `soi directives extract --json` prints."""
        return {
            "genre": self.genre.value,
            "issuer": self.issuer or None,
            "symbol": self.symbol or None,
            "issued_on": self.issued_on.isoformat() if self.issued_on else None,
            "citations": [_citation(one) for one in self.references if one.sort is not Sort.BLANK],
            "blanks": [_citation(one) for one in self.references if one.sort is Sort.BLANK],
            "duties": [_duty(one) for one in self.drafts],
            "checks": [
                {"code": one.code, "text": one.text, "start": one.start, "end": one.end}
                for one in self.findings
            ],
            "page": _page(self.page),
        }


def _citation(one: Reference) -> dict[str, object]:
    return {
        "symbol": one.symbol or None,
        "type": one.type or None,
        "date": one.day.isoformat() if one.day else None,
        "start": one.start,
        "end": one.end,
        "text": one.text,
        "kind": one.sort.value,
        "role": one.role.value,
        "name": one.name or None,
        "clause": one.clause or None,
    }


def _duty(one: Draft) -> dict[str, object]:
    return {
        "text": one.text,
        "start": one.start,
        "end": one.end,
        "holder": one.holder or None,
        "requester": one.requester or None,
        "decided_by": one.decider or None,
        "due": one.due or None,
        "due_kind": one.due_kind,
        "due_on": one.due_on.isoformat() if one.due_on else None,
        "measure": one.measure or None,
        "holder_implicit": one.implicit,
        "sub_holders": list(one.sub_holders),
        "clause": one.clause,
        "citations": list(one.citations),
        "vagueness": one.vagueness,
    }


def _page(page: Page) -> dict[str, object]:
    return {
        "title": page.title or None,
        "published": page.published or None,
        "views": page.views,
        "captions": list(page.captions),
        "byline": page.byline or None,
        "event": page.event or None,
    }
