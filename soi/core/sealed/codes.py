"""The code by which a denouncer comes back: 20 symbols, 100 bits, and the keys drawn from it.

Source: sealed.md, section 4. Crockford's base 32; Argon2id (RFC 9106); HKDF-SHA256 (RFC 5869).
"""

from dataclasses import dataclass
from itertools import islice

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from soi.core.letters import folded
from soi.core.refusals import Refusal
from soi.core.sealed.age import hkdf
from soi.core.sealed.signing import public_key
from soi.core.typed import spellings

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 20
ENOUGH = 13  # bytes of chance for 100 bits
SALT = 16
READINGS = 4  # each costs a tenth of a second to try
_LONGEST = 200  # letters of a code however it is quoted
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_INFO = b"soi/receipt/v1/"


class BadCode(Refusal):
    """The text is no receipt code of the sealed room. facts: reason (length, symbol)."""

    code = "bad_sealed_code"


@dataclass(frozen=True, slots=True)
class Keys:
    """What a code opens.

    lookup: 16 bytes; only its SHA-256 leaves the sender's machine
    mailbox: 32 bytes, an age identity
    sign: 32 bytes, an Ed25519 seed
    salt: 32 bytes, for the commitment in the public record
    """

    lookup: bytes
    mailbox: bytes
    sign: bytes
    salt: bytes

    @property
    def verify(self) -> bytes:
        """The 32-byte public key that proves what the sender signed."""
        return public_key(self.sign)


def from_bytes(source: bytes) -> str:
    """Return the code that 13 random bytes stand for, in groups of four.

    Raises: ValueError, where there are fewer.
    """
    if len(source) < ENOUGH:
        raise ValueError(f"{len(source)} bytes are too few for a secret")
    number = int.from_bytes(source[:ENOUGH])
    return grouped("".join(ALPHABET[number >> 5 * place & 31] for place in range(LENGTH)))


def grouped(symbols: str) -> str:
    """Return 20 symbols in five groups of four."""
    return "-".join(symbols[place : place + 4] for place in range(0, LENGTH, 4))


def normal(text: str) -> str:
    """Return what was typed as the 20 symbols that keys are drawn from, the likeliest reading.

    Raises: BadCode.
    """
    return readings(text)[0]


def readings(text: str) -> list[str]:
    """Return the codes that may have been typed, the likeliest first, at most `READINGS`.

    More than one only where a keyboard for Vietnamese made letters of what was pressed.
    Raises: BadCode.
    """
    every = list(islice(spellings(text[:_LONGEST], ALPHABET + "OIL"), 64))
    found = [one.translate(_ALIKE) for one in every if len(one) == LENGTH]
    if found:
        return list(dict.fromkeys(found))[:READINGS]
    symbols = "".join(one for one in folded(text[:_LONGEST]).text.upper() if one.isalnum())
    if len(symbols) != LENGTH:
        raise BadCode(reason="length", count=len(symbols))
    raise BadCode(reason="symbol")  # U among them: it is never drawn


def stretch(secret: str, salt: bytes) -> bytes:
    """Return 32 bytes that take 64 MiB and a tenth of a second to guess once.

    secret: a normal code or a passphrase
    salt: 16 bytes, one for each door
    """
    kdf = Argon2id(salt=salt, length=32, iterations=3, lanes=1, memory_cost=65536)
    return kdf.derive(secret.encode())


def keys(stretched: bytes) -> Keys:
    """Return the keys drawn from a stretched code."""
    return Keys(
        lookup=hkdf(stretched, b"", _INFO + b"lookup", SALT),
        mailbox=hkdf(stretched, b"", _INFO + b"mailbox"),
        sign=hkdf(stretched, b"", _INFO + b"sign"),
        salt=hkdf(stretched, b"", _INFO + b"salt"),
    )
