from datetime import date

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from soi.directives.forms import RELATIONS
from soi.directives.queries import MOST_COUNTED
from soi.duties.queries import Duty
from soi.offices.queries import Chart

register = template.Library()

Label = str | Promise

_EDGES: dict[str, Label] = {
    "read": _("máy đọc"),
    "inferred": _("máy suy ra"),
    "confirmed": _("đã xác nhận"),
}
_DRAFTS: dict[str, Label] = {
    "waiting": _("Gợi ý"),
    "accepted": _("Đã nhận"),
    "edited": _("Đã nhận, có sửa"),
    "split": _("Đã tách"),
    "rejected": _("Đã bỏ"),
}
_SESSIONS: dict[str, Label] = {
    "planned": _("Đã lên lịch"),
    "held": _("Đã họp"),
    "concluded": _("Đã kết luận"),
}
_FIELDS: dict[str, Label] = {
    "title": _("lời"),
    "holder": _("nơi giữ"),
    "due_on": _("hạn"),
    "measure": _("chỉ số"),
}
_ACTS: dict[str, Label] = {
    "relate": _("Ghi quan hệ với văn bản khác"),
    "alias": _("Thêm tên gọi khác"),
    "known": _("Ghi một lần quán triệt"),
    "round": _("Hỏi lại các nơi giữ"),
    "body": _("Lập tổ chức theo văn bản này"),
    "dissolve": _("Giải thể tổ chức theo văn bản này"),
    "participant": _("Thêm người dự"),
    "paper": _("Thêm văn bản"),
    "minutes": _("Nhập biên bản"),
    "request": _("Thêm yêu cầu"),
    "conclude": _("Kết luận buổi làm việc"),
}


@register.filter
def published(moment: str) -> str:
    """Return a moment that a news page printed as pages here write it."""
    day, _sep, hour = moment.replace(" ", "T").partition("T")
    return f"{'/'.join(reversed(day.split('-')))} {hour}".strip()


@register.filter
def counted(number: int) -> str:
    """Return a count, with a mark where counting ended."""
    return f"{MOST_COUNTED:,}+".replace(",", ".") if number >= MOST_COUNTED else str(number)


@register.filter
def relation(kind: str) -> Label:
    """Return the words for one document's relation to another."""
    return RELATIONS.get(kind, kind)


@register.filter
def edge_state(state: str) -> Label:
    """Return the words for how sure a relation is."""
    return _EDGES.get(state, state)


@register.filter
def draft_state(state: str) -> Label:
    """Return the words for what became of a draft."""
    return _DRAFTS.get(state, state)


@register.filter
def session_state(state: str) -> Label:
    """Return the words for where a session stands."""
    return _SESSIONS.get(state, state)


@register.filter
def field_name(name: str) -> Label:
    """Return the words for a field that a person changed."""
    return _FIELDS.get(name, name)


@register.filter
def act_name(name: str) -> Label:
    """Return the words of a button."""
    return _ACTS.get(name, name)


@register.filter
def office_name(slug: str, chart: Chart) -> str:
    """Return the name of an office on the day of the chart."""
    return chart.name(slug)


@register.filter
def is_late(duty: Duty, today: date) -> bool:
    """Test if a duty is owed and past its last day."""
    return duty.is_late(today)
