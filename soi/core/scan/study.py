"""From files that were read to a model: the period, the windows, what was to be expected."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from soi.core.scan.models import (
    Model,
    Window,
    bernoulli,
    poisson,
    space_time_permutation,
    windows_of,
)
from soi.core.scan.satscan import Cases, HeadCount, Moment

Floats = npt.NDArray[np.float64]


class NoStudy(Exception):
    """The files do not make a study; the argument is a stable word that says why."""


@dataclass(frozen=True)
class Period:
    """The study's time: its unit, first and last index counted in it."""

    unit: str
    first: int
    last: int

    @property
    def length(self) -> int:
        """Give how many units it holds."""
        return self.last - self.first + 1

    def day(self, index: int) -> str:
        """Write an index, from 0, as a date as precise as the unit."""
        at = self.first + index
        if self.unit == "year":
            return f"{at:04d}"
        if self.unit == "month":
            return f"{at // 12:04d}-{at % 12 + 1:02d}"
        return date.fromordinal(at).isoformat()


@dataclass(frozen=True)
class Shape:
    """How the user wants it scanned; None leaves the choice to the data."""

    model: str = "space-time-permutation"
    start: Moment | None = None
    end: Moment | None = None
    longest: int | None = None
    retrospective: bool = False
    spatial: bool = False  # by place alone, all days taken together


def period_of(cases: Cases, shape: Shape) -> Period:
    """Find the period: as told, else from the first case to the last.

    Raises: NoStudy when no case has a date.
    """
    moments = [moment for moment in cases.moment if moment]
    if not moments:
        raise NoStudy("no_dates")
    coarse = {"year": 0, "month": 1, "day": 2}
    unit = min((moment.unit for moment in moments), key=coarse.__getitem__)
    indexes = [moment.index(unit) for moment in moments]
    first = shape.start.index(unit) if shape.start else min(indexes)
    last = shape.end.index(unit) if shape.end else max(indexes)
    if last < first:
        raise NoStudy("end_before_start")
    return Period(unit, first, last)


def build(
    cases: Cases, places: int, shape: Shape, *, people: Sequence[HeadCount] = (),
    controls: Cases | None = None,
) -> tuple[Model, Period | None]:  # fmt: skip
    """Make the model that the user asked for.

    Raises: NoStudy.
    """
    if not cases.count:
        raise NoStudy("no_cases")
    place, count = np.array(cases.place), np.array(cases.count, np.int64)
    if shape.model == "bernoulli":
        if not controls:
            raise NoStudy("no_controls")
        ill = np.bincount(place, count, places).astype(np.int64)
        well = np.bincount(controls.place, controls.count, places).astype(np.int64)
        return bernoulli(ill, ill + well), None
    period = None if shape.spatial else period_of(cases, shape)
    day, days = _days(cases, period)
    windows = _windows(period, shape)
    if shape.model == "poisson":
        expected = expectation(cases, people, places, period)
        return poisson(place, day, count, expected=expected, days=days, windows=windows), period
    if period is None:
        raise NoStudy("no_dates")
    return space_time_permutation(
        place, day, count, places=places, days=days, windows=windows
    ), period


def within(cases: Cases, period: Period) -> tuple[Cases, list[int]]:
    """Keep the cases of the period; give the positions of those outside."""
    indexes = [m.index(period.unit) if m else period.first for m in cases.moment]
    outside = [i for i, at in enumerate(indexes) if not period.first <= at <= period.last]
    if not outside:
        return cases, []
    kept = [i for i, at in enumerate(indexes) if period.first <= at <= period.last]
    return keep(cases, kept), outside


def keep(cases: Cases, positions: Sequence[int]) -> Cases:
    """Give the cases at these positions."""
    return Cases(
        [cases.place[i] for i in positions],
        [cases.count[i] for i in positions],
        [cases.moment[i] for i in positions],
        [cases.stratum[i] for i in positions],
        [cases.line[i] for i in positions],
    )


def expectation(
    cases: Cases, people: Sequence[HeadCount], places: int, period: Period | None
) -> Floats:
    """Give each place the cases that its people would have at the strata's common rates.

    A head count between two dates lies on the line between them; before the first and after
    the last it stays. Raises: NoStudy when nobody lives where there are cases.
    """
    if not people:
        raise NoStudy("no_people")
    lived = _lived(people, places, _span(cases, period))
    ill: dict[tuple[str, ...], int] = defaultdict(int)
    known = set(lived) != {()}
    for stratum, count in zip(cases.stratum, cases.count, strict=True):
        ill[stratum if known else ()] += count
    expected = np.zeros(places)
    for stratum, count in ill.items():
        whole = float(lived[stratum].sum()) if stratum in lived else 0.0
        if not whole:
            raise NoStudy("stratum_without_people")
        expected += lived[stratum] * (count / whole)
    with_cases = np.bincount(cases.place, minlength=places) > 0
    if np.any(with_cases & (expected == 0)):
        raise NoStudy("cases_where_nobody_lives")
    return expected


def _lived(
    people: Sequence[HeadCount], places: int, span: tuple[int, int]
) -> dict[tuple[str, ...], Floats]:
    """Give for each stratum the mean people of each place over the study."""
    tables: dict[tuple[int, tuple[str, ...]], list[HeadCount]] = defaultdict(list)
    for row in people:
        tables[row.place, row.stratum].append(row)
    lived: dict[tuple[str, ...], Floats] = defaultdict(lambda: np.zeros(places))
    for (place, stratum), rows in tables.items():
        lived[stratum][place] += _mean_people(rows, span)
    return lived


def _span(cases: Cases, period: Period | None) -> tuple[int, int]:
    """Give the first and last day of the study, for the head counts."""
    if period is None:
        days = [m for m in cases.moment if m]
        if not days:
            return 1, 1
        period = period_of(cases, Shape())
    if period.unit == "day":
        return period.first, period.last
    per = 1 if period.unit == "year" else 12
    end = period.last + 1
    return (
        date(period.first // per, period.first % per + 1, 1).toordinal(),
        date(end // per, end % per + 1, 1).toordinal() - 1,
    )


def _mean_people(rows: Sequence[HeadCount], span: tuple[int, int]) -> float:
    known = sorted((row.moment.middle if row.moment else 1, row.people) for row in rows)
    if len(known) == 1 or span[0] == span[1]:
        return known[-1][1]
    days = np.arange(span[0], span[1] + 1)
    return float(np.interp(days, [at for at, _ in known], [p for _, p in known]).mean())


def _days(cases: Cases, period: Period | None) -> tuple[npt.NDArray[np.int64], int]:
    if period is None:
        return np.zeros(len(cases.place), np.int64), 1
    at = [moment.index(period.unit) if moment else period.first for moment in cases.moment]
    return np.array(at, np.int64) - period.first, period.length


def _windows(period: Period | None, shape: Shape) -> tuple[Window, ...]:
    if period is None:
        return (Window(0, 0),)
    longest = shape.longest or max(1, min(28, period.length // 2))
    return windows_of(
        period.length, longest=min(longest, period.length), prospective=not shape.retrospective
    )
