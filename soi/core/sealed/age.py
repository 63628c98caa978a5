"""An age v1 file: written with exactly eight stanzas and no grease, opened whatever its stanzas.

Equal length is the point: a library that adds a stanza of random length ("grease"), or one
stanza for each reader, tells by its length what it holds and for how many.

Source: age-encryption.org/v1 (C2SP), X25519 and scrypt recipients; sealed.md, section 3.
"""

import hmac
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import scrypt

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from soi.core.refusals import Refusal
from soi.core.sealed import bech32

Chance = Callable[[int], bytes]  # so many random bytes, from whoever may draw them

STANZAS = 8
CHUNK = 65536
TAG = 16
_INTRO = b"age-encryption.org/v1\n"
_X25519 = b"age-encryption.org/v1/X25519"
_SCRYPT = b"age-encryption.org/v1/scrypt"
_STANZA = 98  # "-> X25519 ", 43 letters, line end, 43 letters, line end
_MAC = 48  # "--- ", 43 letters, line end
_HEADER = len(_INTRO) + STANZAS * _STANZA + _MAC
OVERHEAD = _HEADER + 16  # and the payload's nonce
_NO_NONCE = bytes(12)
_MOST_WORK = 20  # 1 GiB; whoever asks for more wants to stop this machine
_SECRET, _PUBLIC = "age-secret-key-", "age"
_LINE = 64
_MOST_STANZAS = 64


class NotAnEnvelope(Refusal):
    """The bytes are no whole age file of the kind that is asked for. facts: reason."""

    code = "not_an_envelope"


class CannotOpen(Refusal):
    """No stanza opens with this key: it was sealed for others."""

    code = "cannot_open"


@dataclass(frozen=True, slots=True)
class Stanza:
    """One wrapped file key."""

    arguments: tuple[bytes, ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class _File:
    stanzas: tuple[Stanza, ...]
    signed: bytes
    mac: bytes
    payload: bytes


def identity(secret: bytes) -> str:
    """Return 32 bytes as an age identity, AGE-SECRET-KEY-1…."""
    return bech32.encode(_SECRET, _sized(secret)).upper()


def secret_of(text: str) -> bytes:
    """Return the 32 bytes of an age identity.

    Raises: ValueError.
    """
    return _sized(bech32.decode(_SECRET, text.strip()))


def recipient(secret: bytes) -> str:
    """Return the public key of 32 secret bytes, age1…."""
    public = X25519PrivateKey.from_private_bytes(_sized(secret)).public_key()
    return bech32.encode(_PUBLIC, public.public_bytes_raw())


def length(size: int) -> int:
    """Return how long the envelope of `size` bytes of plaintext is."""
    return OVERHEAD + size + TAG * max(1, -(-size // CHUNK))


def seal(plaintext: bytes, recipients: Sequence[str], chance: Chance) -> bytes:
    """Return `plaintext` as an age file with exactly eight stanzas.

    recipients: one to eight public keys; the rest goes to keys that nobody has
    chance: the system's randomness
    Raises: ValueError, where there are none or too many, or one is no key.
    """
    keys = [_sized(bech32.decode(_PUBLIC, one)) for one in dict.fromkeys(recipients)]
    if not 1 <= len(keys) <= STANZAS:
        raise ValueError(f"{len(keys)} recipients")
    nobody = [X25519PrivateKey.from_private_bytes(chance(32)) for _ in range(STANZAS - len(keys))]
    keys += [one.public_key().public_bytes_raw() for one in nobody]
    file_key = chance(16)
    stanzas = [_wrapped(file_key, key, chance) for key in _shuffled(keys, chance)]
    return _written(stanzas, file_key, plaintext, chance(16))


def lock(plaintext: bytes, passphrase: str, chance: Chance, *, work: int = 16) -> bytes:
    """Return `plaintext` as an age file that a passphrase opens.

    work: 2**work rounds of scrypt; 16 takes 64 MiB, which a telephone still has
    """
    salt, file_key = chance(16), chance(16)
    key = _from_passphrase(passphrase, salt, work)
    body = ChaCha20Poly1305(key).encrypt(_NO_NONCE, file_key, None)
    head = b"-> scrypt " + _letters(salt) + b" %d\n" % work + _letters(body) + b"\n"
    return _written([head], file_key, plaintext, chance(16))


def open_with(data: bytes, secrets: Sequence[bytes]) -> bytes:
    """Return the plaintext, if one of the 32-byte `secrets` opens it.

    Raises: NotAnEnvelope, CannotOpen.
    """
    file = _parsed(data)
    for secret in secrets:
        for stanza in file.stanzas:
            key = _unwrapped(stanza, secret)
            if key is not None:
                return _payload(file, key)
    raise CannotOpen


def unlock(data: bytes, passphrase: str) -> bytes:
    """Return the plaintext that a passphrase opens.

    Raises: NotAnEnvelope, CannotOpen.
    """
    file = _parsed(data)
    if len(file.stanzas) != 1 or file.stanzas[0].arguments[:1] != (b"scrypt",):
        raise NotAnEnvelope(reason="not_locked")
    _kind, salt, work = (*file.stanzas[0].arguments, b"", b"")[:3]
    if not work.isdigit() or not 1 <= int(work) <= _MOST_WORK:
        raise NotAnEnvelope(reason="work")
    key = _from_passphrase(passphrase, _bytes(salt), int(work))
    try:
        file_key = ChaCha20Poly1305(key).decrypt(_NO_NONCE, file.stanzas[0].body, None)
    except InvalidTag as error:
        raise CannotOpen from error
    return _payload(file, file_key)


def demand_shape(data: bytes) -> int:
    """Return the length of the plaintext in an envelope with exactly eight X25519 stanzas.

    The body's seal cannot be tested without a key; everything else is.

    Raises: NotAnEnvelope.
    """
    if len(data) <= OVERHEAD + TAG or not data.startswith(_INTRO):
        raise NotAnEnvelope(reason="intro")
    for place in range(len(_INTRO), _HEADER - _MAC, _STANZA):
        _demand_stanza(data[place : place + _STANZA])
    mac = data[_HEADER - _MAC : _HEADER]
    if mac[:4] != b"--- " or mac[-1:] != b"\n":
        raise NotAnEnvelope(reason="stanzas")
    _bytes(mac[4:-1], 32)
    sealed = len(data) - OVERHEAD
    return sealed - TAG * -(-sealed // (CHUNK + TAG))


def _demand_stanza(line: bytes) -> None:
    if line[:10] != b"-> X25519 " or line[53:54] != b"\n" or line[97:] != b"\n":
        raise NotAnEnvelope(reason="stanzas")
    _bytes(line[10:53], 32)
    _bytes(line[54:97], 32)


def _written(stanzas: Sequence[bytes], file_key: bytes, plaintext: bytes, nonce: bytes) -> bytes:
    signed = _INTRO + b"".join(stanzas) + b"---"
    mac = hmac.digest(hkdf(file_key, b"", b"header"), signed, "sha256")
    sealer, pieces = ChaCha20Poly1305(hkdf(file_key, nonce, b"payload")), []
    last = max(0, (len(plaintext) - 1) // CHUNK)
    for number in range(last + 1):
        chunk = plaintext[number * CHUNK : (number + 1) * CHUNK]
        pieces.append(sealer.encrypt(_nonce(number, number == last), chunk, None))
    return b"".join((signed, b" ", _letters(mac), b"\n", nonce, *pieces))


def _payload(file: _File, file_key: bytes) -> bytes:
    mac = hmac.digest(hkdf(file_key, b"", b"header"), file.signed, "sha256")
    if not hmac.compare_digest(mac, file.mac):
        raise NotAnEnvelope(reason="altered")
    opener = ChaCha20Poly1305(hkdf(file_key, file.payload[:16], b"payload"))
    sealed, pieces, step = file.payload[16:], [], CHUNK + TAG
    last = max(0, (len(sealed) - 1) // step)
    try:
        for number in range(last + 1):
            chunk = sealed[number * step : (number + 1) * step]
            pieces.append(opener.decrypt(_nonce(number, number == last), chunk, None))
    except InvalidTag as error:
        raise NotAnEnvelope(reason="altered") from error
    if last and not pieces[-1]:
        raise NotAnEnvelope(reason="altered")  # a last chunk may be empty only if it is the first
    return b"".join(pieces)


def _parsed(data: bytes) -> _File:
    end = data.find(b"\n---")
    if not data.startswith(_INTRO) or end < 0:
        raise NotAnEnvelope(reason="intro")
    mac, found, payload = data[end + 4 :].partition(b"\n")
    if not found or mac[:1] != b" " or len(payload) < 16 + TAG:
        raise NotAnEnvelope(reason="cut")
    stanzas = _stanzas(data[len(_INTRO) : end])
    return _File(tuple(stanzas), data[: end + 4], _bytes(mac[1:], 32), payload)


def _stanzas(header: bytes) -> list[Stanza]:
    found: list[Stanza] = []
    lines = iter(header.split(b"\n"))
    for line in lines:
        if line[:3] != b"-> " or len(found) >= _MOST_STANZAS:
            raise NotAnEnvelope(reason="stanzas")
        body = [part := next(lines, b"")]
        while len(part) == _LINE:
            body.append(part := next(lines, b""))
        found.append(Stanza(tuple(line[3:].split(b" ")), _bytes(b"".join(body))))
    return found


def _wrapped(file_key: bytes, public: bytes, chance: Chance) -> bytes:
    once = X25519PrivateKey.from_private_bytes(chance(32))
    share = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    key = hkdf(shared, share + public, _X25519)
    body = ChaCha20Poly1305(key).encrypt(_NO_NONCE, file_key, None)
    return b"-> X25519 " + _letters(share) + b"\n" + _letters(body) + b"\n"


def _unwrapped(stanza: Stanza, secret: bytes) -> bytes | None:
    if stanza.arguments[:1] != (b"X25519",) or len(stanza.arguments) != 2:
        return None
    own = X25519PrivateKey.from_private_bytes(secret)
    share = _bytes(stanza.arguments[1], 32)
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(share))
        key = hkdf(shared, share + own.public_key().public_bytes_raw(), _X25519)
        return ChaCha20Poly1305(key).decrypt(_NO_NONCE, stanza.body, None)
    except (InvalidTag, ValueError):  # for somebody else, or a share of low order
        return None


def _shuffled(keys: list[bytes], chance: Chance) -> list[bytes]:
    return [key for _, key in sorted((chance(16), key) for key in keys)]


def _from_passphrase(passphrase: str, salt: bytes, work: int) -> bytes:
    rounds = 1 << work
    return scrypt(
        passphrase.encode(), salt=_SCRYPT + salt, n=rounds, r=8, p=1, dklen=32,
        maxmem=1024 * (rounds + 64) + (1 << 20),
    )  # fmt: skip


def _nonce(number: int, last: object) -> bytes:
    return number.to_bytes(11) + (b"\x01" if last else b"\x00")


def _letters(data: bytes) -> bytes:
    return b64encode(data).rstrip(b"=")


def _bytes(letters: bytes, size: int = 0) -> bytes:
    try:
        data = b64decode(letters + b"=" * (-len(letters) % 4), validate=True)
    except ValueError as error:
        raise NotAnEnvelope(reason="letters") from error
    # Two ways to write the same bytes would let one envelope pass for two.
    if _letters(data) != letters or (size and len(data) != size):
        raise NotAnEnvelope(reason="letters")
    return data


def _sized(data: bytes) -> bytes:
    if len(data) != 32:
        raise ValueError(f"a key has 32 bytes, not {len(data)}")
    return data


def hkdf(source: bytes, salt: bytes, info: bytes, size: int = 32) -> bytes:
    """Return `size` bytes drawn from `source` (HKDF-SHA256, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=size, salt=salt, info=info).derive(source)
