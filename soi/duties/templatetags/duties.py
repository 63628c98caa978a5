from datetime import date
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from soi.duties.queries import Duty
from soi.law import queries as law

register = template.Library()

_TOLD = {
    "draft": _noop("Soạn dự thảo"),
    "assign": _noop("Giao việc"),
    "confirm": _noop("Xác nhận dự thảo"),
    "acknowledge": _noop("Nơi giữ báo đã nhận việc"),
    "delegate": _noop("Giao cho nơi khác làm"),
    "extend": _noop("Gia hạn"),
    "pause": _noop("Tạm dừng"),
    "resume": _noop("Tiếp tục"),
    "add_evidence": _noop("Thêm bằng chứng"),
    "progress": _noop("Tự báo cáo tiến độ"),
    "transfer": _noop("Chuyển nơi giữ"),
    "escalate": _noop("Báo cấp trên hoặc nơi giám sát"),
    "notice_overdue": _noop("Quá hạn"),
    "recompute": _noop("Tính lại ngày hẹn vì lịch làm việc thay đổi"),
    "report": _noop("Báo đã xong"),
    "return": _noop("Trả lại, làm tiếp"),
    "judge": _noop("Kết luận"),
    "reopen": _noop("Mở lại"),
    "withdraw": _noop("Rút"),
    "merge": _noop("Gộp"),
    "unmerge": _noop("Tách lại"),
    "keep_inside": _noop("Thôi công khai việc này"),
    "reassign": _noop("Sang nơi kế nhiệm"),
    "remind": _noop("Nhắc nơi giữ"),
}
_ACTS = {
    "acknowledge": _noop("Báo đã nhận việc"),
    "evidence": _noop("Thêm bằng chứng"),
    "progress": _noop("Báo tiến độ"),
    "report": _noop("Báo đã xong"),
    "extend": _noop("Gia hạn"),
    "pause": _noop("Tạm dừng"),
    "resume": _noop("Tiếp tục"),
    "delegate": _noop("Giao cho nơi khác làm"),
    "transfer": _noop("Chuyển nơi giữ"),
    "judge": _noop("Kết luận"),
    "return": _noop("Trả lại, làm tiếp"),
    "reopen": _noop("Mở lại"),
    "void": _noop("Khép vì giao nhầm"),
    "escalate": _noop("Báo cấp trên hoặc nơi giám sát"),
    "confirm": _noop("Xác nhận, giao việc"),
    "withdraw": _noop("Rút yêu cầu"),
}
_EVIDENCE = {
    "photo": _noop("Ảnh"),
    "document": _noop("Văn bản"),
    "note": _noop("Ghi chú tại chỗ"),
    "any": _noop("Ảnh, số văn bản hoặc ghi chú"),
}
_UNITS = {
    "working_day": _noop("ngày làm việc"),
    "calendar_day": _noop("ngày"),
    "month": _noop("tháng"),
    "immediate": _noop("ngay trong ngày"),
}
_QUEUES = {
    "post": _noop("Tôi giữ"),
    "office": _noop("Cơ quan tôi giữ"),
    "coordinating": _noop("Cơ quan tôi phối hợp"),
    "judge": _noop("Chờ xác nhận"),
    "done": _noop("Đã báo xong"),
}
_ABOUT_A_REPORT = {
    "report_answer": _noop("Trả lời phản ánh"),
    "petition_reply": _noop("Trả lời kiến nghị"),
    "complaint_step": _noop("Giải quyết khiếu nại"),
    "dispute_review": _noop("Xem lại câu trả lời cho"),
    "referral": _noop("Trả lời đơn được chuyển đến"),
}
_KNOTS = {
    "report": "said",
    "add_evidence": "said",
    "return": "objected",
    "notice_overdue": "objected",
    "escalate": "objected",
    "judge": "ended",
    "withdraw": "ended",
    "merge": "ended",
}


@register.filter
def told_label(act: str) -> str:
    """Say in words what was done."""
    return _(_TOLD[act]) if act in _TOLD else act


@register.filter
def act_label(act: str) -> str:
    """Say in words what can be done."""
    return _(_ACTS[act]) if act in _ACTS else act


@register.filter
def evidence_label(kind: str) -> str:
    """Name a type of evidence."""
    return _(_EVIDENCE[kind]) if kind in _EVIDENCE else kind


@register.filter
def explained(trace: dict[str, Any]) -> list[str]:
    """Tell step by step how a due day came about."""
    return law.explain(trace)


@register.filter
def unit_label(unit: str) -> str:
    """Name what a limit counts in."""
    return _(_UNITS[unit]) if unit in _UNITS else unit


@register.filter
def queue_label(queue: str) -> str:
    """Name a pile on the desk."""
    return _(_QUEUES[queue]) if queue in _QUEUES else queue


@register.filter
def duty_title(duty: Duty) -> str:
    """Name a duty; one that came with a report says so, for its own title is but a number."""
    words = _ABOUT_A_REPORT.get(duty.kind)
    if words and duty.title == after_colon(duty.source_ref):
        return f"{_(words)} {duty.title}"
    return duty.title


@register.filter
def knot(act: str) -> str:
    """Return the shape of an act's knot in the thread."""
    return _KNOTS.get(act, "")


@register.filter
def iso_day(text: str) -> str:
    """Write a day that was kept as text: 21/10/2026."""
    return f"{date.fromisoformat(text):%d/%m/%Y}" if text else ""


@register.filter
def after_colon(reference: str) -> str:
    """Return the number in a reference such as report:PA-2026-00031."""
    return reference.partition(":")[2]


@register.filter
def work_url(duty: Duty) -> str:
    """Return the page on which staff work on a duty: the report's, if it came from one."""
    kind, _colon, number = duty.source_ref.partition(":")
    if kind == "report":
        try:
            return reverse("reports:staff", args=[number])
        except NoReverseMatch:
            return duty.get_absolute_url()
    return duty.get_absolute_url()
