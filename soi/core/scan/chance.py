"""From maxima under chance to what a person reads: p, recurrence, many streams at once."""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from soi.core.scan.statistics import TIE

Floats = npt.NDArray[np.float64]
EULER = 0.5772156649015329


def monte_carlo_p(statistic: float, maxima: Floats) -> float:
    """Give the share of maxima, the observed one counted in, that reach the statistic; ties count.

    Without replicates there is nothing to compare with: 1.
    """
    if not len(maxima):
        return 1.0
    return (1 + int(np.count_nonzero(maxima >= statistic - TIE))) / (len(maxima) + 1)


def gumbel_p(statistic: float, maxima: Floats) -> float:
    """Estimate a p below 1 / (replicates + 1) from a Gumbel curve through the maxima.

    An estimate, to be shown as one. Needs at least two different maxima, else gives 1.
    Source: Abrams, Kleinman, Kulldorff 2010, Int. J. Health Geogr. 9:61.
    """
    spread = float(np.std(maxima, ddof=1)) if len(maxima) > 1 else 0.0
    if spread == 0.0:
        return 1.0
    scale = spread * math.sqrt(6) / math.pi
    place = float(np.mean(maxima)) - EULER * scale
    return -math.expm1(-math.exp(-(statistic - place) / scale))


def recurrence_days(p: float, *, days_between_runs: float = 1.0) -> float:
    """Give the days in which chance alone is expected to reach this once.

    Source: Kleinman, Lazarus, Platt 2004, Am. J. Epidemiol. 159:217.
    """
    return days_between_runs / p


def benjamini_hochberg(ps: Sequence[float], *, q: float = 0.10) -> list[bool]:
    """Tell which of many streams stand out, with at most a share q of false ones expected.

    Source: Benjamini, Hochberg 1995, J. R. Statist. Soc. B 57:289.
    """
    order = sorted(range(len(ps)), key=lambda stream: ps[stream])
    last = 0
    for rank, stream in enumerate(order, 1):
        if ps[stream] <= q * rank / len(ps):
            last = rank
    stands = [False] * len(ps)
    for stream in order[:last]:
        stands[stream] = True
    return stands


def expected_false_alarms(streams: int, days: int, *, level_days: float) -> float:
    """Give the alarms that chance alone brings when so many streams run daily at one level."""
    return streams * days / level_days
