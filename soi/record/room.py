"""What the public record says it has."""

from django.utils.translation import gettext_noop as _

from soi.core.rooms import Check, Menu, Place, Room, Shown, Task
from soi.record.health import log, payloads
from soi.record.queries import policy_trouble

ROOM = Room(
    name="record",
    logged=("record.",),
    places=(Place(menu=Menu.PUBLIC, page="record:page", order=70, short=_("Sổ công khai")),),
    record={
        "record.*": Shown(),
        # It tells which sealed entries are denunciations.
        "record.carried": Shown(never=True),
    },
    tasks=(Task("record_publish", every=10, alone=True),),
    health=(
        Check("record", payloads),
        Check("log", log),
        Check("witnesses", policy_trouble),
    ),
)
