"""What the room of directives and working sessions says it has."""

from django.utils.translation import gettext_noop as _

from soi.core.duties import Kind
from soi.core.rooms import DutyKind, Menu, Place, Register, Room, Task

ROOM = Room(
    name="directives",
    places=(
        Place(menu=Menu.PUBLIC, page="documents:list", order=50, short=_("Chỉ đạo")),
        Place(
            menu=Menu.STAFF,
            page="documents:desk",
            order=60,
            acts=("directives.register", "directives.review"),
            name=_("Văn bản và việc được giao"),
            does=_("Nhập văn bản, duyệt việc rút ra từ văn bản."),
            short=_("Chỉ đạo"),
        ),
        Place(
            menu=Menu.STAFF,
            page="sessions:desk",
            order=70,
            acts=("directives.schedule",),
            name=_("Buổi làm việc"),
            does=_("Lịch, kết luận, thông báo; việc của buổi trước còn lại."),
            short=_("Buổi làm việc"),
        ),
        Place(
            menu=Menu.STAFF,
            page="documents:rounds",
            order=75,
            acts=("directives.answer",),
            name=_("Đợt báo cáo"),
            does=_("Hỏi mọi nơi giữ việc cùng một lúc, trả lời trên một trang."),
        ),
    ),
    registers=(
        Register(subject="document", page="documents:detail"),
        Register(subject="session", page="sessions:detail"),
    ),
    duty_kinds=(
        DutyKind(kind=Kind.DIRECTIVE_TASK, measurable=True),
        DutyKind(kind=Kind.SESSION_REQUEST, measurable=True),
    ),
    tasks=(Task("directives_remind", every=3600),),
)
