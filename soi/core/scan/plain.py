"""The maxima under chance with numpy alone: slower than `fast`, the same figures."""

import numpy as np
import numpy.typing as npt

from soi.core.scan.models import Deal, Model
from soi.core.scan.statistics import bernoulli_ratio, poisson_ratio
from soi.core.scan.streams import uniforms
from soi.core.scan.zones import Zones

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int32]
ROOM = 40_000_000  # numbers held at a time: 160 MB of counts


def maxima(
    model: Model,
    zones: Zones,
    steps: tuple[npt.NDArray[np.int32], Floats],
    need: Counts,
    replicates: npt.NDArray[np.int64],
    key: int,
) -> Floats:
    """Give the highest statistic of each replicate; 0 where none reaches what `need` asks."""
    widest = int(np.diff(zones.starts).max(initial=1))
    wide = (2 * len(model.counts) + 2 * widest) * len(model.windows)
    batch = max(1, ROOM // (wide + 4 * (len(model.items) + len(model.slots)) + 1))
    parts = [
        _highest(_dealt(model, replicates[start : start + batch], key), model, zones, steps, need)
        for start in range(0, len(replicates), batch)
    ]
    return np.concatenate([*parts, np.empty(0)])


def _dealt(model: Model, replicates: npt.NDArray[np.int64], key: int) -> Counts:
    """Give shape (replicates, places, windows): the cases as chance deals them."""
    if model.deal is Deal.EACH_BY_ITSELF:
        units = uniforms(2 * len(model.slots), replicates, key)
        day = (units[:, ::2] * model.days).astype(np.int64)
        last = len(model.cumulative) - 1
        place = np.minimum(np.searchsorted(model.cumulative, units[:, 1::2], side="right"), last)
    else:
        place = _drawn(model, uniforms(len(model.slots), replicates, key))
        day = np.broadcast_to(model.slots.astype(np.int64), place.shape)
    return _windowed(model, place, day)


def _drawn(model: Model, units: Floats) -> npt.NDArray[np.int64]:
    """Draw items without putting them back: a shuffle that stops after the slots."""
    rows = np.arange(len(units))
    pool = np.tile(model.items, (len(units), 1))
    place = np.empty(units.shape, np.int64)
    for drawn in range(units.shape[1]):
        at = drawn + (units[:, drawn] * (pool.shape[1] - drawn)).astype(np.int64)
        place[:, drawn] = pool[rows, at]
        pool[rows, at] = pool[:, drawn]
    return place


def _windowed(model: Model, place: npt.NDArray[np.int64], day: npt.NDArray[np.int64]) -> Counts:
    replicates, places = len(place), len(model.counts)
    counts = np.zeros((replicates, places, len(model.windows)), np.int32)
    cell = np.arange(replicates)[:, None] * places + place
    for index, window in enumerate(model.windows):
        inside = (day >= window.first) & (day <= window.last)
        found = np.bincount(cell[inside], minlength=replicates * places)
        counts[:, :, index] = found.reshape(replicates, places)
    return counts


def _highest(
    counts: Counts,
    model: Model,
    zones: Zones,
    steps: tuple[npt.NDArray[np.int32], Floats],
    need: Counts,
) -> Floats:
    best = np.zeros(len(counts))
    levels, sums = steps
    for centre in range(len(zones.starts) - 1):
        span = slice(zones.starts[centre], zones.starts[centre + 1])
        running = np.cumsum(counts[:, zones.row(centre)], axis=1, dtype=np.int32)
        replicate, step, window = np.nonzero(running >= need[levels[span]])
        cases = running[replicate, step, window].astype(np.float64)
        np.maximum.at(best, replicate, ratios(model, cases, sums[span][step], window))
    return best


def ratios(model: Model, cases: Floats, weights: Floats, window: npt.NDArray[np.integer]) -> Floats:
    """Give the statistic of each zone: its cases, its weight, the index of its window."""
    if model.population:
        return bernoulli_ratio(cases, weights, model.total, model.population)
    return poisson_ratio(cases, weights * model.shares[window], model.total)
