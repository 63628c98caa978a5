"""A monitor: what a log was when last seen, what it is, and whether its open acts fit together.

It keeps the last checkpoint, reads what is new, and holds the duties' entries against each
other: an entry's day against the hour it appeared, a moved due day against its ground, a
verdict "met" against the due day, and every office's count of what it was given and closed.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from soi.core import entries, merkle, notes, tiles
from soi.core.entries import Class, NotAnEntry
from soi.core.merkle import BadProof
from soi.core.notes import Checkpoint, Key
from soi.record.offline import audit, pages
from soi.record.offline.source import Missing, Source

_MOVES = {
    "duty.extended", "duty.resumed", "duty.recomputed", "duty.assigned", "duty.drafted",
    "duty.confirmed", "duty.reported",
}  # fmt: skip


@dataclass(slots=True)
class Seen:
    """What a look at a log has shown. offices: for each, how many duties it got and closed."""

    size: int
    summary: str = ""
    offices: dict[str, dict[str, int]] = field(default_factory=dict)
    duties: dict[str, dict[str, str]] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)


def look(
    source: Source,
    key: Key,
    witnesses: Sequence[Key],
    state: Path,
    now: datetime,
    against: str = "",
) -> Seen:
    """Return what is new in a log and what does not fit, and keep what was seen for the next time.

    against: the address of the ward's pages, whose list of duties is to say the same
    Raises: BadNote, Missing, BadTile.
    """
    kept = json.loads(state.read_text()) if state.exists() else {}
    note = source.text("checkpoint")
    point, _ = notes.opened(note, key, witnesses)
    seen = Seen(point.size, "", kept.get("offices", {}), kept.get("duties", {}))
    start = 0
    if kept:
        old = notes.opened(kept["note"], key)[0]
        start = old.size
        fault = _not_grown(source, old, point)
        if fault:
            seen.faults.append(fault)
            return seen  # what was kept is the proof: it is not written over
    if not _read(source, point, start, seen, now if kept else None):
        return seen  # nor is what was not read counted as seen
    doubts = pages.doubts(against, seen.duties) if against else {}
    gone = _erased(source, doubts, seen)
    for ref, words in doubts.items():
        if kept.get("doubts", {}).get(ref) == words:
            seen.faults.append(("counter", f"{ref} {words}"))
    seen.summary = f"grew from {start} to {point.size}, nothing that does not fit"
    if gone:
        seen.summary += f"; duties whose entries lost their content: {gone}"
    kept = {"note": note, "offices": seen.offices, "duties": seen.duties, "doubts": doubts}
    state.write_text(json.dumps(kept, ensure_ascii=False))
    return seen


def _erased(source: Source, doubts: dict[str, str], seen: Seen) -> int:
    """Forget duties that stand on no page and whose entries tell nothing any more; how many.

    Such an erasure is told under the seal: a filing that was a denunciation goes like that, and
    to name it here as a finding would point at it.
    """
    missed = [ref for ref, words in doubts.items() if words == pages.NOT_SHOWN]
    gone = [ref for ref in missed if _is_bare(source, seen.duties[ref])]
    for ref in gone:
        del doubts[ref], seen.duties[ref]
    return len(gone)


def _is_bare(source: Source, duty: dict[str, str]) -> bool:
    if not duty.get("place"):
        return False
    try:
        source.read(f"entry/{duty['place']}")
    except Missing:
        return True
    return False


def _not_grown(source: Source, old: Checkpoint, new: Checkpoint) -> tuple[str, str] | None:
    if new.size < old.size:
        return "rollback", f"the record had {old.size} entries and has {new.size}"
    try:
        path = tiles.Reader(new.size, source.read).consistency(old.size)
        merkle.verify_consistency(old.size, new.size, path, old.root, new.root)
    except BadProof:
        return "fork", f"the record does not go on from the one of {old.size} entries"
    return None


def _read(source: Source, point: Checkpoint, start: int, seen: Seen, now: datetime | None) -> bool:
    """Return if all that is new was what the record has signed."""
    try:
        for place, data in audit.signed(source, point, start):
            _entry(source, place, data, seen, now)
    except BadProof as error:
        seen.faults.append(("bundle", f"what is served is not what was signed: {error}"))
        return False
    return True


def _entry(source: Source, place: int, data: bytes, seen: Seen, now: datetime | None) -> None:
    try:
        plain = entries.parse(data)
    except NotAnEntry:
        seen.faults.append(("entry", f"entry {place} is no entry"))
        return
    if now is not None and abs(now.date() - plain.day) > timedelta(days=2):
        seen.faults.append(("day", f"entry {place} appeared now and is dated {plain.day}"))
    if plain.entry_class is not Class.OPEN or not source.is_remote:
        return
    try:
        given = source.read(f"entry/{place}")
    except Missing:
        return  # erased, or not shown: then there is nothing to hold against
    try:
        told = json.loads(given)
        salt, payload = bytes.fromhex(told["salt"]), told["payload"].encode()
        if entries.commitment(salt, payload) != plain.commitment:
            seen.faults.append(("payload", f"entry {place} does not say what it committed to"))
            return
        _act(place, json.loads(payload), seen)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        seen.faults.append(("payload", f"entry {place} is not given in a shape that can be read"))


def _act(place: int, told: dict[str, Any], seen: Seen) -> None:
    kind, case, facts = told["type"], told["case"], told["body"]["facts"]
    if kind == "record.erased":
        seen.duties.pop(case, None)
    if not kind.startswith("duty."):
        return
    duty = seen.duties.setdefault(case, {"due_on": "", "holder": "", "reported": ""})
    _deadline(place, kind, case, facts, duty, seen)
    duty["draft"] = "yes" if kind == "duty.drafted" else ""
    duty.setdefault("place", str(place))
    if kind == "duty.assigned":
        duty["holder"] = facts.get("holder", "")
        _count(seen, duty["holder"], "given")
    elif kind == "duty.transferred":
        duty["holder"] = facts.get("to", "")
        _count(seen, duty["holder"], "given")
    elif kind == "duty.reported":
        duty["reported"] = told["day"]
    elif kind == "duty.judged":
        _count(seen, duty["holder"], "closed")


def _deadline(
    place: int, kind: str, case: str, facts: dict[str, Any], duty: dict[str, str], seen: Seen
) -> None:
    due = str(facts.get("due_on", duty["due_on"]))
    if due != duty["due_on"] and kind not in _MOVES:
        seen.faults.append(("deadline", f"entry {place}: {case} moved its day by {kind}"))
    if kind == "duty.extended" and not facts.get("document"):
        seen.faults.append(("deadline", f"entry {place}: {case} was extended without a document"))
    late = duty["reported"] and duty["due_on"] and duty["reported"] > duty["due_on"]
    if kind == "duty.judged" and facts.get("verdict") == "met" and late:
        seen.faults.append(("deadline", f"entry {place}: {case} is called met and was late"))
    duty["due_on"] = due


def _count(seen: Seen, office: str, what: str) -> None:
    row = seen.offices.setdefault(office, {"given": 0, "closed": 0})
    row[what] += 1
