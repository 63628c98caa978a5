"""Key files: what the `age` program reads, with the signing key beside it in a comment."""

import getpass
import json
import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

from django.core.management.base import CommandError

from soi.core import sealed
from soi.core.sealed.words import words

_SIGN, _PERSON, _EPOCH = "# sign: ", "# person: ", "# epoch: "


@dataclass(frozen=True, slots=True)
class Key:
    """One person's keys: 32 bytes that open, 32 that sign."""

    person: str
    secret: bytes
    seed: bytes
    epoch: str

    @property
    def request(self) -> dict[str, object]:
        """The public half, for oversight to sign, signed by the key itself."""
        told = {
            "person": self.person,
            "recipients": {self.epoch: sealed.recipient(self.secret)},
            "verify": sealed.public_key(self.seed).hex(),
        }
        message = json.dumps(told, sort_keys=True).encode()
        return {**told, "signature": sealed.sign(self.seed, message).hex()}

    def text(self) -> str:
        """Return the key file."""
        return "\n".join(
            [
                f"{_PERSON}{self.person}",
                f"{_EPOCH}{self.epoch}",
                f"# recipient: {sealed.recipient(self.secret)}",
                f"# verify: {sealed.public_key(self.seed).hex()}",
                f"{_SIGN}{self.seed.hex()}",
                sealed.identity(self.secret),
                "",
            ]
        )

    def locker(self, passphrase: str, salt: bytes) -> tuple[str, bytes]:
        """Return the address of this key's locker and what lies in it."""
        from hashlib import sha256

        told = {
            "person": self.person, "sign": self.seed.hex(), "epoch": self.epoch,
            "identity": sealed.identity(self.secret),
        }  # fmt: skip
        lookup = sealed.keys(sealed.stretch(passphrase, salt)).lookup
        locked = sealed.lock(json.dumps(told).encode(), passphrase, secrets.token_bytes)
        return sha256(lookup).hexdigest(), locked


def new(person: str, epoch: str) -> Key:
    """Return a new key."""
    return Key(person, secrets.token_bytes(32), secrets.token_bytes(32), epoch)


def phrase() -> str:
    """Return a passphrase of eight random words."""
    return words(secrets.token_bytes(7)).replace("-", " ")


def read(path: Path, passphrase_file: Path | None = None) -> tuple[list[bytes], bytes]:
    """Return what opens and what signs (empty: nothing) in a key file.

    Raises: CommandError.
    """
    try:
        data = path.read_bytes()
        if data.startswith(b"age-encryption.org/"):
            data = sealed.unlock(data, asked(passphrase_file))
        lines = data.decode().splitlines()
        found = [sealed.secret_of(one) for one in lines if one.startswith("AGE-SECRET-KEY-")]
        seeds = [one.removeprefix(_SIGN) for one in lines if one.startswith(_SIGN)]
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} is no key file") from error
    except (sealed.CannotOpen, sealed.NotAnEnvelope) as error:
        raise CommandError("the passphrase does not open this key") from error
    if not found and not seeds:
        raise CommandError(f"{path} holds no key")
    return found, bytes.fromhex(seeds[0]) if seeds else b""


def asked(passphrase_file: Path | None) -> str:
    """Return a passphrase from a file, the environment or the terminal."""
    if passphrase_file:
        return passphrase_file.read_text().strip()
    if given := os.environ.get("SOI_PASSPHRASE"):
        return given
    if not sys.stdin.isatty():
        raise CommandError("this key is locked: give --passphrase-file")
    return getpass.getpass("passphrase: ")


def put(path: Path, data: bytes) -> None:
    """Write a secret so that only its owner reads it."""
    handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
