"""Work that a sender's machine does before a box is taken, while too many are sent.

It asks nobody who he is: an address, an account and a cookie would all tell. What it costs is
a second of one machine, so that a thousand boxes cost a quarter of an hour.

Source: sealed.md, section 5; Argon2id (RFC 9106) with one MiB, which a telephone has.
"""

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from soi.core.sealed.age import Chance

BITS = 6  # of the result that are zero: 64 tries, half a second in a browser
NONCE = 16
_SALT = 16


def is_worked(challenge: bytes, nonce: bytes) -> bool:
    """Test if `nonce` is one that was worked for; one try, about a millisecond.

    challenge: at least 16 bytes, the same for everybody for a while
    """
    if len(nonce) != NONCE or len(challenge) < _SALT:
        return False
    kdf = Argon2id(salt=challenge[:_SALT], length=4, iterations=1, lanes=1, memory_cost=1024)
    return int.from_bytes(kdf.derive(nonce)) >> (32 - BITS) == 0


def worked(challenge: bytes, chance: Chance) -> bytes:
    """Return a nonce that was worked for."""
    while not is_worked(challenge, nonce := chance(NONCE)):
        pass
    return nonce
