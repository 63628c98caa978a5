"""Every act of a register, past the views, by every role in every office that stands to a case.

A register enters a `Sheet`: how to make a case, how each act is called, and by hand who may do
it. What is written by hand names a permission and seats; nothing of `core.permits` is asked.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from soi.core.lives import NotNow
from soi.core.mandates import ROLES, NotPermitted
from soi.core.refusals import Refusal
from soi.core.stamps import RESIDENT, Stamp
from soi.counter.queries import permitted
from tests.acting import acting

_READS = {"complaints.read", "duties.read_internal", "staff.enter"}


@dataclass(frozen=True)
class Rule:
    """Who may do an act: whoever has the permission in one of the seats."""

    permission: str
    seats: str


@dataclass(frozen=True)
class Sheet:
    """One register, or one situation in it.

    make: makes a case that stands in a state, and returns it; None for a state that it has not
    states: in which each act is tried
    seats: offices by the part they have in the case
    hats: seats that somebody takes who also works in another office: (seat, person of)
    calls: each act as a service is called: with the case and a stamp
    may: each act's rules, one of which must fit; none for what only the system does
    """

    register: Any
    make: Callable[[str], Any]
    states: Mapping[Any, str]
    seats: Mapping[str, str]
    calls: Mapping[Any, Callable[[Any, Stamp], object]]
    may: Mapping[Any, tuple[Rule, ...]]
    at: Any
    hats: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def holes(sheet: Sheet, *acts: Any) -> list[str]:
    """Return every act that goes through and should not, or does not and should; or that a page
    offers otherwise than it goes.
    """
    found = []
    for act in acts or tuple(sheet.calls):
        case = sheet.make(sheet.states[act])
        for name, stamp, expected in _tries(sheet, act):
            went = _went(sheet, act, case, stamp)
            shown = permitted(sheet.register, case, act, stamp)
            if went != expected or shown != expected:
                found.append(f"{act}: {name}: {expected=} {went=} {shown=}")
    return found


def _tries(sheet: Sheet, act: Any) -> Any:
    rules = sheet.may[act]
    for role, rights in _roles(sheet, act):
        for seat, office in sheet.seats.items():
            fits = any(one.permission in rights and seat in one.seats.split() for one in rules)
            yield f"{role}@{seat}", acting(role, office, sheet.at), fits
        for hat, (seat, person) in sheet.hats.items():
            fits = any(one.permission in rights and hat in one.seats.split() for one in rules)
            stamp = acting(role, sheet.seats[seat], sheet.at, person=person)
            yield f"{role}@{hat}", stamp, fits
    seat = next(iter(sheet.seats.values()))
    resident = any(one.permission == "resident.act" for one in rules)
    yield "resident", Stamp(RESIDENT, sheet.at), resident
    yield "nobody", Stamp("x", sheet.at, seat, "user:0"), False


def _roles(sheet: Sheet, act: Any) -> list[tuple[Any, frozenset[str]]]:
    """Return every role with its rights; of those that differ in nothing that is asked here, one.

    The long run tries them all.
    """
    if os.environ.get("SOI_LONG"):
        return list(ROLES.items())
    asked = {one.permission for one in (*sheet.may[act], *sheet.register.life.demands[act])}
    asked |= _READS
    apart = {frozenset(rights & asked): (role, rights) for role, rights in ROLES.items()}
    return list(apart.values())


def _went(sheet: Sheet, act: Any, case: Any, stamp: Stamp) -> bool:
    """Test if an act gets past every question about who does it; nothing of it stays."""
    try:
        with transaction.atomic():
            sheet.calls[act](case, stamp)
            raise _Went
    except (NotPermitted, sheet.register.unknown, NotNow):
        return False
    except (_Went, Refusal):
        return True


class _Went(Exception):
    pass
