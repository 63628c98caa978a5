"""Find the clusters of a study, and what chance makes of them."""

import importlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from soi.core.scan import plain
from soi.core.scan.chance import gumbel_p, monte_carlo_p, recurrence_days
from soi.core.scan.models import Model, Window
from soi.core.scan.statistics import TIE, fewest
from soi.core.scan.zones import Zones

Floats = npt.NDArray[np.float64]
Levels = npt.NDArray[np.int32]
WORTH_COMPILING = 20_000_000  # counts; a ward's night stays under it, a city's does not
LEVELS = 4096  # rows of the table of fewest cases; finer weights are rounded down, then computed


@dataclass(frozen=True)
class Cluster:
    """Places and days with more cases than expected; says where to look, never what was found."""

    centre: int
    places: tuple[int, ...]  # in the order in which they joined
    radius: float
    window: Window
    observed: int
    expected: float
    statistic: float
    p: float
    p_estimate: float  # by a Gumbel curve, for what is rarer than the replicates can tell

    @property
    def ratio(self) -> float:
        """Give observed over expected."""
        return self.observed / self.expected if self.expected else math.inf

    @property
    def recurrence(self) -> float:
        """Give the days in which daily runs on chance alone would show it once."""
        return recurrence_days(self.p)


@dataclass(frozen=True)
class Finding:
    """All clusters of a study, strongest first, and the maxima under chance."""

    clusters: tuple[Cluster, ...]
    maxima: Floats


@dataclass(frozen=True)
class Settings:
    """How to scan.

    max_share: the part of all cases (of the people, for Bernoulli) that a zone may hold.
    key: the run's own; the same key gives the same figures on any number of threads.
    most: how many clusters to tell of.
    """

    replicates: int = 999
    key: int = 1
    min_cases: int = 2
    max_share: float = 0.5
    most: int = 10


def scan(model: Model, zones: Zones, settings: Settings | None = None) -> Finding:
    """Find the clusters without a place in common, strongest first, each with its p."""
    asked = settings or Settings()
    if not model.total:
        return Finding((), np.empty(0))
    zones = zones.held_to(model.weights, asked.max_share * (model.population or model.total))
    sums = _summed(model.weights, zones)
    best, window = _observed(model, zones, sums, asked.min_cases)
    found = list(_strongest(zones, best, asked.most))
    maxima = _under_chance(model, zones, sums, asked) if found else np.empty(0)
    return Finding(
        tuple(
            _cluster(model, zones, centre, step, (best, sums, window), maxima)
            for centre, step in found
        ),
        maxima,
    )


def _summed(weights: Floats, zones: Zones) -> Floats:
    rows = [np.cumsum(weights[zones.row(c)]) for c in range(len(zones.starts) - 1)]
    return np.concatenate([*rows, np.empty(0)])


def _observed(
    model: Model, zones: Zones, sums: Floats, min_cases: int
) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Give for each zone its highest statistic and the window that has it."""
    best, where = np.zeros(len(sums)), np.zeros(len(sums), np.int64)
    columns = np.arange(len(model.windows))
    for centre in range(len(zones.starts) - 1):
        span = slice(zones.starts[centre], zones.starts[centre + 1])
        running = np.cumsum(model.counts[zones.row(centre)], axis=0, dtype=np.float64)
        ratio = plain.ratios(model, running, sums[span, None], columns)
        ratio = np.where(running >= min_cases, ratio, 0.0)
        if len(ratio):
            where[span] = np.argmax(ratio >= ratio.max(axis=1, keepdims=True) - TIE, axis=1)
            best[span] = np.take_along_axis(ratio, where[span, None], axis=1)[:, 0]
    return best, where


def _strongest(zones: Zones, best: Floats, most: int) -> Iterator[tuple[int, int]]:
    """Give centre and step of the strongest zone, then of the next that shares no place with it.

    Of equals the one with the fewest places, then the first in order. A centre's zones are
    prefixes of its row: those before the first place taken stay open.
    """
    sizes = np.arange(len(best)) - np.repeat(zones.starts[:-1], np.diff(zones.starts))
    taken = np.zeros(len(zones.starts) - 1, bool)
    still_open = best
    for _ in range(most):
        highest = float(still_open.max(initial=0.0))
        if highest <= TIE:
            return
        equals = np.flatnonzero(still_open >= highest - TIE)
        step = int(equals[np.argmin(sizes[equals])])
        centre = int(np.searchsorted(zones.starts, step, side="right")) - 1
        yield centre, step
        taken[zones.members[zones.starts[centre] : step + 1]] = True
        still_open = np.where(_seen(taken[zones.members], zones.starts), 0.0, best)


def _seen(flags: npt.NDArray[np.bool_], starts: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Tell of each step whether a flag stands at it or before it in its row."""
    running = np.concatenate([[0], np.cumsum(flags)])
    before = np.repeat(running[starts[:-1]], np.diff(starts))
    return np.asarray(running[1:] > before)


def _cluster(
    model: Model,
    zones: Zones,
    centre: int,
    step: int,
    scanned: tuple[Floats, Floats, npt.NDArray[np.int64]],
    maxima: Floats,
) -> Cluster:
    best, sums, windows = scanned
    members = zones.members[zones.starts[centre] : step + 1]
    window = int(windows[step])
    share = model.total / model.population if model.population else float(model.shares[window])
    statistic = float(best[step])
    return Cluster(
        centre=centre,
        places=tuple(int(place) for place in members),
        radius=float(zones.distances[step]),
        window=model.windows[window],
        observed=int(model.counts[members, window].sum()),
        expected=float(sums[step]) * share,
        statistic=statistic,
        p=monte_carlo_p(statistic, maxima),
        p_estimate=gumbel_p(statistic, maxima),
    )


def _under_chance(model: Model, zones: Zones, sums: Floats, settings: Settings) -> Floats:
    """Give the maximum of each replicate, exactly.

    Zones far below a bound are passed over by a table of the fewest cases that reach it;
    replicates in which nothing does are dealt again with half the bound, in the end with none.
    """
    levels, floors = _levelled(sums)
    bound = 0.45 * math.log(max(2, len(sums) * len(model.windows)))
    maxima = np.zeros(settings.replicates)
    left = np.arange(settings.replicates)
    engine = _engine(settings.replicates * (len(sums) * len(model.windows) + len(model.slots)))
    while len(left):
        bound = bound if bound > 0.5 else 0.0
        need = fewest(
            floors, model.shares, model.total, population=model.population, value=bound,
            min_cases=settings.min_cases,
        )  # fmt: skip
        maxima[left] = engine(model, zones, (levels, sums), need, left, settings.key)
        left = left[maxima[left] < bound] if bound else left[:0]
        bound /= 2
    return maxima


def _levelled(sums: Floats) -> tuple[Levels, Floats]:
    """Give each step its row in the table, and the weight that the row stands for (or less)."""
    floors = np.unique(sums)
    if len(floors) > LEVELS:
        floors = np.unique(np.quantile(floors, np.linspace(0, 1, LEVELS), method="lower"))
    levels = np.searchsorted(floors, sums, side="right") - 1
    return levels.astype(np.int32), floors


def _engine(work: int) -> Any:
    """Give the compiled path where numba is installed and the work is worth its start."""
    if work < WORTH_COMPILING:
        return plain.maxima
    try:
        return importlib.import_module("soi.core.scan.fast").maxima
    except ImportError:
        return plain.maxima
