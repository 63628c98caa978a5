"""The tree cut into tiles, and the entries into bundles, as files of the public record.

A tile holds up to 256 hashes of one level; tile levels are eight tree levels apart. A full
tile never changes; the last one of each level grows and is written anew under its width.

Source: C2SP tlog-tiles.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from soi.core import merkle
from soi.core.merkle import HASH, BadProof

WIDTH = 256
_WITHIN = 7  # the highest level of the tree within a tile; its top is of the tile above
_KEPT = 64  # tiles in a reader's memory, 24 kB each

# Reads one file of the record by its path.
Read = Callable[[str], bytes]


class BadTile(ValueError):
    """A tile or bundle is not what its path says."""


def number_path(number: int) -> str:
    """Return a tile number in groups of three digits: 1234067 is x001/x234/067."""
    groups = [f"{number % 1000:03}"]
    while number >= 1000:
        number //= 1000
        groups.insert(0, f"x{number % 1000:03}")
    return "/".join(groups)


def path(level: int, number: int, width: int = WIDTH) -> str:
    """Return the path of a hash tile; width 1 to 256."""
    part = "" if width == WIDTH else f".p/{width}"
    return f"tile/{level}/{number_path(number)}{part}"


def bundle_path(number: int, width: int = WIDTH) -> str:
    """Return the path of a bundle of entries; width 1 to 256."""
    part = "" if width == WIDTH else f".p/{width}"
    return f"tile/entries/{number_path(number)}{part}"


def widths(size: int) -> Iterator[tuple[int, int, int]]:
    """Yield (level, number, width) of every tile that a tree of `size` leaves consists of."""
    level = 0
    while size:
        full, rest = divmod(size, WIDTH)
        for number in range(full):
            yield level, number, WIDTH
        if rest:
            yield level, full, rest
        size, level = full, level + 1


def bundles(size: int) -> Iterator[tuple[int, int]]:
    """Yield (number, width) of every bundle that `size` entries fill."""
    full, rest = divmod(size, WIDTH)
    yield from ((number, WIDTH) for number in range(full))
    if rest:
        yield full, rest


def pack(entries: Iterable[bytes]) -> bytes:
    """Return entries as one bundle: each behind its length in two bytes."""
    return b"".join([len(entry).to_bytes(2) + entry for entry in entries])


def unpack(data: bytes, width: int) -> list[bytes]:
    """Return the `width` entries of a bundle.

    Raises: BadTile.
    """
    entries, at = [], 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 2])
        entries.append(data[at + 2 : at + 2 + length])
        at += 2 + length
    if at != len(data) or len(entries) != width:
        raise BadTile(f"{len(entries)} entries where {width} should be")
    return entries


@dataclass(slots=True)
class Edge:
    """The right edge of a growing tree: the last tile of each level, unfinished.

    rows: for each tile level the joined hashes of its last tile, fewer than 256
    """

    size: int = 0
    rows: list[bytes] = field(default_factory=list)

    def extend(self, hashes: Sequence[bytes]) -> list[tuple[int, int, bytes]]:
        """Add leaves; returns the tiles that became full, as (level, number, hashes)."""
        done: list[tuple[int, int, bytes]] = []
        start = self.size % WIDTH
        before = self.size - start
        self.size += len(hashes)
        row = (self.rows[0] if self.rows else b"") + b"".join(hashes)
        self._settle(0, before // WIDTH, row, done)
        return done

    def _settle(
        self, level: int, number: int, row: bytes, done: list[tuple[int, int, bytes]]
    ) -> None:
        step, risen = WIDTH * HASH, []
        for at in range(0, len(row) - step + 1, step):
            tile = row[at : at + step]
            done.append((level, number, tile))
            risen.append(merkle.complete(tile))
            number += 1
        row = row[len(risen) * step :]
        if level == len(self.rows):
            self.rows.append(b"")
        self.rows[level] = row
        if risen:
            above = self.rows[level + 1] if level + 1 < len(self.rows) else b""
            first = (number - len(risen)) // WIDTH
            self._settle(level + 1, first, above + b"".join(risen), done)

    def partial(self) -> list[tuple[int, int, bytes]]:
        """Return the unfinished tiles, as (level, number, hashes); none of them empty."""
        size, found = self.size, []
        for level, row in enumerate(self.rows):
            if row:
                found.append((level, size // WIDTH, row))
            size //= WIDTH
        return found

    def root(self) -> bytes:
        """Return the root of the tree so far."""
        peaks: list[bytes] = []
        for row in self.rows:
            own: list[bytes] = []
            count = len(row) // HASH
            while count:
                width = 1 << count.bit_length() - 1
                own.append(merkle.complete(row[: width * HASH]))
                row, count = row[width * HASH :], count - width
            peaks = own + peaks
        return merkle.joined(peaks)

    def to_bytes(self) -> bytes:
        """Return the edge as one string, to be kept."""
        head = self.size.to_bytes(8) + bytes([len(self.rows)])
        return head + b"".join(len(row).to_bytes(2) + row for row in self.rows)


def edge_from_bytes(data: bytes) -> Edge:
    """Return a kept edge; an empty string is an empty tree."""
    if not data:
        return Edge()
    return Edge(int.from_bytes(data[:8]), unpack(data[9:], data[8]))


def edge_at(size: int, read: Read) -> Edge:
    """Return the edge of a tree of `size` leaves from its published tiles.

    Raises: BadTile.
    """
    rows: list[bytes] = []
    left = size
    while left:
        full, rest = divmod(left, WIDTH)
        rows.append(_read(read, len(rows), full, rest) if rest else b"")
        left = full
    return Edge(size, rows)


class Reader:
    """Hashes of a published tree, read tile by tile and kept for the next question."""

    def __init__(self, size: int, read: Read) -> None:
        self.size, self._file = size, read
        self._tiles: OrderedDict[tuple[int, int], list[bytes]] = OrderedDict()

    def nodes(self, level: int, place: int) -> bytes:
        """Return the hash of a complete subtree.

        Raises: BadTile.
        """
        within = level & 7
        number, at = place >> 8 - within, (place & (WIDTH - 1 >> within)) * HASH
        rows = self._tiles.get((level >> 3, number)) or self._fetch(level >> 3, number)
        while len(rows) <= within:
            rows.append(merkle.raised(rows[-1]))
        return rows[within][at : at + HASH]

    def inclusion(self, index: int) -> list[bytes]:
        """Return the proof that entry `index` is in the tree."""
        return merkle.inclusion(index, self.size, self.nodes)

    def consistency(self, old: int) -> list[bytes]:
        """Return the proof that the tree begins with the tree of `old` entries."""
        return merkle.consistency(old, self.size, self.nodes)

    def bundle(self, number: int, root: bytes) -> list[bytes]:
        """Return the entries of one bundle, once it is sure that `root` stands for each of them.

        Whoever serves a bundle can write anything into it: nothing is concluded from one that was
        read in another way.

        Raises: BadProof, where they do not lead to the root; BadTile.
        """
        width = min(WIDTH, self.size - number * WIDTH)
        found = unpack(self._file(bundle_path(number, width)), width)
        self.demand(number, b"".join(merkle.leaves(found)), root)
        return found

    def demand(self, number: int, row: bytes, root: bytes) -> None:
        """Demand that joined leaf hashes are tile `number` of the tree that `root` stands for.

        One path is enough: that of the first leaf, for the hashes beside it within the tile are
        made of all the others.

        Raises: BadProof, BadTile.
        """
        first = number * WIDTH
        if len(row) != min(WIDTH, self.size - first) * HASH:
            raise BadTile(f"{len(row)} bytes of hashes from {first} on")
        rows = [row]
        while len(rows) <= _WITHIN:
            rows.append(merkle.raised(rows[-1]))

        def nodes(level: int, place: int) -> bytes:
            if level > _WITHIN or place >> _WITHIN + 1 - level != number:
                return self.nodes(level, place)
            at = (place & (WIDTH - 1 >> level)) * HASH
            return rows[level][at : at + HASH]

        path = merkle.inclusion(first, self.size, nodes)
        if merkle.from_inclusion(row[:HASH], first, self.size, path) != root:
            raise BadProof(f"entries from {first} on do not lead to the signed root")

    def _fetch(self, level: int, number: int) -> list[bytes]:
        there = min(WIDTH, (self.size >> 8 * level) - number * WIDTH)
        rows = self._tiles[level, number] = [_read(self._file, level, number, there)]
        while len(self._tiles) > _KEPT:
            self._tiles.popitem(last=False)
        return rows


def _read(read: Read, level: int, number: int, width: int) -> bytes:
    data = read(path(level, number, width))
    if len(data) != width * HASH:
        raise BadTile(f"{path(level, number, width)} holds {len(data)} bytes")
    return data
