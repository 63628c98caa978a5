"""Asking witnesses to put their names under a checkpoint."""

import http.client
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from soi.core import notes, tiles
from soi.core.notes import BadNote, Checkpoint, Cosigned
from soi.core.witnessing import Request, Witness
from soi.record import files
from soi.record.models import Cosignature, Log
from soi.record.queries import policy

_WAIT = 3  # seconds for one witness
_AGAIN = timedelta(hours=1)  # after which a seen checkpoint is shown again, to bound its day


def cosigned(log: Log, checkpoint: Checkpoint, note: str, at: datetime) -> list[str]:
    """Return the lines of all witnesses under a checkpoint; those who are silent lack."""
    lines = []
    for witness in policy().witnesses.values():
        last = log.cosignatures.filter(witness=witness.key.name).order_by("-size", "-id").first()
        fresh = last and last.size == checkpoint.size and at - last.at < _AGAIN
        if last is None or not fresh:
            last = _asked(log, witness, checkpoint, note, last.size if last else 0) or last
        if last and last.size == checkpoint.size:
            lines.append(last.line)
    return lines


def _asked(
    log: Log, witness: Witness, checkpoint: Checkpoint, note: str, old: int
) -> Cosignature | None:
    for _ in range(2):
        status, body = _post(witness, str(Request(old, _proof(log, old, checkpoint.size), note)))
        if status == http.HTTPStatus.OK:
            return _kept(log, witness, checkpoint, body)
        if status != http.HTTPStatus.CONFLICT or not body.strip().isdigit():
            return None
        old = int(body)
        if old > checkpoint.size:
            raise files.Frozen(f"rollback: the witness {witness.name} has seen size {old}")
    return None


def _kept(log: Log, witness: Witness, checkpoint: Checkpoint, body: str) -> Cosignature | None:
    for line in body.splitlines(keepends=True):
        try:
            seen: Cosigned = notes.verify_cosignature(checkpoint, line, witness.key)
        except BadNote:
            continue
        moment = datetime.fromtimestamp(seen.at, UTC)
        return Cosignature.objects.create(
            log=log, size=checkpoint.size, witness=seen.name, at=moment, line=line
        )
    return None


def _proof(log: Log, old: int, new: int) -> tuple[bytes, ...]:
    folder = files.folder(log.name)
    reader = tiles.Reader(new, lambda path: (folder / path).read_bytes())
    return tuple(reader.consistency(min(old, new)))


def _post(witness: Witness, body: str) -> tuple[int, str]:
    """Return the status, and the size that the witness knows where it answers 409."""
    address = _address(witness)
    if not address:
        return 0, ""
    target = f"{address.rstrip('/')}/add-checkpoint"
    request = urllib.request.Request(target, body.encode(), method="POST")  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=_WAIT) as answer:  # noqa: S310
            return answer.status, answer.read(20_000).decode()
    except urllib.error.HTTPError as error:
        known = error.headers.get("Content-Type") == "text/x.tlog.size"
        return error.code, error.read(100).decode() if known else ""
    except (OSError, ValueError, http.client.HTTPException):
        return 0, ""


def _address(witness: Witness) -> str:
    """Return where a witness listens: by the policy, or as one of the demo has written down."""
    if witness.url:
        return witness.url
    try:
        return (Path(settings.SOI_DATA) / "witnesses" / witness.name / "address").read_text()
    except FileNotFoundError:
        return ""
