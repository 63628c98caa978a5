"""The ledger held against the record: what its rows say and its entries do not."""

from dataclasses import fields
from datetime import UTC, date
from typing import Any

from soi.core.duties import State
from soi.core.histories import Known, Unrecorded, replay
from soi.duties.models import Duty, SubHolder
from soi.record import queries as record

_TRIAL = "NV-T-"  # duties that were filled in for a trial, without entries of their own


def unlike_record() -> list[str]:
    """Rebuild every duty from the record alone; returns what the ledger says otherwise.

    Each as a sentence. A duty whose entries were lawfully erased is passed over.
    """
    try:
        known, erased = replay(record.told("dut"))
    except Unrecorded as error:
        return [str(error)]
    found, beside = [], _all_beside()
    for duty in Duty.objects.select_related("holder", "delegate").iterator(chunk_size=2000):
        if duty.ref in erased or duty.number.startswith(_TRIAL):
            continue
        told, ours = known.pop(duty.ref, None), _as_known(duty, beside.get(duty.pk, frozenset()))
        if told is None:
            found.append(f"{duty.ref} has no entries")
        elif told != ours:
            names = [
                one.name
                for one in fields(Known)
                if getattr(told, one.name) != getattr(ours, one.name)
            ]
            found.append(f"{duty.ref} is not what was recorded: {', '.join(names)}")
    return found + [f"{ref} is recorded and not there" for ref in known if ref not in erased]


def _all_beside() -> dict[int, frozenset[tuple[str, str]]]:
    held: dict[int, set[tuple[str, str]]] = {}
    for pk, slug, role in SubHolder.objects.values_list("duty_id", "office__slug", "role"):
        held.setdefault(pk, set()).add((slug, role))
    return {pk: frozenset(pairs) for pk, pairs in held.items()}


def _as_known(duty: Duty, beside: frozenset[tuple[str, str]]) -> Known:
    days = ("due_on", "starts_on", "reported_on", "closed_on", "paused_on", "overdue_noticed_on")
    told: dict[str, Any] = {name: _iso(getattr(duty, name)) for name in (*days, "escalated_on")}
    at = duty.acknowledged_at
    plain = (
        "kind",
        "origin_holder",
        "due_source",
        "visibility",
        "verdict",
        "percent",
        "provisional",
    )
    return Known(
        **told,
        **{name: getattr(duty, name) for name in (*plain, "version")},
        state=State(duty.state),
        holder=duty.holder.slug,
        delegate=duty.delegate.slug if duty.delegate else "",
        post=duty.responsible_post,
        actual=duty.measure_actual,
        beside=beside,
        acknowledged_at=at.astimezone(UTC).isoformat(timespec="seconds") if at else "",
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
