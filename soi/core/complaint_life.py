"""The life of a complaint (khiếu nại): every step there is, and who may take it.

Source: Luật Khiếu nại 02/2011/QH13, Điều 17-22 (who decides), 33, 42 (the ways after it).
"""

from soi.core.complaints import Act, State
from soi.core.lives import Life
from soi.core.permits import BY_SYSTEM, Demand

_S, _A = State, Act
_UNDER_WAY = (_S.ACCEPTED, _S.VERIFIED)


def _moves() -> dict[tuple[State | None, Act], State]:
    moves: dict[tuple[State | None, Act], State] = {
        (None, _A.RECEIVED): _S.RECEIVED,
        (_S.RECEIVED, _A.ASKED): _S.INCOMPLETE,
        (_S.INCOMPLETE, _A.COMPLETED): _S.RECEIVED,
        (_S.SUSPENDED, _A.RESUMED): _S.ACCEPTED,
        (_S.SUSPENDED, _A.STOPPED): _S.STOPPED,
        (_S.SUSPENDED, _A.NOTIFIED): _S.SUSPENDED,
        (_S.STOPPED, _A.NOTIFIED): _S.STOPPED,
        (_S.VERIFIED, _A.DECIDED): _S.DECIDED,
        (_S.DECIDED, _A.SENT): _S.SENT,
        (_S.DECIDED, _A.FRONT_TOLD): _S.DECIDED,
        (_S.SENT, _A.FRONT_TOLD): _S.SENT,
        (_S.SENT, _A.TOOK_EFFECT): _S.IN_FORCE,
        (_S.IN_FORCE, _A.FRONT_TOLD): _S.IN_FORCE,
    }
    for state in (_S.RECEIVED, _S.INCOMPLETE):
        moves[state, _A.ACCEPTED] = _S.ACCEPTED
        moves[state, _A.DECLINED] = _S.DECLINED
    for state in _UNDER_WAY:
        moves |= {
            (state, _A.VERIFIED): _S.VERIFIED,
            (state, _A.SUSPENDED): _S.SUSPENDED,
            (state, _A.STOPPED): _S.STOPPED,
            (state, _A.NOTIFIED): state,
        }
        asides = (_A.INFO_ASKED, _A.INFO_GIVEN, _A.DIALOGUE_CALLED, _A.DIALOGUE_HELD,
                  _A.EXECUTION_STAYED, _A.EXECUTION_RESUMED)  # fmt: skip
        moves |= {(state, act): state for act in asides}
    for state in (_S.RECEIVED, _S.INCOMPLETE, _S.ACCEPTED, _S.VERIFIED, _S.SUSPENDED):
        moves[state, _A.WITHDRAWN] = state  # one of several; the last one stops it by `STOPPED`
    moves[_S.RECEIVED, _A.STOPPED] = moves[_S.INCOMPLETE, _A.STOPPED] = _S.STOPPED
    # Silence past the limit opens both ways as well as a decision does (Điều 33); nor does its
    # effect close them: what counts is the day of the paper, often entered after it (Điều 33.1),
    # and which days are in time before the court is for the court to say (Điều 33.1, 42).
    for state in (*_UNDER_WAY, _S.DECIDED, _S.SENT, _S.IN_FORCE):
        moves[state, _A.CONTINUED] = _S.CONTINUED
        moves[state, _A.WENT_TO_COURT] = _S.IN_COURT
    moves[_S.DECLINED, _A.WENT_TO_COURT] = _S.IN_COURT
    return moves


class Tie:
    """How an office can stand to one instance of a complaint."""

    RESOLVER = "resolver"  # whose head decides, in the ward
    KEEPER = "keeper"  # who resolved first and writes down what a superior outside does
    DESK = "desk"  # prepares for all
    SCRIBE = "scribe"  # the desk, of what a superior outside does
    COMPLAINED_OF = "complained_of"  # and all who work there; none where nobody else is left


PREPARE, DECIDE = "complaints.prepare", "complaints.decide"
_WRITING_DOWN = (
    # What a superior outside decided is not made here but written down from its papers; never by
    # the office complained of, which would have the second complaint against itself in hand.
    Demand(PREPARE, of=(Tie.KEEPER,), never=(Tie.COMPLAINED_OF,), from_above=True),
    Demand(PREPARE, of=(Tie.SCRIBE,), never=(Tie.COMPLAINED_OF,)),
)
_PREPARING = (
    Demand(PREPARE, of=(Tie.RESOLVER,), from_above=True),
    Demand(PREPARE, of=(Tie.DESK,)),
    *_WRITING_DOWN,
)
_DECIDING = (Demand(DECIDE, of=(Tie.RESOLVER,), from_above=True), *_WRITING_DOWN)
_HEAD_DECIDES = frozenset(
    {_A.ACCEPTED, _A.DECLINED, _A.EXECUTION_STAYED, _A.EXECUTION_RESUMED, _A.SUSPENDED,
     _A.RESUMED, _A.STOPPED, _A.DECIDED}
)  # fmt: skip
LIFE = Life(
    "complaint",
    moves=_moves(),
    demands={
        act: (BY_SYSTEM,)  # its days are over, and nobody went on
        if act is _A.TOOK_EFFECT
        else _DECIDING
        if act in _HEAD_DECIDES
        else _PREPARING
        for act in Act
    },
    recorded={act: f"complaint.{act}" for act in Act},  # acts are named in the past
)
