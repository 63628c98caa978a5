"""Which entries anybody may read in full; the others are proved, not shown.

Decided by what the record itself says of a matter today, not by what its first entry said: a
report that turned out to be a complaint takes back what was shown of it before. What a kind tells
and whether it is shown, each room says of its own (`soi.core.rooms`).
"""

import json
from collections.abc import Iterable

from django.db.models import Q

from soi.core.entries import Class
from soi.core.rooms import Register, house
from soi.record.models import Payload

CARRIED = "record.carried"
ERASED = "record.erased"


def shown(told: Iterable[tuple[int, Payload]]) -> set[int]:
    """Return which entries, by their id, anybody may read; one question however many there are.

    told: the class of each with its payload
    """
    rows = [one for entry_class, one in told if entry_class == Class.OPEN and _may_show(one)]
    named = {one.entry_id: _named(one) for one in rows}
    inside = _inside({ref for refs in named.values() for ref in refs})
    return {entry_id for entry_id, refs in named.items() if not refs & inside}


def _named(told: Payload) -> set[str]:
    """Return the duties and filings that an entry is about or names, such as the parts of one."""
    if _told_apart(told) is not None:
        return set()
    register = house().register_of(told.subject)
    own = {told.subject} if register and register.may_be_inside else set()
    return own | {_ref(*found.groups()) for found in house().numbers.finditer(told.body)}


def _ref(series: str, number: str) -> str:
    return f"{house().series[series].subject}:{series}-{number}"


def _may_show(told: Payload) -> bool:
    kind = house().shown(told.kind)
    if kind is None or kind.never:
        return False
    facts = _told_apart(told)
    return facts is None or set(json.loads(told.body)["body"]["facts"]) <= facts


def _told_apart(told: Payload) -> set[str] | None:
    """Return the only facts that may be told of a kind, where its room names them one by one."""
    kind = house().shown(told.kind)
    return None if kind is None or kind.facts is None else set(kind.facts)


def _inside(subjects: set[str]) -> set[str]:
    """Return the duties and filings among `subjects` that are not public as things stand."""
    if not subjects:
        return set()
    asked = Q(kind__in=_telling()) | Q(entry__entry_class=Class.SEALED)
    rows = Payload.objects.filter(asked, subject__in=subjects)
    inside = {one for one in subjects if _register(one).opened_by}
    for subject, kind, body in rows.order_by("entry_id").values_list("subject", "kind", "body"):
        register = _register(subject)
        if kind in register.opened_by and _is_public(body):
            inside.discard(subject)
        elif kind in register.closed_by or _seals(register, kind):
            inside.add(subject)
    return inside


def _telling() -> set[str]:
    registers = house().registers.values()
    return {kind for one in registers for kind in one.opened_by | one.closed_by}


def _register(subject: str) -> Register:
    return house().registers[subject.partition(":")[0]]


def _is_public(body: str) -> bool:
    return bool(json.loads(body)["body"]["facts"].get("visibility") == "public")


def _seals(register: Register, kind: str) -> bool:
    """Test if a kind that tells nothing of every matter tells that this one is inside."""
    return register.sealed is not None and kind not in register.sealed and kind != ERASED
