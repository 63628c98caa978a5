"""Places in a text that may give away its sender or a private person.

Marked before publication, by the resident and again by the officer. A reminder, not a
verdict: what is marked is offered for masking, what is not may still be. What a reader would see
as a telephone is one however it is spelled: the copy that the eye reads is searched (`letters`).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from soi.core.letters import Folded, folded
from soi.core.privacy.numbers import figures, numbers
from soi.core.privacy.words import words

MASK = "▒▒▒"
_BLANKS = re.compile(r"[ \t]+")
# Whoever is meant is found again without these, which stand before a name.
_BEFORE_NAME = re.compile(
    r"(?:(?:ông|bà|cụ|anh|chị|cô|chú|bác|cậu|thầy|cháu|tên|tôi|là|em|con|mình|họ|và|hộ|cán|bộ"
    r"|ong|ba|cu|chi|co|chu|bac|thay|chau|ten|toi|la)\s)+(?=[^\W\d_]+\s[^\W\d_])"
)
_FEWEST = 6  # figures of a number that is looked for in its other spellings


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A part of a text, as str indices, and what it seems to be."""

    start: int
    end: int
    what: str = ""


def spans(text: str, streets: Iterable[str] = ()) -> list[Span]:
    """Return the places in `text` that may identify somebody, in order, none overlapping.

    streets: names of the ward's streets, by which a house is known without capitals too
    """
    copy = _one_blank(folded(text))
    taken = bytearray(len(copy.text))
    found: list[Span] = []
    for start, end, what in (*numbers(copy.text), *words(copy.text, tuple(streets))):
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            found.append(Span(*copy.back(start, end), what))
    return _apart(found)


def everywhere(text: str, hidden: Iterable[Span]) -> list[Span]:
    """Return `hidden` and every other place in `text` that says the same in any spelling."""
    hidden = list(hidden)
    copy = _one_blank(folded(text))
    bare = _bare(copy.text)
    found = list(hidden)
    for span in {_Said.of(text[one.start : one.end]) for one in hidden}:
        for match in span.pattern.finditer(bare) if span.pattern else ():
            found.append(Span(*copy.back(match.start(), match.end()), "same"))
    known = {_figures(text[one.start : one.end]) for one in hidden} - {""}
    found += [one for one in spans(text) if _figures(text[one.start : one.end]) in known]
    return _joined(found)


def places(text: str, words_: str) -> list[Span]:
    """Return where `words_` stand in `text`, whatever the case, the blanks and unseen signs."""
    said = _Said.of(words_)
    if said.pattern is None:
        return []
    copy = _one_blank(folded(text))
    return [
        Span(*copy.back(match.start(), match.end()), "more")
        for match in said.pattern.finditer(_bare(copy.text))
    ]


def mask(text: str, hidden: Iterable[Span]) -> str:
    """Return `text` with each of `hidden` replaced by a sign that something stood there."""
    pieces, at = [], 0
    for span in sorted(hidden):
        pieces += [text[at : span.start], MASK]
        at = max(at, span.end)
    return "".join(pieces) + text[at:]


@dataclass(frozen=True, slots=True)
class _Said:
    """What a place says, and how it is found again: figure by figure, or word by word."""

    key: str

    @classmethod
    def of(cls, text: str) -> "_Said":
        said = " ".join(re.findall(r"[^\W_]+", _bare(folded(text).text)))
        return cls(_BEFORE_NAME.sub("", said, count=1))

    @property
    def pattern(self) -> "re.Pattern[str] | None":
        figures = self.key.replace(" ", "")
        if figures.isdigit() and len(figures) >= _FEWEST:
            return re.compile(r"(?<!\d)" + r"[^\w\n]{0,4}".join(figures) + r"(?!\d)")
        pieces = self.key.split()
        if not pieces or (len(pieces) == 1 and len(pieces[0]) < 2):
            return None
        return re.compile(r"(?<!\w)" + r"[\W_]{1,4}".join(map(re.escape, pieces)) + r"(?!\w)")


def _bare(text: str) -> str:
    """Return `text` in small letters, sign for sign, with marks where they are written."""
    low = text.lower()
    return (
        low
        if len(low) == len(text)
        else "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
    )


def _figures(text: str) -> str:
    found = figures(folded(text).text)
    return found if len(found) >= _FEWEST else ""


def _one_blank(copy: Folded) -> Folded:
    """Return a copy in which one blank stands for several."""
    if "  " not in copy.text and "\t" not in copy.text:
        return copy
    kept = [
        place
        for place, sign in enumerate(copy.text)
        if not (sign in " \t" and place and copy.text[place - 1] in " \t")
    ]
    text = "".join(" " if copy.text[place] == "\t" else copy.text[place] for place in kept)
    return Folded(text, tuple(copy.at[one] for one in kept), tuple(copy.until[one] for one in kept))


def _apart(found: Sequence[Span]) -> list[Span]:
    """Return the spans in order; one that another covers, where signs were turned, is left out."""
    kept: list[Span] = []
    for span in sorted(found):
        if not kept or kept[-1].end <= span.start:
            kept.append(span)
    return kept


def _joined(found: Iterable[Span]) -> list[Span]:
    """Return the spans in order, those that overlap joined."""
    kept: list[Span] = []
    for span in sorted(found):
        if kept and span.start < kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, span.end), kept[-1].what)
        else:
            kept.append(span)
    return kept


__all__ = ["MASK", "Span", "everywhere", "mask", "places", "spans"]
