"""A hot spot (điểm nóng): where it burns, from its first night until somebody says what it was.

It says where to look, never what was found; a night's look is `core.scan.wards`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from soi.core.lives import Life
from soi.core.permits import BY_SYSTEM, Demand

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


class Act(StrEnum):
    """What can happen to a hot spot."""

    FOUND = "found"
    SEEN = "seen"  # again, by a later night
    LOOK = "look"
    ASSIGN = "assign"
    FOLLOW = "follow"
    QUIETED = "quieted"
    CLOSE = "close"


class Tie(StrEnum):
    """Who stands how to a hot spot."""

    HOLDER = "holder"  # who owes what was assigned for it


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


_S, _A = State, Act
_OPEN = (_S.FOUND, _S.LOOKED_AT, _S.FOLLOWED, _S.ASSIGNED)
LIFE = Life(
    "hotspot",
    moves={
        (None, _A.FOUND): _S.FOUND,
        **{(state, _A.SEEN): state for state in _OPEN},
        (_S.QUIET, _A.SEEN): _S.FOUND,
        (_S.FOUND, _A.LOOK): _S.LOOKED_AT,
        **{(state, _A.ASSIGN): _S.ASSIGNED for state in (_S.FOUND, _S.LOOKED_AT, _S.FOLLOWED)},
        **{(state, _A.FOLLOW): _S.FOLLOWED for state in (_S.FOUND, _S.LOOKED_AT, _S.FOLLOWED)},
        (_S.ASSIGNED, _A.FOLLOW): _S.ASSIGNED,
        **{(state, _A.QUIETED): _S.QUIET for state in _OPEN},
        # Nobody says what it was without having looked.
        **{
            (state, _A.CLOSE): _S.CLOSED
            for state in (_S.LOOKED_AT, _S.FOLLOWED, _S.ASSIGNED, _S.QUIET)
        },
    },
    demands={
        _A.FOUND: (BY_SYSTEM,),
        _A.SEEN: (BY_SYSTEM,),
        _A.LOOK: (Demand("insight.follow"),),
        _A.ASSIGN: (Demand("insight.decide"),),
        _A.FOLLOW: (Demand("insight.follow"),),
        _A.QUIETED: (BY_SYSTEM,),
        # Whoever owes what was to be done does not say that it was only chance.
        _A.CLOSE: (Demand("insight.decide", never=(Tie.HOLDER,)),),
    },
    recorded={_A.LOOK: "hotspot.looked_at"},
)


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
