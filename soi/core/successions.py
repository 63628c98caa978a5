"""What becomes of an office's duties when offices merge, split, end or hand functions over.

Nothing here moves a duty: it says to whom each old office's duties go, and refuses an event
whose legs do not add up.

Source: directives.md, section 8; Luật Tổ chức chính quyền địa phương (two tiers since
1 July 2025): a due day is not changed by a reorganisation, the first holder stays known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from soi.core.refusals import Refusal


class Change(StrEnum):
    """What sort of event it is."""

    CREATE = "create"  # thành lập
    MERGE = "merge"  # nhập, cả hai chiều: có thể chỉ nhập một phần
    SPLIT = "split"  # chia, tách
    RENAME = "rename"  # đổi tên
    ABOLISH = "abolish"  # giải thể
    TRANSFER = "transfer"  # chuyển chức năng giữa hai nơi còn hoạt động


class Status(StrEnum):
    """How far a decision on it has come. Only an enacted event acts."""

    PROPOSED = "proposed"
    ENACTED = "enacted"
    CANCELLED = "cancelled"


class Share(StrEnum):
    """How much of the old office a leg carries over."""

    WHOLE = "whole"
    PART = "part"


ENDING = frozenset({Change.MERGE, Change.SPLIT, Change.ABOLISH})


class LegsDoNotAddUp(Refusal):
    """The legs of an event contradict each other or the offices. facts: reason, office, other."""

    code = "legs_do_not_add_up"


@dataclass(frozen=True, slots=True)
class Leg:
    """What goes from one office to another.

    area: which part, in words; kinds: for functions alone: which kinds of duty; empty: all
    default: of several parts, the one that is offered first: the largest
    """

    old: str
    new: str
    share: Share = Share.WHOLE
    area: str = ""
    default: bool = False
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """An office as far as an event asks: in which line it stands, and when it is there."""

    track: str
    since: date
    until: date | None = None

    def there(self, day: date) -> bool:
        """Test if it is there on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Heir:
    """To whom the duties of one old office go.

    kind: the kind of duty it is for; empty: all others
    queued: a person decides; until then `new` is the provisional holder
    candidates: among whom to decide, the offered one first
    """

    old: str
    new: str
    kind: str = ""
    queued: bool = False
    candidates: tuple[str, ...] = ()


def check(
    change: Change, legs: Sequence[Leg], offices: Mapping[str, Standing], effective_on: date
) -> None:
    """Test the legs of an event against each other and against the offices.

    offices: every office by slug, with those that the event itself creates
    Raises: LegsDoNotAddUp, naming the office.
    """
    alone = change in (Change.CREATE, Change.RENAME)
    if alone and legs:
        raise LegsDoNotAddUp(reason="no_legs_here", office=legs[0].old)
    if not alone and not legs:
        raise LegsDoNotAddUp(reason="no_legs", office="")
    for leg in legs:
        _check_leg(change, leg, offices, effective_on)
    for old, some in by_old(legs).items():
        _check_old(change, old, some)
    stays = {leg.old for leg in legs if leg.old == leg.new}
    ended = {leg.old for leg in legs} - stays if change in ENDING else set()
    lost = next((leg for leg in legs if leg.new in ended), None)
    if lost is not None:
        raise LegsDoNotAddUp(reason="heir_ends_too", office=lost.new, other=lost.old)


def by_old(legs: Sequence[Leg]) -> dict[str, list[Leg]]:
    """Return the legs of each old office."""
    found: dict[str, list[Leg]] = {}
    for leg in legs:
        found.setdefault(leg.old, []).append(leg)
    return found


def heirs(legs: Sequence[Leg]) -> list[Heir]:
    """Return to whom the duties of each old office go; the legs were checked before."""
    found: list[Heir] = []
    for old, some in by_old(legs).items():
        general = [leg for leg in some if not leg.kinds]
        found += [Heir(old, leg.new, kind) for leg in some for kind in leg.kinds]
        if not general:
            continue
        whole = next((leg for leg in general if leg.share is Share.WHOLE), None)
        if whole is not None:
            found.append(Heir(old, whole.new))
            continue
        first = next((leg for leg in general if leg.default), general[0])
        order = dict.fromkeys((first.new, *(leg.new for leg in general)))
        found.append(Heir(old, first.new, queued=True, candidates=tuple(order)))
    return found


def _check_leg(
    change: Change, leg: Leg, offices: Mapping[str, Standing], effective_on: date
) -> None:
    before = date.fromordinal(effective_on.toordinal() - 1)
    old, new = offices.get(leg.old), offices.get(leg.new)
    if old is None or not old.there(before):
        raise LegsDoNotAddUp(reason="old_not_there", office=leg.old)
    if new is None or not new.there(effective_on):
        raise LegsDoNotAddUp(reason="new_not_there", office=leg.new)
    if leg.old == leg.new and change not in (Change.SPLIT, Change.MERGE):
        raise LegsDoNotAddUp(reason="to_itself", office=leg.old)
    if change is not Change.TRANSFER and not leg.kinds and old.track != new.track:
        raise LegsDoNotAddUp(reason="another_track", office=leg.new, other=leg.old)


def _check_old(change: Change, old: str, legs: Sequence[Leg]) -> None:
    general = [leg for leg in legs if not leg.kinds]
    wholes = [leg for leg in general if leg.share is Share.WHOLE]
    kinds = [kind for leg in legs for kind in leg.kinds]
    faults = {
        "repeated": len({leg.new for leg in general}) != len(general),
        "kind_twice": len(kinds) != len(set(kinds)),
        "whole_and_more": bool(wholes) and len(general) > 1,
        "no_kinds": change is Change.TRANSFER and bool(general),
        "one_part": change in (Change.SPLIT, Change.MERGE) and not wholes and len(general) == 1,
        "one_whole": change is Change.SPLIT and bool(wholes),
        "nobody_for_the_rest": change is not Change.TRANSFER and not general,
        "two_defaults": sum(leg.default for leg in general) > 1,
    }
    reason = next((name for name, true in faults.items() if true), "")
    if reason:
        raise LegsDoNotAddUp(reason=reason, office=old)
