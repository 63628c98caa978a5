"""Publishing the log: tiles first, the signed checkpoint last; and what to do after a restore.

Before each signature the size and root are held against what was signed before. Going on
from a smaller size would sign a second history: then the log is frozen and says why.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from soi.core import entries, merkle, notes, tiles
from soi.core.notes import BadNote, Checkpoint
from soi.core.stamps import SYSTEM, VIETNAM, Stamp
from soi.record import files
from soi.record.files import ClockOff, Frozen
from soi.record.models import Entry, Leaf, Log, Outbox, Root
from soi.record.services import rereading
from soi.record.services.asking import compare_at_start, cosigned
from soi.record.services.entries import append
from soi.record.services.integrating import integrate, place_first
from soi.record.services.keys import ensure_keys, log_signer, mldsa_signer
from soi.record.services.rereading import leaves

_SIGNED = "signed.log"
_STEP = 2 + entries.SIZE  # bytes of one entry in a bundle
_LINE = re.compile(r"[1-9][0-9]* [0-9a-f]{64}")
_begun: set[Path] = set()  # logs that were read again in this process


def publish(*, at: datetime) -> Checkpoint | None:
    """Give waiting entries their place, sign what the log has become, and publish it.

    Returns what is published then; None where the log is frozen or empty, or the clock here is
    not that of its witnesses: that one is tried again, and heals by itself.
    """
    log = _current(at)
    if log.frozen_at:
        return None
    try:
        _begin(log)
        log = _turned(log, at)
        size = integrate(log.name, at)
        found = _publish(log, size, at) if size else None
    except Frozen as why:
        Log.objects.filter(pk=log.pk).update(frozen_at=at, frozen_why=str(why))
        return None
    except ClockOff as why:
        Log.objects.filter(pk=log.pk).update(frozen_why=str(why))
        return None
    if log.frozen_why:
        Log.objects.filter(pk=log.pk).update(frozen_why="")
    return found


def refill(*, at: datetime) -> int:
    """Put back from the published bundles what a restored database lacks; returns how many.

    The log is thawed where everything agrees afterwards.

    Raises: Frozen, where the published files do not lead to what was signed.
    """
    log = _current(at)
    target = _published(log) or _last_signed(log)
    if target is None or target.size < (_last_signed(log) or target).size:
        raise Frozen("the published files do not reach what was signed; open a new log")
    added = _refilled(log, target, at)
    Log.objects.filter(pk=log.pk).update(frozen_at=None, frozen_why="")
    return added


@transaction.atomic
def reopen(*, name: str, at: datetime, why: str) -> None:
    """Close the current log as it stands and open another; nothing is signed anew.

    The first entry of the new log commits to the last good checkpoint of the old one. What
    waits, and every act from now on, goes to the new log.

    why: such as "a new year", or what the old log is frozen for
    """
    old = _current(at)
    last = _last_signed(old) or Checkpoint(old.origin, 0, merkle.EMPTY)
    Log.objects.filter(pk=old.pk).update(closed_at=at)
    ensure_keys(name)
    new = _opened(name, at)
    facts = {"origin": last.origin, "size": last.size, "root": last.root.hex(), "why": why}
    first = append(
        kind="record.reopened", subject=f"log:{name}", facts=facts, stamp=Stamp(SYSTEM, at)
    )
    place_first(new, first, at)


def _begin(log: Log) -> None:
    """Before the first signature of this process: read everything again, ask the witnesses.

    Raises: Frozen.
    """
    compare_at_start(log)
    folder = files.folder(log.name)
    if folder not in _begun:
        rereading.demand_whole(log)
        _begun.add(folder)


def _turned(log: Log, at: datetime) -> Log:
    """Close a log whose year is over: its last entry names the key of the next one."""
    year = str(at.astimezone(VIETNAM).year)
    if log.frozen_at or log.name[:4] >= year:
        return log
    ensure_keys(year)
    facts = {"successor": str(log_signer(year).key)}
    files.write(files.home() / "current", log.name.encode())
    append(kind="record.closed", subject=f"log:{log.name}", facts=facts, stamp=Stamp(SYSTEM, at))
    _publish(log, integrate(log.name, at), at)
    reopen(name=year, at=at, why="a new year")
    return Log.objects.get(name=year)


def settle_outbox() -> None:
    """Let wait exactly what has no place yet: after a whole database was put back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM record_outbox WHERE entry_id IN "
            "(SELECT entry_id FROM record_leaf WHERE entry_id IS NOT NULL)"
        )


def _current(at: datetime) -> Log:
    name = files.current() or str(at.astimezone(VIETNAM).year)
    ensure_keys(name)
    return Log.objects.filter(name=name).first() or _opened(name, at)


def _opened(name: str, at: datetime) -> Log:
    last = Leaf.objects.aggregate(last=Max("pk"))["last"]
    first = 0 if last is None else last + 1
    log, _ = Log.objects.get_or_create(
        name=name,
        defaults={"origin": log_signer(name).name, "first": first, "opened_at": at},
    )
    return log


def _publish(log: Log, size: int, at: datetime) -> Checkpoint:
    row = Root.objects.get(log=log, size=size)
    checkpoint = Checkpoint(log.origin, size, bytes(row.root))
    before = _guard(log, checkpoint)
    laid = before.size if before else 0
    if laid < size:
        _lay(log, laid, checkpoint)
        files.failpoint("after-tiles")
    signer = log_signer(log.name)
    signed = _last_signed(log)
    if signed is None or signed.size < size:
        line = f"{size} {checkpoint.root.hex()}"
        files.append_line(files.folder(log.name) / _SIGNED, line)
        files.failpoint("after-signing")
    note = f"{checkpoint}\n{notes.sign(checkpoint, signer)}"
    lines = cosigned(log, checkpoint, note, at)
    files.failpoint("after-witnesses")
    whole = (note + _second(log, checkpoint, at) + "".join(lines)).encode()
    path = files.folder(log.name) / "checkpoint"
    if not path.exists() or path.read_bytes() != whole:
        files.write(path, whole)
        files.failpoint("after-checkpoint")
    return checkpoint


def _second(log: Log, checkpoint: Checkpoint, at: datetime) -> str:
    """Return the log's ML-DSA line, where it is asked for: one a size, for it is never alike."""
    if not settings.SOI_RECORD_MLDSA:
        return ""
    signer = mldsa_signer(log.name)
    line = str(notes.cosign(checkpoint, signer, int(at.timestamp())))
    held, _ = log.cosignatures.get_or_create(
        witness=signer.name, size=checkpoint.size, defaults={"at": at, "line": line}
    )
    return held.line


def _guard(log: Log, new: Checkpoint) -> Checkpoint | None:
    """Return what is published, once it is sure that `new` goes on from all that was signed.

    Raises: Frozen.
    """
    if log_signer(log.name).name != log.origin:
        raise Frozen("the key on the disk is not the key of this log")
    published = _published(log)
    for name, old in (("signed.log", _last_signed(log)), ("checkpoint", published)):
        if old is None:
            continue
        if new.size < old.size:
            raise Frozen(f"rollback: the database ends at {new.size}, {name} says {old.size}")
        held = Root.objects.filter(log=log, size=old.size).values_list("root", flat=True).first()
        if held is None or bytes(held) != old.root:
            raise Frozen(f"fork: {name} signed another root at size {old.size}")
    return published


def _last_signed(log: Log) -> Checkpoint | None:
    try:
        lines = (files.folder(log.name) / _SIGNED).read_text().split("\n")
    except FileNotFoundError:
        return None
    # A line that is not whole was cut off by a full disk or a crash, and never signed.
    whole = [line for line in lines[:-1] if _LINE.fullmatch(line)]
    if not whole:
        return None
    size, _, root = whole[-1].partition(" ")
    return Checkpoint(log.origin, int(size), bytes.fromhex(root))


def _published(log: Log) -> Checkpoint | None:
    data = files.served(log.name, "checkpoint")
    if data is None:
        return None
    try:
        return notes.opened(data.decode(), log_signer(log.name).key)[0]
    except (BadNote, UnicodeDecodeError) as error:
        raise Frozen(f"forged: the published checkpoint is not ours: {error}") from error


def _lay(log: Log, start: int, new: Checkpoint) -> None:
    """Write the tiles and bundles from the published size on, and the partial ones."""
    folder = files.folder(log.name)
    try:
        edge = tiles.edge_at(start, lambda path: (folder / path).read_bytes())
    except (tiles.BadTile, OSError):
        edge = tiles.Edge()  # the files are gone or spoilt: write all of them anew
    files.write_all(folder, _files(log, edge, new.size))
    if edge.root() != new.root:
        raise Frozen(rereading.named(log))


def _files(log: Log, edge: tiles.Edge, size: int) -> Iterator[tuple[str, bytes]]:
    """Yield every file that a log needs to grow from its edge to `size`; the edge grows with it."""
    start = edge.size // tiles.WIDTH * tiles.WIDTH
    waiting = b"".join(_packed(log, start, edge.size))
    for data in leaves(log, edge.size, size):
        for level, number, row in edge.extend(merkle.leaves(data)):
            yield tiles.path(level, number), row
        waiting += tiles.pack(data)
        first = (edge.size - len(waiting) // _STEP) // tiles.WIDTH
        for place in range(len(waiting) // (tiles.WIDTH * _STEP)):
            whole = waiting[place * tiles.WIDTH * _STEP :][: tiles.WIDTH * _STEP]
            yield tiles.bundle_path(first + place), whole
        waiting = waiting[len(waiting) // (tiles.WIDTH * _STEP) * tiles.WIDTH * _STEP :]
    for level, number, row in edge.partial():
        yield tiles.path(level, number, len(row) // merkle.HASH), row
    if waiting:
        yield tiles.bundle_path(size // tiles.WIDTH, size % tiles.WIDTH), waiting


def _packed(log: Log, start: int, end: int) -> Iterator[bytes]:
    for data in leaves(log, start, end):
        yield tiles.pack(data)


@transaction.atomic
def _refilled(log: Log, target: Checkpoint, at: datetime) -> int:
    folder, size = files.folder(log.name), log.size
    found: list[bytes] = []
    for number, width in tiles.bundles(target.size):
        try:
            found += tiles.unpack((folder / tiles.bundle_path(number, width)).read_bytes(), width)
        except (tiles.BadTile, OSError) as error:
            raise Frozen(f"a published bundle is gone or spoilt: {error}") from error
    edge = tiles.Edge()
    edge.extend(merkle.leaves(found))
    if edge.root() != target.root:
        raise Frozen("the published bundles do not lead to what was signed")
    for data in leaves(log, 0, size):
        if data != found[: len(data)]:
            raise Frozen("fork: the database and the published bundles differ")
        found = found[len(data) :]
    _adopt(log, size, found)
    Log.objects.filter(pk=log.pk).update(size=edge.size, edge=edge.to_bytes())
    Root.objects.get_or_create(log=log, size=edge.size, defaults={"root": edge.root(), "at": at})
    return len(found)


def _adopt(log: Log, size: int, found: list[bytes]) -> None:
    """Put leaves back, each with its entry where the database still has it."""
    by_commitment = {data[10:]: log.first + size + place for place, data in enumerate(found)}
    waiting = Entry.objects.filter(pk__in=Outbox.objects.values("entry_id"))
    known = {
        by_commitment[bytes(commitment)]: pk
        for pk, commitment in waiting.values_list("pk", "commitment")
        if bytes(commitment) in by_commitment
    }
    Leaf.objects.bulk_create(
        Leaf(pk=place, data=data, entry_id=known.get(place))
        for place, data in enumerate(found, log.first + size)
    )
    Outbox.objects.filter(entry_id__in=known.values()).delete()
