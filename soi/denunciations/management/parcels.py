"""A denunciation sealed without a network, as files that are carried and sent from elsewhere.

OUT is the account; beside it lie OUT-identity.age, OUT-file-1.age …, and OUT-mailbox.json, which
holds what makes the mailbox. None can be read without a receiver's key, or the sender's code.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from soi.denunciations.services import Whole

_MAILBOX = "mailbox.json"


@dataclass(frozen=True, slots=True)
class Piece:
    """One request to the door. mark: of the account, for the public record, as hex."""

    address: str
    content: bytes
    kind: str = "application/octet-stream"
    mark: str = ""


def write(out: Path, whole: Whole) -> list[Path]:
    """Write every file and return their paths, the account's first.

    Raises: OSError.
    """
    mailbox = {
        "address": whole.address, "verify": whole.verify.hex(), "age": whole.first.hex(),
        "commitment": whole.commitment.hex(),
    }  # fmt: skip
    files = {out: whole.envelope, _beside(out, "identity.age"): whole.identity}
    files |= {_beside(out, f"file-{at}.age"): one for at, one in enumerate(whole.files, 1)}
    files[_beside(out, _MAILBOX)] = json.dumps(mailbox).encode()
    for path, content in files.items():
        path.write_bytes(content)
    return list(files)


def pieces(out: Path) -> Iterator[Piece]:
    """Yield what is sent, in its order: the account last, so that it never points at nothing.

    Raises: OSError, ValueError.
    """
    where, mark = "/denunciations/envelopes", ""
    identity, mailbox = _beside(out, "identity.age"), _beside(out, _MAILBOX)
    if identity.exists():
        yield Piece(f"{where}/identities", identity.read_bytes())
    at = 1
    while (file := _beside(out, f"file-{at}.age")).exists():
        yield Piece(f"{where}/files", file.read_bytes())
        at += 1
    if mailbox.exists():
        told = json.loads(mailbox.read_text())
        mark = str(told.get("commitment", ""))
        yield Piece("/denunciations/mailboxes", mailbox.read_bytes(), "application/json")
    yield Piece(where, out.read_bytes(), mark=mark)


def _beside(out: Path, rest: str) -> Path:
    return out.with_name(f"{out.stem}-{rest}")
