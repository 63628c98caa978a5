"""The life of a case: one table a register, of states, acts, and what each act demands.

    LIFE = Life(
        "visit",
        moves={(None, Act.PLAN): State.PLANNED, (State.PLANNED, Act.ANNOUNCE): State.ANNOUNCED},
        demands={Act.PLAN: (...,), Act.ANNOUNCE: (Demand("oversight.lead", of=("leading",)),)},
    )

Nothing here knows a row, a page or a clock. What is not in the table is refused.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from soi.core.permits import Demand
from soi.core.refusals import Refusal

State = TypeVar("State", bound=StrEnum)
Act = TypeVar("Act", bound=StrEnum)


class NotNow(Refusal):
    """A case cannot take this act where it stands. facts: state, act."""

    code = "not_now"


@dataclass(frozen=True)
class Life(Generic[State, Act]):
    """What can happen to the cases of one register.

    name: what a case is called in the record, such as "duty"
    moves: every move there is; None stands for a case that is not there yet
    demands: what each act asks of whoever does it, one of several; every act has a line
    ways: other moves under a named circumstance, looked up before `moves`; None forbids one
    corrects: fields whose text may be corrected; every version is kept
    recorded: kinds in the record where the rule "name.past tense" does not give them
    """

    name: str
    moves: Mapping[tuple[State | None, Act], State]
    demands: Mapping[Act, tuple[Demand, ...]]
    ways: Mapping[str, Mapping[tuple[State | None, Act], State | None]] = field(
        default_factory=dict
    )
    corrects: frozenset[str] = frozenset()
    recorded: Mapping[Act, str] = field(default_factory=dict)

    def after(self, state: State | None, act: Act, way: str = "") -> State:
        """Return the state that `act` leads to.

        way: the circumstance, one of `ways`
        Raises: NotNow.
        """
        special = self.ways[way] if way else {}
        found = special.get((state, act)) if (state, act) in special else None
        if (state, act) not in special:
            found = self.moves.get((state, act))
        if found is None:
            raise NotNow(state=state, act=act)
        return found

    def acts_in(self, state: State | None) -> list[Act]:
        """Return what may be done in `state`, in the order in which the acts are declared."""
        return [act for act in self.acts if (state, act) in self.moves]

    def fold(self, acts: Iterable[Act]) -> State | None:
        """Return the state that all of `acts`, in their order, lead to.

        Raises: NotNow.
        """
        state: State | None = None
        for act in acts:
            state = self.after(state, act)
        return state

    def kind(self, act: Act) -> str:
        """Return the kind of the record's entry that tells of `act`."""
        return self.recorded.get(act) or f"{self.name}.{past(act)}"

    @property
    def acts(self) -> tuple[Act, ...]:
        """Every act there is, in the order of their class."""
        return tuple(type(next(iter(self.demands))))


def past(act: str) -> str:
    """Return the past tense of an act's word: assign, assigned; acts in the past stay."""
    if act.endswith("ed"):
        return act
    return f"{act}d" if act.endswith("e") else f"{act}ed"
