"""Words for what is stored about a report."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from soi.core.filings import Act, Kind
from soi.core.privacy import Span, spans

register = template.Library()

Label = str | Promise

TOPIC_LABELS: dict[str, Label] = {
    "rac_thai": _("Rác thải"),
    "ha_tang": _("Hạ tầng"),
    "an_ninh_trat_tu": _("An ninh trật tự"),
    "moi_truong": _("Môi trường"),
    "dat_dai": _("Đất đai, xây dựng"),
    "thu_tuc": _("Thủ tục hành chính"),
    "thu_chi": _("Thu, chi"),
    "chinh_sach_xa_hoi": _("Chính sách xã hội"),
    "thai_do_can_bo": _("Thái độ phục vụ"),
    "khac": _("Việc khác"),
}
KIND_LABELS: dict[str, Label] = {
    Kind.REPORT: _("Phản ánh"),
    Kind.PETITION: _("Kiến nghị"),
    Kind.COMPLAINT: _("Khiếu nại"),
    "denunciation": _("Tố cáo"),
}
ACT_LABELS: dict[str, Label] = {
    Act.RECEIVED: _("Tiếp nhận"),
    Act.ASSIGNED: _("Giao nơi giữ việc"),
    Act.ACKNOWLEDGED: _("Nơi giữ báo đã nhận việc"),
    Act.TRANSFERRED: _("Đổi nơi giữ"),
    Act.REFERRED: _("Chuyển lên trên hoặc sang cơ quan ngoài"),
    Act.TAKEN_OVER: _("Cơ quan ngoài báo đã nhận"),
    Act.ANSWERED: _("Trả lời"),
    Act.ACCEPTED: _("Người gửi đồng ý. Khép lại"),
    Act.EXPIRED: _("Hết 14 ngày không có ý kiến. Khép lại, tính riêng"),
    Act.DISPUTED: _("Người gửi chưa đồng ý"),
    Act.UPHELD: _("Xem lại: người gửi đúng, phải làm lại"),
    Act.DISMISSED: _("Xem lại: giữ câu trả lời"),
    Act.CLOSED_UNFIXED: _("Đóng, chưa khắc phục"),
    Act.REFUSED: _("Từ chối, hướng dẫn đến nơi khác"),
    Act.MERGED: _("Gộp hồ sơ"),
    Act.REOPENED: _("Người gửi mở lại"),
    Act.WITHDRAWN: _("Người gửi rút"),
    Act.PUBLISHED: _("Xem lại, đăng công khai"),
    Act.HIDDEN: _("Ẩn khỏi trang công khai"),
    Act.ADDED: _("Người gửi bổ sung"),
    Act.ESCALATED: _("Báo lên trên"),
    Act.IDENTITY_READ: _("Có người xem danh tính người gửi"),
    Act.RECLASSIFIED: _("Phân loại lại"),
    Act.SPLIT: _("Tách đơn có nhiều việc"),
    Act.ASKED: _("Hỏi thêm người gửi"),
    Act.UNMERGED: _("Tách khỏi hồ sơ đã gộp"),
    Act.ERASED: _("Xóa nội dung theo quy định"),
    Act.MODERATED: _("Xem lại cách đăng"),
    Act.OBJECTED: _("Người gửi không đồng ý cách đăng"),
}
_ACT_CLASSES = {
    Act.ANSWERED: "said",
    Act.DISPUTED: "objected",
    Act.UPHELD: "objected",
    Act.ACCEPTED: "ended",
    Act.EXPIRED: "ended",
    Act.CLOSED_UNFIXED: "ended unfixed",
    Act.REFUSED: "ended unfixed",
    Act.WITHDRAWN: "ended",
}
REASON_LABELS: dict[str, Label] = {
    "not_satisfied": _("chưa thỏa đáng"),
    "slow": _("xử lý chậm"),
    "wrong": _("sai nội dung"),
}
REFUSAL_LABELS: dict[str, Label] = {
    "not_competent": _("không thuộc thẩm quyền của phường"),
    "not_a_report": _("nội dung là khiếu nại, tố cáo hoặc tố tụng, có đường giải quyết riêng"),
    "already_settled": _("việc đã có kết luận, không có tình tiết mới"),
    "cannot_be_found": _("không đủ thông tin để tìm ra việc"),
    "private_dispute": _("tranh chấp giữa các bên, do tòa án hoặc hòa giải giải quyết"),
}
OUTCOME_LABELS: dict[str, Label] = {
    "done": _("Đã làm xong"),
    "partly": _("Đã làm một phần"),
    "planned": _("Đã lên kế hoạch"),
    "explained": _("Đã giải thích"),
    "passed_on": _("Trả lời của cơ quan ngoài"),
}
QUEUE_LABELS: dict[str, Label] = {
    "publish": _("Chưa đăng công khai"),
    "unclaimed": _("Chưa ai nhận"),
    "disputed": _("Người dân chưa đồng ý"),
    "asked": _("Xin đóng, chưa khắc phục"),
    "soon": _("Sắp đến hạn"),
    "overdue": _("Quá hạn"),
    "held": _("Tôi đang giữ"),
    "referred": _("Đã chuyển đi nơi khác"),
    "done": _("Đã xong"),
}
CHANNEL_LABELS: dict[str, Label] = {
    "web": _("Trang web"),
    "api": _("Phần mềm khác"),
    "open311": _("Open311"),
    "desk": _("Tại quầy"),
    "import": _("Nhập từ tệp"),
}
DECISION_LABELS: dict[str, Label] = {
    "upheld": _("Người gửi đúng, phải làm lại"),
    "dismissed": _("Giữ câu trả lời"),
}
_SPAN_LABELS: dict[str, Label] = {
    "mail": _("địa chỉ thư"),
    "citizen_id": _("số căn cước"),
    "phone": _("số điện thoại"),
    "plate": _("biển số xe"),
    "account": _("số tài khoản"),
    "house": _("số nhà"),
    "name": _("tên người"),
}


@register.filter
def topic_label(topic: str) -> str:
    """Return the Vietnamese name of a topic."""
    return str(TOPIC_LABELS.get(topic, topic))


@register.filter
def kind_label(kind: str) -> str:
    """Return the Vietnamese name of a kind of filing."""
    return str(KIND_LABELS.get(kind, kind))


@register.filter
def due_label(kind: str) -> str:
    """Return what the day of a filing is for.

    A complaint's is the last one to accept it, or to say in writing why it is not accepted
    (Luật Khiếu nại, Điều 27).
    """
    complaint = kind == Kind.COMPLAINT
    return str(_("Hạn thụ lý hoặc báo không thụ lý") if complaint else _("Hẹn trả lời"))


@register.filter
def act_told(act: str) -> str:
    """Return what an act is called in the thread."""
    return str(ACT_LABELS.get(act, act))


@register.filter
def act_class(act: str) -> str:
    """Return the shape of the knot that stands for an act."""
    return _ACT_CLASSES.get(Act(act), "") if act in set(Act) else ""


@register.filter
def reason_label(reason: str) -> str:
    """Return why a resident disputes an answer, in words."""
    return str(REASON_LABELS.get(reason, reason))


@register.filter
def refusal_label(reason: str) -> str:
    """Return why a report was refused, in words."""
    return str(REFUSAL_LABELS.get(reason, reason))


@register.filter
def outcome_label(outcome: str) -> str:
    """Return in which form an answer ended."""
    return str(OUTCOME_LABELS.get(outcome, outcome))


@register.filter
def decision_label(decision: str) -> str:
    """Return what a reviewer decided, in words."""
    return str(DECISION_LABELS.get(decision, decision))


@register.filter
def channel_label(channel: str) -> str:
    """Return by which way a report came."""
    return str(CHANNEL_LABELS.get(channel, channel))


@register.filter
def report_queue(queue: str) -> str:
    """Return what a pile is called."""
    return str(QUEUE_LABELS.get(queue, queue))


@register.filter
def span_label(what: str) -> str:
    """Return what a marked place seems to be."""
    return str(_SPAN_LABELS.get(what, what))


@register.filter
def marked(text: str) -> SafeString:
    """Return `text` with the places marked that may identify somebody."""
    return _with_marks(text, spans(text))


@register.filter
def longest(words: Iterable[str]) -> list[str]:
    """Return the words that do not stand within another of them."""
    every = list(words)
    return [one for one in every if not any(one != other and one in other for other in every)]


@register.filter
def told(text: str) -> SafeString:
    """Return a typed text with its line breaks."""
    return mark_safe(conditional_escape(text).replace("\n", "<br>"))  # noqa: S308 - escaped


def _with_marks(text: str, hidden: Iterable[Span]) -> SafeString:
    hidden = sorted(hidden)
    edges = [0, *(edge for span in hidden for edge in (span.start, span.end)), len(text)]
    pieces = []
    for index, (start, end) in enumerate(pairwise(edges)):
        piece = told(text[start:end])
        pieces.append(format_html("<mark>{}</mark>", piece) if index % 2 else piece)
    return mark_safe("".join(pieces))  # noqa: S308 - every piece is escaped


MODERATION_LABELS: dict[str, Label] = {
    "personal_data": _("Lộ thông tin riêng của một người"),
    "accuses": _("Buộc tội một người chưa được kết luận"),
    "children": _("Có trẻ em trong ảnh hoặc lời kể"),
    "offensive": _("Lời lẽ, hình ảnh xúc phạm"),
    "other": _("Lý do khác, ghi ở dưới"),
}
_MODERATED: dict[str, Label] = {
    "blanked": _("Che chữ khi đăng"),
    "hidden": _("Ẩn khỏi trang công khai"),
    "photo_hidden": _("Không đăng ảnh"),
    "blurred": _("Làm mờ một phần ảnh"),
}


@register.filter
def moderation_label(row: Any) -> str:
    """Return what a change of what is published did, and why."""
    what = str(_MODERATED.get(row.act, row.act))
    return f"{what} ({str(MODERATION_LABELS.get(row.reason, row.reason)).lower()})"
