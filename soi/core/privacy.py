"""Places in a text that may give away its sender or a private person.

Marked before publication, by the resident and again by the officer. A reminder, not a
verdict: what is marked is offered for masking, what is not may still be.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

MASK = "▒▒▒"

_NAME = r"(?:[A-ZĐÀ-Ỹ][a-zđà-ỹ]+)(?:\s+[A-ZĐÀ-Ỹ][a-zđà-ỹ]+){0,3}"
_PATTERNS = (
    ("mail", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("citizen_id", re.compile(r"(?<!\d)\d{3}[ .]?\d{3}[ .]?\d{3}[ .]?\d{3}(?!\d)")),
    ("phone", re.compile(r"(?<!\d)(?:\+?84|0)(?:[ .-]?\d){8,10}(?!\d)")),
    ("plate", re.compile(r"(?<!\w)\d{2}[A-ZĐ]\d?[ -]?\d{3}[. ]?\d{2}(?!\w)")),
    (
        "account",
        re.compile(r"(?:stk|số tài khoản|so tai khoan|tài khoản|tai khoan)\D{0,12}\d{8,16}", re.I),
    ),
    ("house", re.compile(r"(?:số nhà|so nha|nhà số|nha so|số|so)\s+\d+[A-Za-z]?(?:/\d+)*(?=\W|$)", re.I)),
    ("name", re.compile(rf"(?<!\w)(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]hi|[Cc]ô|[Cc]hú|[Bb]ác)\s+{_NAME}")),
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A part of a text, as str indices, and what it seems to be."""

    start: int
    end: int
    what: str = ""


def spans(text: str) -> list[Span]:
    """Return the places in `text` that may identify somebody, in order, none overlapping."""
    found: list[Span] = []
    for what, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            span = Span(match.start(), match.end(), what)
            if all(span.end <= other.start or other.end <= span.start for other in found):
                found.append(span)
    return sorted(found)


def mask(text: str, hidden: Iterable[Span]) -> str:
    """Return `text` with each of `hidden` replaced by a sign that something stood there."""
    pieces, at = [], 0
    for span in sorted(hidden):
        pieces += [text[at : span.start], MASK]
        at = max(at, span.end)
    return "".join(pieces) + text[at:]
