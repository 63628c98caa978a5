"""Which edition of the law or the offices holds: how a process knows what to read anew."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

_kept: ContextVar[dict[str, int] | None] = ContextVar("editions", default=None)
_asked: set[str] = set()  # what this process has asked for, so that the first to ask asks for all


def edition(*names: str) -> tuple[int, ...]:
    """Return the editions of `names`, in one statement at most; 0 for what never changed."""
    kept = _kept.get()
    if kept is None:
        found = _read(names)
    else:
        if any(name not in kept for name in names):
            _asked.update(names)
            kept |= _read(tuple(_asked))
        found = kept
    return tuple(found[name] for name in names)


@contextmanager
def one_edition() -> Iterator[None]:
    """Let everything within, such as one request, go by the editions that held at its first look.

    Where something within makes a new edition, each later look is at the database again.
    """
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def look_again() -> None:
    """Go by the database again: an edition was made here, and may be taken back."""
    _kept.set(None)


def _read(names: tuple[str, ...]) -> dict[str, int]:
    # Spelled out, it costs a fifth of the ORM's way, and every request asks.
    places = ", ".join(["%s"] * len(names))
    statement = f"SELECT name, value FROM record_counter WHERE name IN ({places})"  # noqa: S608 - our own table
    with connection.cursor() as cursor:
        cursor.execute(statement, names)
        return dict.fromkeys(names, 0) | dict(cursor.fetchall())
