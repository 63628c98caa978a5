"""Places in a text that may give away its sender or a private person.

Marked before publication, by the resident and again by the officer. A reminder, not a
verdict: what is marked is offered for masking, what is not may still be.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

MASK = "▒▒▒"

_LATIN = [chr(code) for code in (*range(0xC0, 0x180), *range(0x1A0, 0x1B1), *range(0x1EA0, 0x1EFA))]
_BIG = "A-Z" + "".join(one for one in _LATIN if one.isupper())
_SMALL = "a-z" + "".join(one for one in _LATIN if one.islower())
_WORD = rf"[{_BIG}][{_SMALL}]*(?![{_BIG}{_SMALL}])"
_NAMES = rf"{_WORD}(?:[ \t]+{_WORD}){{1,4}}"  # two words and more
# Words before a name: how people are addressed, and what they are when accused of something.
_MARKED = (
    r"ông|bà|anh|chị|cô|chú|bác|cậu|thầy|cháu|tên(?: là)?|tôi là|cán bộ|tổ trưởng|chủ tịch"
    r"|công an|trưởng phòng|bí thư|hộ|đồng chí"
)
# Without marks they also begin the names of places (Ho Nho, cau Van): two words must follow.
_UNMARKED = (
    r"ong|(?<!nga )(?<!ngã )ba|chi|co|chu|bac|thay|chau|ten(?: la)?|toi la|can bo|to truong"
    r"|chu tich|cong an|truong phong|bi thu|ho|dong chi"
)
_NUMBER = r"\d+[A-Za-z]?(?:/\d+[A-Za-z]?)*"
_ACCOUNT = r"stk|tk|số tài khoản|so tai khoan|tài khoản|tai khoan"
_PATTERNS = (
    ("mail", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("citizen_id", re.compile(r"(?<!\d)\d{3}[ .]?\d{3}[ .]?\d{3}[ .]?\d{3}(?!\d)")),
    ("phone", re.compile(r"(?<![\d/])(?:\+?84|0)(?:[ .-]?\d){8,10}(?!\d)")),
    ("plate", re.compile(r"(?<!\w)\d{2}-?[A-Z]{1,2}\d?[ .-]?\d{3}[. ]?\d{1,2}(?!\w)", re.I)),
    ("account", re.compile(rf"(?<!\w)(?:{_ACCOUNT})(?!\w)\D{{0,12}}\d{{8,16}}(?!\d)", re.I)),
    ("house", re.compile(rf"(?<!\w)(?:số nhà|so nha|nhà số|nha so)\s+{_NUMBER}(?![\w/])", re.I)),
    # A number before the name of a street; a lamp post and an alley have a number too.
    ("house", re.compile(rf"(?<![\w/])(?<!hẻm )(?<!hem )(?<!kiệt )(?<!kiet )(?<!ngõ )(?<!ngo )"
                         rf"{_NUMBER}\s+(?:(?i:đường|duong)\s+{_WORD}|{_NAMES})")),
    ("name", re.compile(rf"(?<!\w)(?:(?i:{_MARKED})[ \t]+{_WORD}|(?i:{_UNMARKED})[ \t]+{_NAMES})"
                        rf"(?:[ \t]+{_WORD}){{0,4}}")),
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
