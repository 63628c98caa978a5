"""Weights from labelled filings: the only place where scikit-learn is used.

Everything is sorted and nothing is drawn by chance, so that the same filings give the same
bytes. Accuracy is never told of a hand that was learnt from: see `bench.judging`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sparse
from sklearn.linear_model import LogisticRegression

from bench.hands import Labelled, Part
from soi.core.understanding.features import Counts, letter_features, word_features
from soi.core.understanding.model import RARITY, Model, write
from soi.core.understanding.reading import read

LETTERS = 0.5  # how much the letters within words weigh beside the words
SEEN = 2  # a feature of fewer texts is left out
_FIRM = 10.0  # little is smoothed away: features are many and each says little
_LEAST = 0.12  # a feature whose weights are all smaller says nothing
KINDS = ("phan_anh", "kien_nghi", "khieu_nai", "to_cao")
DENOUNCES, URGENT, MIXED = "denounces", "urgent", "mixed"


@dataclass(frozen=True, slots=True)
class Example:
    """A text to learn from; a label that is None is not learnt from it."""

    text: str
    kind: str | None
    topic: str | None
    denounces: bool
    urgent: bool | None
    mixed: bool | None


_read: dict[str, tuple[Counts, Counts]] = {}


def features(text: str) -> tuple[Counts, Counts]:
    """Return the features of a text, worked out once."""
    if text not in _read:
        tokens = read(text)
        _read[text] = (word_features(tokens), letter_features(tokens))
    return _read[text]


def examples(rows: Sequence[Labelled]) -> list[Example]:
    """Return what is learnt from filings: of a mixed one each part, and the whole for the rest."""
    found = []
    for row in rows:
        if len(row.parts) == 1:
            part = row.parts[0]
            found.append(_example(row, part))
            continue
        found.append(_example(row, None))
        for part in row.parts:
            if part.text:
                found.append(
                    Example(part.text, part.kind, part.topic, part.kind == "to_cao", None, None)
                )
    return found


def _example(row: Labelled, part: Part | None) -> Example:
    """Return a whole filing to learn from; without a part it is one of several matters."""
    kind, topic = (part.kind, part.topic) if part else (None, None)
    return Example(row.text, kind, topic, row.accuses, row.urgent, part is None)


@dataclass(frozen=True, slots=True)
class _Group:
    names: list[str]
    rarity: np.ndarray[Any, Any]
    matrix: sparse.csr_matrix


def train(rows: Sequence[Labelled], settings: Mapping[str, Any] | None = None) -> bytes:
    """Return the file of the weights learnt from filings."""
    learnt = examples(rows)
    counts = [features(one.text) for one in learnt]
    words = _group([one for one, _ in counts])
    letters = _group([one for _, one in counts])
    matrix = sparse.hstack([words.matrix, letters.matrix * LETTERS]).tocsr()
    topics = tuple(sorted({one.topic for one in learnt if one.topic}))
    lanes: list[str] = []
    weights: list[Any] = []
    biases: list[float] = []
    tasks: list[tuple[Sequence[str], Callable[[Example], Any]]] = [
        (KINDS, lambda one: one.kind),
        (topics, lambda one: one.topic),
        ((DENOUNCES,), lambda one: one.denounces),
        ((URGENT,), lambda one: one.urgent),
        ((MIXED,), lambda one: one.mixed),
    ]
    for names, label in tasks:
        rows_of = [place for place, one in enumerate(learnt) if label(one) is not None]
        labels = [label(learnt[place]) for place in rows_of]
        coefs, bias = _fit(matrix[rows_of], labels, names)
        lanes += names
        weights.append(coefs)
        biases += bias
    table = np.vstack(weights).T  # one row a feature
    return _file(lanes, biases, table, words, letters, settings or {}, len(rows))


def _fit(matrix: Any, labels: list[Any], names: Sequence[str]) -> tuple[Any, list[float]]:
    """Return a row of weights and a bias for each name: it against all others."""
    balance = "balanced" if len(names) < 8 else None  # topics are even as they are
    coefs, biases = [], []
    for name in names:
        wanted = [one == name for one in labels] if len(names) > 1 else labels
        fitted = LogisticRegression(
            C=_FIRM, class_weight=balance, solver="liblinear", random_state=0, max_iter=200
        )
        fitted.fit(matrix, wanted)
        coefs.append(fitted.coef_[0])
        biases.append(float(fitted.intercept_[0]))
    return np.vstack(coefs), biases


def _group(counts: Sequence[Counts]) -> _Group:
    seen: dict[str, int] = {}
    for one in counts:
        for name in one:
            seen[name] = seen.get(name, 0) + 1
    names = sorted(name for name, times in seen.items() if times >= SEEN)
    at = {name: place for place, name in enumerate(names)}
    rarity = np.array([np.log((1 + len(counts)) / (1 + seen[name])) + 1 for name in names])
    # As the file keeps it, so that what is learnt is what is applied.
    rarity = np.minimum(np.round(rarity * RARITY), 255)
    columns, values, starts = [], [], [0]
    for one in counts:
        known = [(at[name], times) for name, times in one.items() if name in at]
        row = np.array([1 + np.log(times) for _, times in known])
        row = row * rarity[[place for place, _ in known]] if known else row
        size = np.sqrt((row * row).sum()) or 1.0
        columns += [place for place, _ in known]
        values.append(row / size)
        starts.append(len(columns))
    data = np.concatenate(values) if values else np.array([])
    matrix = sparse.csr_matrix((data, columns, starts), shape=(len(counts), len(names)))
    matrix.sort_indices()
    return _Group(names, rarity, matrix)


def _file(  # noqa: PLR0913, PLR0917 - the parts of one file
    lanes: list[str],
    biases: list[float],
    table: Any,
    words: _Group,
    letters: _Group,
    settings: Mapping[str, Any],
    count: int,
) -> bytes:
    keep = np.abs(table).max(axis=1) >= _LEAST
    names = [*words.names, *letters.names]
    rarity = np.concatenate([words.rarity, letters.rarity])
    scales = np.abs(table).max(axis=0) / 127
    whole = np.clip(np.round(table / scales), -127, 127).astype(np.int8)
    body = np.hstack([rarity.astype(np.uint8)[:, None], whole.view(np.uint8)])[keep]
    kept = [name for name, stays in zip(names, keep, strict=True) if stays]
    groups = [int(keep[: len(words.names)].sum()), int(keep[len(words.names) :].sum())]
    head = {
        "lanes": lanes,
        "scales": [float(f"{one:.6g}") for one in scales],
        "biases": [float(f"{one:.6g}") for one in biases],
        "letters": LETTERS,
        "groups": groups,
        "settings": settings,
        "learnt": {"filings": count},
    }
    return write(head, kept, body.tobytes())


def model(rows: Sequence[Labelled]) -> Model:
    """Return the model learnt from filings, as it would be read from its file."""
    return Model.read(train(rows))
