"""A hot spot (điểm nóng): where it burns, from its first night until somebody says what it was.

It says where to look, never what was found; a night's look is `core.scan.wards`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

QUIET_DAYS = 7
SHARED = 0.5  # of the places: as much in common makes two clusters one hot spot
SEE_DAYS = 365  # rarer than once a year: to be seen; else only followed


class State(StrEnum):
    """Where a hot spot stands."""

    FOUND = "found"
    LOOKED_AT = "looked_at"
    ASSIGNED = "assigned"  # a duty was given
    FOLLOWED = "followed"
    QUIET = "quiet"  # seven days without it; waits for somebody to say what it was
    CLOSED = "closed"


class Outcome(StrEnum):
    """What somebody found that it was."""

    REAL = "real"
    EVENT = "event"
    DATA_FAULT = "data_fault"
    CHANCE = "chance"


class Level(StrEnum):
    """How loud it is told."""

    SEE = "see"
    FOLLOW = "follow"


def level(recurrence: float) -> Level:
    """Tell how loud something of this recurrence, in days, is told."""
    return Level.SEE if recurrence >= SEE_DAYS else Level.FOLLOW


@dataclass(frozen=True, slots=True)
class Extent:
    """Where and when a hot spot lies, and of what stream it is."""

    kind: str
    topic: str
    places: frozenset[str]
    first_on: date
    last_on: date


def is_same(one: Extent, other: Extent) -> bool:
    """Test if two clusters are one hot spot: one stream, half the places, days that touch."""
    if (one.kind, one.topic) != (other.kind, other.topic):
        return False
    common = len(one.places & other.places)
    if common < SHARED * min(len(one.places), len(other.places)):
        return False
    gap = timedelta(days=1)
    return one.first_on <= other.last_on + gap and other.first_on <= one.last_on + gap


def is_quiet(seen_on: date, day: date) -> bool:
    """Test if a hot spot has not been seen for so long that it is quiet."""
    return (day - seen_on).days >= QUIET_DAYS


@dataclass(frozen=True, slots=True)
class Proven:
    """How many closed hot spots proved what."""

    real: int
    event: int
    data_fault: int
    chance: int

    @property
    def closed(self) -> int:
        """Give how many are closed."""
        return self.real + self.event + self.data_fault + self.chance


def proven(outcomes: Collection[str]) -> Proven:
    """Count what closed hot spots proved to be."""
    counted = [str(outcome) for outcome in outcomes]
    return Proven(*(counted.count(outcome) for outcome in Outcome))
