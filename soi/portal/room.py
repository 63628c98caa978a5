"""What the portal says it has: the pages that belong to no room, and those about law."""

from django.utils.translation import gettext_noop as _

from soi.core.rooms import Menu, Place, Room, Task

ROOM = Room(
    name="portal",
    doors={
        "home": "portal:home",
        "staff": "portal:staff",
        "denounce": "portal:denounce",
        "language": "portal:language",
        "rule": "portal:rule",
    },
    places=(
        Place(menu=Menu.PUBLIC, page="portal:home", order=10, short=_("Trang đầu")),
        Place(menu=Menu.PUBLIC, page="portal:law", order=60, short=_("Luật và thời hạn")),
        Place(
            menu=Menu.FOOT,
            page="portal:about",
            order=10,
            short=_("Soi làm gì, không làm được gì"),
        ),
        Place(menu=Menu.FOOT, page="portal:privacy", order=20, short=_("Dữ liệu của ông/bà")),
        Place(
            menu=Menu.STAFF,
            page="portal:calendar",
            order=200,
            acts=("law.edit",),
            name=_("Lịch ngày làm việc"),
            does=_("Ngày nghỉ, ngày làm bù; nhập khi có văn bản."),
        ),
        Place(
            menu=Menu.STAFF,
            page="portal:rule-enter",
            order=210,
            acts=("law.edit",),
            name=_("Nhập quy tắc về thời hạn"),
            does=_("Bản mới của một thời hạn; xem trước việc nào bị ảnh hưởng."),
        ),
        Place(
            menu=Menu.STAFF,
            page="portal:reorganisations",
            order=220,
            acts=("offices.edit",),
            name=_("Sắp xếp bộ máy"),
            does=_("Sáp nhập, chia, tách, giải thể; việc nào sang nơi nào."),
        ),
        Place(
            menu=Menu.STAFF,
            page="portal:coordination-edit",
            order=230,
            acts=("offices.edit",),
            name=_("Quy chế phối hợp, quy chế làm việc"),
            does=_("Ai chủ trì, phối hợp, giám sát; ai ký; chỗ trống và chỗ chồng nhau."),
        ),
        Place(menu=Menu.STAFF, page="portal:calendar", order=900, short=_("Lịch ngày làm việc")),
        Place(menu=Menu.STAFF, page="portal:home", order=910, short=_("Trang công khai")),
    ),
    tasks=(Task("offices_pass", every=600),),
)
