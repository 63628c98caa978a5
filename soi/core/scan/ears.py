"""EARS C1: one series, today against the seven days before."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

Z_ALPHA_001 = 3.090232  # one-sided, alpha .001
BASELINE = 7


@dataclass(frozen=True)
class Alarm:
    """What one day's count came to against its bound."""

    count: int
    bound: float
    alarm: bool


def ears_c1(
    counts: Sequence[int], *, z: float = Z_ALPHA_001, least: int = 5, least_sd: float = 1.0
) -> Alarm:
    """Compare the last of at least eight daily counts with the seven before it.

    least: a smaller count never alarms. least_sd: floor under the standard deviation, without
    which one report after seven silent days would alarm.

    Raises: ValueError when fewer than eight counts are given.
    Source: Hutwagner et al. 2003, J. Urban Health 80(2 S1):i89.
    """
    if len(counts) <= BASELINE:
        raise ValueError("EARS C1 needs seven days before the day it judges")
    before = counts[-BASELINE - 1 : -1]
    mean = statistics.fmean(before)
    spread = math.sqrt(sum((count - mean) ** 2 for count in before) / (BASELINE - 1))
    bound = mean + z * max(spread, least_sd)
    return Alarm(counts[-1], bound, counts[-1] > bound and counts[-1] >= least)
