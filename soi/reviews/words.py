"""What is stored about reviews and targets, in words."""

from django.utils.translation import gettext_lazy as _

from soi.core.targets import Aim, Kind
from soi.core.targets.life import TARGET, Act, State
from soi.core.words import Table

KINDS = Table(
    {
        Kind.FLOW: _("Số phát sinh, cộng dồn"),
        Kind.STOCK: _("Số thời điểm"),
        Kind.RATIO: _("Tỷ lệ"),
        Kind.EVENT: _("Việc làm xong hay chưa"),
        Kind.STATEMENT: _("Không có số đo"),
    },
    of=Kind,
)
AIMS = Table(
    {
        Aim.AT_LEAST: _("ít nhất"),
        Aim.AT_MOST: _("nhiều nhất"),
        Aim.KEEP: _("giữ"),
        Aim.EQUAL: _("đúng bằng"),
    },
    of=Aim,
)
STATES = Table({State.RUNNING: _("Đang theo dõi"), State.ENDED: _("Đã khép")}, of=State)
ACTS = Table(
    {
        Act.SET: _("Giao chỉ tiêu"),
        Act.REPLAN: _("Đổi kế hoạch"),
        Act.ENTER: _("Ghi số của kỳ"),
        Act.CORRECT: _("Sửa số của kỳ"),
        Act.END: _("Khép chỉ tiêu"),
    },
    of=Act,
)
NO_FORECAST = Table(
    {
        "years": _("chưa có hai năm trước cùng cách tính, cùng địa bàn"),
        "share": _("năm trước chưa có số vào tháng này"),
        "spread": _("các năm trước không khác nhau, không tính được khoảng"),
        "value": _("chưa có số liệu"),
        "kind": _("loại chỉ tiêu này không cộng dồn"),
    }
)
RECORDED = Table(
    {
        **{TARGET.kind(act): ACTS[act] for act in Act},
        "year_end.worded": _("Sửa lời báo cáo tổng kết năm"),
    }
)
WORDS = {
    "target.kind": KINDS,
    "target.aim": AIMS,
    "target.state": STATES,
    "target.act": ACTS,
    "target.no_forecast": NO_FORECAST,
    "record.kind": RECORDED,
}
