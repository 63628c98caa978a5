"""What a room says it has, so that nobody below it or around it needs to know its name.

Each room has a `room.py` with one `ROOM`, beside its `words.py`. They are read once, at start, into
the `House`; menus, the record's pages, the background work, the doctor and the description of the
interface ask the house. Texts are Vietnamese as they stand in the catalogue; whoever shows them
translates them.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

T = TypeVar("T")


class Menu(StrEnum):
    """Where a place is offered."""

    PUBLIC = "public"
    STAFF = "staff"
    FOOT = "foot"  # the foot of every page, after the menu


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page to which a menu leads.

    page: the name of its address
    acts: permissions, one of which leads there; none for whoever sees the menu
    name, does: what the first page of staff says of it; empty where it is in the menu alone
    short: its name in the menu; empty where it is on the first page alone
    order: the smaller stands first
    """

    menu: Menu
    page: str
    order: int
    acts: tuple[str, ...] = ()
    name: str = ""
    does: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A sort of matter with a number of its own: a duty, a filing, a document.

    subject: what references and the record call it, as in `duty:NV-2026-00017`
    series: what its numbers begin with
    page: the name of its address for everybody; empty: there is none
    staff_page: that on which staff also work on the duties that come from it; empty: on their own
    opened_by: record entries whose facts tell its visibility; until one says public it is inside
    closed_by: record entries that end its being public
    sealed: its sealed entries that tell nothing about it, for it has them whatever it is; None
        where a sealed entry never tells that it is inside
    """

    subject: str
    series: tuple[str, ...] = ()
    page: str = ""
    staff_page: str = ""
    opened_by: frozenset[str] = frozenset()
    closed_by: frozenset[str] = frozenset()
    sealed: frozenset[str] | None = None

    @property
    def may_be_inside(self) -> bool:
        """Whether the record tells which of them are not public."""
        return bool(self.opened_by) or self.sealed is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyKind:
    """A kind of duty that a room gives; its words stand in the table `duty.kind`.

    acts: what is done to such a duty only together with the case from which it comes
    reads: the permission to know of one that is not public
    words: the permission to read what was said in it; empty: whoever may see it reads it too
    measurable: whether a figure is expected to tell when it is done
    """

    kind: str
    acts: frozenset[str] = frozenset()
    reads: str = "duties.read_internal"
    words: str = ""
    measurable: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """When the record's pages show an open entry of one kind, or of a whole room's (`report.*`).

    facts: the only facts that may be shown; an entry with any other is not shown. None: whatever
        facts it has
    never: proved like any other, never shown
    """

    facts: frozenset[str] | None = None
    never: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """A command of the background work.

    every: seconds between two runs
    alone: in a thread of its own, so that it waits for no other
    """

    command: str
    every: int
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that `soi doctor` looks at.

    look: returns what is wrong in words, or an empty string
    """

    name: str
    look: Callable[[], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Everything that the house needs to know of a room.

    doors: addresses that pages below need, by what is behind them: `{"home": "portal:home"}`
    record: record kinds, each alone (`report.split`) or a whole room's (`report.*`); what no room
        names is not shown
    logged: what record kinds begin with that change who may do what, or by which rule; they stand
        in the log of the machine as well
    api: operations of the interface for programs, as `soi.web.openapi` declares them
    files: the names of the kept files that its rows refer to
    """

    name: str
    places: tuple[Place, ...] = ()
    doors: Mapping[str, str] = field(default_factory=dict)
    registers: tuple[Register, ...] = ()
    duty_kinds: tuple[DutyKind, ...] = ()
    record: Mapping[str, Shown] = field(default_factory=dict)
    logged: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    health: tuple[Check, ...] = ()
    api: tuple[object, ...] = ()
    files: Callable[[], Iterable[str]] | None = None


class TwoRoomsClaim(Exception):
    """Two rooms claim the same subject, series, duty kind, door or record kind."""


class House:
    """All rooms together, asked by what is wanted, never by a room's name."""

    def __init__(self, rooms: Sequence[Room] = ()) -> None:
        self.rooms = tuple(rooms)
        registers = [one for room in rooms for one in room.registers]
        self.registers = _apart((one.subject, one) for one in registers)
        self.series = _apart((letters, one) for one in registers for letters in one.series)
        self.duty_kinds = _apart((one.kind, one) for room in rooms for one in room.duty_kinds)
        self.doors = _apart(pair for room in rooms for pair in room.doors.items())
        self.record = _apart(pair for room in rooms for pair in room.record.items())

    def places(self, menu: Menu) -> list[Place]:
        """Return the places of a menu in their order."""
        found = (one for room in self.rooms for one in room.places if one.menu == menu)
        return sorted(found, key=lambda one: one.order)

    def register_of(self, reference: str) -> Register | None:
        """Return the register of a reference such as `report:PA-2026-00031`."""
        return self.registers.get(reference.partition(":")[0])

    def shown(self, kind: str) -> Shown | None:
        """Return what is told of a record kind; None: no room tells of it, so it is not shown."""
        return self.record.get(kind) or self.record.get(f"{kind.partition('.')[0]}.*")

    @cached_property
    def logged(self) -> tuple[str, ...]:
        """What record kinds begin with that the log of the machine tells too."""
        return tuple(start for room in self.rooms for start in room.logged)

    @property
    def tasks(self) -> list[Task]:
        """The background work."""
        return [one for room in self.rooms for one in room.tasks]

    @property
    def checks(self) -> list[Check]:
        """What the doctor looks at."""
        return [one for room in self.rooms for one in room.health]

    @property
    def api(self) -> list[object]:
        """The operations of the interface for programs."""
        return [one for room in self.rooms for one in room.api]

    def files(self) -> list[str]:
        """Return the names of all kept files that a row refers to."""
        return [name for room in self.rooms if room.files for name in room.files()]

    @cached_property
    def numbers(self) -> re.Pattern[str]:
        """How a number of one of its registers is written: the series, then year and place."""
        told = (letters for letters, one in self.series.items() if one.may_be_inside)
        return re.compile(rf"\b({'|'.join(sorted(told)) or '(?!)'})-(\d{{4}}-\d{{5,}})\b")


def _apart(pairs: Iterable[tuple[str, T]]) -> dict[str, T]:
    found: dict[str, T] = {}
    for name, one in pairs:
        if name in found:
            raise TwoRoomsClaim(name)
        found[name] = one
    return found


# Filled once, when the rooms are all there; read by every floor.
_standing = [House()]


def furnish(rooms: Sequence[Room]) -> None:
    """Let the house have these rooms and no others.

    Raises: TwoRoomsClaim.
    """
    _standing[0] = House(rooms)


def house() -> House:
    """Return the house as it stands."""
    return _standing[0]
