from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

register = template.Library()

_KINDS = {
    "duty.drafted": _noop("Soạn dự thảo"),
    "duty.assigned": _noop("Giao việc"),
    "duty.confirmed": _noop("Xác nhận dự thảo"),
    "duty.acknowledged": _noop("Nơi giữ báo đã nhận việc"),
    "duty.delegated": _noop("Giao cho nơi khác làm"),
    "duty.extended": _noop("Gia hạn"),
    "duty.paused": _noop("Tạm dừng"),
    "duty.resumed": _noop("Tiếp tục"),
    "duty.evidence_added": _noop("Thêm bằng chứng"),
    "duty.progressed": _noop("Tự báo cáo tiến độ"),
    "duty.transferred": _noop("Chuyển nơi giữ"),
    "duty.escalated": _noop("Báo cấp trên hoặc nơi giám sát"),
    "duty.overdue_noticed": _noop("Quá hạn"),
    "duty.recomputed": _noop("Tính lại ngày hẹn"),
    "duty.reported": _noop("Báo đã xong"),
    "duty.returned": _noop("Trả lại, làm tiếp"),
    "duty.judged": _noop("Kết luận"),
    "duty.reopened": _noop("Mở lại"),
    "duty.withdrawn": _noop("Rút"),
    "duty.merged": _noop("Gộp"),
    "duty.unmerged": _noop("Tách lại"),
    "duty.kept_inside": _noop("Thôi công khai việc này"),
    "duty.reassigned": _noop("Đổi người phụ trách"),
    "duty.reminded": _noop("Nhắc nơi giữ"),
    "denunciations.manifest_published": _noop("Phòng tố cáo: danh sách người nhận đơn"),
    "denunciations.scripts_published": _noop("Phòng tố cáo: tệp lệnh của trang viết đơn"),
    "denunciations.epoch_shredded": _noop("Phòng tố cáo: hủy hẳn đơn và khóa của một tháng"),
    "denunciations.held": _noop("Phòng tố cáo: giữ lại một tháng theo văn bản"),
    "denunciations.month_counted": _noop("Phòng tố cáo: số liệu một tháng"),
    "record.erased": _noop("Xóa nội dung theo luật"),
    "record.closed": _noop("Khép sổ, chỉ khóa của sổ sau"),
    "record.reopened": _noop("Mở sổ mới, chép dấu chốt của sổ trước"),
}
# Of rooms whose acts are many: the room, and the recorded word behind it.
_ROOMS = {
    "report": _noop("Phản ánh, kiến nghị"),
    "law": _noop("Luật và thời hạn"),
    "office": _noop("Cơ quan, chức vụ"),
}


# The facts of what the sealed room tells, in the order in which they are read.
_FACTS = {
    "fingerprint": _noop("Dấu khóa của nơi giám sát"),
    "manifest": _noop("Dấu của danh sách"),
    "version": _noop("Lần công bố"),
    "epoch": _noop("Tháng"),
    "month": _noop("Tháng"),
    "ground": _noop("Căn cứ"),
    "keys": _noop("Khóa đã hủy, của tháng"),
    "left": _noop("Khóa chưa hủy được, của tháng"),
    "filings": _noop("Đơn đã gửi"),
    "steps_done": _noop("Bước làm xong đúng hạn"),
    "steps_late": _noop("Bước quá hạn"),
}


@register.filter
def facts_told(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what the sealed room told, as pairs of a name and a value; a script's is its hash."""
    rows = [
        (_(name), _plain(facts[fact])) for fact, name in _FACTS.items() if facts.get(fact, []) != []
    ]
    return rows + [(name, str(digest)) for name, digest in facts.get("scripts", {}).items()]


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


@register.filter
def kind_told(kind: str) -> str:
    """Name what an entry tells of."""
    if kind in _KINDS:
        return _(_KINDS[kind])
    room, _dot, act = kind.partition(".")
    return f"{_(_ROOMS[room])}: {act}" if room in _ROOMS else kind


@register.filter
def bare_number(subject: str) -> str:
    """Return what a subject is called on paper: duty:NV-2026-00017 is NV-2026-00017."""
    return subject.partition(":")[2] or subject
