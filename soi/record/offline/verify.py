"""Verifying what a resident holds: a receipt's promise, or a proof file."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from soi.core import entries, notes, proofs, tiles
from soi.core.entries import Class, NotAnEntry
from soi.core.merkle import BadProof
from soi.core.notes import BadNote, Checkpoint, Cosigned, Key
from soi.core.stamps import VIETNAM
from soi.record.offline import audit, disclosed
from soi.record.offline.source import Missing, Source

_FORGED = "what the record serves as its entries is not what it has signed"

_UNSIGNED = (
    "not checked: its last 32 bytes, the salt; they are not signed and are checked only with the "
    "file of what was sent"
)


@dataclass(slots=True)
class Result:
    """What was found: a verdict in one word, and the sentences that explain it.

    verdict: proved, promised, waiting, broken (the promise was not kept) or false
    """

    verdict: str
    said: list[str] = field(default_factory=list)
    facts: dict[str, object] = field(default_factory=dict)


def proof(text: str, log: Key, witnesses: Sequence[Key], disclosure: Path | None) -> Result:
    """Return whether a proof file holds: this entry is in the record, unaltered."""
    try:
        given = proofs.parse_proof(text)
        plain = entries.parse(given.extra)
        point, seen = proofs.verify_proof(given, given.extra, log, witnesses)
        said = disclosed.fits(disclosure, plain.commitment) if disclosure else []
    except (BadProof, NotAnEntry) as error:
        return Result("false", [f"this proof does not hold: {error}"])
    said.insert(0, f"entry {given.index} of {point.size} is in {point.origin}, unaltered")
    said.insert(1, f"its day: {plain.day.isoformat()}; class: {plain.entry_class.name.lower()}")
    said += _seen(seen)
    facts = {"index": given.index, "size": point.size, "day": plain.day.isoformat()}
    return Result("proved", said, facts)


def receipt(
    text: str, keys: tuple[Key, Key], source: Source | None, now: datetime, disclosure: Path | None
) -> Result:
    """Return whether a promise is genuine and, with the log at hand, whether it is kept.

    keys: that of promises, and the log's
    """
    try:
        given, salt = proofs.from_text(text)
        proofs.verify_promise(given, keys[0])
    except BadProof as error:
        return Result("false", [f"this receipt is not genuine: {error}"])
    said = [
        f"this promise is genuine: accepted on {given.day.isoformat()}, "
        f"to be in the record within {given.hours} hours"
    ]
    facts: dict[str, object] = {"day": given.day.isoformat(), "hours": given.hours}
    if not disclosure:
        facts["unchecked"] = ["salt"]
        said.append(_UNSIGNED)
    try:
        said += disclosed.fits(disclosure, given.commitment, salt) if disclosure else []
    except BadProof as error:
        return Result("false", [*said, f"this receipt does not hold: {error}"], facts)
    if source is None:
        return Result("promised", said, facts)
    return _kept(given, source, keys[1], now, said, facts)


def _kept(
    given: proofs.Promise,
    source: Source,
    log: Key,
    now: datetime,
    said: list[str],
    facts: dict[str, object],
) -> Result:
    point, _ = opened(source, log)
    try:
        # All of them, for a bundle that hides the entry would make a kept word look broken.
        found = {data[10:]: place for place, data in audit.signed(source, point)}
    except (BadProof, tiles.BadTile) as error:
        return Result("false", [*said, f"{_FORGED}: {error}"], facts)
    place = found.get(given.commitment)
    if place is not None:
        said.append(f"it is kept: entry {place} of {point.size}")
        return Result("proved", said, facts | {"index": place, "size": point.size})
    try:
        over = _over(given)
    except OverflowError:
        return Result(
            "false", [*said, "this promise has no last hour that any calendar has"], facts
        )
    if now > over:
        said.append(f"IT WAS NOT KEPT: not among {point.size} entries, due {over:%F %H:%M}")
        return Result("broken", said, facts)
    said.append(f"it is not in the record yet; there is time until {over:%F %H:%M} in Vietnam")
    return Result("waiting", said, facts)


def _over(given: proofs.Promise) -> datetime:
    # The day ends in Vietnam; the hours are counted from its end.
    start = datetime.combine(given.day, datetime.min.time(), VIETNAM)
    return start + timedelta(days=1, hours=given.hours)


def opened(
    source: Source, log: Key, witnesses: Sequence[Key] = ()
) -> tuple[Checkpoint, list[Cosigned]]:
    """Return the signed checkpoint of a log.

    Raises: BadNote, Missing.
    """
    return notes.opened(source.text("checkpoint"), log, witnesses)


def _seen(seen: Sequence[Cosigned]) -> list[str]:
    if not seen:
        return ["not witnessed by anybody whose key is known here"]
    return [f"witnessed by {one.name}, {_moment(one.at)}" for one in seen]


def _moment(at: int) -> str:
    try:
        return f"{datetime.fromtimestamp(at, UTC):%F %H:%M} UTC"
    except (OverflowError, ValueError, OSError):
        return "at a time that no calendar has"


__all__ = ["BadNote", "Class", "Missing", "Result", "opened", "proof", "receipt"]
