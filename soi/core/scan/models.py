"""Three models of chance: what is counted, what was to be expected, how chance deals it anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class Deal(IntEnum):
    """How a replicate deals the cases: without putting back, or each by itself."""

    WITHOUT_RETURN = 0
    EACH_BY_ITSELF = 1


@dataclass(frozen=True)
class Window:
    """Days from first to last, both counted, from 0 at the start of the study."""

    first: int
    last: int

    @property
    def days(self) -> int:
        """Give its length."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class Model:
    """A study ready to scan.

    counts: shape (places, windows), cases of a place in a window. The expectation of a zone in
    a window is the sum of the places' weights times the window's share; for Bernoulli the
    weight is the people and population says how many there are in all.
    items, slots: what a replicate deals: items are places, slots the days they are dealt to.
    """

    name: str
    windows: tuple[Window, ...]
    counts: Ints
    weights: Floats
    shares: Floats
    total: int
    population: int
    deal: Deal
    items: npt.NDArray[np.int32]
    slots: npt.NDArray[np.int32]
    cumulative: Floats  # of the weights, scaled to 1; for dealing each case by itself
    days: int

    @property
    def covers(self) -> tuple[Ints, npt.NDArray[np.int32]]:
        """Give for each day the windows that hold it, one row after the other."""
        rows = [
            [w for w, window in enumerate(self.windows) if window.first <= day <= window.last]
            for day in range(self.days)
        ]
        starts = np.zeros(self.days + 1, np.int64)
        np.cumsum([len(row) for row in rows], out=starts[1:])
        return starts, np.array([w for row in rows for w in row], np.int32)


def windows_of(days: int, *, longest: int, prospective: bool) -> tuple[Window, ...]:
    """List the windows up to a length; prospective ones end on the last day alone."""
    last_days = [days - 1] if prospective else range(days)
    return tuple(
        Window(last - length + 1, last)
        for last in last_days
        for length in range(1, longest + 1)
        if last - length + 1 >= 0
    )


def space_time_permutation(
    place: Ints, day: Ints, count: Ints, *, places: int, days: int, windows: Sequence[Window]
) -> Model:
    """Build the model that needs no population: places and days keep their totals.

    place, day, count: one entry per line of cases, day from 0. It is blind to a rise that all
    places share, and biased where one place's population grows within the study.
    Source: Kulldorff et al. 2005, PLoS Medicine 2(3):e59.
    """
    by_day = np.bincount(day, count, days)
    total = int(count.sum())
    shares = np.array([by_day[w.first : w.last + 1].sum() for w in windows]) / max(total, 1)
    weights = np.bincount(place, count, places).astype(np.float64)
    held = np.zeros(days, bool)
    for window in windows:
        held[window.first : window.last + 1] = True
    return Model(
        "space-time permutation", tuple(windows),
        _counted(place, day, count, places, days, windows),
        weights, shares, total, 0, Deal.WITHOUT_RETURN,
        items=np.repeat(np.arange(places, dtype=np.int32), weights.astype(np.int64)),
        slots=np.repeat(np.arange(days, dtype=np.int32), (by_day * held).astype(np.int64)),
        cumulative=np.empty(0), days=days,
    )  # fmt: skip


def poisson(
    place: Ints,
    day: Ints,
    count: Ints,
    *,
    expected: Floats,
    days: int,
    windows: Sequence[Window],
) -> Model:
    """Build the model in which a place's cases follow its population.

    expected: one weight per place (its people, or the sum over strata of people times the
    stratum's rate); scaled here so that they sum to the cases.
    Source: Kulldorff 1997, Commun. Statist. Theory Meth. 26:1481; 2001, JRSS A 164:61.
    """
    total, places = int(count.sum()), len(expected)
    weights = expected * (total / expected.sum())
    return Model(
        "poisson", tuple(windows), _counted(place, day, count, places, days, windows),
        weights, np.array([w.days / days for w in windows]), total, 0, Deal.EACH_BY_ITSELF,
        items=np.empty(0, np.int32), slots=np.full(total, -1, np.int32),
        cumulative=np.cumsum(weights) / weights.sum(), days=days,
    )  # fmt: skip


def bernoulli(cases: Ints, people: Ints) -> Model:
    """Build the model of cases among counted people, by place alone: late among all answered.

    cases, people: one entry per place; people include the cases.
    Source: Kulldorff, Nagarwalla 1995, Stat. Med. 14:799.
    """
    total = int(cases.sum())
    return Model(
        "bernoulli", (Window(0, 0),), cases.reshape(-1, 1), people.astype(np.float64),
        np.ones(1), total, int(people.sum()), Deal.WITHOUT_RETURN,
        items=np.repeat(np.arange(len(people), dtype=np.int32), people),
        slots=np.zeros(total, np.int32), cumulative=np.empty(0), days=1,
    )  # fmt: skip


def _counted(
    place: Ints, day: Ints, count: Ints, places: int, days: int, windows: Sequence[Window]
) -> Ints:
    daily = np.bincount(place * days + day, count, places * days).reshape(places, days)
    running = np.zeros((places, days + 1), np.int64)
    np.cumsum(daily.astype(np.int64), axis=1, out=running[:, 1:])
    return np.stack([running[:, w.last + 1] - running[:, w.first] for w in windows], axis=1)
