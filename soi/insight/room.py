"""What insight says it has."""

from django.utils.translation import gettext_noop as _

from soi.core.rooms import Menu, Place, Register, Room, Shown, Task

ROOM = Room(
    name="insight",
    places=(
        Place(menu=Menu.PUBLIC, page="insight:hotspots", order=35, short=_("Điểm nóng")),
        Place(
            menu=Menu.STAFF,
            page="insight:hotspots",
            order=70,
            acts=("insight.follow",),
            name=_("Điểm nóng"),
            does=_("Nơi nào được phản ánh vượt mức thường, từ khi nào, ai giữ."),
            short=_("Điểm nóng"),
        ),
    ),
    registers=(Register(subject="hotspot", series=("DN",), staff_page="insight:hotspot"),),
    record={"hotspot.*": Shown()},
    tasks=(Task("insight_night", every=3600),),  # once for each day that has ended
)
