"""Which entries anybody may read in full; the others are proved, not shown.

Decided by what the record itself says of a matter today, not by what its first entry said: a
report that turned out to be a complaint takes back what was shown of it before.
"""

import json
import re
from collections.abc import Iterable

from django.db.models import Q

from soi.core.entries import Class
from soi.record.models import Payload

# Commitments of the sealed room, whose payloads are not here. Never shown: it tells which
# sealed entries are denunciations.
CARRIED = "record.carried"
ERASED = "record.erased"
_ROOMS = ("duty.", "report.", "record.", "law.", "office.")
# A filing that was split tells how many parts were stored nowhere: those were denunciations.
_UNSHOWN = (CARRIED, "report.split")
# What the sealed room tells of itself, each kind with its facts: months, figures in whole fives,
# keys and hashes. None names a case or a person, and whatever else comes is not shown.
SEALED_ROOM = {
    "denunciations.manifest_published": {"version", "key", "signature", "fingerprint", "manifest"},
    "denunciations.scripts_published": {"scripts"},
    "denunciations.epoch_shredded": {"epoch", "ground", "keys", "left"},
    "denunciations.held": {"epoch"},
    "denunciations.month_counted": {"month", "filings", "steps_done", "steps_late"},
}
_NUMBER = re.compile(r"\b(NV|PA|KN)-(\d{4}-\d{5,})\b")
_BEGINS = ("duty.assigned", "duty.drafted")
_KEPT_INSIDE = "duty.kept_inside"
# Sealed whatever the filing is; any other sealed entry is of one that no list shows any more.
ALWAYS_SEALED = (
    "report.received",
    "report.added",
    "report.identity_read",
    "report.withdrawn",
    "report.split",
)


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
    if not told.kind.startswith(("duty.", "report.", "record.")):
        return set()
    own = {told.subject} if told.subject.startswith(("duty:", "report:")) else set()
    return own | {_ref(*found.groups()) for found in _NUMBER.finditer(told.body)}


def _ref(series: str, number: str) -> str:
    return f"{'duty' if series == 'NV' else 'report'}:{series}-{number}"


def _may_show(told: Payload) -> bool:
    names = SEALED_ROOM.get(told.kind)
    if names is not None:
        return set(json.loads(told.body)["body"]["facts"]) <= names
    return told.kind.startswith(_ROOMS) and told.kind not in _UNSHOWN


def _inside(subjects: set[str]) -> set[str]:
    """Return the duties and filings among `subjects` that are not public as things stand."""
    if not subjects:
        return set()
    asked = Q(kind__in=(*_BEGINS, _KEPT_INSIDE)) | Q(entry__entry_class=Class.SEALED)
    rows = Payload.objects.filter(asked, subject__in=subjects)
    inside = {one for one in subjects if one.startswith("duty:")}
    for subject, kind, body in rows.order_by("entry_id").values_list("subject", "kind", "body"):
        if kind in _BEGINS and json.loads(body)["body"]["facts"].get("visibility") == "public":
            inside.discard(subject)
        elif kind == _KEPT_INSIDE or (
            subject.startswith("report:") and kind not in (*ALWAYS_SEALED, ERASED)
        ):
            inside.add(subject)
    return inside
