"""A box that only the receiver opens: the one face of everything that touches a cipher.

Envelopes are age v1 files of a few lengths with eight stanzas; a code of 20 symbols opens a
denouncer's mailbox. Chance comes in as an argument. Nothing else in Soi seals content.
"""

from soi.core.sealed.age import (
    STANZAS,
    CannotOpen,
    Chance,
    NotAnEnvelope,
    demand_shape,
    identity,
    length,
    lock,
    open_with,
    recipient,
    seal,
    secret_of,
    unlock,
)
from soi.core.sealed.codes import (
    BadCode,
    Keys,
    from_bytes,
    grouped,
    keys,
    normal,
    readings,
    stretch,
)
from soi.core.sealed.padding import (
    BUCKETS,
    FILES,
    LENGTHS,
    SMALLEST,
    WRITINGS,
    NotFilled,
    TooLong,
    emptied,
    fill,
)
from soi.core.sealed.signing import is_signed, public_key, sign
from soi.core.sealed.work import is_worked, worked

__all__ = [
    "BUCKETS", "FILES", "LENGTHS", "SMALLEST", "STANZAS", "WRITINGS",
    "BadCode", "CannotOpen", "Chance", "Keys", "NotAnEnvelope", "NotFilled", "TooLong",
    "demand_shape", "emptied", "fill", "from_bytes", "grouped", "identity", "is_signed",
    "is_worked", "keys", "length", "lock", "normal", "open_with", "public_key", "readings",
    "recipient", "seal", "secret_of", "sign", "stretch", "unlock", "worked",
]  # fmt: skip
