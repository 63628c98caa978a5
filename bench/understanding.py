"""How well filings are understood: unseen hands, styles, and the time it takes."""

import sys
import time
from collections.abc import Iterator

from bench.figures import Figure
from bench.hands import hands
from bench.suggestions import places
from soi.core.suggestions import suggest
from soi.core.understanding.meaning import understand
from soi.reports.queries import understanding


def run(size: str) -> Iterator[Figure]:
    """Yield the shares by hand and style, each hand by a model that never saw it."""
    known = hands()
    if len(known) == 1:
        sys.stderr.write("no shared filings here: understanding is not measured\n")
        return
    try:
        from bench.judging import figures, groups, judge
        from bench.learn import out_of_hand
    except ImportError:
        sys.stderr.write("no scikit-learn here: understanding is not measured\n")
        return
    judged = judge(out_of_hand())
    for name, rows in groups(judged).items():
        for what, share in figures(rows).items():
            yield Figure(f"understood, {name}: {what}", share, "", len(rows))
    yield from _times([row.text for rows in known.values() for row in rows])


def _times(texts: list[str]) -> Iterator[Figure]:
    model, ward = understanding.model(), places()
    for name, act in (
        ("suggested", lambda text: suggest(text, ward, model=model)),
        ("understood", lambda text: understand(text, model)),
    ):
        for text in texts:
            act(text)
        began = time.process_time()
        for text in texts:
            act(text)
        took = (time.process_time() - began) / len(texts) * 1000
        yield Figure(f"a filing {name}", took, "ms", len(texts))
