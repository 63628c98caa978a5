"""Which edition of the law or the offices holds: how a process knows what to read anew."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TypeVar

from django.db import Error, connection

_Found = TypeVar("_Found")
# What this process read last of every name it ever asked for: the first to ask asks for all.
_last: dict[str, int] = {}


@dataclass(slots=True)
class _Kept:
    """What everything within goes by; `presumed` until the database was looked at."""

    values: dict[str, int] = field(default_factory=dict)
    presumed: bool = False


_kept: ContextVar[_Kept | None] = ContextVar("editions", default=None)


class Outdated(Exception):
    """The editions that an act presumed are not the present ones: nothing may come of it."""


def edition(*names: str) -> tuple[int, ...]:
    """Return the editions of `names`, in one statement at most; 0 for what never changed."""
    kept = _kept.get()
    if kept is None:
        found = _read(names)
    else:
        if any(name not in kept.values for name in names):
            # What was gone by already stays, so that a change in between is seen at the end.
            kept.values = _read((*_last, *names)) | kept.values
        found = kept.values
    return tuple(found[name] for name in names)


@contextmanager
def one_edition() -> Iterator[None]:
    """Let everything within, such as one request, go by the editions that held at its first look.

    Where something within makes a new edition, each later look is at the database again.
    """
    with _going_by(_Kept()):
        yield


def look_again() -> None:
    """Go by the database again: an edition was made here, and may be taken back."""
    _kept.set(None)


def presuming(act: Callable[[], _Found]) -> _Found:
    """Carry `act` out by the editions that were read last; again, if they have changed.

    For an act that draws a number, first thing in its transaction: there the present editions
    are told as well, and hold until the transaction ends. So nothing is written by a law or
    by offices that have changed since the act was planned, and the act need not ask for them
    before. One within another is part of it.
    """
    outer = _kept.get()
    if outer and outer.presumed:
        return act()
    known = outer.values if outer and outer.values else _last
    with _going_by(_Kept(dict(known), presumed=True)) as kept:
        try:
            return act()
        except Outdated:
            pass
        except Error:  # of the database: not for want of an edition
            raise
        except Exception:
            # A refusal may come of what has changed since.
            if not kept.presumed or _read(tuple(kept.values)) == kept.values:
                raise
    with one_edition():
        return presuming(act)


def to_confirm() -> tuple[str, ...]:
    """Return the names whose editions were presumed, and not yet looked at."""
    kept = _kept.get()
    return tuple(kept.values) if kept and kept.presumed else ()


def confirm(present: Mapping[str, int] | None = None) -> None:
    """Go on by what was presumed, if those are the present editions.

    present: what the database told in this transaction; else it is asked here
    Raises: Outdated, where one of them is another.
    """
    kept = _kept.get()
    if kept is None or not kept.presumed or not kept.values:
        return
    now = _read(tuple(kept.values)) if present is None else present
    _last.update(now)
    if any(now[name] != value for name, value in kept.values.items()):
        raise Outdated
    kept.presumed = False


@contextmanager
def _going_by(kept: _Kept) -> Iterator[_Kept]:
    token = _kept.set(kept)
    try:
        yield kept
    finally:
        _kept.reset(token)


def _read(names: tuple[str, ...]) -> dict[str, int]:
    # Spelled out, it costs a fifth of the ORM's way, and every request asks.
    places = ", ".join(["%s"] * len(names))
    statement = f"SELECT name, value FROM record_counter WHERE name IN ({places})"  # noqa: S608 - our own table
    with connection.cursor() as cursor:
        cursor.execute(statement, names)
        found = dict.fromkeys(names, 0) | dict(cursor.fetchall())
    _last.update(found)
    return found
