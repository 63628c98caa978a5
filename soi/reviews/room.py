"""What reviews and targets say they have."""

from django.utils.translation import gettext_noop as _

from soi.core.duties import Kind
from soi.core.rooms import DutyKind, Menu, Place, Register, Room, Shown

ROOM = Room(
    name="reviews",
    places=(
        Place(
            menu=Menu.STAFF,
            page="reviews:years",
            order=85,
            acts=("duties.read_internal",),
            name=_("Chỉ tiêu, tổng kết năm"),
            does=_("Số liệu một năm của từng cơ quan, báo cáo DOCX và PDF, chỉ tiêu."),
            short=_("Tổng kết năm"),
        ),
    ),
    registers=(Register(subject="target", series=("CT",), page="reviews:target"),),
    duty_kinds=(DutyKind(kind=Kind.TARGET, measurable=True),),
    record={
        "target.*": Shown(),
        "year_end.worded": Shown(never=True),  # the words of a draft are nobody's but the body's
    },
)
