"""Asking witnesses to put their names under a checkpoint, and holding what they saw against ours.

A witness remembers what a restored backup has forgotten: what it shows is compared when the
work begins, before anything is signed, and whenever it refuses.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from soi.core import merkle, notes, tiles
from soi.core.notes import BadNote, Checkpoint
from soi.core.witnessing import Request, Witness
from soi.record import files
from soi.record.models import Cosignature, Log, Root
from soi.record.queries import policy
from soi.record.services import calling
from soi.record.services.calling import Answer
from soi.record.services.keys import log_signer

_OFF = 120.0  # seconds by which a clock may differ from the witnesses' (record.md, section 10)
_AGAIN = timedelta(hours=1)  # after which a seen checkpoint is shown again, to bound its day
_looked: set[tuple[Path, str]] = set()  # logs and witnesses that were compared in this process


def cosigned(log: Log, checkpoint: Checkpoint, note: str, at: datetime) -> list[str]:
    """Return the lines of all witnesses under a checkpoint; those who are silent lack.

    Raises: Frozen, where a witness has seen what this log does not lead to; ClockOff.
    """
    witnesses = list(policy().witnesses.values())
    held = {one: _last(log, one) for one in witnesses}
    due = {one: last for one, last in held.items() if not _fresh(last, checkpoint, at)}
    calls = {one: _call(log, checkpoint, note, last) for one, last in due.items()}
    answers = calling.called(calls)
    files.failpoint("before-cosignatures")
    lines = {one: _line(checkpoint, one, answer.lines) for one, answer in answers.items()}
    _demand_time([line.at for line in lines.values() if line], len(witnesses))
    for witness, answer in answers.items():
        held[witness] = _kept(log, checkpoint, lines[witness]) or held[witness]
        _compare(log, witness, answer)
    rows = [held[one] for one in witnesses]
    return [row.line for row in rows if row and row.size == checkpoint.size]


def compare_at_start(log: Log) -> None:
    """Hold what witnesses have seen against the log: each once, when the work begins.

    Raises: Frozen.
    """
    folder = files.folder(log.name)
    new = [one for one in policy().witnesses.values() if (folder, one.name) not in _looked]
    calls = {one: _shown(log) for one in new}
    for witness, answer in calling.called(calls).items():
        _compare(log, witness, answer)
        if answer.note:
            _looked.add((folder, witness.name))


def _shown(log: Log) -> Callable[[str], Answer]:
    return lambda address: Answer(note=calling.shown(address, log.origin))


def _call(
    log: Log, checkpoint: Checkpoint, note: str, last: Cosignature | None
) -> Callable[[str], Answer]:
    size, old = checkpoint.size, last.size if last else 0

    def request(known: int) -> Request:
        return Request(known, _proof(log, known, size), note)

    return lambda address: calling.submitted(address, log.origin, size, old, request)


def _last(log: Log, witness: Witness) -> Cosignature | None:
    return log.cosignatures.filter(witness=witness.key.name).order_by("-size", "-id").first()


def _fresh(last: Cosignature | None, checkpoint: Checkpoint, at: datetime) -> bool:
    return last is not None and last.size == checkpoint.size and at - last.at < _AGAIN


def _compare(log: Log, witness: Witness, answer: Answer) -> None:
    """Demand that what a witness has seen is a beginning of this log, or the whole of it.

    Raises: Frozen.
    """
    size = Log.objects.values_list("size", flat=True).get(pk=log.pk)
    if answer.size > size:
        raise files.Frozen(f"rollback: the witness {witness.name} has seen size {answer.size}")
    try:
        seen = notes.opened(answer.note, log_signer(log.name).key)[0] if answer.note else None
    except BadNote:
        return  # nothing that we have signed: it proves nothing against us
    if seen is None:
        return
    if seen.size > size:
        raise files.Frozen(f"rollback: the witness {witness.name} has seen size {seen.size}")
    if seen.size and not _begins_with(log, seen):
        raise files.Frozen(
            f"fork: the witness {witness.name} has seen another root at size {seen.size}"
        )


def _begins_with(log: Log, seen: Checkpoint) -> bool:
    held = Root.objects.filter(log=log, size=seen.size).values_list("root", flat=True).first()
    if held is not None:
        return bytes(held) == seen.root
    # A database that was filled again keeps no roots between: the tiles prove them, up to what
    # was signed; taken as they lie, a spoilt tile would be a fork, and a forged one hide it.
    folder = files.folder(log.name)
    try:
        published = notes.opened((folder / "checkpoint").read_text(), log_signer(log.name).key)[0]
        reader = tiles.Reader(published.size, lambda path: (folder / path).read_bytes())
        path = reader.consistency(seen.size)
        size, root = published.size, published.root
        merkle.verify_consistency(seen.size, size, path, seen.root, root)
    except (BadNote, tiles.BadTile, OSError, ValueError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Line:
    """A witness's signature line that was verified, and when it says it signed."""

    witness: str
    at: int
    text: str


def _line(checkpoint: Checkpoint, witness: Witness, lines: str) -> _Line | None:
    for line in lines.splitlines(keepends=True):
        with suppress(BadNote):
            seen = notes.verify_cosignature(checkpoint, line, witness.key)
            return _Line(seen.name, seen.at, line)
    return None


def _demand_time(moments: list[int], asked: int) -> None:
    """Demand a clock that agrees with the witnesses': one of several may be wrong itself.

    Raises: ClockOff.
    """
    off = sorted(calling.now() - one for one in moments)
    if len(off) < min(2, asked) or not off or (off[0] < _OFF and off[-1] > -_OFF):
        return
    nearest = off[0] if off[0] > 0 else off[-1]
    way = "ahead of" if nearest > 0 else "behind"
    raise files.ClockOff(f"the clock here is {abs(nearest) / 60:.0f} minutes {way} all witnesses")


def _kept(log: Log, checkpoint: Checkpoint, line: _Line | None) -> Cosignature | None:
    if line is None:
        return None
    moment = datetime.fromtimestamp(line.at, UTC)
    return Cosignature.objects.create(
        log=log, size=checkpoint.size, witness=line.witness, at=moment, line=line.text
    )


def _proof(log: Log, old: int, new: int) -> tuple[bytes, ...]:
    folder = files.folder(log.name)
    reader = tiles.Reader(new, lambda path: (folder / path).read_bytes())
    return tuple(reader.consistency(min(old, new)))
