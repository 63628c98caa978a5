"""How duties pass to the office that comes after, by an event; and how that is taken back.

A million of them go in a few statements, so that nobody waits while a country is rebuilt.
The duty keeps its number, its due day and its first holder; each gets an event of its own,
and the whole one line in the record, with a digest of what went where.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from soi.core.duties import SETTLING, Act, State
from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.core.successions import Heir as Plan
from soi.counter.services import take
from soi.duties.models import Duty, DutyEvent, HandedPart, Handover, Heir
from soi.duties.queries.ties import DUTIES
from soi.duties.services.ledger import demand_words
from soi.offices import queries as offices
from soi.record import services as record

MOVED, QUEUED, SETTLED, UNDONE = "moved", "queued", "settled", "undone"
_OWED = (State.DRAFT, State.OPEN, State.REPORTED)
_STATES = ", ".join(f"'{one.value}'" for one in _OWED)


@dataclass(frozen=True, slots=True)
class Passed:
    """What became of the duties of the offices that an event ended."""

    moved: int
    queued: int


@transaction.atomic
def pass_on(
    *, event: str, heirs: Sequence[Plan], effective_on: date, document: str, stamp: Stamp
) -> Passed:
    """Hand every duty that is owed by an old office to its heir.

    event: the number of the event, up to 20 characters; it passes once
    Raises: Unacceptable, where it has passed, or an old office closed a duty after its day.
    """
    if Heir.objects.filter(event=event).exists():
        raise Unacceptable("event", "passed_already", event=event)
    _demand_none_closed(heirs, effective_on)
    _enter_heirs(event, heirs)
    _hand_over(event)
    _tell_each(event, document, stamp, forward=True)
    _move_holders(event)
    _move_sides(event)
    counts = _counts(event)
    facts = {"document": document, "effective_on": effective_on.isoformat(), **counts}
    facts |= {"digest": _digest(event), "heirs": _heirs(event)}
    record.append(kind="duties.passed_on", subject=f"event:{event}", facts=facts, stamp=stamp)
    return Passed(counts[MOVED], counts[QUEUED])


@transaction.atomic
def take_back(*, event: str, reason: str, stamp: Stamp) -> int:
    """Give every duty that an event handed on back to the office it came from.

    Raises: Unacceptable, where somebody has acted on one of them since.
    """
    demand_words(reason, "reason", "reason_missing")
    acted = (
        Handover.objects.filter(event=event, state__in=(MOVED, QUEUED, SETTLED))
        .exclude(duty__version=F("version"))
        .values_list("duty__number", flat=True)
        .first()
    )
    if acted is not None:
        raise Unacceptable("event", "acted_since", number=acted)
    digest = _digest(event)
    _tell_each(event, reason, stamp, forward=False)
    _run(
        "UPDATE duties_duty SET provisional = %s, version = version + 1, holder_id = "
        "(SELECT h.old_id FROM duties_handover h WHERE h.duty_id = duties_duty.id "
        "AND h.event = %s AND h.state <> 'undone') WHERE id IN "
        "(SELECT h.duty_id FROM duties_handover h WHERE h.event = %s AND h.state <> 'undone')",
        [False, event, event],
    )
    _turn_sides(event, "new_id", "old_id")
    HandedPart.objects.filter(event=event).delete()
    count = Handover.objects.filter(event=event).exclude(state=UNDONE).update(state=UNDONE)
    Heir.objects.filter(event=event).delete()
    facts = {"reason": reason, "count": count, "digest": digest}
    record.append(kind="duties.taken_back", subject=f"event:{event}", facts=facts, stamp=stamp)
    return count


def settle(*, number: str, office: str, reason: str, stamp: Stamp, document: str = "") -> Duty:
    """Decide which office a queued duty goes to; until now it had a provisional holder.

    Raises: Unacceptable, where the duty waits for no decision, or the office is none of those
    that came after; NotPermitted.
    """
    demand_words(reason, "text", "reason_missing")
    with take(DUTIES, Act.TRANSFER, stamp, demands=SETTLING, number=number) as (duty, move):
        row = Handover.objects.select_for_update().filter(duty=duty, state=QUEUED).last()
        if row is None:
            raise Unacceptable("number", "not_queued", number=number)
        heir = Heir.objects.filter(event=row.event, old=row.old, kind="").first()
        if heir is None or office not in heir.candidates:
            raise Unacceptable("office", "no_candidate", office=office)
        before = duty.holder.slug
        duty.holder_id, duty.provisional = offices.identify(office, "")[0], False
        facts = {"from": before, "to": office, "event": row.event}
        move(text=reason, document=document, facts=facts)
        settled = {"state": SETTLED, "new": duty.holder_id, "version": duty.version}
        Handover.objects.filter(pk=row.pk).update(**settled)
    return duty


def _demand_none_closed(heirs: Iterable[Plan], effective_on: date) -> None:
    rows = Duty.objects.filter(state=State.CLOSED, closed_on__gte=effective_on)
    # Few duties are closed after the day; the old offices may be ten thousand.
    old = {one.old for one in heirs if not one.kind}
    for number, slug in rows.values_list("number", "holder__slug"):
        if slug in old:
            raise Unacceptable("effective_on", "closed_after", number=number, office=slug)


def _enter_heirs(event: str, heirs: Sequence[Plan]) -> None:
    ids = offices.identities()
    try:
        rows = [
            Heir(
                event=event,
                old_id=ids[one.old],
                new_id=ids[one.new],
                kind=one.kind,
                queued=one.queued,
                candidates=list(one.candidates),
            )
            for one in heirs
            if one.old != one.new or one.queued
        ]
    except KeyError as error:
        raise Unacceptable("office", "unknown", office=error.args[0]) from error
    Heir.objects.bulk_create(rows, batch_size=2000)


def _hand_over(event: str) -> None:
    """Note which duty goes where: what an heir is named for first, then the rest."""
    _run(
        "INSERT INTO duties_handover (duty_id, event, old_id, new_id, state, version) "  # noqa: S608 - our own words
        "SELECT d.id, h.event, d.holder_id, h.new_id, "
        "CASE WHEN h.queued THEN 'queued' ELSE 'moved' END, d.version + 1 "
        "FROM duties_heir h JOIN duties_duty d ON d.holder_id = h.old_id "
        "WHERE h.event = %s AND (h.kind = d.kind OR (h.kind = '' AND NOT EXISTS "
        "(SELECT 1 FROM duties_heir k WHERE k.event = h.event AND k.old_id = h.old_id "
        f"AND k.kind = d.kind))) AND d.state IN ({_STATES})",
        [event],
    )


def _tell_each(event: str, text: str, stamp: Stamp, *, forward: bool) -> None:
    """Give each duty an event of its own: from which office to which."""
    facts = (
        """'{"from": "' || o.slug || '", "to": "' || n.slug || '", "event": "' || h.event || """
        """'", "queued": ' || CASE WHEN h.state = 'queued' THEN 'true' ELSE 'false' END || '}'"""
    )
    if connection.vendor == "postgresql":
        facts = f"({facts})::jsonb"
    old, new = ("old_id", "new_id") if forward else ("new_id", "old_id")
    document = text if forward else ""
    _run(
        "INSERT INTO duties_dutyevent (duty_id, act, at, by, office, text, document, facts) "  # noqa: S608 - our own words
        f"SELECT h.duty_id, %s, %s, %s, %s, %s, %s, {facts} FROM duties_handover h "
        f"JOIN offices_office o ON o.id = h.{old} JOIN offices_office n ON n.id = h.{new} "
        "WHERE h.event = %s AND h.state <> 'undone'",
        [
            Act.TRANSFER.value,
            DutyEvent._meta.get_field("at").get_db_prep_value(stamp.at, connection),
            stamp.by,
            stamp.office,
            "" if forward else text,
            document[:200],
            event,
        ],
    )


def _move_holders(event: str) -> None:
    _run(
        "UPDATE duties_duty SET version = version + 1, "
        "holder_id = (SELECT h.new_id FROM duties_handover h "
        "WHERE h.duty_id = duties_duty.id AND h.event = %s AND h.state <> 'undone'), "
        "provisional = (SELECT h.state = 'queued' FROM duties_handover h "
        "WHERE h.duty_id = duties_duty.id AND h.event = %s AND h.state <> 'undone') "
        "WHERE id IN (SELECT h.duty_id FROM duties_handover h "
        "WHERE h.event = %s AND h.state <> 'undone')",
        [event, event, event],
    )


def _move_sides(event: str) -> None:
    """Hand on the parts that an old office had beside a holder, and keep where they were."""
    insert = "INSERT INTO duties_handedpart (duty_id, event, old_id, new_id, role) "
    heir = "JOIN duties_heir h ON h.event = %s AND h.kind = '' AND h.old_id = "
    _run(
        f"{insert} SELECT d.id, h.event, h.old_id, h.new_id, '' FROM duties_duty d "  # noqa: S608 - our own words
        f"{heir} d.delegate_id WHERE d.state IN ({_STATES})",
        [event],
    )
    # One that has the part already needs no second; of two that merge the first moves.
    _run(
        f"{insert} SELECT s.duty_id, h.event, MIN(h.old_id), h.new_id, s.role "  # noqa: S608 - our own words
        f"FROM duties_subholder s {heir} s.office_id WHERE NOT EXISTS (SELECT 1 FROM "
        "duties_subholder t WHERE t.duty_id = s.duty_id AND t.role = s.role "
        "AND t.office_id = h.new_id) GROUP BY s.duty_id, h.event, h.new_id, s.role",
        [event],
    )
    _turn_sides(event, "old_id", "new_id")


def _turn_sides(event: str, before: str, after: str) -> None:
    _run(
        f"UPDATE duties_duty SET delegate_id = (SELECT p.{after} FROM duties_handedpart p "  # noqa: S608 - our own words
        "WHERE p.duty_id = duties_duty.id AND p.event = %s AND p.role = '') WHERE id IN "
        "(SELECT p.duty_id FROM duties_handedpart p WHERE p.event = %s AND p.role = '' "
        f"AND p.{before} = duties_duty.delegate_id)",
        [event, event],
    )
    part = (
        "p.duty_id = duties_subholder.duty_id AND p.event = %s AND p.role = duties_subholder.role "
        f"AND p.{before} = duties_subholder.office_id"
    )
    _run(
        f"UPDATE duties_subholder SET office_id = (SELECT p.{after} FROM duties_handedpart p "  # noqa: S608 - our own words
        f"WHERE {part}) WHERE EXISTS (SELECT 1 FROM duties_handedpart p WHERE {part})",
        [event, event],
    )


def _counts(event: str) -> dict[str, int]:
    rows = Handover.objects.filter(event=event)
    return {name: rows.filter(state=name).count() for name in (MOVED, QUEUED)}


def _heirs(event: str) -> list[list[str | bool]]:
    """Return (old, new, kind, queued) of every heir, in the order in which parts are handed on."""
    rows = Heir.objects.filter(event=event).order_by("old_id", "kind")
    told = rows.values_list("old__slug", "new__slug", "kind", "queued")
    return [list(row) for row in told]


def _digest(event: str) -> str:
    """Return a digest of what went where, as hex: SHA-256 over lines number, old, new, state."""
    digest = sha256()
    rows = (
        Handover.objects.filter(event=event)
        .exclude(state=UNDONE)
        .order_by("duty_id")
        .values_list("duty__number", "old__slug", "new__slug", "state")
    )
    for row in rows.iterator(chunk_size=10_000):
        digest.update(("\t".join(row) + "\n").encode())
    return digest.hexdigest()


def _run(statement: str, words: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, words)
