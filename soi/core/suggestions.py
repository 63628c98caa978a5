"""What a filing seems to be, by the words in it: a suggestion, never a decision.

Folded text is matched, so that writing without marks loses nothing; what matched is shown
as it was typed. A denunciation that avoids every word for it is missed: the notice about
denunciations stands on every intake page, not only after a hit.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from soi.core import lexicon
from soi.core.filings import Kind
from soi.core.vietnamese import fold

DENUNCIATION = "denunciation"
_REPORT_FIRST = 0.3  # most filings are reports; another kind needs a reason
_HINT = 2.0  # weight from which denunciation words are taken for a hint


_Table = dict[str, list[tuple[re.Pattern[str], float]]]


def _compiled(table: dict[str, tuple[tuple[str, float], ...]]) -> _Table:
    return {
        name: [(re.compile(rf"\b(?:{pattern})\b"), weight) for pattern, weight in rows]
        for name, rows in table.items()
    }


_KINDS = _compiled(lexicon.KINDS)
_TOPICS = _compiled(lexicon.TOPICS)
_URGENT = re.compile(rf"\b(?:{lexicon.URGENT})\b")
_HIGHER = re.compile(rf"\b(?:{lexicon.HIGHER})\b")
_GROUP = re.compile(r"\b(?:to(?: dan pho| dp)?|tdp|khu pho) (?:so )?(\d{1,2})\b")
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+")
_SHORT = {
    "ko": "khong", "k": "khong", "hok": "khong", "hong": "khong", "kg": "khong", "kh": "khong",
    "dc": "duoc", "đc": "duoc", "ad": "admin", "mn": "moi nguoi", "tdc": "tai dinh cu",
    "cb": "can bo", "ng": "nguoi", "nc": "nuoc", "vs": "voi", "p": "phuong", "hs": "ho so",
    "bt": "biet", "bit": "biet", "j": "gi", "z": "vay", "trc": "truoc", "cty": "cong ty",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the words of a filing suggest.

    kind: a `Kind`, or DENUNCIATION
    words: what matched, as typed
    sure: the margin to the next kind; 0 for a tie
    denunciation_words, urgent_words, higher_words: what matched, as typed; empty if nothing
    group: slug of the place named, or empty
    """

    kind: str
    topic: str
    words: tuple[str, ...]
    sure: float
    denunciation_words: tuple[str, ...]
    urgent_words: tuple[str, ...]
    higher_words: tuple[str, ...]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One matter within a filing that has several."""

    text: str
    kind: str
    topic: str


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text word by word: as typed, and as matched."""

    typed: tuple[str, ...]
    text: str
    starts: tuple[tuple[int, int], ...]  # where a typed word begins in `text`, and its index

    def without(self, names: Iterable[str]) -> "_Folded":
        """Return this text with each of `names` blotted out, its length unchanged."""
        text = self.text
        for name in names:
            text = re.sub(rf"\b{re.escape(name)}\b", "_" * len(name), text)
        return _Folded(self.typed, text, self.starts)

    def as_typed(self, match: re.Match[str]) -> str:
        first = max((index for start, index in self.starts if start <= match.start()), default=0)
        last = max((index for start, index in self.starts if start < match.end()), default=0)
        return " ".join(self.typed[first : last + 1]).strip(".,;:!?()“”\"'")


def suggest(text: str, places: Iterable[tuple[str, Sequence[str]]] = ()) -> Suggestion:
    """Return what the words of `text` suggest.

    places: slug of each residential group with its streets and landmarks
    """
    places = tuple(places)
    folded = _folded(text)
    kinds, words = _scores(folded, _KINDS)
    kinds["report"] += _REPORT_FIRST
    best, second = sorted(kinds, key=lambda one: -kinds[one])[:2]
    # The health station as a landmark says nothing about health.
    topics, topic_words = _scores(folded.without(_names(places)), _TOPICS)
    topic = max(topics, key=lambda one: topics[one])
    topic = topic if topics[topic] else "khac"
    hints = words[DENUNCIATION] if kinds[DENUNCIATION] >= _HINT else ()
    return Suggestion(
        kind=best,
        topic=topic,
        words=tuple(dict.fromkeys((*words[best], *topic_words.get(topic, ())))),
        sure=round(kinds[best] - kinds[second], 3),
        denunciation_words=hints,
        urgent_words=_hits(folded, _URGENT),
        higher_words=_hits(folded, _HIGHER),
        group=group_named(text, places),
    )


def group_named(text: str, places: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Return the slug of the residential group that `text` names, or an empty text.

    By its number, its street or a landmark; nothing if two groups are named.
    """
    folded = f" {_folded(text).text} "
    found = set()
    numbers = {int(number) for number in _GROUP.findall(folded)}
    for slug, names in places:
        digits = re.search(r"(\d+)$", slug)
        if digits and int(digits[1]) in numbers:
            return slug
        found |= {slug for name in names for form in _forms(name) if f" {form} " in folded}
    return found.pop() if len(found) == 1 else ""


def split(text: str) -> list[Part]:
    """Return the matters of a mixed filing, sentence by sentence, neighbours of a kind joined."""
    parts: list[Part] = []
    for sentence in filter(None, (one.strip() for one in _SENTENCE.split(text))):
        found = suggest(sentence)
        kind = DENUNCIATION if found.denunciation_words else found.kind
        part = Part(sentence, kind, found.topic)
        if parts and (parts[-1].kind == kind) and "khac" in {found.topic, parts[-1].topic}:
            topic = parts[-1].topic if found.topic == "khac" else found.topic
            parts[-1] = Part(f"{parts[-1].text} {sentence}", kind, topic)
        else:
            parts.append(part)
    return parts


def is_filing_kind(kind: str) -> bool:
    """Test if `kind` is one that the ordinary rooms may store."""
    return kind in set(Kind)


def _folded(text: str) -> _Folded:
    typed, pieces, starts, length = tuple(text.split()), [], [], 0
    for index, word in enumerate(typed):
        piece = fold(word)
        piece = _SHORT.get(piece, piece)
        if piece:
            starts.append((length, index))
            pieces.append(piece)
            length += len(piece) + 1
    return _Folded(typed, " ".join(pieces), tuple(starts))


def _scores(
    folded: _Folded, table: dict[str, list[tuple[re.Pattern[str], float]]]
) -> tuple[dict[str, float], dict[str, tuple[str, ...]]]:
    scores: dict[str, float] = {}
    words: dict[str, tuple[str, ...]] = {}
    for name, rows in table.items():
        hits = [
            (match, weight) for pattern, weight in rows if (match := pattern.search(folded.text))
        ]
        scores[name] = sum(weight for _, weight in hits)
        words[name] = tuple(dict.fromkeys(folded.as_typed(match) for match, _ in hits))
    return scores, words


def _hits(folded: _Folded, pattern: re.Pattern[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(folded.as_typed(match) for match in pattern.finditer(folded.text)))


def _names(places: Iterable[tuple[str, Sequence[str]]]) -> set[str]:
    return {form for _, names in places for name in names for form in _forms(name)}


@cache
def _forms(name: str) -> frozenset[str]:
    """Return the ways residents write a place: in full, or by its proper name alone."""
    name = name.partition("(")[0].strip()
    words = name.split()
    proper = [word for word in words if word[0].isupper()]
    if proper and proper[-1] == "Mẫu":  # every place of the ward may bear the ward's name
        proper = proper[:-1]
    short = fold(" ".join(proper))
    return frozenset({fold(name).removeprefix("duong ")} | ({short} if " " in short else set()))
