"""The one way into the public record.

An entry is 42 bytes that say nothing; its payload and salt lie beside it, so that lawful
erasure can take them away and leave the record whole.
"""

import logging
import secrets
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import UTC
from functools import partial

from django.conf import settings
from django.db import connection, transaction

from soi.core import entries
from soi.core.entries import Class
from soi.core.rooms import house
from soi.core.stamps import Stamp
from soi.record.models import Counter, Entry, Payload
from soi.record.queries import CARRIED, ERASED, SERIES, confirm, look_again, to_confirm

_COUNTER = Counter._meta.db_table
_EVENTS = logging.getLogger("soi.events")
_EDITIONS_LOCK = 7301002  # held shared by `soi_edition`


@dataclass(frozen=True, slots=True)
class Line:
    """One entry to be.

    kind: dotted, past tense, such as "duty.extended"
    subject: what it is about, such as "duty:NV-2026-00017"
    facts: what became true; plain values, no floats; never a name
    begins: True for the first entry of a subject, which has nothing before it to point to
    attachments: commitments of files, as hex
    parts: what may be shown apart from the rest, such as the text of a filing; each gets
        a salt of its own, and its commitment stands among the attachments
    """

    kind: str
    subject: str
    facts: Mapping[str, object]
    entry_class: Class = Class.OPEN
    begins: bool = False
    attachments: tuple[str, ...] = ()
    parts: Mapping[str, bytes] = field(default_factory=dict)


def append(
    *,
    kind: str,
    subject: str,
    facts: Mapping[str, object],
    stamp: Stamp,
    entry_class: Class = Class.OPEN,
    begins: bool = False,
) -> Entry:
    """Add one entry at the end of the record, as the last write of an act."""
    line = Line(kind, subject, facts, entry_class, begins)
    return append_all(lines=[line], stamp=stamp)[0]


@transaction.atomic(savepoint=False)
def append_all(*, lines: Sequence[Line], stamp: Stamp) -> list[Entry]:
    """Add the entries of one act together, in two INSERT statements."""
    before = _last_commitments({line.subject for line in lines if not line.begins})
    return _write(lines, before, stamp)


def numbers(*, kinds: Sequence[str], year: int) -> list[str]:
    """Return the next number of each of `kinds`, such as PA-2026-00031, in one statement.

    Eight writers at once never get the same number; a refused act may leave a gap.
    """
    names = [f"{kind}-{year}" for kind in kinds]
    draw = _from_sequences if connection.vendor == "postgresql" else _from_rows
    return [f"{name}-{value:05}" for name, value in zip(names, draw(names), strict=True)]


def resume_numbers(given: Mapping[str, int]) -> None:
    """Go on after the numbers that `given` names, where a copy was brought back.

    given: series such as "PA-2026" to its last number; a series is never lowered
    """
    if connection.vendor != "postgresql":
        _raise_rows(given)
        return
    with connection.cursor() as cursor:
        for series, value in given.items():
            cursor.execute("SELECT soi_raise_number(%s, %s)", [series, value])


def bump(name: str) -> None:
    """Give `name` a new edition, so that every process reads it anew.

    An edition is drawn, not counted: one that was rolled back never comes again, so what a
    process read under it is never taken for what came after. Whoever is writing by the old one
    ends first.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_EDITIONS_LOCK])
    Counter.objects.bulk_create(
        [Counter(name=name, value=secrets.randbits(62))],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["value"],
    )
    look_again()


@transaction.atomic
def erase(
    *,
    subject: str,
    ground: str,
    stamp: Stamp,
    decided_by: str = "",
    naming: str = "",
    entry_class: Class = Class.OPEN,
) -> int:
    """Destroy payloads and salts about `subject`; the entries stay. Returns how many.

    An erasure itself is recorded, with the commitments it left bare, and never erased.

    ground: the legal basis and the decision, as text; decided_by: the body that decided
    naming: a word, such as a number; of the payloads only those go that hold it
    entry_class: SEALED where ground or subject may not be read, as with every filing: among
        the sealed ones it shows neither, nor that it is an erasure (docs/adr/0045)
    Raises: ValueError, without a ground: an erasure is never quiet.
    """
    if not ground.strip():
        raise ValueError("an erasure names its legal basis")
    told = Payload.objects.filter(subject=subject, body__contains=naming)
    told = told.exclude(kind=ERASED).order_by("entry_id")
    bare = [bytes(one).hex() for one in told.values_list("entry__commitment", flat=True)]
    before = _last_commitments({subject})
    told.delete()
    facts = {"targets": bare, "ground": ground}
    if decided_by:
        facts["decided_by"] = decided_by
    _write([Line(ERASED, subject, facts, entry_class)], before, stamp)
    return len(bare)


@transaction.atomic
def carry(*, commitments: Sequence[bytes], stamp: Stamp) -> int:
    """Take in what the sealed room owes the record: bare commitments, each once.

    commitments: 32 bytes each, shuffled and filled up with chance before they came here
    Returns how many are new.
    """
    known = Entry.objects.filter(commitment__in=commitments).values_list("commitment", flat=True)
    fresh = sorted(set(commitments) - {bytes(one) for one in known})
    if not fresh:
        return 0
    sealed = Class.SEALED
    Entry.objects.bulk_create(
        [
            Entry(
                entry_class=sealed, unit=_unit(sealed), day=stamp.on, commitment=one, at=stamp.at
            )
            for one in fresh
        ]
    )  # fmt: skip
    facts = {"targets": [one.hex() for one in fresh]}
    # What nobody here can open is accounted for by name, so that nothing else can slip in bare.
    append(kind=CARRIED, subject=f"carried:{secrets.token_hex(8)}", facts=facts, stamp=stamp)
    return len(fresh)


def _write(lines: Sequence[Line], before: dict[str, str], stamp: Stamp) -> list[Entry]:
    rows, payloads = [], []
    for line in lines:
        salts = {name: secrets.token_bytes(32) for name in line.parts}
        marks = [entries.commitment(salts[name], part).hex() for name, part in line.parts.items()]
        body = _payload(line, marks, before.get(line.subject, ""), stamp)
        salt = secrets.token_bytes(32)
        commitment = entries.commitment(salt, body)
        before[line.subject] = commitment.hex()
        rows.append(_entry(line, commitment, stamp))
        told = {"subject": line.subject, "kind": line.kind, "body": body.decode()}
        kept = {name: one.hex() for name, one in salts.items()}
        payloads.append(Payload(**told, salt=salt, salts=kept))
    rows = Entry.objects.bulk_create(rows)
    for row, payload in zip(rows, payloads, strict=True):
        payload.entry = row
    Payload.objects.bulk_create(payloads)
    for line in lines:
        if line.kind.startswith(house().logged):
            _log(line.kind, stamp)
    return rows


def _log(kind: str, stamp: Stamp) -> None:
    told = {"who": stamp.person or stamp.by, "office": stamp.office}
    transaction.on_commit(partial(_EVENTS.info, kind, extra={"soi": told}))


def _entry(line: Line, commitment: bytes, stamp: Stamp) -> Entry:
    return Entry(
        entry_class=line.entry_class,
        unit=_unit(line.entry_class),
        day=stamp.on,
        commitment=commitment,
        at=stamp.at,
    )


def _payload(line: Line, marks: Sequence[str], before: str, stamp: Stamp) -> bytes:
    at = stamp.at.astimezone(UTC).isoformat(timespec="seconds")
    body = {"facts": dict(line.facts), "by": stamp.by, "office": stamp.office, "at": at}
    return entries.canonical(
        {
            "type": line.kind,
            "case": line.subject,
            "prev": before,
            "unit": _unit(line.entry_class),
            "day": stamp.on.isoformat(),
            "body": body,
            "attachments": [*line.attachments, *marks],
        }
    )


def _unit(entry_class: Class) -> int:
    # A sealed entry that named its ward would narrow down who filed what.
    return settings.SOI_PROVINCE if entry_class is Class.SEALED else settings.SOI_UNIT


def _last_commitments(subjects: Set[str]) -> dict[str, str]:
    """Return the newest commitment about each subject, as hex.

    Written as one look into the index a subject: asked for as a group, PostgreSQL without
    fresh statistics reads the whole table.
    """
    if not subjects:
        return {}
    one = (
        f"SELECT %s, commitment FROM {Entry._meta.db_table} WHERE id = "  # noqa: S608
        f"(SELECT max(entry_id) FROM {Payload._meta.db_table} WHERE subject = %s)"
    )
    with connection.cursor() as cursor:
        asked = [part for subject in sorted(subjects) for part in (subject, subject)]
        cursor.execute(" UNION ALL ".join([one] * len(subjects)), asked)
        return {subject: bytes(commitment).hex() for subject, commitment in cursor.fetchall()}


def _from_rows(names: Sequence[str]) -> list[int]:
    statement = (
        f"INSERT INTO {_COUNTER} (name, value) VALUES {_places(len(names))} "  # noqa: S608
        f"ON CONFLICT (name) DO UPDATE SET value = {_COUNTER}.value + 1 RETURNING name, value"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [part for name in names for part in (SERIES + name, 1)])
        drawn = sorted(cursor.fetchall(), reverse=True)
    confirm()  # nobody else writes until this transaction ends
    left = {name: [value for series, value in drawn if series == SERIES + name] for name in names}
    return [left[name].pop() for name in names]


def _from_sequences(names: Sequence[str]) -> list[int]:
    presumed = to_confirm()
    asked = ["soi_next_number(%s)"] * len(names)
    asked += ["soi_edition(%s)"] * len(presumed)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(asked)}", [*names, *presumed])
        drawn = list(cursor.fetchone() or ())
    confirm(dict(zip(presumed, drawn[len(names) :], strict=True)))
    return drawn[: len(names)]


def _raise_rows(given: Mapping[str, int]) -> None:
    statement = (
        f"INSERT INTO {_COUNTER} (name, value) VALUES (%s, %s) "  # noqa: S608
        f"ON CONFLICT (name) DO UPDATE SET value = max({_COUNTER}.value, excluded.value)"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, [(SERIES + name, value) for name, value in given.items()])


def _places(count: int) -> str:
    return ", ".join(["(%s, %s)"] * count)
