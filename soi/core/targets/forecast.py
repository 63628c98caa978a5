"""Where a year will end, with an interval, or why nobody can say.

The share method: each earlier year says which part of its total had come in by the same month;
the logarithms of these shares give a Student interval for this year's total. It needs two
earlier years of the same definition and territory; a ward born on 1 July 2025 has none, and
is shown the pace it needs instead.

Measured on wards' revenue, disbursement and jobs: an 80 % interval held in 80 % of cases, where
drift and month/12 held in 0 to 12 % (oversight.md, section 4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import exp, log, sqrt
from statistics import fmean, stdev

from soi.core.refusals import Refusal
from soi.core.targets.progress import Aim

FEWEST_YEARS = 2
FEWEST_POINTS = 8
MONTHS = 12
# 90 % points of Student's t with 1, 2, 3 … degrees of freedom: an 80 % interval, two-sided.
# Source: NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.2.
_T90 = (3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372)
_Z90 = 1.2816


class NoForecast(Refusal):
    """Nobody can say where the year will end. facts: reason, years.

    reason: years (fewer than two earlier ones), share (an earlier year had nothing by this
    month, or everything), spread (earlier years do not differ), points, value
    """

    code = "no_forecast"


@dataclass(frozen=True, slots=True)
class Forecast:
    """The total to be expected, and the 80 % interval around it, in the target's unit."""

    expected: float
    low: float
    high: float

    def will_miss(self, aim: Aim, plan: Decimal) -> bool:
        """Test if even the better bound misses the plan."""
        if aim is Aim.AT_MOST:
            return self.low > plan
        if aim is Aim.EQUAL:
            return not self.low <= plan <= self.high
        return self.high < plan


def year_end(so_far: Decimal, earlier: Sequence[tuple[Decimal, Decimal]]) -> Forecast:
    """Return the year's total of a flow that has come to `so_far` by some month.

    earlier: for each earlier year what had come in by the same month, and the year's total
    Raises: NoForecast.
    """
    if len(earlier) < FEWEST_YEARS:
        raise NoForecast(reason="years", years=len(earlier))
    if so_far <= 0:
        raise NoForecast(reason="value", years=len(earlier))
    if any(not 0 < part <= whole for part, whole in earlier):
        raise NoForecast(reason="share", years=len(earlier))
    logs = [log(part / whole) for part, whole in earlier]
    spread = stdev(logs)
    if not spread:
        raise NoForecast(reason="spread", years=len(earlier))
    count, middle = len(logs), fmean(logs)
    quantile = _T90[count - 2] if count - 2 < len(_T90) else _T90[-1]
    half = quantile * spread * sqrt(1 + 1 / count)
    now = float(so_far)
    # The year cannot end below what is already in.
    low, expected, high = (max(now, now / exp(middle + off)) for off in (half, 0.0, -half))
    return Forecast(expected, low, high)


def drift(
    points: Sequence[Decimal], ahead: int, bounds: tuple[Decimal | None, Decimal | None]
) -> Forecast:
    """Return a stock or a ratio `ahead` periods on, by its mean step so far.

    bounds: lowest and highest value that there can be, such as 0 and 100; None for none
    Raises: NoForecast.
    """
    if len(points) < FEWEST_POINTS:
        raise NoForecast(reason="points", years=0)
    steps = [float(after - before) for before, after in pairwise(points)]
    spread = stdev(steps)
    if not spread:
        raise NoForecast(reason="spread", years=0)
    expected = float(points[-1]) + ahead * fmean(steps)
    half = _Z90 * spread * sqrt(ahead * (1 + ahead / len(steps)))
    low, middle, high = (_clip(expected + off, bounds) for off in (-half, 0.0, half))
    return Forecast(middle, low, high)


def needed_pace(so_far: Decimal, plan: Decimal, month: int) -> Decimal | None:
    """Return what each month that is left must bring; None once the year is over.

    month: how many months have passed, 0 to 12
    """
    if month >= MONTHS:
        return None
    return max(plan - so_far, Decimal(0)) / (MONTHS - month)


def _clip(value: float, bounds: tuple[Decimal | None, Decimal | None]) -> float:
    low, high = bounds
    if low is not None:
        value = max(value, float(low))
    return value if high is None else min(value, float(high))
