"""What oversight says it has."""

from django.utils.translation import gettext_noop as _

from soi.core.duties import Kind
from soi.core.rooms import DutyKind, Menu, Place, Register, Room, Shown

ROOM = Room(
    name="oversight",
    places=(
        Place(menu=Menu.FOOT, page="oversight:list", order=45, short=_("Giám sát")),
        Place(
            menu=Menu.STAFF,
            page="oversight:desk",
            order=75,
            acts=("oversight.lead", "oversight.confirm", "oversight.answer"),
            name=_("Giám sát"),
            does=_("Cuộc mình giám sát, cuộc mình được giám sát, việc chờ kết luận."),
            short=_("Giám sát"),
        ),
    ),
    registers=(
        Register(subject="visit", series=("GS",), page="oversight:visit"),
        Register(subject="recommendation", series=("KGS",)),
    ),
    duty_kinds=(DutyKind(kind=Kind.OVERSIGHT_FIX),),
    record={
        "visit.*": Shown(),
        "recommendation.*": Shown(),
        "oversight.programme_entered": Shown(),
    },
)
