"""Receipt codes: 13 random symbols and one that checks them.

31 symbols without 0 and O, 1, I and L. Thirteen of them carry 64 bits. Because 31 is a
prime, the weighted check symbol catches every single mistyped symbol and every two
neighbours that changed places.
"""

from soi.core.refusals import Refusal

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_BASE = len(ALPHABET)
_RANDOM = 13
_ENOUGH = 16  # bytes
_GROUPS = (4, 4, 4, 2)


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
    """Return the code that was typed, as receipts print it.

    Raises: BadCode.
    """
    symbols = "".join(text.upper().split()).replace("-", "").replace("–", "")
    if len(symbols) != _RANDOM + 1 or any(one not in ALPHABET for one in symbols):
        raise BadCode(reason="malformed")
    if _check(symbols[:-1]) != symbols[-1]:
        raise BadCode(reason="check")
    return grouped(symbols)


def _check(symbols: str) -> str:
    total = sum(weight * ALPHABET.index(symbol) for weight, symbol in enumerate(symbols, start=2))
    return ALPHABET[total % _BASE]
