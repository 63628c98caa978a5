"""Signed notes and checkpoints: what the record's keeper and its witnesses put their names to.

Strict where other programs are lenient: a size with a leading zero and a root of 31 bytes
are refused. The one module of the core that knows a library of signatures.

Source: C2SP signed-note, tlog-checkpoint, tlog-cosignature.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from soi.core.typed import joined

ED25519, COSIGNATURE, MLDSA_COSIGNATURE, OWN = 1, 4, 6, 255
PROMISE = b"soi/promise/v1"
_DASH = "— "
_MOST = 64  # signature lines that are looked at
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_NAME = re.compile(r"[^\s+\x00-\x1f\x7f]+")


class BadNote(ValueError):
    """A text is no signed note, no checkpoint, or was not signed by whom it had to be."""


@dataclass(frozen=True, slots=True)
class Key:
    """Who signs: a name, a type of signature and a public key (a vkey)."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature line names its key."""
        mark = PROMISE if self.kind == OWN else b""
        head = self.name.encode() + b"\n" + bytes([self.kind]) + mark
        return sha256(head + self.public).digest()[:4]

    def __str__(self) -> str:
        mark = PROMISE if self.kind == OWN else b""
        body = bytes([self.kind]) + mark + self.public
        return f"{self.name}+{self.id.hex()}+{_text(body)}"


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key: 32 bytes of seed, the name it signs under, and the type."""

    name: str
    kind: int
    seed: bytes

    @property
    def key(self) -> Key:
        """The public half."""
        return _public(self)

    def sign(self, message: bytes) -> bytes:
        """Return the bare signature over `message`."""
        return _private(self.kind, self.seed).sign(message)


# Made from a seed once and not at each receipt: that costs as much as signing itself.
@lru_cache(maxsize=16)
def _private(kind: int, seed: bytes) -> Ed25519PrivateKey | MLDSA44PrivateKey:
    if kind == MLDSA_COSIGNATURE:
        return MLDSA44PrivateKey.from_seed_bytes(seed)
    return Ed25519PrivateKey.from_private_bytes(seed)


@lru_cache(maxsize=16)
def _public(signer: Signer) -> Key:
    whole = _private(signer.kind, signer.seed).public_key()
    return Key(signer.name, signer.kind, whole.public_bytes_raw())


@dataclass(frozen=True, slots=True)
class Signature:
    """One line under a note, not verified by having been read."""

    name: str
    key_id: bytes
    body: bytes

    def __str__(self) -> str:
        return f"{_DASH}{self.name} {_text(self.key_id + self.body)}\n"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How long the record is and what it hashes to.

    origin: the name of the log; root: 32 bytes
    """

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{_text(self.root)}\n"


@dataclass(frozen=True, slots=True)
class Cosigned:
    """A witness has seen a checkpoint. at: seconds since 1970, by the witness's clock."""

    name: str
    at: int


def parse_key(text: str) -> Key:
    """Read a vkey: name+id+base64.

    Raises: BadNote.
    """
    name, _, rest = joined(text).partition("+")
    key_id, _, encoded = rest.partition("+")
    body = _bytes(encoded)
    if not _NAME.fullmatch(name) or not body:
        raise BadNote("this is no key")
    kind, public = body[0], body[1:]
    if kind == OWN and public.startswith(PROMISE):
        public = public[len(PROMISE) :]
    key = Key(name, kind, public)
    if len(public) != (1312 if kind == MLDSA_COSIGNATURE else 32) or key.id.hex() != key_id:
        raise BadNote("this key does not bear its own mark")
    return key


def parse(note: str) -> tuple[str, list[Signature]]:
    """Return the text of a note, with its last LF, and the signatures under it.

    Raises: BadNote.
    """
    if any((ord(one) < 32 and one != "\n") or one == "\x7f" for one in note):
        raise BadNote("a note has no control characters")
    text, found, lines = note.rpartition("\n\n")
    if not found or not lines.endswith("\n"):
        raise BadNote("a note is a text, an empty line and signatures")
    signatures = [_signature(line) for line in lines[:-1].split("\n")]
    if len(signatures) > _MOST:
        raise BadNote("too many signatures")
    return text + "\n", signatures


def parse_checkpoint(text: str) -> Checkpoint:
    """Read the body of a checkpoint.

    Raises: BadNote.
    """
    lines = text.split("\n")
    if len(lines) != 4 or lines[3]:
        raise BadNote("a checkpoint has three lines")
    root = _bytes(lines[2])
    if not lines[0] or not _SIZE.fullmatch(lines[1]) or len(root) != 32:
        raise BadNote("a checkpoint names its origin, its size and a root of 32 bytes")
    return Checkpoint(lines[0], int(lines[1]), root)


def sign(checkpoint: Checkpoint, signer: Signer) -> Signature:
    """Return the log's own line under its checkpoint."""
    body = signer.sign(str(checkpoint).encode())
    return Signature(signer.name, signer.key.id, body)


def cosign(checkpoint: Checkpoint, signer: Signer, at: int) -> Signature:
    """Return a witness's line under a checkpoint.

    at: seconds since 1970
    """
    message = _cosigned_message(checkpoint, signer.key, at)
    return Signature(signer.name, signer.key.id, at.to_bytes(8) + signer.sign(message))


def opened(note: str, log: Key, witnesses: Iterable[Key] = ()) -> tuple[Checkpoint, list[Cosigned]]:
    """Return the checkpoint that `log` has signed, and which of `witnesses` have seen it.

    A line by an unknown key is passed over; one by a known key that fails spoils the note.
    Raises: BadNote.
    """
    text, signatures = parse(note)
    checkpoint = parse_checkpoint(text)
    if checkpoint.origin != log.name:
        raise BadNote(f"this is the log {checkpoint.origin}, not {log.name}")
    keys: Mapping[tuple[str, bytes], Key] = {(key.name, key.id): key for key in (log, *witnesses)}
    known = [(keys.get((one.name, one.key_id)), one) for one in signatures]
    seen = [_verified(checkpoint, key, one) for key, one in known if key is not None]
    if not any(key is log or key == log for key, _ in known):
        raise BadNote("the log has not signed this")
    return checkpoint, [one for one in seen if one is not None]


def verify_cosignature(checkpoint: Checkpoint, line: str, key: Key) -> Cosigned:
    """Return when a witness has seen a checkpoint, by its signature line.

    Raises: BadNote.
    """
    signature = _signature(line.removesuffix("\n"))
    if (signature.name, signature.key_id) != (key.name, key.id):
        raise BadNote("signed by another key")
    seen = _verified(checkpoint, key, signature)
    if seen is None:
        raise BadNote("this is no cosignature")
    return seen


def verify(key: Key, signature: bytes, message: bytes) -> None:
    """Demand that `key` has signed `message`.

    Raises: BadNote.
    """
    try:
        if key.kind == MLDSA_COSIGNATURE:
            MLDSA44PublicKey.from_public_bytes(key.public).verify(signature, message)
        else:
            Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)
    except (InvalidSignature, ValueError) as error:
        raise BadNote(f"the signature of {key.name} does not fit") from error


def _verified(checkpoint: Checkpoint, key: Key, line: Signature) -> Cosigned | None:
    if key.kind == ED25519:
        verify(key, line.body, str(checkpoint).encode())
        return None
    at = int.from_bytes(line.body[:8])
    verify(key, line.body[8:], _cosigned_message(checkpoint, key, at))
    return Cosigned(key.name, at)


def _cosigned_message(checkpoint: Checkpoint, key: Key, at: int) -> bytes:
    if key.kind != MLDSA_COSIGNATURE:
        return f"cosignature/v1\ntime {at}\n{checkpoint}".encode()
    name, origin = key.name.encode(), checkpoint.origin.encode()
    head = b"subtree/v1\n\x00" + bytes([len(name)]) + name + at.to_bytes(8)
    place = bytes([len(origin)]) + origin + bytes(8) + checkpoint.size.to_bytes(8)
    return head + place + checkpoint.root


def _signature(line: str) -> Signature:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    body = _bytes(encoded)
    if not line.startswith(_DASH) or not _NAME.fullmatch(name) or len(body) < 5:
        raise BadNote("this is no signature line")
    return Signature(name, body[:4], body[4:])


def _bytes(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
    # Base64 has several ways to write some bytes; only one of them is taken.
    return data if _text(data) == text else b""


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
