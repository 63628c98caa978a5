"""Where one matter of a filing may end and another begin.

A text comes apart at its stops and at words that turn to something else. Whether a place parts
two matters is weighed by what the words on either side are about, as learnt from labelled
filings; a person confirms.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from soi.core.understanding.features import letter_features, word_features
from soi.core.understanding.model import Model, Sums
from soi.core.understanding.reading import Token

KINDS = ("phan_anh", "kien_nghi", "khieu_nai", "to_cao")
NO_LANES = (*KINDS, "denounces", "urgent", "mixed")
_MOST_PIECES = 24
_SHORTEST = 3  # words of a piece
_ENDS, _SOFT = frozenset(".!?\n…;"), frozenset(",:")
_FIGURED = frozenset({"1", "2", "3", "4"})
_TURNS = frozenset(
    {
        ("ngoai", "ra"), ("nhan", "tien"), ("luon", "tien"), ("tien", "the"), ("san", "tien"),
        ("san", "cho"), ("san", "noi"), ("san", "day"), ("voi", "lai"), ("them", "nua"),
        ("con", "viec"), ("con", "chuyen"), ("con", "ve"), ("con", "nua"), ("mot", "viec"),
        ("chuyen", "nua"), ("chuyen", "thu"), ("viec", "thu"), ("viec", "nua"), ("thu", "nhat"),
        ("thu", "hai"), ("thu", "ba"), ("thu", "nhi"), ("mot", "la"), ("hai", "la"), ("ba", "la"),
        ("dong", "thoi"), ("mat", "khac"), ("ben", "canh"), ("nhan", "day"), ("con", "mot"),
        ("a", "ma"), ("a", "con"), ("roi", "con"), ("roi", "hoi"), ("tien", "day"), ("da", "vay"),
        ("va", "xin"), ("va", "de"), ("cung", "xin"), ("viec", "khac"), ("chuyen", "khac"),
        ("sau", "nua"), ("lai", "con"), ("chua", "het"), ("chua", "ke"), ("chuyen", "cua"),
    }
)  # fmt: skip
_TURN_WORDS = frozenset(
    ["con", "rieng", "song", "voi", "roi", "mot", "hai", "ba", "nhan", "san", "luon"]
)
_LOOSE = frozenset({("nhan", "tien"), ("voi", "lai"), ("ngoai", "ra"), ("luon", "tien"),
                    ("san", "tien"), ("a", "ma"), ("con", "chuyen"), ("con", "viec"),
                    ("roi", "con"), ("thu", "hai"), ("hai", "la"), ("ba", "la")})  # fmt: skip
_COUNTED = frozenset({("mot", "la"), ("hai", "la"), ("ba", "la"), ("thu", "nhat"),
                      ("thu", "hai"), ("thu", "ba"), ("thu", "nhi")})  # fmt: skip
SIGNS = (
    "end", "soft", "line", "turn", "turn_word", "counted", "topics", "kinds", "other_topic",
    "other_kind", "sure", "short", "long", "asks", "accuses", "turn_topics", "end_topics",
    "place", "sure_topic", "sure_topics", "sure_kind", "sure_other", "sure_turn", "size",
    "one_accuses", "mixed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """Words between two places where a text may come apart.

    first, until: tokens; opened: the stop or word that began it; size: words
    """

    first: int
    until: int
    opened: str
    size: int
    sums: Sums


def pieces(tokens: Sequence[Token], model: Model) -> list[Piece]:
    """Return the pieces into which a text may come apart, in order."""
    cuts = [(0, "")]
    for at in range(1, len(tokens)):
        opened = _opens(tokens, at)
        long_enough = bool(opened) and _words(tokens[cuts[-1][0] : at]) >= _SHORTEST
        if long_enough and len(cuts) < _MOST_PIECES:
            cuts.append((at, opened))
    ends = [at for at, _ in cuts[1:]] + [len(tokens)]
    found = []
    for (first, opened), until in zip(cuts, ends, strict=True):
        own = tokens[first:until]
        sums = model.sums(word_features(own), letter_features(own))
        found.append(Piece(first, until, opened, _words(own), sums))
    return found


def _opens(tokens: Sequence[Token], at: int) -> str:
    """Return by what a new piece may begin here: a stop before it, or a word that turns."""
    token = tokens[at]
    if not token.typed[0].isalnum():
        return ""
    before = tokens[at - 1].typed if at else ""
    if before and before in _ENDS | _SOFT:
        return before
    if before in {")", "-"} and at > 1:
        return ";"
    pair = _pair(tokens, at)
    return "," if pair in _LOOSE else ""


def _pair(tokens: Sequence[Token], at: int) -> tuple[str, str]:
    following = [one.plain for one in tokens[at : at + 3] if one.typed[0].isalnum()]
    words = " ".join(following).split()
    return (words[0] if words else "", words[1] if len(words) > 1 else "")


def _words(tokens: Sequence[Token]) -> int:
    return sum(token.typed[0].isalnum() for token in tokens)


@dataclass(frozen=True, slots=True)
class _Side:
    """What the words on one side of a place are about. kinds, topics: shares; size: words.

    sure_topic, sure_kind: how near to certain the likeliest is by itself, not beside the others
    """

    kinds: list[float]
    topics: list[float]
    size: int
    sure_topic: float
    sure_kind: float


def signs(
    tokens: Sequence[Token], found: Sequence[Piece], model: Model
) -> list[tuple[int, list[float]]]:
    """Return each place where a text may come apart, and what speaks for it, as in `SIGNS`.

    A place is the number of the piece that would begin another matter.
    """
    sums = list(accumulate(piece.sums for piece in found))
    sizes = list(accumulate(piece.size for piece in found))
    told = []
    mixed = _chance(model.scores(sums[-1])["mixed"]) if len(found) > 1 else 0.0
    for at in range(1, len(found)):
        left = _about(sums[at - 1], sizes[at - 1], model)
        right = _about(sums[-1] - sums[at - 1], sizes[-1] - sizes[at - 1], model)
        told.append((at, [*_weighed(tokens, found[at], left, right), mixed]))
    return told


def _weighed(tokens: Sequence[Token], first: Piece, left: _Side, right: _Side) -> list[float]:
    pair = _pair(tokens, first.first)
    topics = sum(abs(a - b) for a, b in zip(left.topics, right.topics, strict=True)) / 2
    kinds = sum(abs(a - b) for a, b in zip(left.kinds, right.kinds, strict=True)) / 2
    least = min(left.size, right.size)
    turn, end = float(pair in _TURNS), float(first.opened in _ENDS)
    sure = min(left.sure_topic, right.sure_topic)
    return [
        end,
        float(first.opened in _SOFT),
        float(first.opened == "\n"),
        turn,
        float(pair[0] in _TURN_WORDS),
        float(pair[0] in _FIGURED or pair in _COUNTED),
        topics,
        kinds,
        float(_best(left.topics) != _best(right.topics)),
        float(_best(left.kinds) != _best(right.kinds)),
        max(left.topics) * max(right.topics),
        float(least < 6),
        min(least, 40) / 40,
        right.kinds[1],
        abs(left.kinds[3] - right.kinds[3]),
        turn * topics,
        end * topics,
        left.size / ((left.size + right.size) or 1),
        sure,
        sure * topics,
        min(left.sure_kind, right.sure_kind),
        sure * float(_best(left.topics) != _best(right.topics)),
        turn * sure,
        min(left.size + right.size, 120) / 120,
        left.kinds[3] * (1 - right.kinds[3]) + right.kinds[3] * (1 - left.kinds[3]),
    ]


def _best(values: Sequence[float]) -> int:
    return max(range(len(values)), key=lambda at: values[at])


def _about(sums: Sums, size: int, model: Model) -> _Side:
    scores = model.scores(sums)
    kinds = [scores[name] for name in KINDS]
    topics = [value for name, value in scores.items() if name not in NO_LANES]
    sure = _chance(max(topics)), _chance(max(kinds))
    return _Side(_shares(kinds), _shares(topics), size, *sure)


def _chance(score: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, score))))


def _shares(scores: Sequence[float]) -> list[float]:
    most = max(scores)
    powers = [math.exp(one - most) for one in scores]
    whole = sum(powers)
    return [one / whole for one in powers]


def parted(
    tokens: Sequence[Token], model: Model, learnt: Mapping[str, Sequence[float]]
) -> tuple[list[list[Piece]], float]:
    """Return the pieces of each matter, and how likely the text has more than one.

    learnt: the weights of `SIGNS`, their bias, and from which chance a text is parted, and
        parted again
    """
    found = pieces(tokens, model)
    best, at = _best_cut(tokens, found, model, learnt)
    once, again = learnt["threshold"]
    if best < once:
        return [found], best
    parts = []
    for side in (found[:at], found[at:]):
        chance, place = _best_cut(tokens, side, model, learnt)
        parts += [side[:place], side[place:]] if chance >= again else [side]
    return parts, best


def _best_cut(
    tokens: Sequence[Token],
    found: Sequence[Piece],
    model: Model,
    learnt: Mapping[str, Sequence[float]],
) -> tuple[float, int]:
    best, place = 0.0, 0
    for at, values in signs(tokens, found, model):
        pairs = zip(learnt["weights"], values, strict=True)
        chance = 1 / (1 + math.exp(-learnt["bias"][0] - sum(a * b for a, b in pairs)))
        if chance > best:
            best, place = chance, at
    return best, place
