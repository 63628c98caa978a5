"""What a filing seems to be, by the words in it: a suggestion, never a decision.

Folded text is matched, so that writing without marks loses nothing; what matched is shown
as it was typed. A denunciation that avoids every word for it is missed: the notice about
denunciations stands on every intake page, not only after a hit.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from soi.core import lexicon
from soi.core.filings import BORDER, Kind
from soi.core.understanding.meaning import Meaning, understand
from soi.core.understanding.model import Model
from soi.core.vietnamese import fold, search_exact

DENUNCIATION = "denunciation"
_REPORT_FIRST = 0.3  # most filings are reports; another kind needs a reason
_CLEAR = 0.45  # below it the likeliest topic is as often wrong as right
_HINT = 2.0  # weight from which denunciation words are taken for a hint


@dataclass(frozen=True, slots=True)
class _Group:
    """The patterns of one kind or topic; most texts meet none of them, which `any_of` tells."""

    any_of: re.Pattern[str]
    rows: list[tuple[re.Pattern[str], float]]


_Table = dict[str, _Group]


def _compiled(table: dict[str, tuple[tuple[str, float], ...]]) -> _Table:
    return {
        name: _Group(
            re.compile(rf"\b(?:{'|'.join(pattern for pattern, _ in rows)})\b"),
            [(re.compile(rf"\b(?:{pattern})\b"), weight) for pattern, weight in rows],
        )
        for name, rows in table.items()
    }


_KINDS = _compiled(lexicon.KINDS)
_TOPICS = _compiled(lexicon.TOPICS)
_URGENT = re.compile(rf"\b(?:{lexicon.URGENT})\b")
_HIGHER = re.compile(rf"\b(?:{lexicon.HIGHER})\b")
_GROUP = re.compile(r"\b(?:to(?: dan pho| dp)?|tdp|khu pho) (?:so )?(\d{1,2})\b")
NO_TOPIC = "khac"
_MEANT = [(fold(phrase).split(), search_exact(phrase).split()) for phrase in lexicon.MEANT]
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
    asks: the sender is to be asked whether it concerns somebody in office
    second: the next likeliest topic; topic_share: how likely the first is, 1 where rules tell
    """

    kind: str
    topic: str
    words: tuple[str, ...]
    sure: float
    denunciation_words: tuple[str, ...]
    urgent_words: tuple[str, ...]
    higher_words: tuple[str, ...]
    group: str = ""
    asks: bool = False
    second: str = ""
    topic_share: float = 1.0

    @property
    def unclear(self) -> bool:
        """The topic is too unsure to send the filing anywhere but to the desk."""
        return self.topic_share < _CLEAR


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text word by word: as typed, and as matched."""

    typed: tuple[str, ...]
    text: str
    starts: tuple[tuple[int, int], ...]  # where a typed word begins in `text`, and its index

    def without(self, names: frozenset[str]) -> "_Folded":
        """Return this text with each of `names` blotted out, its length unchanged."""
        text = (
            _any_of(names).sub(lambda match: "_" * len(match[0]), self.text) if names else self.text
        )
        return _Folded(self.typed, text, self.starts)

    def find(self, pattern: re.Pattern[str]) -> str:
        """Return what first matches, as typed; empty if nothing does or another word is meant."""
        for match in pattern.finditer(self.text):
            typed = self.as_typed(match)
            if _is_meant(typed):
                return typed
        return ""

    def as_typed(self, match: re.Match[str]) -> str:
        first = max((index for start, index in self.starts if start <= match.start()), default=0)
        last = max((index for start, index in self.starts if start < match.end()), default=0)
        return " ".join(self.typed[first : last + 1]).strip(".,;:!?()“”\"'")


def suggest(
    text: str,
    places: Iterable[tuple[str, Sequence[str]]] = (),
    *,
    model: Model | None = None,
) -> Suggestion:
    """Return what the words of `text` suggest.

    places: slug of each residential group with its streets and landmarks
    model: the weights that were learnt; without them the lexicon alone is asked
    """
    places = tuple(places)
    if model is None:
        return _by_lexicon(text, places)
    return _learnt(_folded(text), places, understand(text, model, parts="no"))


def _learnt(
    folded: _Folded, places: Iterable[tuple[str, Sequence[str]]], meaning: Meaning
) -> Suggestion:
    """Return a suggestion by what was learnt; words of denunciation are a hint in any case."""
    hints = _accusing(folded)
    asks = meaning.asks or bool(hints)
    kinds = [BORDER.get(kind, DENUNCIATION) for kind in meaning.kinds]
    if not asks:
        kinds.remove(DENUNCIATION)
    topics, shares = list(meaning.topics), list(meaning.topics.values())
    return Suggestion(
        kind=str(kinds[0]),
        topic=topics[0],
        words=meaning.why,
        sure=round(max(meaning.kinds.values()), 3),
        denunciation_words=(hints or meaning.why) if asks else (),
        urgent_words=(_hits(folded, _URGENT) or meaning.why) if meaning.urgent else (),
        higher_words=_hits(folded, _HIGHER),
        group=_group_in(folded, places),
        asks=asks,
        second=topics[1],
        topic_share=round(shares[0], 3),
    )


def _accusing(folded: _Folded) -> tuple[str, ...]:
    """Return the words that name a denunciation, as typed; none where they weigh too little."""
    scores, words = _scores(folded, {DENUNCIATION: _KINDS[DENUNCIATION]})
    return words[DENUNCIATION] if scores[DENUNCIATION] >= _HINT else ()


def _by_lexicon(text: str, places: Sequence[tuple[str, Sequence[str]]]) -> Suggestion:
    folded = _folded(text)
    kinds, words = _scores(folded, _KINDS)
    kinds["report"] += _REPORT_FIRST
    best, second = sorted(kinds, key=lambda one: -kinds[one])[:2]
    # The health station as a landmark says nothing about health.
    topics, topic_words = _scores(folded.without(_names(places)), _TOPICS)
    topic = max(topics, key=lambda one: topics[one])
    topic = topic if topics[topic] else NO_TOPIC
    hints = words[DENUNCIATION] if kinds[DENUNCIATION] >= _HINT else ()
    return Suggestion(
        kind=best,
        topic=topic,
        words=tuple(dict.fromkeys((*words[best], *topic_words.get(topic, ())))),
        sure=round(kinds[best] - kinds[second], 3),
        denunciation_words=hints,
        urgent_words=_hits(folded, _URGENT),
        higher_words=_hits(folded, _HIGHER),
        group=_group_in(folded, places),
        asks=bool(hints),
    )


def group_named(text: str, places: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Return the slug of the residential group that `text` names, or an empty text.

    By its number, its street or a landmark; nothing if two groups are named.
    """
    return _group_in(_folded(text), places)


def _group_in(text: _Folded, places: Iterable[tuple[str, Sequence[str]]]) -> str:
    folded = f" {text.text} "
    found = set()
    numbers = {int(number) for number in _GROUP.findall(folded)}
    for slug, names in places:
        digits = re.search(r"(\d+)$", slug)
        if digits and {int(digits[1])} == numbers:
            return slug
        found |= {slug for name in names for form in _forms(name) if f" {form} " in folded}
    return found.pop() if len(found) == 1 else ""


def expanded(text: str) -> str:
    """Return `text` folded, with the short forms of messages written out."""
    return _folded(text).text


def is_filing_kind(kind: str) -> bool:
    """Test if `kind` is one that the ordinary rooms may store."""
    return kind in set(Kind)


def _folded(text: str) -> _Folded:
    typed, pieces, starts, length = tuple(text.split()), [], [], 0
    for index, word in enumerate(typed):
        piece = _piece(word)
        if piece:
            starts.append((length, index))
            pieces.append(piece)
            length += len(piece) + 1
    return _Folded(typed, " ".join(pieces), tuple(starts))


@lru_cache(maxsize=20_000)  # people write the same few thousand words
def _piece(word: str) -> str:
    piece = fold(word)
    return _SHORT.get(piece, piece)


def _scores(folded: _Folded, table: _Table) -> tuple[dict[str, float], dict[str, tuple[str, ...]]]:
    scores: dict[str, float] = {}
    words: dict[str, tuple[str, ...]] = {}
    for name, group in table.items():
        rows = group.rows if group.any_of.search(folded.text) else []
        hits = [(found, weight) for pattern, weight in rows if (found := folded.find(pattern))]
        scores[name] = sum(weight for _, weight in hits)
        words[name] = tuple(dict.fromkeys(typed for typed, _ in hits))
    return scores, words


@lru_cache(maxsize=4_000)  # of the lexicon's own phrases, as people write them
def _is_meant(typed: str) -> bool:
    """Test if every word of a phrase of the lexicon has no marks, or its own marks."""
    words = search_exact(typed).split()
    plain = [fold(word) for word in words]
    if words == plain:
        return True
    return not any(
        plain[start : start + len(bare)] == bare
        and any(word not in two for word, *two in zip(words[start:], bare, own, strict=False))
        for bare, own in _MEANT
        for start in range(len(words) - len(bare) + 1)
    )


def _hits(folded: _Folded, pattern: re.Pattern[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(folded.as_typed(match) for match in pattern.finditer(folded.text)))


def _names(places: Iterable[tuple[str, Sequence[str]]]) -> frozenset[str]:
    return frozenset(form for _, names in places for name in names for form in _forms(name))


@lru_cache(maxsize=8)  # the names of one ward, until they change
def _any_of(names: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


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
