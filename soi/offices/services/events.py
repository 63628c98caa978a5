"""Decisions that change offices: written down, looked at, enacted, taken back before their day.

Only an enacted event acts; drafts change within a week. What enacting wrote is kept with the
event, so that until its first day it can be taken back without a trace in the tree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from soi.core import successions
from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.core.successions import ENDING, Change, Heir, Leg, Share, Standing, Status
from soi.offices import queries
from soi.offices.models import (
    Office,
    OfficeName,
    OfficeParent,
    OrgEvent,
    OrgLeg,
    Post,
    Relation,
    Succession,
    Tenure,
    WorkingRule,
)
from soi.offices.services import acts
from soi.offices.services.acts import ONE_DAY, NewOffice
from soi.record import services as record


@dataclass(frozen=True, slots=True)
class NewEvent:
    """A decision to be written down.

    creates: offices it founds on its day; names: (slug, name, short name) for a new name
    """

    change: Change
    effective_on: date
    document: str
    legs: Sequence[Leg] = ()
    creates: Sequence[NewOffice] = ()
    names: Sequence[tuple[str, str, str]] = ()
    note: str = ""


_PLAIN = ("slug", "name", "short_name", "kind", "track", "level", "email", "phone", "address")


@transaction.atomic
def propose(*, event: NewEvent, stamp: Stamp) -> OrgEvent:
    """Write a decision down that does not act yet.

    Raises: LegsDoNotAddUp, Unacceptable.
    """
    _check(event)
    number = record.numbers(kinds=("TC",), year=stamp.on.year)[0]
    row = OrgEvent.objects.create(
        number=number,
        change=event.change,
        status=Status.PROPOSED,
        effective_on=event.effective_on,
        document=event.document.strip(),
        note=event.note,
        creates=[_plain(one) for one in event.creates],
        names={slug: [name, short] for slug, name, short in event.names},
        entered_at=stamp.at,
    )
    OrgLeg.objects.bulk_create(
        OrgLeg(
            event=row,
            old=leg.old,
            new=leg.new,
            share=leg.share,
            area=leg.area,
            default=leg.default,
            kinds=list(leg.kinds),
        )
        for leg in event.legs
    )
    _tell("office.event_proposed", row, {"legs": len(event.legs)}, stamp)
    return row


@transaction.atomic
def enact(*, number: str, stamp: Stamp) -> OrgEvent:
    """Let a proposed event act from its day on; handing duties on is an act of the ledger.

    Raises: LegsDoNotAddUp, Unacceptable, as things stand now.
    """
    row = _hold(number, Status.PROPOSED)
    event = event_of(row)
    _check(event)
    undo: dict[str, list[int]] = {}
    for new in event.creates:
        office = acts.create(office=new, document=row.document, stamp=stamp)
        undo.setdefault("created", []).append(office.pk)
    for slug, name, short in event.names:
        acts.rename(
            slug=slug,
            name=name,
            short_name=short,
            since=row.effective_on,
            document=row.document,
            stamp=stamp,
        )
        undo.setdefault("renamed", []).append(queries.identify(slug, "")[0])
    _succeed(row, event, undo)
    row.status, row.undo = Status.ENACTED, undo
    row.save(update_fields=["status", "undo"])
    _tell("office.event_enacted", row, {"legs": len(event.legs)}, stamp)
    return row


@transaction.atomic
def cancel(*, number: str, reason: str, stamp: Stamp) -> OrgEvent:
    """Drop a proposed event, or take an enacted one back before its day.

    Raises: Unacceptable, from its day on.
    """
    acts.demand(reason, "reason")
    row = OrgEvent.objects.select_for_update().filter(number=number).first()
    if row is None or row.status == Status.CANCELLED:
        raise Unacceptable("event", "unknown_event", event=number)
    if row.status == Status.ENACTED:
        if row.effective_on <= stamp.on:
            raise Unacceptable("event", "in_force", event=number, since=row.effective_on)
        _undo(row)
    row.status, row.undo = Status.CANCELLED, {}
    row.save(update_fields=["status", "undo"])
    _tell("office.event_cancelled", row, {"reason": reason}, stamp)
    return row


@transaction.atomic
def note_passed(*, number: str, stamp: Stamp) -> None:
    """Note that the ledger has handed the duties of an event on."""
    OrgEvent.objects.filter(number=number).update(passed_on=stamp.on)


def event_of(row: OrgEvent) -> NewEvent:
    """Return a written event as it was entered."""
    creates = [
        NewOffice(
            **{name: one[name] for name in _PLAIN},
            since=date.fromisoformat(one["since"]),
            parents=[(slug, relation) for slug, relation in one["parents"]],
        )
        for one in row.creates
    ]
    return NewEvent(
        change=Change(row.change),
        effective_on=row.effective_on,
        document=row.document,
        legs=legs_of(row),
        creates=creates,
        names=[(slug, name, short) for slug, (name, short) in row.names.items()],
        note=row.note,
    )


def legs_of(row: OrgEvent) -> list[Leg]:
    """Return the legs of a written event."""
    return [
        Leg(leg.old, leg.new, Share(leg.share), leg.area, leg.default, tuple(leg.kinds))
        for leg in row.legs.all()
    ]


def heirs_of_event(number: str) -> list[Heir]:
    """Return to whom the duties of each old office of an event go."""
    row = OrgEvent.objects.prefetch_related("legs").get(number=number)
    return successions.heirs(legs_of(row))


def _check(event: NewEvent) -> None:
    acts.demand(event.document, "document")
    standing = {
        slug: Standing(track, since, until)
        for slug, track, since, until in Office.objects.values_list(
            "slug", "track", "since", "until"
        )
    }
    for one in event.creates:
        if one.slug in standing:
            raise Unacceptable("creates", "already_there", office=one.slug)
        standing[one.slug] = Standing(one.track, event.effective_on)
    for slug, _name, _short in event.names:
        if slug not in standing or not standing[slug].there(event.effective_on):
            raise Unacceptable("names", "unknown", office=slug)
    if event.change is Change.RENAME and not event.names:
        raise Unacceptable("names", "missing")
    if event.change is Change.CREATE and not event.creates:
        raise Unacceptable("creates", "missing")
    successions.check(event.change, event.legs, standing, event.effective_on)


def _succeed(row: OrgEvent, event: NewEvent, undo: dict[str, list[int]]) -> None:
    """End the old offices and write down who follows; the offered heir comes last and wins."""
    if event.change not in ENDING:
        return
    ids = dict(Office.objects.values_list("slug", "pk"))
    stays = {leg.old for leg in event.legs if leg.old == leg.new}
    legs = [leg for leg in event.legs if leg.old not in stays and not leg.kinds]
    rows = Succession.objects.bulk_create(
        [
            Succession(
                old_id=ids[leg.old],
                new_id=ids[leg.new],
                since=row.effective_on,
                document=row.document,
                share=leg.share,
            )
            for leg in sorted(legs, key=lambda leg: leg.default)
        ],
        batch_size=2000,
    )
    undo["successions"] = [one.pk for one in rows]
    ended = {ids[leg.old] for leg in event.legs if leg.old not in stays}
    _end(ended, row.effective_on - ONE_DAY, undo)


def _end(ended: set[int], last: date, undo: dict[str, list[int]]) -> None:
    """End offices with their parents, posts, tenures and rules, in a handful of statements."""
    undo["ended"] = sorted(ended)
    _each(Office, "pk", ended, lambda rows: rows.update(until=last))
    for name, (model, path) in _ENDS.items():
        found = _open_keys(model, path, ended)
        undo[name] = found
        _each(model, "pk", found, lambda rows: rows.update(until=last))


def _open_keys(model: Any, path: str, ended: set[int]) -> list[int]:
    found: list[int] = []

    def gather(rows: Any) -> None:
        found.extend(rows.filter(until=None).values_list("pk", flat=True))

    _each(model, path, ended, gather)
    return found


_ENDS: dict[str, tuple[Any, str]] = {
    "parents": (OfficeParent, "office_id"),
    "posts": (Post, "office_id"),
    "tenures": (Tenure, "post__office_id"),
    "relations": (Relation, "office_id"),
    "working_rules": (WorkingRule, "office_id"),
}


def _each(model: Any, path: str, keys: Any, act: Any) -> None:
    """Do something to rows by key, in portions that both databases take."""
    some = sorted(keys)
    for start in range(0, len(some), 5000):
        act(model.objects.filter(**{f"{path}__in": some[start : start + 5000]}))


def _undo(row: OrgEvent) -> None:
    kept: Mapping[str, list[int]] = row.undo
    _each(Succession, "pk", kept.get("successions", ()), lambda rows: rows.delete())
    _each(Office, "pk", kept.get("ended", ()), lambda rows: rows.update(until=None))
    for name, (model, _path) in _ENDS.items():
        _each(model, "pk", kept.get(name, ()), lambda rows: rows.update(until=None))
    for pk in kept.get("renamed", ()):
        names = OfficeName.objects.filter(office_id=pk)
        names.filter(since=row.effective_on).delete()
        names.filter(until=row.effective_on - ONE_DAY).update(until=None)
    created = kept.get("created", [])
    OfficeName.objects.filter(office_id__in=created).delete()
    OfficeParent.objects.filter(office_id__in=created).delete()
    Office.objects.filter(pk__in=created).delete()


def _hold(number: str, status: Status) -> OrgEvent:
    row = OrgEvent.objects.select_for_update().filter(number=number, status=status).first()
    if row is None:
        raise Unacceptable("event", "unknown_event", event=number)
    return row


def _plain(one: NewOffice) -> dict[str, Any]:
    plain: dict[str, Any] = {name: getattr(one, name) for name in _PLAIN}
    return {
        **plain,
        "since": one.since.isoformat(),
        "parents": [list(pair) for pair in one.parents],
    }


def _tell(kind: str, row: OrgEvent, facts: Mapping[str, object], stamp: Stamp) -> None:
    record.bump(queries.EDITION)
    told = {
        **facts,
        "change": row.change,
        "effective_on": row.effective_on.isoformat(),
        "document": row.document,
    }
    record.append(kind=kind, subject=f"event:{row.number}", facts=told, stamp=stamp)
