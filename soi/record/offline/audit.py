"""Reading a whole log again: every bundle, every tile, up to the signed root."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from soi.core import entries, merkle, notes, tiles
from soi.core.entries import Class
from soi.core.merkle import BadProof
from soi.core.notes import BadNote, Checkpoint, Cosigned, Key
from soi.record.offline.source import Missing, Source

_DIFFERS = " does not fit its entries"


@dataclass(slots=True)
class Findings:
    """What an audit has seen, and every fault with its name.

    faults: (name, words); the log is sound where there are none
    """

    checkpoint: Checkpoint | None = None
    seen: Sequence[Cosigned] = ()
    classes: dict[str, int] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)

    def fault(self, name: str, words: str) -> None:
        """Note a fault."""
        self.faults.append((name, words))


def audit(
    source: Source, log: Key, witnesses: Sequence[Key] = (), kept: Checkpoint | None = None
) -> Findings:
    """Return what a whole log shows: signatures, hashes, entries, and that it only grew.

    kept: a checkpoint that was seen before; a log that does not go on from it is a fault
    """
    found = Findings()
    try:
        note = source.text("checkpoint")
        found.checkpoint, found.seen = notes.opened(note, log, witnesses)
    except Missing:
        found.fault("missing", "there is no checkpoint")
        return found
    except BadNote as error:
        found.fault(*_unsigned(note, log, error))
        return found
    _content(source, found.checkpoint, found)
    if kept and not found.faults:
        _grown(source, kept, found.checkpoint, found)
    return found


def _unsigned(note: str, log: Key, error: BadNote) -> tuple[str, str]:
    """Return if another key has signed under the log's name, or somebody wrote over the note."""
    with contextlib.suppress(BadNote):
        ids = {one.key_id for one in notes.parse(note)[1] if one.name == log.name}
        if ids and log.id not in ids:
            others = ", ".join(sorted(one.hex() for one in ids))
            return "key", f"the checkpoint is signed by the key {others}, not {log.id.hex()}"
    return "forged", f"the checkpoint: {error}"


def _content(source: Source, point: Checkpoint, found: Findings) -> None:
    edge = tiles.Edge()
    made: list[tuple[int, int, bytes]] = []
    for number, width in tiles.bundles(point.size):
        told = _bundle(source, number, width, found)
        if told is None:
            return
        _look(told, number, found)
        made += edge.extend(merkle.leaves(told))
        _compare(source, made, found)
        made.clear()
    _compare(source, edge.partial(), found)
    if edge.root() == point.root:
        return
    # Where a tile is what was signed, it is the bundle beside it that was written over.
    rows = {tiles.path(0, number, width): number for number, width in tiles.bundles(point.size)}
    found.faults = [_of_bundle(source, point, rows, one) for one in found.faults]
    if not found.faults:
        found.fault("root", "the entries do not lead to the signed root")


def _of_bundle(
    source: Source, point: Checkpoint, rows: Mapping[str, int], fault: tuple[str, str]
) -> tuple[str, str]:
    path, differs, rest = fault[1].partition(_DIFFERS)
    if fault[0] != "tile" or not differs or path not in rows:
        return fault
    reader = tiles.Reader(point.size, source.read)
    try:
        reader.demand(rows[path], source.read(path), point.root)
    except (Missing, BadProof, tiles.BadTile):
        return fault
    bundle = path.replace("tile/0/", "tile/entries/", 1)
    return "bundle", f"{bundle} does not fit the signed tiles{rest}"


def _bundle(source: Source, number: int, width: int, found: Findings) -> list[bytes] | None:
    path = tiles.bundle_path(number, width)
    try:
        return tiles.unpack(source.read(path), width)
    except Missing:
        found.fault(*_ended(source, number, path, found))
    except tiles.BadTile as error:
        found.fault("bundle", f"{path}: {error}")
    return None


def _ended(source: Source, number: int, path: str, found: Findings) -> tuple[str, str]:
    """Return if one bundle is missing among others, or the log ends before its checkpoint."""
    size = found.checkpoint.size if found.checkpoint else 0
    for later, width in tiles.bundles(size):
        if later > number:
            try:
                source.read(tiles.bundle_path(later, width))
            except Missing:
                continue
            return "missing", f"{path} is not there"
    have = number * tiles.WIDTH
    return "truncated", f"{path} is not there: the log ends at {have}, the checkpoint says {size}"


def _look(told: Sequence[bytes], number: int, found: Findings) -> None:
    last = max((one.at for one in found.seen), default=None)
    for place, data in enumerate(told, number * tiles.WIDTH):
        try:
            plain = entries.parse(data)
        except entries.NotAnEntry:
            found.fault("entry", f"entry {place} is no entry")
            continue
        name = "open" if plain.entry_class is Class.OPEN else "sealed"
        found.classes[name] = found.classes.get(name, 0) + 1
        if last is not None and (plain.day.toordinal() - 719163) * 86400 > last + 2 * 86400:
            found.fault("day", f"entry {place} is of a day after the record was witnessed")


def _compare(source: Source, made: Sequence[tuple[int, int, bytes]], found: Findings) -> None:
    for level, number, row in made:
        path = tiles.path(level, number, len(row) // merkle.HASH)
        try:
            there = source.read(path)
        except Missing:
            found.fault("missing", f"{path} is not there")
            continue
        if there != row:
            found.fault("tile", f"{path}{_DIFFERS}{_where(there, row, level, number)}")


def _where(there: bytes, row: bytes, level: int, number: int) -> str:
    for place in range(0, len(row), merkle.HASH):
        if there[place : place + merkle.HASH] != row[place : place + merkle.HASH]:
            return f", first at {(number * 256 + place // merkle.HASH) << 8 * level}"
    return ""


def _grown(source: Source, kept: Checkpoint, point: Checkpoint, found: Findings) -> None:
    if kept.origin != point.origin:
        found.fault("origin", f"the kept checkpoint is of {kept.origin}")
    elif point.size < kept.size:
        found.fault("rollback", f"the record had {kept.size} entries and has {point.size}")
    elif point.size == kept.size and point.root != kept.root:
        found.fault("fork", f"two roots at size {point.size}")
    elif not _follows(source, kept, point):
        found.fault("fork", f"the record does not go on from the one of {kept.size} entries")


def _follows(source: Source, kept: Checkpoint, point: Checkpoint) -> bool:
    reader = tiles.Reader(point.size, source.read)
    try:
        path = reader.consistency(kept.size)
        merkle.verify_consistency(kept.size, point.size, path, kept.root, point.root)
    except (BadProof, tiles.BadTile, Missing):
        return False
    return True


def signed(source: Source, point: Checkpoint, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """Yield each entry from `start` on, with its place, once it is sure that it was signed.

    The only way in which entries are read from a log that is not read as a whole.

    Raises: BadProof, BadTile, Missing.
    """
    reader = tiles.Reader(point.size, source.read)
    for number, _width in tiles.bundles(point.size):
        first = number * tiles.WIDTH
        if first + tiles.WIDTH > start:
            told = enumerate(reader.bundle(number, point.root), first)
            yield from (pair for pair in told if pair[0] >= start)
