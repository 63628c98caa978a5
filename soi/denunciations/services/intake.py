"""Taking a box in: its length and its shape are looked at, and nothing else can be."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db import (
    IntegrityError,
    InterfaceError,
    OperationalError,
    connections,
    transaction,
)

from soi.core import sealed
from soi.core.refusals import Refusal
from soi.core.sealed.words import words
from soi.denunciations.models import Box, Outbox, Spent
from soi.denunciations.services.together import Together

FEED = None  # waits for the next release
APART = 0  # fetched by its name
_TRIES = 5


class BadLength(Refusal):
    """The box has none of the lengths that are taken."""

    code = "bad_length"


class AlreadySent(Refusal):
    """What this form brought was kept before, and its code was shown."""

    code = "already_sent"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a box: its name, and whether it was here before."""

    name: str
    fresh: bool


@dataclass(frozen=True, slots=True)
class Coming:
    """A box on its way in, and what the public record will be owed for it; empty: nothing."""

    box: Box
    commitment: bytes


def random_words() -> str:
    """Return a name that nobody can guess and that counts nothing."""
    return words(secrets.token_bytes(7))


def epoch_of(day: date) -> str:
    """Return the month whose keys are used on a day, such as "2026-11"."""
    return f"{day:%Y-%m}"


def take(
    *, content: bytes, day: date, apart: bool = False, shut: bool = False, commitment: bytes = b""
) -> Taken:
    """Keep a box, once however often it is sent, and note it for the public record.

    apart: a file or an identity, which the feed does not carry
    commitment: 32 bytes that the sender can open later; without one, chance
    Raises: BadLength, NotAnEnvelope.
    """
    if len(content) not in sealed.LENGTHS:
        raise BadLength
    # Everything that only computes is done before the room is locked for writing.
    sealed.demand_shape(content)
    apart = apart or shut or sealed.LENGTHS[len(content)] not in sealed.WRITINGS
    box = Box(
        name=random_words(),
        digest=sha256(content).digest(),
        # What is fetched by its name has no dummies beside it: its day would be a filing's.
        day=day.replace(day=1) if apart else day,
        epoch=epoch_of(day),
        shut=shut,
        batch=APART if apart else FEED,
        content=content,
    )
    coming = Coming(box, b"" if apart else commitment or secrets.token_bytes(32))
    if connections["sealed"].in_atomic_block:
        return _kept([coming])[0]  # a part of another act: all of it or nothing
    return _together(coming)


def _kept(coming: Sequence[Coming]) -> list[Taken]:
    """Write boxes that came at the same time; each is there once, however often it came."""
    names: dict[object, str] = {}
    lacking = list(coming)
    for _ in range(_TRIES):
        Box.objects.bulk_create([one.box for one in lacking], ignore_conflicts=True)
        digests = [one.box.digest for one in lacking]
        rows = Box.objects.filter(digest__in=digests).values_list("digest", "name")
        names |= {bytes(digest): name for digest, name in rows}
        lacking = [one for one in lacking if one.box.digest not in names]
        if not lacking:
            break
        for one in lacking:
            one.box.name = random_words()  # the words were somebody else's
    taken = [Taken(names[one.box.digest], names[one.box.digest] == one.box.name) for one in coming]
    owed = [
        Outbox(commitment=one.commitment, day=one.box.day)
        for one, found in zip(coming, taken, strict=True)
        if found.fresh and one.commitment
    ]
    if owed:
        Outbox.objects.bulk_create(owed, ignore_conflicts=True)
    return taken


_together = Together(
    transaction.atomic(using="sealed")(_kept), hopeless=(OperationalError, InterfaceError)
)


def demand_writing(content: bytes) -> None:
    """Refuse what is no envelope of the length of a writing.

    Raises: BadLength, NotAnEnvelope.
    """
    if sealed.LENGTHS.get(len(content)) not in sealed.WRITINGS:
        raise BadLength
    sealed.demand_shape(content)


def note(commitment: bytes, day: date) -> None:
    """Put a commitment on its way to the public record; as the last write of an act."""
    Outbox.objects.bulk_create([Outbox(commitment=commitment, day=day)], ignore_conflicts=True)


def spend(once: bytes, day: date) -> None:
    """Remember that a form was sent, within the act that keeps what it brought.

    Raises: AlreadySent.
    """
    try:
        with transaction.atomic(using="sealed"):
            Spent.objects.create(digest=sha256(once).digest(), day=day)
    except IntegrityError as error:
        raise AlreadySent from error
