"""What the counter stores, in words."""

from django.utils.translation import gettext_lazy as _

from soi.core.duties import Kind
from soi.core.words import Table

WAYS = Table(
    {
        "paper": _("Đơn giấy nộp tại quầy"),
        "post": _("Qua bưu điện"),
        "phone": _("Điện thoại"),
        "reception": _("Buổi tiếp công dân"),
        "forwarded": _("Cơ quan khác chuyển đến"),
    }
)
VISITS = Table(
    {
        "waiting": _("Đang chờ"),
        "called": _("Đang tiếp"),
        "done": _("Đã tiếp"),
        "left": _("Đã về, chưa tiếp"),
        "refused": _("Từ chối tiếp"),
    },
    tones={"waiting": "wait", "done": "done"},
)
RECORDED = Table(
    {
        "reception.scheduled": _("Lên lịch tiếp công dân"),
        "reception.cancelled": _("Bỏ một buổi tiếp công dân"),
        "reception.arrived": _("Có người đến, lấy số"),
        "reception.called": _("Mời vào"),
        "reception.held": _("Đã tiếp"),
        "reception.left": _("Về khi chưa được tiếp"),
        "reception.refused": _("Từ chối tiếp"),
        "reception.filed": _("Nhận đơn tại buổi tiếp"),
        "post.handed_over": _("Bàn giao việc của một chức vụ"),
    }
)
WORDS = {
    "intake.way": WAYS,
    "visit.state": VISITS,
    "record.kind": RECORDED,
    "duty.kind": Table({Kind.RECEPTION_REFUSAL: _("thông báo từ chối tiếp công dân")}),
}
