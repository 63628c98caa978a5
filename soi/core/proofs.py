"""What a resident keeps: a signed promise at once, and later a proof that the entry is in.

Source: record.md, section 5; C2SP tlog-proof.
"""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, combinations, pairwise

from soi.core import merkle, notes
from soi.core.entries import Class
from soi.core.merkle import BadProof
from soi.core.notes import Key, Signer
from soi.core.typed import joined, pieces, unwrapped

PREFIX = "SOI1:"
HOURS = {Class.OPEN: 24, Class.SEALED: 48}
_HEAD = "c2sp.org/tlog-proof@v1"
_EPOCH = date(1970, 1, 1).toordinal()
_SIGNED = 44  # bytes of a promise that its signature is over
_LENGTH = 108
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_WIDTH = 210  # of a receipt, after its prefix
_MOST_WRAPS = 11  # places where a blank may have been lost
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Promise:
    """The ward's word that an entry will be in the record.

    commitment: 32 bytes; day: of the act; hours: within which it will be in
    """

    entry_class: Class
    key_id: bytes
    commitment: bytes
    day: date
    hours: int
    signature: bytes = b""

    def to_bytes(self) -> bytes:
        """Return the 108 bytes, or the 44 to be signed where there is no signature yet."""
        days = self.day.toordinal() - _EPOCH
        head = bytes([1, self.entry_class]) + self.key_id + self.commitment
        return head + days.to_bytes(4) + self.hours.to_bytes(2) + self.signature


@dataclass(frozen=True, slots=True)
class Proof:
    """An entry, where it stands, and the way from it to a signed root.

    extra: what came along unauthenticated; here the entry itself
    checkpoint: the signed note, as it was
    """

    index: int
    path: tuple[bytes, ...]
    checkpoint: str
    extra: bytes = b""

    def __str__(self) -> str:
        lines = [_HEAD]
        if self.extra:
            lines.append(f"extra {_text(self.extra)}")
        lines += [f"index {self.index}", *(_text(one) for one in self.path), "", self.checkpoint]
        return "\n".join(lines)


def promise(commitment: bytes, entry_class: Class, day: date, signer: Signer) -> Promise:
    """Return a signed promise for one entry."""
    bare = Promise(entry_class, signer.key.id, commitment, day, HOURS[entry_class])
    signature = signer.sign(notes.PROMISE + b"\n" + bare.to_bytes())
    return Promise(entry_class, bare.key_id, commitment, day, bare.hours, signature)


def parse_promise(data: bytes) -> Promise:
    """Read a promise back; the signature is not looked at.

    Raises: BadProof.
    """
    if len(data) != _LENGTH or data[0] != 1 or data[1] not in set(Class):
        raise BadProof("this is no promise")
    try:
        day = date.fromordinal(_EPOCH + int.from_bytes(data[38:42]))
    except (ValueError, OverflowError) as error:
        raise BadProof("this is no promise") from error
    hours = int.from_bytes(data[42:44])
    return Promise(Class(data[1]), data[2:6], data[6:38], day, hours, data[_SIGNED:])


def verify_promise(given: Promise, key: Key) -> None:
    """Demand that `key` has signed a promise.

    Raises: BadProof.
    """
    if given.key_id != key.id:
        raise BadProof("the promise was signed by another key")
    try:
        message = notes.PROMISE + b"\n" + given.to_bytes()[:_SIGNED]
        notes.verify(key, given.signature, message)
    except notes.BadNote as error:
        raise BadProof(str(error)) from error


def to_text(given: Promise, salt: bytes) -> str:
    """Return a promise and the salt of its entry as the text of a QR code."""
    return PREFIX + base45(given.to_bytes() + salt)


def is_promise(text: str) -> bool:
    """Test if a text is meant to be that of a QR code, however it was wrapped and quoted."""
    return joined(text[:400])[: len(PREFIX)].upper() == PREFIX


def from_text(text: str) -> tuple[Promise, bytes]:
    """Return the promise and the salt that the text of a QR code stands for.

    Raises: BadProof.
    """
    if not is_promise(text):
        raise BadProof("this is no receipt: it does not begin with SOI1:")
    data = _whole(pieces(text.upper()))
    if len(data) != _LENGTH + 32:
        raise BadProof("the receipt is not whole")
    return parse_promise(data[:_LENGTH]), data[_LENGTH:]


def _whole(lines: list[str]) -> bytes:
    """Return the bytes of a receipt; blanks that stood where it was wrapped are put back."""
    letters = "".join(lines)[len(PREFIX) :]
    missing = _WIDTH - len(letters)
    ends = [place - len(PREFIX) for place in accumulate(map(len, lines))][:-1]
    if not 0 < missing <= len(ends) <= _MOST_WRAPS:
        return from_base45(letters)
    for chosen in combinations(ends, missing):
        wrapped = (letters[start:end] for start, end in pairwise((0, *chosen, len(letters))))
        try:
            data = from_base45(" ".join(wrapped))
            parse_promise(data[:_LENGTH])
        except BadProof:
            continue
        return data
    return from_base45(letters)


def base45(data: bytes) -> str:
    """Return bytes in the letters that a QR code packs best (RFC 9285)."""
    out = []
    for at in range(0, len(data) - 1, 2):
        rest, first = divmod(data[at] << 8 | data[at + 1], 45)
        out += [LETTERS[first], LETTERS[rest % 45], LETTERS[rest // 45]]
    if len(data) % 2:
        out += [LETTERS[data[-1] % 45], LETTERS[data[-1] // 45]]
    return "".join(out)


def from_base45(text: str) -> bytes:
    """Return the bytes that `text` stands for.

    Raises: BadProof.
    """
    out = b""
    for at in range(0, len(text), 3):
        group = [LETTERS.find(one) for one in text[at : at + 3]]
        value = sum(digit * 45**place for place, digit in enumerate(group))
        width = len(group) - 1
        if min(group) < 0 or not width or value >= 256**width:
            raise BadProof("the receipt has letters that do not belong there")
        out += value.to_bytes(width)
    return out


def parse_proof(text: str) -> Proof:
    """Read a proof file, as it was saved or copied: a mark of bytes, a lost line end do not matter.

    Raises: BadProof.
    """
    text = unwrapped(text).strip() + "\n"
    head, found, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    if lines.pop(0) != _HEAD or not found:
        raise BadProof("this is no proof file")
    extra = b""
    if lines and lines[0].startswith("extra "):
        extra = _bytes(lines.pop(0).removeprefix("extra "))
    number = lines.pop(0).removeprefix("index ") if lines else ""
    path = tuple(_bytes(line) for line in lines)
    if not _NUMBER.fullmatch(number) or any(len(one) != merkle.HASH for one in path):
        raise BadProof("this proof file is damaged")
    return Proof(int(number), path, checkpoint, extra)


def verify_proof(
    proof: Proof, entry: bytes, log: Key, witnesses: Sequence[Key] = ()
) -> tuple[notes.Checkpoint, list[notes.Cosigned]]:
    """Demand that `entry` is in the record that `log` has signed; returns what was signed.

    Raises: BadProof.
    """
    try:
        checkpoint, seen = notes.opened(proof.checkpoint, log, witnesses)
    except notes.BadNote as error:
        raise BadProof(str(error)) from error
    leaf = merkle.leaf(entry)
    merkle.verify_inclusion(leaf, proof.index, checkpoint.size, proof.path, checkpoint.root)
    return checkpoint, seen


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadProof("this proof file is damaged") from error


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
