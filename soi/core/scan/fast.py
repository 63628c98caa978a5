"""The maxima under chance, compiled: the same figures as `plain`, many times sooner.

Needs numba. Every replicate deals by its own counter-based stream, so threads do not matter.
"""

import math

import numba
import numpy as np
import numpy.typing as npt
from numba import njit, prange

from soi.core.scan.models import Deal, Model
from soi.core.scan.zones import Zones

Floats = npt.NDArray[np.float64]
_OPTIONS = {"nogil": True, "cache": True, "fastmath": False}


@njit(inline="always", **_OPTIONS)
def _unit(high, low):
    whole = ((high >> np.uint64(5)) << np.uint64(26)) + (low >> np.uint64(6))
    return whole * 2.0**-53


@njit(**_OPTIONS)
def _pair(block, replicate, key):
    """Give two numbers in [0, 1): Philox 4x32-10, written out (see `streams`)."""
    low, half = np.uint64(0xFFFFFFFF), np.uint64(32)
    c0, c1 = block & low, block >> half
    c2, c3 = replicate & low, replicate >> half
    k0, k1 = key & low, key >> half
    for _ in range(10):
        first = np.uint64(0xD2511F53) * c0
        second = np.uint64(0xCD9E8D57) * c2
        c0, c1, c2, c3 = (
            (second >> half) ^ c1 ^ k0, second & low, (first >> half) ^ c3 ^ k1, first & low,
        )  # fmt: skip
        k0 = (k0 + np.uint64(0x9E3779B9)) & low
        k1 = (k1 + np.uint64(0xBB67AE85)) & low
    return _unit(c0, c1), _unit(c2, c3)


@njit(**_OPTIONS)
def _deal_without_return(counts, items, slots, cover_starts, covers, replicate, key):
    pool = items.copy()
    size = len(pool)
    spare = 0.0
    for drawn in range(len(slots)):
        if drawn % 2 == 0:
            unit, spare = _pair(np.uint64(drawn // 2), np.uint64(replicate), key)
        else:
            unit = spare
        at = drawn + int(unit * (size - drawn))
        place = pool[at]
        pool[at] = pool[drawn]
        day = slots[drawn]
        for cover in range(cover_starts[day], cover_starts[day + 1]):
            counts[place, covers[cover]] += 1


@njit(**_OPTIONS)
def _deal_each(counts, cumulative, cases, cover_starts, covers, replicate, key):
    days = len(cover_starts) - 1
    last = len(cumulative) - 1
    for case in range(cases):
        when, where = _pair(np.uint64(case), np.uint64(replicate), key)
        day = int(when * days)
        if cover_starts[day] == cover_starts[day + 1]:
            continue
        place = min(np.searchsorted(cumulative, where, side="right"), last)
        for cover in range(cover_starts[day], cover_starts[day + 1]):
            counts[place, covers[cover]] += 1


@njit(**_OPTIONS)
def _term(count, of):
    return count * math.log(count / of) if count > 0 else 0.0


@njit(**_OPTIONS)
def _ratio(cases, weight, share, total, population):
    if population:
        if cases * population <= total * weight:
            return 0.0
        rest, others = total - cases, population - weight
        inside = _term(cases, weight) + _term(weight - cases, weight)
        outside = _term(rest, others) + _term(others - rest, others)
        whole = _term(total, population) + _term(population - total, population)
        return inside + outside - whole
    expected = weight * share
    if cases <= expected:
        return 0.0
    return _term(cases, expected) + _term(total - cases, total - expected)


@njit(**_OPTIONS)
def _highest(counts, starts, members, levels, sums, need, shares, total, population):
    """Give the highest ratio of all zones and windows that reach what `need` asks."""
    best = 0.0
    wide = counts.shape[1]
    running = np.zeros(wide, np.int32)
    for centre in range(len(starts) - 1):
        running[:] = 0
        for step in range(starts[centre], starts[centre + 1]):
            row = counts[members[step]]
            asked = need[levels[step]]
            reached = 0
            for window in range(wide):
                running[window] += row[window]
                reached |= running[window] >= asked[window]
            if not reached:
                continue
            for window in range(wide):
                if running[window] >= asked[window]:
                    ratio = _ratio(
                        float(running[window]), sums[step], shares[window], total, population
                    )
                    best = max(best, ratio)
    return best


@njit(parallel=True, **_OPTIONS)
def _maxima(
    replicates, key, each, items, slots, cumulative, cover_starts, covers,
    starts, members, levels, sums, need, shares, total, population, places,
):  # fmt: skip
    maxima = np.zeros(len(replicates))
    for index in prange(len(replicates)):
        counts = np.zeros((places, len(shares)), np.int32)
        if each:
            _deal_each(counts, cumulative, len(slots), cover_starts, covers, replicates[index], key)
        else:
            _deal_without_return(counts, items, slots, cover_starts, covers, replicates[index], key)
        maxima[index] = _highest(
            counts, starts, members, levels, sums, need, shares, total, population
        )
    return maxima


def maxima(
    model: Model,
    zones: Zones,
    steps: tuple[npt.NDArray[np.int32], Floats],
    need: npt.NDArray[np.int32],
    replicates: npt.NDArray[np.int64],
    key: int,
) -> Floats:
    """Give the highest statistic of each replicate; 0 where none reaches what `need` asks.

    steps: per step of a zone the row of `need` that belongs to it, and its exact weight.
    """
    cover_starts, covers = model.covers
    levels, sums = steps
    return np.asarray(
        _maxima(
            replicates, np.uint64(key), model.deal is Deal.EACH_BY_ITSELF, model.items,
            model.slots, model.cumulative, cover_starts, covers, zones.starts, zones.members,
            levels, sums, need, model.shares, float(model.total), float(model.population),
            len(model.counts),
        )
    )  # fmt: skip


def threads(count: int) -> None:
    """Use so many threads from now on."""
    numba.set_num_threads(min(count, numba.config.NUMBA_NUM_THREADS))
