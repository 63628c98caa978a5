"""Targets (chỉ tiêu): how far one is, what its parent comes to, where the year will end.

Nothing here is typed by whoever is judged: progress follows from values, values from evidence.
"""

from soi.core.targets.forecast import Forecast, NoForecast, drift, needed_pace, year_end
from soi.core.targets.progress import (
    Aim,
    Child,
    Kind,
    Parent,
    Punctuality,
    Settled,
    Target,
    Unmeasured,
    WeightsOff,
    is_met,
    parent,
    progress,
    punctuality,
)

__all__ = [
    "Aim",
    "Child",
    "Forecast",
    "Kind",
    "NoForecast",
    "Parent",
    "Punctuality",
    "Settled",
    "Target",
    "Unmeasured",
    "WeightsOff",
    "drift",
    "is_met",
    "needed_pace",
    "parent",
    "progress",
    "punctuality",
    "year_end",
]
