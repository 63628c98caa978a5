"""Who may do what with a case: the one answer that acts demand and pages ask to offer."""

from typing import Any

from soi.core.mandates import NotPermitted
from soi.core.permits import Demand, Permit, permits
from soi.core.refusals import Refusal
from soi.core.stamps import Stamp
from soi.counter.registers import C, Register
from soi.offices import queries as offices

ON_ITS_CASE = "on_its_case"


def permit(
    register: Register[C],
    case: C,
    act: Any,
    stamp: Stamp,
    demands: tuple[Demand, ...] = (),
) -> Permit:
    """Return what lets `stamp` do `act` on `case`, whatever state it is in.

    demands: instead of those that the life has for the act
    Raises: NotPermitted, or the refusal of the demand that came closest.
    """
    part = bool(stamp.case) and stamp.case in register.belongs(case)
    if not (part or demands) and act in register.bound(case):
        raise NotPermitted(act=act, office=stamp.office, rule=ON_ITS_CASE)
    chart = offices.chart(stamp.on)
    asked = demands or register.life.demands[act]
    return permits(act, asked, register.ties(case, stamp.on), stamp, above=chart.above, part=part)


def permitted(register: Register[C], case: C, act: Any, stamp: Stamp) -> bool:
    """Test if `stamp` may do `act` on `case` as it stands: what a page offers."""
    state = register.states(case.state)
    try:
        register.life.after(state, act, register.way(case, act))
        permit(register, case, act, stamp)
    except Refusal:
        return False
    return register.knows(case, stamp) and register.fits(case, act)


def offered(register: Register[C], case: C, stamp: Stamp) -> list[Any]:
    """Return the acts that `stamp` may do on `case` as it stands, in the order of their class."""
    return [act for act in register.life.acts if permitted(register, case, act, stamp)]
