"""The file of what was sent, held against the entry that commits to it.

Anybody can have written the file: what has not exactly the shape in which we give it is refused.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from soi.core import entries
from soi.core.merkle import BadProof

_SALT = re.compile(r"[0-9a-f]{64}")
_UNREAD = "the file of what was sent cannot be read"
_MOST = 40  # letters of a part's name that are said again


def fits(path: Path, commitment: bytes, salt: bytes = b"") -> list[str]:
    """Return what of a file is what the entry commits to, in words.

    salt: of the receipt, if there is one
    Raises: BadProof.
    """
    told = _map(_json(_text(path)))
    payload = _str(told.get("payload"))
    if _mark(told, payload) != commitment:
        raise BadProof("what was sent is not what the entry commits to")
    if salt and _str(told.get("salt")) != salt.hex():
        raise BadProof("the salt on the receipt is not that of what was sent")
    marks = _map(_json(payload)).get("attachments")
    parts = _map(told.get("parts", {}))
    for name, part in parts.items():
        part = _map(part)
        if not isinstance(marks, list) or _mark(part, _str(part.get("text"))).hex() not in marks:
            raise BadProof(f"the part “{_said(name)}” is not what the entry commits to")
    return [f"what was sent fits the entry: {', '.join(['payload', *map(_said, parts)])}"]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise BadProof(_UNREAD) from error


def _json(text: str) -> object:
    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadProof(_UNREAD) from error
    return found


def _map(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise BadProof(_UNREAD)
    return value


def _str(value: object) -> str:
    if not isinstance(value, str) or any("\ud800" <= one <= "\udfff" for one in value):
        raise BadProof(_UNREAD)
    return value


def _mark(told: Mapping[str, object], text: str) -> bytes:
    salt = _str(told.get("salt"))
    if not _SALT.fullmatch(salt):
        raise BadProof(_UNREAD)
    return entries.commitment(bytes.fromhex(salt), text.encode())


def _said(name: str) -> str:
    """Return a name without what would do something to the terminal that shows it."""
    return "".join(one if one.isprintable() else "?" for one in name[:_MOST])
