"""One entry of the public record, always 42 bytes, and the payload it commits to.

Source: record.md, section 2; canonical JSON is RFC 8785.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from hashlib import sha256

import msgspec

from soi.core.vietnamese import nfc

VERSION = 1
SIZE = 42
_Json = str | bool | int | dict[str, "_Json"] | list["_Json"] | None
_EPOCH = date(1970, 1, 1)
_LARGEST = 2**53 - 1
_PREFIX = b"soi/commit/v1\x00"


class Class(IntEnum):
    """Who may read the payload: anyone, or only those whom it concerns."""

    OPEN = 1
    SEALED = 2


class NotAnEntry(ValueError):
    """The bytes are no entry, or the payload cannot be written canonically."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the record.

    unit: number of the ward, or of the province for a sealed entry
    commitment: 32 bytes
    """

    entry_class: Class
    unit: int
    day: date
    commitment: bytes

    def to_bytes(self) -> bytes:
        """Return the 42 bytes, big-endian."""
        days = (self.day - _EPOCH).days
        head = bytes([VERSION, self.entry_class])
        return head + self.unit.to_bytes(4) + days.to_bytes(4) + self.commitment


def parse(data: bytes) -> Entry:
    """Read an entry back.

    Raises: NotAnEntry.
    """
    if len(data) != SIZE or data[0] != VERSION or data[1] not in set(Class):
        raise NotAnEntry(data.hex())
    try:
        day = date.fromordinal(_EPOCH.toordinal() + int.from_bytes(data[6:10]))
    except (ValueError, OverflowError) as error:
        raise NotAnEntry(data.hex()) from error
    return Entry(Class(data[1]), int.from_bytes(data[2:6]), day, data[10:])


def canonical(payload: Mapping[str, object]) -> bytes:
    """Return `payload` as canonical JSON, every text composed (NFC).

    Raises: NotAnEntry, for floats (money is whole đồng), NaN or integers beyond 2^53.
    """
    try:
        return msgspec.json.encode(_plain(payload))
    except UnicodeEncodeError as error:
        raise NotAnEntry(str(error)) from error


def commitment(salt: bytes, payload: bytes) -> bytes:
    """Return the 32 bytes that bind to `payload` without giving it away.

    salt: 32 random bytes, one for each value, never used again
    """
    return sha256(_PREFIX + salt + sha256(payload).digest()).digest()


def _plain(value: object) -> _Json:
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if abs(value) > _LARGEST:
            raise NotAnEntry(f"{value} is more than every reader of JSON can hold")
        return int(value)
    if isinstance(value, Mapping):
        return _plain_map(value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    # A float above all: it has no one way to be written, so two hashes of one amount.
    raise NotAnEntry(f"{type(value).__name__} has no one way to be written")


def _plain_map(value: Mapping[object, object]) -> dict[str, _Json]:
    plain = {_text(str(key)): _plain(one) for key, one in value.items()}
    if len(plain) != len(value):
        raise NotAnEntry("two keys are one when composed")
    return {key: plain[key] for key in sorted(plain, key=_utf16)}


def _text(value: str) -> str:
    return nfc(value)[:]  # of a kind of text, such as markup, the letters alone


def _utf16(key: str) -> bytes:
    return key.encode("utf-16-be")  # RFC 8785, section 3.2.3
