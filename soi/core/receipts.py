"""Receipt codes: 13 random symbols and one that checks them.

31 symbols without 0 and O, 1, I and L. Thirteen of them carry 64 bits. Because 31 is a
prime, the weighted check symbol catches every single mistyped symbol and every two
neighbours that changed places.
"""

from soi.core.refusals import Refusal
from soi.core.typed import spellings

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_BASE = len(ALPHABET)
_RANDOM = 13
_ENOUGH = 16  # bytes
_GROUPS = (4, 4, 4, 2)
READINGS = 8  # of one typed text that are looked for
_LONGEST = 200  # letters of a code however it is quoted


class BadCode(Refusal):
    """The text is no receipt code. facts: reason (malformed, check)."""

    code = "bad_code"


def from_bytes(source: bytes) -> str:
    """Return the code that `source`, at least 16 random bytes, stands for.

    Raises: ValueError, where there are fewer: the code could be guessed.
    """
    if len(source) < _ENOUGH:
        raise ValueError(f"{len(source)} bytes are too few for a secret")
    number = int.from_bytes(source[:_ENOUGH])
    symbols = []
    for _ in range(_RANDOM):
        number, digit = divmod(number, _BASE)
        symbols.append(ALPHABET[digit])
    return grouped("".join(symbols) + _check("".join(symbols)))


def grouped(symbols: str) -> str:
    """Return the 14 symbols the way receipts print them: K7QM-3WTR-9HXE-4C."""
    parts, start = [], 0
    for size in _GROUPS:
        parts.append(symbols[start : start + size])
        start += size
    return "-".join(parts)


def normal(text: str) -> str:
    """Return the code that was typed, as receipts print it: the likeliest of `readings`.

    Raises: BadCode.
    """
    return readings(text)[0]


def readings(text: str) -> list[str]:
    """Return the codes that may have been typed, as receipts print them, the likeliest first.

    What a keyboard for Vietnamese, a line end or a quotation did to a code is undone. There is
    more than one reading only where such a keyboard was on, and the check symbol lets most go.
    Raises: BadCode.
    """
    every = spellings(text[:_LONGEST], ALPHABET)
    found = [one for one in every if len(one) == _RANDOM + 1]
    if not found:
        raise BadCode(reason="malformed")
    right = [grouped(one) for one in found if _check(one[:-1]) == one[-1]]
    if not right:
        raise BadCode(reason="check")
    return right[:READINGS]


def _check(symbols: str) -> str:
    total = sum(weight * ALPHABET.index(symbol) for weight, symbol in enumerate(symbols, start=2))
    return ALPHABET[total % _BASE]
