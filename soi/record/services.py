"""The one way into the public record.

An entry is 42 bytes that say nothing; its payload and salt lie beside it, so that lawful
erasure can take them away and leave the record whole.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction

from soi.core import entries
from soi.core.entries import Class
from soi.core.stamps import Stamp
from soi.record.models import Counter, Entry, Payload

_SERIES_START = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One entry to be.

    kind: dotted, past tense, such as "duty.extended"
    subject: what it is about, such as "duty:NV-2026-00017"
    facts: what became true; plain values, no floats; never a name
    begins: True for the first entry of a subject, which has nothing before it to point to
    attachments: commitments of files, as hex
    """

    kind: str
    subject: str
    facts: Mapping[str, object]
    entry_class: Class = Class.OPEN
    begins: bool = False
    attachments: tuple[str, ...] = ()


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


@transaction.atomic
def append_all(*, lines: Sequence[Line], stamp: Stamp) -> list[Entry]:
    """Add the entries of one act together, in two INSERT statements."""
    before = _last_commitments([line.subject for line in lines if not line.begins])
    rows, payloads = [], []
    for line in lines:
        body = _payload(line, before.get(line.subject, ""), stamp)
        salt = secrets.token_bytes(32)
        commitment = entries.commitment(salt, body)
        before[line.subject] = commitment.hex()
        rows.append(
            Entry(
                entry_class=line.entry_class,
                unit=_unit(line.entry_class),
                day=stamp.on,
                commitment=commitment,
                at=stamp.at,
            )
        )
        payloads.append((line, salt, body.decode()))
    rows = Entry.objects.bulk_create(rows)
    Payload.objects.bulk_create(
        Payload(entry=row, subject=line.subject, kind=line.kind, salt=salt, body=body)
        for row, (line, salt, body) in zip(rows, payloads, strict=True)
    )
    return rows


def numbers(*, kinds: Sequence[str], year: int) -> list[str]:
    """Return the next number of each of `kinds`, such as PA-2026-00031, in one statement.

    Eight writers at once never get the same number; a refused act may leave a gap.
    """
    names = [f"{kind}-{year}" for kind in kinds]
    values = _from_sequences(names) if connection.vendor == "postgresql" else _from_rows(names)
    return [f"{name}-{value:05}" for name, value in zip(names, values, strict=True)]


def bump(name: str) -> None:
    """Give `name` a new edition, so that every process reads it anew.

    An edition is drawn, not counted: one that was rolled back never comes again, so what a
    process read under it is never taken for what came after.
    """
    Counter.objects.bulk_create(
        [Counter(name=name, value=secrets.randbits(62))],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["value"],
    )


@transaction.atomic
def erase(*, subject: str, ground: str, stamp: Stamp) -> int:
    """Destroy payloads and salts about `subject`; the entries stay. Returns how many.

    ground: the legal basis and the decision, as text
    """
    erased = list(Payload.objects.filter(subject=subject).values_list("entry_id", flat=True))
    commitments = Entry.objects.filter(pk__in=erased).values_list("commitment", flat=True)
    targets = [bytes(one).hex() for one in commitments]
    Payload.objects.filter(subject=subject).delete()
    facts = {"targets": targets, "ground": ground}
    append(kind="record.erased", subject="record:erasure", facts=facts, stamp=stamp)
    return len(erased)


def _payload(line: Line, before: str, stamp: Stamp) -> bytes:
    body = {"at": stamp.at.isoformat(timespec="seconds"), "by": stamp.by, "office": stamp.office}
    return entries.canonical(
        {
            "type": line.kind,
            "case": line.subject,
            "prev": before,
            "unit": _unit(line.entry_class),
            "day": stamp.on.isoformat(),
            "body": {**line.facts, **body},
            "attachments": list(line.attachments),
        }
    )


def _unit(entry_class: Class) -> int:
    # A sealed entry that named its ward would narrow down who filed what.
    return settings.SOI_PROVINCE if entry_class is Class.SEALED else settings.SOI_UNIT


def _last_commitments(subjects: Sequence[str]) -> dict[str, str]:
    if not subjects:
        return {}
    rows = (
        Entry.objects.filter(payload__subject__in=subjects)
        .order_by("pk")
        .values_list("payload__subject", "commitment")
    )
    return {subject: bytes(commitment).hex() for subject, commitment in rows}


def _from_rows(names: Sequence[str]) -> list[int]:
    table = connection.ops.quote_name(Counter._meta.db_table)
    places = ", ".join(["(%s, 1)"] * len(names))
    statement = (
        f"INSERT INTO {table} (name, value) VALUES {places} "  # noqa: S608 - our own table
        f"ON CONFLICT (name) DO UPDATE SET value = {table}.value + 1 RETURNING name, value"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, list(names))
        found = dict(cursor.fetchall())
    return [found[name] for name in names]


def _from_sequences(names: Sequence[str]) -> list[int]:
    sequences = [f"soi_{name.replace('-', '_').lower()}" for name in names]
    _make_sequences(sequences)
    with connection.cursor() as cursor:
        calls = ", ".join(["nextval(%s)"] * len(sequences))
        cursor.execute(f"SELECT {calls}", sequences)
        return list(cursor.fetchone())


_made: set[tuple[str, str]] = set()


def _make_sequences(sequences: Sequence[str]) -> None:
    database = str(connection.settings_dict["NAME"])
    for name in sequences:
        if (database, name) in _made:
            continue
        with connection.cursor() as cursor:
            # Two processes may both find it missing; the lock lets one of them make it.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])
            cursor.execute(f"CREATE SEQUENCE IF NOT EXISTS {connection.ops.quote_name(name)}")
        transaction.on_commit(lambda name=name: _made.add((database, name)))
