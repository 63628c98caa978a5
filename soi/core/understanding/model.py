"""A linear model as a file of ours, applied with whole numbers alone.

The file: a line `soi-understanding 1`, a line of JSON (what the lanes are, their scales, biases
and thresholds, what they were learnt from), the features one a line, sorted within their two
groups, and for each a row of bytes: its rarity, then one signed weight for each lane.

A text is scored in one pass: the weights of a feature lie side by side in one long integer, so
that all lanes are added at once.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from soi.core.understanding.features import Counts

MAGIC = b"soi-understanding 1\n"
RARITY = 24  # steps of the rarity of a feature
_TIMES = 16  # steps of how often a feature stands in a text
_LANE = 44  # bits; a sum of 2,000 weights at their greatest needs 33
_HALF, _MASK = 1 << (_LANE - 1), (1 << _LANE) - 1
_TF = [0, *(round(_TIMES * (1 + math.log(times))) for times in range(1, 64))]


@dataclass(frozen=True, slots=True)
class Head:
    """What the file says of itself.

    lanes: the names of the outputs, in order
    scales, biases: one for each lane
    letters: how much the letters of words weigh beside the words
    groups: how many features are words, and how many letters
    settings: thresholds, calibration, part boundaries; made by the training, read by name
    """

    lanes: tuple[str, ...]
    scales: tuple[float, ...]
    biases: tuple[float, ...]
    letters: float
    groups: tuple[int, int]
    settings: Mapping[str, Any]
    learnt: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sums:
    """The weights of the features of a text, added up; those of two pieces can be added again."""

    words: int = 0
    words_square: int = 0
    letters: int = 0
    letters_square: int = 0

    def __sub__(self, other: "Sums") -> "Sums":
        return Sums(
            self.words - other.words,
            self.words_square - other.words_square,
            self.letters - other.letters,
            self.letters_square - other.letters_square,
        )

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            self.words + other.words,
            self.words_square + other.words_square,
            self.letters + other.letters,
            self.letters_square + other.letters_square,
        )


class Model:
    """The weights of one training. Read from bytes; never changed."""

    def __init__(self, head: Head, names: Sequence[str], rows: bytes) -> None:
        self.head, self.names, self.rows = head, names, rows
        self._at = {name: place for place, name in enumerate(names)}
        self._packed: dict[str, tuple[int, int]] = {}

    @classmethod
    def read(cls, data: bytes) -> "Model":
        """Return the model in a file.

        Raises: ValueError, for what is no such file.
        """
        if not data.startswith(MAGIC):
            raise ValueError("not a file of weights")
        end = data.index(b"\n", len(MAGIC))
        told = json.loads(data[len(MAGIC) : end])
        head = Head(
            lanes=tuple(told["lanes"]),
            scales=tuple(told["scales"]),
            biases=tuple(told["biases"]),
            letters=told["letters"],
            groups=(told["groups"][0], told["groups"][1]),
            settings=told["settings"],
            learnt=told["learnt"],
        )
        count = sum(head.groups)
        start = end + 1 + told["names"]
        names = data[end + 1 : start].decode().split("\0")[:count]
        rows = data[start:]
        if len(rows) != count * (1 + len(head.lanes)):
            raise ValueError("a file of weights cut short")
        return cls(head, names, rows)

    def sums(self, words: Counts, letters: Counts) -> "Sums":
        """Return what the features of a text, or of a piece of one, add up to."""
        return Sums(*self._sums(words), *self._sums(letters))

    def scores(self, found: "Sums") -> dict[str, float]:
        """Return the score of each lane; 0 lies on the fence."""
        head = self.head
        total = [0.0] * len(head.lanes)
        for packed, square, weight in (
            (found.words, found.words_square, 1.0),
            (found.letters, found.letters_square, head.letters),
        ):
            if square:
                scale = weight / math.sqrt(square)
                lanes = _lanes(packed, len(head.lanes))
                total = [a + scale * b for a, b in zip(total, lanes, strict=True)]
        return {
            lane: bias + scale * one
            for lane, bias, scale, one in zip(
                head.lanes, head.biases, head.scales, total, strict=True
            )
        }

    def weight(self, name: str, lane: str) -> float:
        """Return what a feature adds to a lane where it stands once; 0 if it is unknown."""
        place = self._at.get(name)
        if place is None:
            return 0.0
        at = self.head.lanes.index(lane)
        start = place * (1 + len(self.head.lanes))
        one = self.rows[start + 1 + at]
        return self.head.scales[at] * self.rows[start] * (one - 256 if one > 127 else one) / RARITY

    def _sums(self, counts: Counts) -> tuple[int, int]:
        packed, square = 0, 0
        known = self._packed
        for name, times in counts.items():
            row = known.get(name) or self._row(name)
            if row:
                often = _TF[times] if times < len(_TF) else _TF[-1]
                packed += often * row[1]
                square += often * often * row[0]
        return packed, square

    def _row(self, name: str) -> tuple[int, int] | None:
        """Return the square of a feature's rarity, and its weights in one integer."""
        place = self._at.get(name)
        if place is None:
            return None
        width = 1 + len(self.head.lanes)
        row = self.rows[place * width : (place + 1) * width]
        packed = 0
        for one in reversed(row[1:]):
            packed = (packed << _LANE) + (one - 256 if one > 127 else one) * row[0]
        found = (row[0] * row[0], packed)
        self._packed[name] = found
        return found


def write(head: Mapping[str, Any], names: Sequence[str], rows: bytes) -> bytes:
    """Return the file of a model; `head` as in `Head`, without the length of the names."""
    listed = "\0".join(names).encode()
    told = {**head, "names": len(listed)}
    line = json.dumps(told, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return MAGIC + line.encode() + b"\n" + listed + rows


def write_settings(model: Model, settings: Mapping[str, Any], learnt: Mapping[str, Any]) -> bytes:
    """Return the file of a model with other settings: thresholds, calibration, part boundaries."""
    head = {
        **{name: getattr(model.head, name) for name in Head.__dataclass_fields__},
        "settings": settings,
        "learnt": learnt,
    }
    return write(head, model.names, model.rows)


def _lanes(packed: int, count: int) -> list[int]:
    """Return the signed sums that lie side by side in one integer."""
    found = []
    for _ in range(count):
        low = packed & _MASK
        low = low - (1 << _LANE) if low >= _HALF else low
        found.append(low)
        packed = (packed - low) >> _LANE
    return found
