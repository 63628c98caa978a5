"""Who stands how to a hot spot; the register that the counter moves it by."""

from datetime import date

from soi.core.hotspots import LIFE, State, Tie
from soi.core.permits import Ties
from soi.counter.registers import Register
from soi.insight.models import HotSpot, HotSpotStep
from soi.offices import queries as offices


def ties(spot: HotSpot, on: date) -> Ties:
    """Return who owes what was assigned for it, and whoever stands below."""
    chart = offices.chart(on)
    return {
        Tie.HOLDER: lambda: {spot.holder} | set(chart.below(spot.holder)) if spot.holder else set(),
    }


HOTSPOTS = Register(
    life=LIFE,
    states=State,
    model=HotSpot,
    rows=HotSpot.objects.all,
    step=HotSpotStep,
    case="spot",
    ties=ties,
    knows=lambda spot, stamp: True,
)
