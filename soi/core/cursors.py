"""What an address says in numbers: where a reader stands in a list, and plain figures.

A cursor is the values by which the last row is ordered, as one word.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date, datetime

from soi.core.refusals import Unacceptable

Value = int | str | date | datetime | None
_LONGEST = 400
_MOST_KEY = 2**62  # what both databases hold as a number


def write(*values: Value) -> str:
    """Return the cursor of a row that is ordered by `values`."""
    plain = [one.isoformat() if isinstance(one, date) else one for one in values]
    return urlsafe_b64encode(json.dumps(plain, separators=(",", ":")).encode()).decode().rstrip("=")


def read(cursor: str, *kinds: type) -> list[Value]:
    """Return the values that `write` put in; one kind (int, str, date, datetime) for each.

    Raises: Unacceptable, for a cursor that is none of ours.
    """
    try:
        data = urlsafe_b64decode(cursor[:_LONGEST].encode("ascii") + b"===")
        plain = json.loads(data)
        if not isinstance(plain, list):
            raise TypeError(cursor)
        return [_value(one, kind) for one, kind in zip(plain, kinds, strict=True)]
    except (ValueError, TypeError, RecursionError) as error:
        raise Unacceptable("after", "unknown_key") from error


def number(text: str, *, digits: int = 9) -> int | None:
    """Return the whole number that `text` writes in plain figures; None for anything else.

    `"²".isdigit()` is true and `int("²")` an error: whatever comes from outside is read here.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None


def _value(plain: object, kind: type) -> Value:
    if plain is None:
        return None
    if kind in (date, datetime):
        text = str(plain)
        found = datetime.fromisoformat(text) if kind is datetime else date.fromisoformat(text)
        if isinstance(found, datetime) and (found.tzinfo is None or not 1 < found.year < 9999):
            raise ValueError(plain)
        return found
    if kind is int and type(plain) is int and 0 <= plain < _MOST_KEY:
        return plain
    if kind is str and isinstance(plain, str) and "\x00" not in plain:
        return plain
    raise ValueError(plain)
