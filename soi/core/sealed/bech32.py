"""Keys as text: bech32 with the old constant, as the age format writes them.

Source: BIP 173 (constant 1, not bech32m); age-encryption.org/v1.
"""

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKS = 6


def encode(prefix: str, data: bytes) -> str:
    """Return `data` as text under `prefix`, in lower case."""
    digits = _regroup(list(data), 8, 5)
    sums = _polymod([*_expanded(prefix), *digits, *([0] * _CHECKS)]) ^ 1
    checks = [(sums >> 5 * (_CHECKS - 1 - place)) & 31 for place in range(_CHECKS)]
    return f"{prefix}1" + "".join(_LETTERS[digit] for digit in (*digits, *checks))


def decode(prefix: str, text: str) -> bytes:
    """Return what `text` holds.

    Raises: ValueError, where it is damaged, of another kind or of mixed case.
    """
    if text not in (text.lower(), text.upper()):
        raise ValueError("mixed case")
    head, found, body = text.lower().rpartition("1")
    if not found or head != prefix or any(one not in _LETTERS for one in body):
        raise ValueError(f"no key of the kind {prefix}")
    digits = [_LETTERS.index(one) for one in body]
    if len(digits) < _CHECKS or _polymod([*_expanded(prefix), *digits]) != 1:
        raise ValueError("the key was typed wrongly")
    return bytes(_bytes_of(digits[:-_CHECKS]))


def _bytes_of(digits: list[int]) -> list[int]:
    data = _regroup(digits, 5, 8)
    spare = len(digits) * 5 - len(data) * 8
    if spare < 0:
        data, spare = data[:-1], spare + 8
    if spare > 4 or digits[-1] & ((1 << spare) - 1):
        raise ValueError("bits are left over")
    return data


def _regroup(values: list[int], wide: int, narrow: int) -> list[int]:
    held, bits, found = 0, 0, []
    for value in values:
        held, bits = (held << wide) | value, bits + wide
        while bits >= narrow:
            bits -= narrow
            found.append((held >> bits) & ((1 << narrow) - 1))
    if bits:
        found.append((held << (narrow - bits)) & ((1 << narrow) - 1))
    return found


def _expanded(prefix: str) -> list[int]:
    return [ord(one) >> 5 for one in prefix] + [0] + [ord(one) & 31 for one in prefix]


def _polymod(values: list[int]) -> int:
    sums = 1
    for value in values:
        top = sums >> 25
        sums = (sums & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATORS):
            sums ^= generator if top >> place & 1 else 0
    return sums
