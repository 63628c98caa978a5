"""What the desk says it has: papers, receptions, many matters at once."""

from django.utils.translation import gettext_noop as _

from soi.core.duties import Kind
from soi.core.rooms import DutyKind, Menu, Place, Room, Task

ROOM = Room(
    name="desk",
    places=(
        Place(
            menu=Menu.STAFF,
            page="desk:intake",
            order=20,
            acts=("desk.take_in",),
            name=_("Nhập đơn giấy, điện thoại"),
            does=_("Từng dòng một, bằng bàn phím; in biên nhận 80 mm hoặc A5."),
            short=_("Nhập đơn"),
        ),
        Place(
            menu=Menu.STAFF,
            page="desk:receptions",
            order=30,
            acts=("receptions.run", "receptions.schedule"),
            name=_("Tiếp công dân"),
            does=_("Lịch niêm yết, hàng chờ, biên bản, đơn nhận tại buổi tiếp."),
            short=_("Tiếp công dân"),
        ),
        Place(
            menu=Menu.STAFF,
            page="desk:many",
            order=110,
            acts=("reports.triage",),
            name=_("Xử lý nhiều việc"),
            does=_("Chọn nhiều việc, làm một lần, hoàn lại được."),
        ),
        Place(
            menu=Menu.STAFF,
            page="desk:turns",
            order=120,
            acts=("desk.deputise",),
            name=_("Làm thay, bàn giao"),
            does=_("Người làm thay khi vắng; danh sách khi đổi người."),
        ),
        Place(
            menu=Menu.STAFF,
            page="desk:month",
            order=130,
            acts=("duties.read_internal",),
            name=_("Báo cáo tháng"),
            does=_("Số đơn trong tháng, tải DOCX, XLSX, CSV."),
        ),
        Place(
            menu=Menu.STAFF,
            page="desk:insight",
            order=140,
            acts=("duties.read_internal",),
            name=_("Đơn qua từng cơ quan"),
            does=_("Chưa đồng ý, chưa khắc phục, im lặng, chuyển vòng."),
        ),
    ),
    duty_kinds=(DutyKind(kind=Kind.RECEPTION_REFUSAL),),
    tasks=(Task("desk_remind", every=600),),
)
