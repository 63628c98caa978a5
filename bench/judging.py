"""How well unseen hands are understood: each by the model and the thresholds of the others."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.hands import Labelled, hands
from bench.learn import settings
from soi.core.understanding.meaning import Meaning, understand
from soi.core.understanding.model import Model, write_settings

BORDER_KINDS = ("phan_anh", "kien_nghi", "khieu_nai", "to_cao")


@dataclass(frozen=True, slots=True)
class Judged:
    """A filing, what was understood of it by a model that never saw its hand, and the hand."""

    hand: str
    row: Labelled
    found: Meaning


def judge(models: Mapping[str, Model]) -> list[Judged]:
    """Return every filing of the shared hands with what was understood of it."""
    judged = []
    for hand, rows in hands().items():
        if hand == "ours":
            continue
        learnt = models[hand]
        model = Model.read(write_settings(learnt, settings(models, leave=hand), {}))
        judged += [Judged(hand, row, understand(row.text, model)) for row in rows]
    return judged


def figures(judged: Sequence[Judged]) -> dict[str, float]:
    """Return the shares by name; a share of nothing is left out."""
    single = [one for one in judged if len(one.row.parts) == 1]
    mixed = [one for one in judged if len(one.row.parts) > 1 and one.row.parts[0].text]
    accused = [one for one in judged if one.row.accuses]
    urgent = [one for one in judged if one.row.urgent]
    calm = [one for one in judged if not one.row.urgent]
    found = [one for one in mixed if len(one.found.matters) > 1]
    shares = {
        "kind": [_right(one, one.found.kind, one.row.kind) for one in single],
        "topic": [_right(one, one.found.topic, one.row.topic) for one in single],
        "topic in two": [
            any(_right(one, name, one.row.topic) for name in list(one.found.topics)[:2])
            for one in single
        ],
        "denunciations asked": [one.found.asks for one in accused],
        "others asked": [one.found.asks for one in judged if not one.row.accuses],
        "urgent found": [one.found.urgent for one in urgent],
        "false alarm": [one.found.urgent for one in calm],
        "mixed found": [len(one.found.matters) > 1 for one in mixed],
        "single taken apart": [len(one.found.matters) > 1 for one in single],
        "parts right of found": [_parts_right(one) for one in found],
        "kinds of parts right of found": [_kinds_right(one) for one in found],
    }
    told = {name: sum(hits) / len(hits) for name, hits in shares.items() if hits}
    return {**told, "kind macro F1": macro_f1(single), "calibration error": _calibration(single)}


def _right(one: Judged, said: str, gold: str) -> bool:
    return said == gold or said in one.row.also


def _parts_right(one: Judged) -> bool:
    """Test if as many matters were found, each of its kind and with most of its words."""
    return len(one.found.matters) == len(one.row.parts) and all(
        mine.kind == gold.kind and _overlap(mine.text, gold.text) >= 0.5
        for mine, gold in zip(one.found.matters, one.row.parts, strict=True)
    )


def _kinds_right(one: Judged) -> bool:
    return sorted(part.kind for part in one.found.matters) == sorted(
        part.kind for part in one.row.parts
    )


def _overlap(one: str, other: str) -> float:
    a, b = set(one.split()), set(other.split())
    return 2 * len(a & b) / ((len(a) + len(b)) or 1)


def macro_f1(single: Sequence[Judged]) -> float:
    """Return the mean over kinds of the F1 of each; another label that holds counts as right."""
    scores = []
    for kind in BORDER_KINDS:
        said = [one for one in single if one.found.kind == kind]
        gold = [one for one in single if one.row.kind == kind]
        hits = sum(_right(one, kind, one.row.kind) for one in said)
        reached = sum(_right(one, one.found.kind, kind) for one in gold)
        precision, recall = hits / (len(said) or 1), reached / (len(gold) or 1)
        scores.append(2 * precision * recall / ((precision + recall) or 1))
    return sum(scores) / len(scores)


def _calibration(single: Sequence[Judged]) -> float:
    """Return the expected calibration error of the topic over ten bins."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(10)]
    for one in single:
        sure = one.found.topics[one.found.topic]
        right = _right(one, one.found.topic, one.row.topic)
        bins[min(9, int(sure * 10))].append((sure, right))
    whole = len(single) or 1
    return sum(
        abs(sum(a for a, _ in held) - sum(b for _, b in held)) / whole for held in bins if held
    )


def groups(judged: Sequence[Judged]) -> dict[str, list[Judged]]:
    """Return the filings by hand and by style, and all of them."""
    found: dict[str, list[Judged]] = {"all": list(judged)}
    for one in judged:
        found.setdefault(f"hand {one.hand}", []).append(one)
        found.setdefault(f"style {one.row.style}", []).append(one)
    return dict(sorted(found.items()))


def show(judged: Sequence[Judged]) -> Iterator[str]:
    """Yield a line of figures for all, each hand, each style."""
    for name, rows in groups(judged).items():
        told = ", ".join(f"{what} {share:.3f}" for what, share in figures(rows).items())
        yield f"{name} ({len(rows)}): {told}"
