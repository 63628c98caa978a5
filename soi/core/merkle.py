"""A Merkle tree over the entries of the public record: roots, proofs, and their verification.

Source: RFC 6962, section 2.1 (leaves and inner nodes are hashed apart, so that no inner
node can be passed off as an entry); verification as in RFC 9162, section 2.1.3.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from struct import Struct

_LEAF, _NODE = b"\x00", b"\x01"
HASH = 32  # bytes
EMPTY = sha256().digest()
_PAIR = Struct("64s")

# Gives the hash of a complete subtree: level (0 for leaves) and its place on that level.
Nodes = Callable[[int, int], bytes]


class BadProof(ValueError):
    """A proof does not lead to the root that it was to lead to."""


def leaf(entry: bytes) -> bytes:
    """Return the 32-byte hash of one entry."""
    return sha256(_LEAF + entry).digest()


def leaves(entries: Iterable[bytes]) -> list[bytes]:
    """Return the hashes of many entries, in their order."""
    make, mark = sha256, _LEAF  # looked up once, not for every entry
    return [make(mark + entry).digest() for entry in entries]


def node(left: bytes, right: bytes) -> bytes:
    """Return the 32-byte hash that stands for two subtrees side by side."""
    return sha256(_NODE + left + right).digest()


def raised(row: bytes) -> bytes:
    """Return the level above `row`, hashes joined; an odd last one is left out."""
    make, mark = sha256, _NODE  # looked up once, not for every pair
    whole = row[: len(row) // _PAIR.size * _PAIR.size]
    # In two steps, which takes a third less time than one.
    made = [make(mark + pair) for (pair,) in _PAIR.iter_unpack(whole)]
    return b"".join([one.digest() for one in made])


def complete(row: bytes) -> bytes:
    """Return the root over joined hashes whose count is a power of two."""
    while len(row) > HASH:
        row = raised(row)
    return row


def root(leaves: Iterable[bytes]) -> bytes:
    """Return the 32-byte hash that stands for all `leaves`, in their order.

    Keeps one hash for each level, so that a record of any length takes little memory.
    """
    peaks: list[tuple[int, bytes]] = []
    for one in leaves:
        size, top = 1, one
        while peaks and peaks[-1][0] == size:
            top = node(peaks.pop()[1], top)
            size *= 2
        peaks.append((size, top))
    return joined([top for _, top in peaks])


def joined(peaks: Sequence[bytes]) -> bytes:
    """Return the root over complete subtrees, the largest and leftmost first."""
    if not peaks:
        return EMPTY
    top = peaks[-1]
    for one in reversed(peaks[:-1]):
        top = node(one, top)
    return top


def span(nodes: Nodes, start: int, end: int) -> bytes:
    """Return the root over the leaves from `start` up to `end`, as the tree splits them.

    start: a multiple of the largest power of two below the width
    """
    peaks = []
    while start < end:
        level = (end - start).bit_length() - 1
        peaks.append(nodes(level, start >> level))
        start += 1 << level
    return joined(peaks)


def inclusion(index: int, size: int, nodes: Nodes) -> list[bytes]:
    """Return the proof that leaf `index` is in the tree of `size`, from its sibling up.

    Raises: ValueError, where there is no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"there is no leaf {index} among {size}")
    path, level = [], 0
    while 1 << level < size:
        beside = index >> level ^ 1
        start, end = beside << level, beside + 1 << level
        if end <= size:
            path.append(nodes(level, beside))
        elif start < size:  # the ragged right end, which is no complete subtree
            path.append(span(nodes, start, size))
        level += 1
    return path


def consistency(old: int, new: int, nodes: Nodes) -> list[bytes]:
    """Return the proof that the tree of `new` leaves begins with the tree of `old`.

    Raises: ValueError, where `old` is not between 0 and `new`.
    """
    if not 0 <= old <= new:
        raise ValueError(f"{old} is not within {new}")
    path: list[bytes] = []
    start, end, whole = 0, new, True
    while old not in {0, new} and old != end:
        half = start + (1 << (end - start - 1).bit_length() - 1)
        if old <= half:
            path.append(span(nodes, half, end))
            end = half
        else:
            path.append(span(nodes, start, half))
            start, whole = half, False
    if path and not whole:
        path.append(span(nodes, start, end))
    path.reverse()
    return path


def from_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """Return the root that `path` leads to from one leaf.

    Raises: BadProof, where the path has not the length it must have.
    """
    if not 0 <= index < size:
        raise BadProof(f"there is no leaf {index} among {size}")
    inner = (index ^ (size - 1)).bit_length()
    if len(path) != inner + (index >> inner).bit_count():
        raise BadProof("the proof has not the length that it must have")
    top = leaf
    for level, one in enumerate(path):
        right = level >= inner or index >> level & 1
        top = sha256(_NODE + one + top if right else _NODE + top + one).digest()
    return top


def verify_inclusion(
    leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes
) -> None:
    """Demand that a leaf is in the tree that `root` stands for.

    Raises: BadProof.
    """
    if from_inclusion(leaf, index, size, path) != root:
        raise BadProof("the path leads to another root")


def verify_consistency(
    old: int, new: int, path: Sequence[bytes], old_root: bytes, new_root: bytes
) -> None:
    """Demand that the tree of `new` leaves is the tree of `old` leaves, gone on with.

    Raises: BadProof.
    """
    if not 0 <= old <= new:
        raise BadProof(f"{old} is not within {new}")
    if old in {0, new}:
        same = old_root == (new_root if old else EMPTY)
        if path or not same:
            raise BadProof("two roots for one size" if not path else "the proof is too long")
        return
    steps = list(path)
    if old & (old - 1) == 0:
        steps.insert(0, old_root)
    if _grown(old - 1, new - 1, steps) != (old_root, new_root):
        raise BadProof("the path leads to other roots")


def _grown(first: int, last: int, steps: Sequence[bytes]) -> tuple[bytes, bytes]:
    if not steps:
        raise BadProof("the proof is too short")
    while first & 1:
        first, last = first >> 1, last >> 1
    before = after = steps[0]
    for one in steps[1:]:
        if first & 1 or first == last:
            before, after = node(one, before), node(one, after)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            after = node(after, one)
        # Past the top there is nothing left to be on the path: -1 stays -1 to the end.
        first, last = first >> 1, last >> 1 if last else -1
    if last:
        raise BadProof("the proof has not the length that it must have")
    return before, after
