"""A Merkle tree over the entries of the public record.

Source: RFC 6962, section 2.1 (leaves and inner nodes are hashed apart, so that no inner
node can be passed off as an entry).
"""

from collections.abc import Iterable
from hashlib import sha256

_LEAF, _NODE = b"\x00", b"\x01"


def leaf(entry: bytes) -> bytes:
    """Return the 32-byte hash of one entry."""
    return sha256(_LEAF + entry).digest()


def root(leaves: Iterable[bytes]) -> bytes:
    """Return the 32-byte hash that stands for all `leaves`, in their order.

    Keeps one hash for each level, so that a record of any length takes little memory.
    """
    peaks: list[tuple[int, bytes]] = []
    for one in leaves:
        size, node = 1, one
        while peaks and peaks[-1][0] == size:
            node = sha256(_NODE + peaks.pop()[1] + node).digest()
            size *= 2
        peaks.append((size, node))
    if not peaks:
        return sha256().digest()
    node = peaks.pop()[1]
    while peaks:
        node = sha256(_NODE + peaks.pop()[1] + node).digest()
    return node
