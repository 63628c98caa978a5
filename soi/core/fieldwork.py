"""What was written down in the field on a phone, as it arrives: late, twice, out of order.

Nothing that arrives is dropped and nothing is taken twice. Each entry has an id that the phone
made; each version names the version that it was written over. Where two were written over the
same one, both are kept beside each other until a person has read both.

An entry is acknowledged only when its last photo is here: a phone that hears "received" before
may forget the photo.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

CLOCK_APART = timedelta(minutes=5)  # a phone further off than this has a wrong clock


@dataclass(frozen=True, slots=True)
class Sent:
    """One version of one entry as a phone sends it.

    entry: the id that the phone made (UUID)
    base: number of the version it was written over; 0 for a new entry
    digest: of its words and the digests of its photos: the same digest is the same version
    photos: digests of the photos that belong to it
    checklist: number of the checklist's version that it answers
    """

    entry: str
    base: int
    digest: str
    photos: Sequence[str] = ()
    checklist: int = 1


@dataclass(frozen=True, slots=True)
class Kept:
    """One version as it is kept.

    beside: number of the version that was written over the same base; None where none was
    """

    number: int
    base: int
    digest: str
    photos: Sequence[str] = ()
    beside: int | None = None


class Arrival(StrEnum):
    """What an arriving version turns out to be."""

    NEW = "new"
    AGAIN = "again"  # sent before: acknowledged once more, kept once
    NEXT = "next"
    BESIDE = "beside"  # another version stands over the same base: a person reads both
    EARLY = "early"  # what it was written over is still on its way


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a version goes; `kept` is the one that is kept already, where it came again."""

    arrival: Arrival
    kept: Kept


def place(there: Sequence[Kept], sent: Sent) -> Placed:
    """Return what becomes of `sent`, given all versions of the entry that are there already."""
    for version in there:
        if version.digest == sent.digest:
            return Placed(Arrival.AGAIN, version)
    number = max((version.number for version in there), default=0) + 1
    rival = next((v.number for v in reversed(there) if v.base == sent.base), None)
    kept = Kept(number, sent.base, sent.digest, tuple(sent.photos), rival)
    if rival is not None:
        return Placed(Arrival.BESIDE, kept)
    if sent.base == 0:
        return Placed(Arrival.NEW if not there else Arrival.BESIDE, kept)
    known = any(version.number == sent.base for version in there)
    return Placed(Arrival.NEXT if known else Arrival.EARLY, kept)


def missing_photos(kept: Kept, stored: Collection[str]) -> list[str]:
    """Return digests of photos that are not here yet; empty means it may be acknowledged."""
    return [digest for digest in kept.photos if digest not in stored]


def unsettled(there: Sequence[Kept], settled: Collection[int] = ()) -> list[tuple[int, int]]:
    """Return the pairs of versions that a person has still to read beside each other.

    settled: numbers of versions over which somebody has decided
    """
    return [
        (version.beside, version.number)
        for version in there
        if version.beside is not None and version.number not in settled
    ]


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was written, as far as it can be known.

    at: by the server's clock, from the seconds that the phone counted since the visit began
    device_at: what the phone's own clock said; shown beside where it is far off
    off: how far the phone's clock is from the server's
    """

    at: datetime
    device_at: datetime
    off: timedelta

    @property
    def is_clock_wrong(self) -> bool:
        """Test if the phone's clock is to be shown as wrong."""
        return abs(self.off) > CLOCK_APART


def moment(
    *, began_at: datetime, seconds: float, device_at: datetime, received_at: datetime
) -> Moment:
    """Return when an entry was written; the server's clock goes first.

    began_at: the server's moment at which the phone opened the visit
    seconds: counted by the phone since then, not by its clock
    received_at: when it arrived; nothing was written after that
    """
    counted = began_at + timedelta(seconds=max(0.0, seconds))
    at = min(counted, received_at)
    return Moment(at, device_at, device_at - at)


@dataclass(slots=True)
class Journal:
    """All versions of all entries of one visit, by the entry's id."""

    entries: dict[str, list[Kept]] = field(default_factory=dict)

    def take(self, sent: Sent) -> Placed:
        """Place what arrives, and keep it unless it is here already."""
        there = self.entries.setdefault(sent.entry, [])
        placed = place(there, sent)
        if placed.arrival is not Arrival.AGAIN:
            there.append(placed.kept)
        return placed

    def digests(self) -> Mapping[str, list[str]]:
        """Return the digests of all versions by entry, in the order of arrival."""
        return {entry: [kept.digest for kept in there] for entry, there in self.entries.items()}
