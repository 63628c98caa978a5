"""Verifying what a resident holds: a receipt's promise, or a proof file."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from soi.core import entries, notes, proofs, tiles
from soi.core.entries import Class, NotAnEntry
from soi.core.merkle import BadProof
from soi.core.notes import BadNote, Checkpoint, Cosigned, Key
from soi.core.stamps import VIETNAM
from soi.record.offline import audit
from soi.record.offline.source import Missing, Source

_FORGED = "what the record serves as its entries is not what it has signed"


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
        said = _disclosed(disclosure, plain.commitment) if disclosure else []
    except (BadProof, NotAnEntry) as error:
        return Result("false", [f"this proof does not hold: {error}"])
    said.insert(0, f"entry {given.index} of {point.size} is in {point.origin}, unaltered")
    said.insert(1, f"its day: {plain.day.isoformat()}; class: {plain.entry_class.name.lower()}")
    said += _seen(seen)
    facts = {"index": given.index, "size": point.size, "day": plain.day.isoformat()}
    return Result("proved", said, facts)


def receipt(text: str, key: Key, source: Source | None, log: Key, now: datetime) -> Result:
    """Return whether a promise is genuine and, with the log at hand, whether it is kept."""
    try:
        given, _salt = proofs.from_text(text)
        proofs.verify_promise(given, key)
    except BadProof as error:
        return Result("false", [f"this receipt is not genuine: {error}"])
    said = [
        f"this promise is genuine: accepted on {given.day.isoformat()}, "
        f"to be in the record within {given.hours} hours"
    ]
    facts: dict[str, object] = {"day": given.day.isoformat(), "hours": given.hours}
    if source is None:
        return Result("promised", said, facts)
    return _kept(given, source, log, now, said, facts)


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
    # The day ends in Vietnam; the hours are counted from its end.
    over = datetime.combine(given.day, datetime.min.time(), VIETNAM) + timedelta(
        days=1, hours=given.hours
    )
    if now > over:
        said.append(f"IT WAS NOT KEPT: not among {point.size} entries, due {over:%F %H:%M}")
        return Result("broken", said, facts)
    said.append(f"it is not in the record yet; there is time until {over:%F %H:%M} in Vietnam")
    return Result("waiting", said, facts)


def opened(
    source: Source, log: Key, witnesses: Sequence[Key] = ()
) -> tuple[Checkpoint, list[Cosigned]]:
    """Return the signed checkpoint of a log.

    Raises: BadNote, Missing.
    """
    return notes.opened(source.text("checkpoint"), log, witnesses)


def _disclosed(path: Path, commitment: bytes) -> list[str]:
    try:
        told = json.loads(path.read_text())
        payload, salt = told["payload"].encode(), bytes.fromhex(told["salt"])
        parts = told.get("parts", {})
        marks = json.loads(payload)["attachments"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadProof("the file of what was sent cannot be read") from error
    if entries.commitment(salt, payload) != commitment:
        raise BadProof("what was sent is not what the entry commits to")
    for name, part in parts.items():
        mark = entries.commitment(bytes.fromhex(part["salt"]), part["text"].encode()).hex()
        if mark not in marks:
            raise BadProof(f"the {name} is not what the entry commits to")
    return [f"what was sent fits the entry: {', '.join(['payload', *parts])}"]


def _seen(seen: Sequence[Cosigned]) -> list[str]:
    if not seen:
        return ["not witnessed by anybody whose key is known here"]
    return [
        f"witnessed by {one.name}, {datetime.fromtimestamp(one.at, UTC):%F %H:%M} UTC"
        for one in seen
    ]


__all__ = ["BadNote", "Class", "Missing", "Result", "opened", "proof", "receipt"]
