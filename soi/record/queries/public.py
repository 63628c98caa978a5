"""What anybody may be told of the public record: its state, proofs, and what open entries say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from soi.core import entries, notes, proofs, tiles, witnessing
from soi.core.entries import Class
from soi.core.merkle import BadProof
from soi.core.notes import BadNote, Checkpoint, Cosigned
from soi.core.stamps import VIETNAM
from soi.core.witnessing import BadPolicy, Policy
from soi.record import files
from soi.record.models import Entry, Leaf, Log, Outbox, Payload
from soi.record.queries.room import told_by_room
from soi.record.queries.shown import shown

_LATEST = 12
_LOOKED_AT = 600  # behind some days of sealed ones, 64 a day, the open ones still show


@dataclass(frozen=True, slots=True)
class Published:
    """What everybody can see of a log at this moment.

    note: the signed checkpoint, as it is served; seen: the witnesses' lines in it
    """

    log: Log
    note: str
    checkpoint: Checkpoint
    seen: Sequence[Cosigned]
    policy: Policy


@dataclass(frozen=True, slots=True)
class Line:
    """One published entry, or a run of sealed ones.

    index: the place of the last; count: how many; subject: empty where it is not shown
    """

    index: int
    entry_class: Class
    day: Any
    kind: str = ""
    subject: str = ""
    count: int = 1


def log() -> Log | None:
    """Return the log that is being written; None before the first publication."""
    return Log.objects.filter(name=files.current()).first()


def policy() -> Policy:
    """Return whom this ward asks to witness, and who suffices.

    A policy that cannot be read asks nobody: `policy_trouble` says so.
    """
    try:
        return witnessing.parse_policy(files.policy())
    except BadPolicy:
        return Policy()


def policy_trouble() -> str:
    """Return what is wrong with the policy or its quorum now; empty where nothing is."""
    try:
        asked = witnessing.parse_policy(files.policy())
    except BadPolicy as error:
        return str(error)
    found = published()
    signed = [one.name for one in found.seen] if found else []
    if found is None or asked.met(signed):
        return ""
    missing = [one.name for one in asked.witnesses.values() if one.key.name not in signed]
    return f"the quorum is not met; not signed: {', '.join(missing)}"


def published(name: str = "") -> Published | None:
    """Return what is published of a log; None where nothing is, or it is spoilt.

    name: of the log; empty: the current one
    """
    name = name or files.current()
    found, data = Log.objects.filter(name=name).first(), files.served(name, "checkpoint")
    key = files.served(name, "vkey")
    if found is None or data is None or key is None:
        return None
    asked = policy()
    try:
        known = notes.parse_key(key.decode())
        checkpoint, seen = notes.opened(data.decode(), known, asked.keys())
    except (BadNote, UnicodeDecodeError):
        return None
    return Published(found, data.decode(), checkpoint, seen, asked)


def overview(now: datetime) -> dict[str, Any]:
    """Return what the page of the record shows."""
    found, current = published(), log()
    page: dict[str, Any] = {
        "published": found,
        "held_up": current.frozen_why if current else "",
        "frozen": bool(current and current.frozen_at),
        "waiting": Outbox.objects.count(),
    }
    if found is None:
        return page
    times = {one.name: datetime.fromtimestamp(one.at, VIETNAM) for one in found.seen}
    named = [(one.name, times.get(one.key.name)) for one in found.policy.witnesses.values()]
    signed = found.log.roots.filter(size=found.checkpoint.size).first()
    hour = _last_hour(found, now)
    return page | {
        "size": found.checkpoint.size,
        "origin": found.checkpoint.origin,
        "root": str(found.checkpoint).split("\n")[2],
        "at": signed.at.astimezone(VIETNAM) if signed else None,
        "witnesses": named,
        "signed": sum(at is not None for _, at in named),
        "met": found.policy.met([one.name for one in found.seen]),
        "hour": hour,
        "latest": _latest(found),
        "room": told_by_room(),
    }


def open_proof(index: int, name: str = "") -> str | None:
    """Return the proof file of an open entry; None for a sealed one and for what is not there.

    name: of the log; empty: the current one
    """
    found = published(name)
    if found is None or not 0 <= index < found.checkpoint.size:
        return None
    try:
        data = _entry(found, index)
        return _proof(found, index, data) if data[1] == Class.OPEN else None
    except (BadProof, tiles.BadTile, OSError):
        return None  # files that are not what was signed prove nothing; the audit names them


def proof_of(*, subject: str, kind: str) -> str | None:
    """Return the proof file of the first entry of a kind about a subject.

    None where it has no published place yet, or was erased.
    """
    found = published()
    told = Payload.objects.filter(subject=subject, kind=kind).order_by("entry_id").first()
    leaf = Leaf.objects.filter(entry_id=told.entry_id).first() if told else None
    if found is None or leaf is None:
        return None
    index = leaf.pk - found.log.first
    if not 0 <= index < found.checkpoint.size:
        return None
    return _proof(found, index, bytes(leaf.data))


def disclosure_of(*, subject: str, kind: str) -> dict[str, Any] | None:
    """Return what an entry commits to, for whom it concerns: payload, salt, salts of its parts.

    None once it was erased.
    """
    told = Payload.objects.filter(subject=subject, kind=kind).order_by("entry_id").first()
    if told is None:
        return None
    return {"payload": told.body, "salt": bytes(told.salt).hex(), "salts": told.salts}


def opened(index: int, name: str = "") -> dict[str, Any] | None:
    """Return what an open entry says, with its kind and its salt.

    name: of the log; empty: the current one
    None for a sealed entry, an erased one, one of a room that does not show its entries, and
    one about a duty that is not public.
    """
    found = published(name)
    if found is None or not 0 <= index < found.checkpoint.size:
        return None
    leaf = Leaf.objects.filter(pk=found.log.first + index).first()
    entry_id = leaf.entry_id if leaf else None
    told = Payload.objects.filter(entry_id=entry_id).first() if entry_id else None
    if leaf is None or told is None or not shown([(leaf.data[1], told)]):
        return None
    return {
        "index": index,
        "entry": bytes(leaf.data).hex(),
        "kind": told.kind,
        "payload": told.body,
        "salt": bytes(told.salt).hex(),
    }


def _last_hour(found: Published, now: datetime) -> dict[str, int]:
    ago = now - timedelta(hours=1)
    before = found.log.roots.filter(at__lte=ago).order_by("-size").first()
    start = found.log.first + (before.size if before else 0)
    end = found.log.first + found.checkpoint.size
    counts = {"open": 0, "sealed": 0}
    for data in Leaf.objects.filter(pk__gte=start, pk__lt=end).values_list("data", flat=True):
        counts["open" if bytes(data)[1] == Class.OPEN else "sealed"] += 1
    return counts


def _latest(found: Published) -> list[Line]:
    end = found.log.first + found.checkpoint.size
    rows = Leaf.objects.filter(pk__gte=found.log.first, pk__lt=end).order_by("-pk")[:_LOOKED_AT]
    lines: list[tuple[Line, int | None]] = []
    for leaf in rows:
        plain = entries.parse(bytes(leaf.data))
        line = Line(leaf.pk - found.log.first, plain.entry_class, plain.day)
        last = lines[-1][0] if lines else None
        if last and (last.entry_class, line.entry_class) == (Class.SEALED, Class.SEALED):
            lines[-1] = (replace(last, count=last.count + 1), None)
        elif len(lines) < _LATEST:
            lines.append((line, leaf.entry_id))
        else:
            break
    return _told(lines)


def _told(lines: Sequence[tuple[Line, int | None]]) -> list[Line]:
    """Return lines with what those of them tell that anybody may read."""
    told = Payload.objects.in_bulk([entry_id for _, entry_id in lines if entry_id])
    rows = [(line.entry_class, told[entry_id]) for line, entry_id in lines if entry_id in told]
    read = shown(rows)
    return [
        replace(line, kind=told[entry_id].kind, subject=told[entry_id].subject)
        if entry_id in read
        else line
        for line, entry_id in lines
    ]


def _entry(found: Published, index: int) -> bytes:
    number, place = divmod(index, tiles.WIDTH)
    return _reader(found).bundle(number, found.checkpoint.root)[place]


def _proof(found: Published, index: int, data: bytes) -> str:
    path = tuple(_reader(found).inclusion(index))
    return str(proofs.Proof(index, path, found.note, data))


def _reader(found: Published) -> tiles.Reader:
    folder = files.folder(found.log.name)
    return tiles.Reader(found.checkpoint.size, lambda path: (folder / path).read_bytes())


def waiting_since() -> datetime | None:
    """Return since when the oldest open entry has waited for its place; None if none does."""
    first = Outbox.objects.filter(sealed=False).order_by("entry_id").first()
    return Entry.objects.get(pk=first.entry_id).at if first else None
