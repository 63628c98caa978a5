"""Filling up: what is sealed has one of a few lengths, so that a length tells nothing.

Source: sealed.md, section 3: `u32 length | content | zeros`.
"""

from soi.core.refusals import Refusal
from soi.core.sealed.age import length

KIB = 1024
SMALLEST = 4 * KIB
WRITINGS = tuple(SMALLEST << step for step in range(7))  # 4 to 256 KiB
FILES = tuple(256 * KIB << step for step in range(9))  # 256 KiB to 64 MiB
BUCKETS = tuple(sorted({*WRITINGS, *FILES}))
LENGTHS = {length(bucket): bucket for bucket in BUCKETS}  # of envelopes; no other is taken
_HEAD = 4


class TooLong(Refusal):
    """The content fits into no bucket. facts: most, in bytes."""

    code = "too_long"


class NotFilled(Refusal):
    """What was opened is not filled up the way Soi does; its bytes are taken as they are."""

    code = "not_filled"


def fill(content: bytes, buckets: tuple[int, ...] = WRITINGS) -> bytes:
    """Return `content` filled up to the smallest bucket that holds it.

    Raises: TooLong.
    """
    for bucket in buckets:
        if len(content) + _HEAD <= bucket:
            return len(content).to_bytes(_HEAD) + content.ljust(bucket - _HEAD, b"\x00")
    raise TooLong(most=buckets[-1] - _HEAD)


def emptied(filled: bytes) -> bytes:
    """Return what was filled up.

    Raises: NotFilled.
    """
    size = int.from_bytes(filled[:_HEAD])
    if len(filled) not in BUCKETS or size > len(filled) - _HEAD or any(filled[_HEAD + size :]):
        raise NotFilled
    return filled[_HEAD : _HEAD + size]
