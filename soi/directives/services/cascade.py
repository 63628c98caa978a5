"""A duty is passed down to units, each with a part of its own and a share in the whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from soi.core.duties import DueKind, Kind, State, Visibility
from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.directives.models import Share
from soi.duties import queries as duty_queries
from soi.duties import services as duties
from soi.duties.queries import Duty
from soi.duties.services import NewDuty
from soi.record import services as record

ROLES = ("leads", "coordinates", "directs")
_BESIDE = {"coordinates": "coordinates", "directs": "oversees"}


@dataclass(frozen=True, slots=True)
class Part:
    """One unit's part. role: leads, coordinates or directs; weight: 1 to 100."""

    office: str
    title: str = ""
    weight: int = 1
    due_on: date | None = None
    helpers: Sequence[tuple[str, str]] = ()


@transaction.atomic
def pass_down(*, number: str, parts: Sequence[Part], stamp: Stamp) -> list[Duty]:
    """Give units their parts of a duty; the whole is then computed from them.

    helpers: (slug, role) of those who coordinate or direct beside the one who leads
    Raises: Unacceptable: no parts, a loop, a day after the whole's, a weight out of range.
    """
    parent = _open(number)
    if not parts:
        raise Unacceptable("parts", "no_parts")
    above = {parent.holder.slug, *_holders_above(parent)}
    for part in parts:
        _demand_fit(part, parent, above)
    made = [_give(part, parent, stamp) for part in parts]
    facts = {"parts": [child.number for child in made], "weights": [part.weight for part in parts]}
    record.append(kind="duty.passed_down", subject=parent.ref, facts=facts, stamp=stamp)
    return made


@transaction.atomic
def link(*, parent: str, child: str, weight: int, stamp: Stamp) -> Share:
    """Count a duty that is there already as a part of another.

    Raises: Unacceptable, where that would close a loop or the child is a part already.
    """
    whole, part = _open(parent), _open(child)
    if (
        part.pk == whole.pk
        or whole.number in _below(part.number)
        or part.number in _above(whole.number)
    ):
        raise Unacceptable("child", "cascade_loops")
    if Share.objects.filter(child=child).exists():
        raise Unacceptable("child", "part_already")
    share = Share.objects.create(parent=parent, child=child, weight=_weight(weight))
    record.append(
        kind="duty.linked", subject=whole.ref, facts={"part": child, "weight": weight}, stamp=stamp
    )
    return share


def _give(part: Part, parent: Duty, stamp: Stamp) -> Duty:
    new = NewDuty(
        kind=Kind(parent.kind),
        title=part.title.strip() or parent.title,
        holder=part.office,
        starts_on=stamp.on,
        text=parent.text_verbatim,
        source_ref=parent.source_ref,
        source_span=parent.source_span,
        requester_office=parent.holder.slug,
        deciding_office=stamp.office,
        parent=parent,
        sub_holders=[(slug, _BESIDE[role]) for slug, role in part.helpers if role in _BESIDE],
        due_kind=DueKind.DATE if part.due_on or parent.due_on else DueKind.NONE,
        due_on=part.due_on or parent.due_on,
        due_source=parent.due_source,
        visibility=Visibility(parent.visibility),
    )
    child = duties.assign(new=new, stamp=stamp.within(parent.ref))
    Share.objects.create(parent=parent.number, child=child.number, weight=_weight(part.weight))
    return child


def _demand_fit(part: Part, parent: Duty, above: set[str]) -> None:
    if part.office in above:
        raise Unacceptable("parts", "cascade_loops", office=part.office)
    if part.due_on and parent.due_on and part.due_on > parent.due_on:
        raise Unacceptable("due_on", "later_than_the_whole", day=parent.due_on)
    _weight(part.weight)


def _weight(weight: int) -> int:
    if not 1 <= weight <= 100:
        raise Unacceptable("weight", "weight_out_of_range")
    return weight


def _open(number: str) -> Duty:
    duty = duty_queries.by_number(number)
    if duty is None:
        raise Unacceptable("duty", "unknown_duty", number=number)
    if duty.state == State.CLOSED:
        raise Unacceptable("duty", "closed", number=number)
    return duty


def _holders_above(duty: Duty) -> list[str]:
    found = []
    for number in _above(duty.number):
        one = duty_queries.by_number(number)
        if one:
            found.append(one.holder.slug)
    return found


def _above(number: str) -> list[str]:
    found: list[str] = []
    share = Share.objects.filter(child=number).first()
    while share and share.parent not in found:
        found.append(share.parent)
        share = Share.objects.filter(child=share.parent).first()
    return found


def _below(number: str) -> set[str]:
    found: set[str] = set()
    level = {number}
    while level:
        level = set(Share.objects.filter(parent__in=level).values_list("child", flat=True)) - found
        found |= level
    return found
