"""What came in before: filings that may be about the same matter.

Suggestions only; a person confirms. Nothing here reads a database or a clock.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from soi.core.suggestions import expanded

WEEKS = 12
MOST = 5
LIKELY = 0.34  # from this likeness on, one filing is offered as a duplicate of another
_SILENT_WORDS = (
    "la va o cua cho co khong the nay do duoc bi toi em chi anh a oi thi ma roi nua den tu "
    "de nghi phuong to dan pho mong kinh xin nguoi ra vao voi cac nhung mot hai ba hom qua "
    "rat lam ai gi sao khi nao con da se dang tai tren duoi truoc sau ngay "
)
_STOP = frozenset(_SILENT_WORDS.split())
_WORDS, _PAIRS = 0.7, 0.3
# Words weigh; where it is, about what and of which kind it is only tip the scale.
_SAME_PLACE, _NO_PLACE, _SAME_TOPIC, _OTHER_KIND = 1.35, 0.9, 1.15, 0.72


@dataclass(frozen=True, slots=True)
class Sketch:
    """What matters of a filing for finding its like.

    words, pairs: how often each word, and each two in a row, stand there; folded, without
        names of places
    """

    ref: str
    words: Mapping[str, int]
    pairs: Mapping[str, int]
    kind: str = ""
    topic: str = ""
    group: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Like:
    """A filing that may be about the same matter, from 0 on, and the words they share."""

    ref: str
    score: float
    shared: tuple[str, ...]


def sketch(  # noqa: PLR0913 - all named, so many are no burden
    ref: str,
    text: str,
    *,
    kind: str = "",
    topic: str = "",
    group: str = "",
    on: date | None = None,
    places: Iterable[str] = (),
) -> Sketch:
    """Return the words of a text as they are compared.

    places: folded names of streets and landmarks, which say where and not what
    """
    folded = f" {expanded(text)} "
    for name in sorted(places, key=len, reverse=True):
        folded = folded.replace(f" {name} ", " ")
    tokens = [one for one in folded.split() if one not in _STOP]
    tokens = [one for one in tokens if len(one) > 1 or one.isdigit()]
    pairs = [f"{a} {b}" for a, b in pairwise(tokens)]
    return Sketch(ref, Counter(tokens), Counter(pairs), kind, topic, group, on)


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much each word and each pair says: the rarer, the more."""

    words: Mapping[str, float]
    pairs: Mapping[str, float]
    most: float


def rarity(known: Sequence[Sketch]) -> Rarity:
    """Return the weights of words among `known`."""
    count = max(1, len(known))

    def weights(seen: Counter[str]) -> dict[str, float]:
        return {word: math.log(1 + count / times) for word, times in seen.items()}

    words = Counter(word for one in known for word in one.words)
    pairs = Counter(pair for one in known for pair in one.pairs)
    return Rarity(weights(words), weights(pairs), math.log(1 + count))


def likeness(one: Sketch, other: Sketch, rare: Rarity) -> float:
    """Return how alike two filings are; what stands elsewhere or long apart is 0."""
    if one.group and other.group and one.group != other.group:
        return 0.0
    if one.on and other.on and abs(one.on - other.on) > timedelta(weeks=WEEKS):
        return 0.0
    score = _WORDS * _cosine(one.words, other.words, rare.words, rare.most)
    score += _PAIRS * _cosine(one.pairs, other.pairs, rare.pairs, rare.most)
    score *= _SAME_PLACE if one.group and other.group else _NO_PLACE
    score *= _SAME_TOPIC if one.topic == other.topic else 1.0
    return score if one.kind == other.kind else score * _OTHER_KIND


def alike(
    one: Sketch, known: Sequence[Sketch], *, least: float = LIKELY, rare: Rarity | None = None
) -> list[Like]:
    """Return at most five of `known` that may be about the same matter, the likest first."""
    rare = rare or rarity([*known, one])
    found = [
        Like(other.ref, round(score, 3), _shared(one, other, rare))
        for other in known
        if other.ref != one.ref and (score := likeness(one, other, rare)) >= least
    ]
    return sorted(found, key=lambda like: -like.score)[:MOST]


def _shared(one: Sketch, other: Sketch, rare: Rarity) -> tuple[str, ...]:
    common = set(one.words) & set(other.words)
    return tuple(sorted(common, key=lambda word: (-rare.words.get(word, 0.0), word))[:6])


def _cosine(
    one: Mapping[str, int], other: Mapping[str, int], weight: Mapping[str, float], most: float
) -> float:
    def size(bag: Mapping[str, int]) -> float:
        return math.sqrt(sum((weight.get(word, most) * n) ** 2 for word, n in bag.items()))

    common = set(one) & set(other)
    meet = sum(weight.get(word, most) ** 2 * one[word] * other[word] for word in common)
    whole = size(one) * size(other)
    return meet / whole if whole else 0.0
