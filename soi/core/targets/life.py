"""The life of a target: set by the council or a superior, reported by its holder.

Whoever is measured does not move the mark: a plan is changed by a document of somebody else, and
the plan before stays beside it.
"""

from enum import StrEnum

from soi.core.lives import Life
from soi.core.permits import BY_SYSTEM, Demand


class State(StrEnum):
    """Where a target stands."""

    RUNNING = "running"
    ENDED = "ended"  # its year is over, or another took its place


class Act(StrEnum):
    """What can happen to a target."""

    SET = "set"
    REPLAN = "replan"
    ENTER = "enter"  # a value of a period
    CORRECT = "correct"  # a value anew; the one before stays
    END = "end"


class Tie:
    """How an office can stand to a target."""

    HOLDER = "holder"
    PLANNING = "planning"  # the council of the ward, and whoever is above the holder
    UNDER = "below_holder"


_PLANNING = Demand("targets.plan", of=(Tie.PLANNING,), never=(Tie.HOLDER, Tie.UNDER))
_REPORTING = Demand("targets.report", of=(Tie.HOLDER,))

TARGET = Life(
    "target",
    moves={
        (None, Act.SET): State.RUNNING,
        (State.RUNNING, Act.REPLAN): State.RUNNING,
        (State.RUNNING, Act.ENTER): State.RUNNING,
        (State.RUNNING, Act.CORRECT): State.RUNNING,
        # The year's last figures come in after its end.
        (State.RUNNING, Act.END): State.ENDED,
        (State.ENDED, Act.CORRECT): State.ENDED,
    },
    demands={
        Act.SET: (_PLANNING, BY_SYSTEM),
        Act.REPLAN: (_PLANNING,),
        Act.ENTER: (_REPORTING, BY_SYSTEM),
        Act.CORRECT: (_REPORTING,),
        Act.END: (_PLANNING, BY_SYSTEM),
    },
    recorded={
        Act.SET: "target.set",
        Act.REPLAN: "target.replanned",
        Act.ENTER: "target.value_entered",
        Act.CORRECT: "target.value_corrected",
    },
)
