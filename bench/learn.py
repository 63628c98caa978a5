"""`python -m bench.learn`: learn the weights anew from labelled filings, and judge them.

Each hand is judged by a model that never saw it; thresholds and calibration for it are set on
the other hands. What is shipped is learnt from all hands. The same filings give the same bytes.
"""

import hashlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from bench.hands import Labelled, hands
from bench.training import DENOUNCES, KINDS, URGENT, features, train
from soi.core.understanding.model import Model, write_settings
from soi.core.understanding.parts import NO_LANES, pieces, signs
from soi.core.understanding.reading import Token, read

FILE = Path(__file__).parents[1] / "soi" / "reports" / "data" / "understanding.bin"
_WANTED, _PRICE = 0.965, 0.085  # recall of denunciations, and the most others to be asked
_URGENT_PRICE = 0.045
_PARTS_PRICE = 0.07
Scored = list[tuple[Labelled, dict[str, float]]]


def without(hand: str) -> bytes:
    """Return the weights learnt from every hand but one; from all for an empty name."""
    known = hands()
    return train([row for name, rows in known.items() if name != hand for row in rows])


def out_of_hand() -> dict[str, Model]:
    """Return for each hand the model that never saw it; each learnt in a process of its own."""
    names = [*hands(), ""]
    with ProcessPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
        return dict(zip(names, map(Model.read, pool.map(without, names)), strict=True))


def settings(models: Mapping[str, Model], leave: str = "") -> dict[str, Any]:
    """Return thresholds and calibration, set on the hands other than `leave`."""
    known = {name: rows for name, rows in hands().items() if name != leave}
    scored = {
        name: [(row, _scores(models[name], row.text)) for row in rows]
        for name, rows in known.items()
    }
    flat = [pair for rows in scored.values() for pair in rows]
    return {
        "kinds": _calibrated(flat, KINDS, "kind"),
        "topics": _calibrated(flat, _topics(models[""]), "topic"),
        "denounces": _denounces(flat),
        "urgent": _urgent(flat),
        "parts": _parts(known, models),
    }


def _topics(model: Model) -> list[str]:
    return [name for name in model.head.lanes if name not in NO_LANES]


def _scores(model: Model, text: str) -> dict[str, float]:
    return model.scores(model.sums(*features(text)))


def _calibrated(scored: Scored, names: Sequence[str], label: str) -> dict[str, list[float]]:
    single = [(row, scores) for row, scores in scored if len(row.parts) == 1]
    values = np.array([[scores[name] for name in names] for _, scores in single])
    fitted = LogisticRegression(C=0.3, max_iter=500)
    fitted.fit(values, [getattr(row, label) for row, _ in single])
    order = [list(fitted.classes_).index(name) for name in names]
    found = {name: _plain(fitted.coef_[place]) for name, place in zip(names, order, strict=True)}
    return {**found, "bias": _plain(fitted.intercept_[order])}


def _denounces(scored: Scored) -> dict[str, float]:
    values = np.array([[scores[DENOUNCES], scores["to_cao"]] for _, scores in scored])
    truth = np.array([row.accuses for row, _ in scored])
    fitted = LogisticRegression(C=1.0).fit(values, truth)
    likely = fitted.predict_proba(values)[:, 1]
    wanted = float(np.quantile(likely[truth], 1 - _WANTED))
    dearest = float(np.quantile(likely[~truth], 1 - _PRICE))
    one, other = _plain(fitted.coef_[0])
    return {
        "one": one,
        "other": other,
        "bias": _plain(fitted.intercept_)[0],
        "threshold": round(max(wanted, dearest), 4),
    }


def _urgent(scored: Scored) -> dict[str, float]:
    values = np.array([[scores[URGENT]] for _, scores in scored])
    truth = np.array([row.urgent for row, _ in scored])
    fitted = LogisticRegression(C=1.0).fit(values, truth)
    likely = fitted.predict_proba(values)[:, 1]
    return {
        "one": _plain(fitted.coef_[0])[0],
        "other": 0.0,
        "bias": _plain(fitted.intercept_)[0],
        "threshold": round(float(np.quantile(likely[~truth], 1 - _URGENT_PRICE)), 4),
    }


def _parts(known: Mapping[str, list[Labelled]], models: Mapping[str, Model]) -> dict[str, Any]:
    values, truth, singles = [], [], []
    for name, rows in known.items():
        for row in rows:
            if len(row.parts) > 1 and not all(part.text for part in row.parts):
                continue
            tokens = read(row.text)
            found = pieces(tokens, models[name])
            wanted = borders(row, tokens)
            weighed = signs(tokens, found, models[name])
            own = [one for _, one in weighed]
            right = [_is_border(found[at].first, wanted, found) for at, _ in weighed]
            values += own
            truth += right
            if len(row.parts) == 1:
                singles.append(own)
    fitted = LogisticRegression(C=1.0, max_iter=2000).fit(values, truth)
    best_of_singles = [fitted.predict_proba(one)[:, 1].max() if one else 0.0 for one in singles]
    # Few of the others may be taken apart: a wrong cut costs more than a missed one.
    threshold = np.quantile(best_of_singles, 1 - _PARTS_PRICE)
    return {
        "weights": _plain(fitted.coef_[0]),
        "bias": _plain(fitted.intercept_),
        "threshold": [round(float(threshold), 4), round(float(min(0.95, threshold * 1.5)), 4)],
    }


def borders(row: Labelled, tokens: Sequence[Token]) -> list[int]:
    """Return the first token of each part after the first."""
    found = []
    for part in row.parts[1:]:
        start = row.text.find(part.text.split(" … ")[0][:40])
        found += [next((at for at, token in enumerate(tokens) if token.start >= start), 0)]
    return [at for at in found if at > 0]


def _is_border(first: int, wanted: Sequence[int], found: Sequence[Any]) -> bool:
    """Test if a piece is the nearest of all to where a part begins."""
    starts = [piece.first for piece in found[1:]]
    return any(first == min(starts, key=lambda one: (abs(one - at), one)) for at in wanted)


def _plain(values: Any) -> list[float]:
    return [float(f"{one:.5g}") for one in values]


def main() -> int:
    """Learn, judge, print the figures and write the file."""
    from bench.judging import judge, show

    models = out_of_hand()
    if os.environ.get("SOI_KEEP_MODELS"):
        for name, one in models.items():
            Path(os.environ["SOI_KEEP_MODELS"], f"m_{name}.bin").write_bytes(
                write_settings(one, {}, {})
            )
    for line in show(judge(models)):
        sys.stdout.write(line + "\n")
    whole = models[""]
    digest = hashlib.sha256(
        json.dumps([row.text for rows in hands().values() for row in rows]).encode()
    ).hexdigest()
    data = write_settings(whole, settings(models), {**whole.head.learnt, "digest": digest})
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_bytes(data)
    sys.stdout.write(f"{FILE.name}: {len(data)} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
