"""What an act asks of whoever does it: a permission, for an office with a tie to the case.

A permission is never asked without its object. A tie (mối liên hệ) names the offices or persons
that stand in one relation to a case: its holder, who asked, who is above. Some ties let in,
others bar, and what bars comes first.
"""

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass

from soi.core.mandates import (
    OWN_OFFICE_ONLY,
    RESIDENT_ACT,
    RIGHTS,
    SYSTEM_ACT,
    Mandate,
    NotPermitted,
)
from soi.core.stamps import Stamp

ANYBODY = "anybody"  # the tie that every office has to every case
STRANGER, POWERLESS = "stranger", "powerless"  # rules: no tie that lets in; no permission

# By the name of a tie: slugs of offices, and persons such as "user:7". Asked only when needed.
Ties = Mapping[str, Callable[[], Set[str]]]
Above = Callable[[str], Set[str]]


@dataclass(frozen=True, slots=True)
class Demand:
    """What an act asks of whoever does it; of several for one act, one must be met.

    permission: its name in `core.mandates.ROLES`
    of: the ties that let in
    never: the ties that bar, whatever the permission
    from_above: a mandate in an office above one that is let in counts too
    always: asked also where the act is a part of a larger one; the permission is not, since that
        of the larger act stands for it
    refusal: what is raised
    """

    permission: str
    of: tuple[str, ...] = (ANYBODY,)
    never: tuple[str, ...] = ()
    from_above: bool = False
    always: bool = False
    refusal: type[NotPermitted] = NotPermitted


BY_SYSTEM = Demand(SYSTEM_ACT)
BY_RESIDENT = Demand(RESIDENT_ACT)


@dataclass(frozen=True, slots=True)
class Permit:
    """By which mandate an act is done, and by which tie; None and empty in a larger act."""

    mandate: Mandate | None
    tie: str = ""


def permits(
    act: str,
    demands: Iterable[Demand],
    ties: Ties,
    stamp: Stamp,
    *,
    above: Above,
    part: bool = False,
) -> Permit:
    """Return what lets `stamp` do `act`.

    above: gives the offices above one
    part: the act is a part of a larger one, which was permitted
    Raises: NotPermitted, or the refusal of the demand that came closest.
    """
    demands = tuple(demands)
    if part and not any(demand.always for demand in demands):
        return Permit(stamp.mandate)
    failed: list[tuple[int, str, type[NotPermitted]]] = []
    for demand in demands:
        tie, rule = _met(demand, ties, stamp, above, lent=part and demand.always)
        if not rule:
            return Permit(stamp.mandate, tie)
        if demand not in (BY_SYSTEM, BY_RESIDENT):
            failed.append((_closeness(rule), rule, demand.refusal))
    _, rule, refusal = max(failed, default=(0, POWERLESS, NotPermitted), key=lambda one: one[0])
    raise refusal(act=act, office=stamp.office, rule=rule)


def tied(ties: Ties, names: Iterable[str], office: str, person: str) -> str:
    """Return the first of some ties in which an office or a person stands; empty for none."""
    for name in names:
        if name == ANYBODY or {office, person or office} & ties[name]():
            return name
    return ""


def _met(demand: Demand, ties: Ties, stamp: Stamp, above: Above, *, lent: bool) -> tuple[str, str]:
    """Return the tie that lets in, and the rule that does not; one of them is empty."""
    mandate = stamp.mandate
    office = stamp.office if lent or mandate is None else mandate.office
    barred = tied(ties, demand.never, office, stamp.person)
    if barred:
        return "", barred
    if not lent and not _trusted(mandate, demand.permission, stamp):
        # Whose tie would do as well is told so: a page says what is lacking.
        near = tied(ties, demand.of, office, "")
        return "", POWERLESS if near else STRANGER
    tie = tied(ties, demand.of, office, "")
    if not tie and demand.from_above and demand.permission not in OWN_OFFICE_ONLY:
        tie = next((n for n in demand.of if any(office in above(s) for s in ties[n]())), "")
    return (tie, "") if tie else ("", STRANGER)


def _trusted(mandate: Mandate | None, permission: str, stamp: Stamp) -> bool:
    return mandate is not None and permission in RIGHTS[mandate.role] and mandate.in_force(stamp.on)


def _closeness(rule: str) -> int:
    return {STRANGER: 0, POWERLESS: 1}.get(rule, 2)
