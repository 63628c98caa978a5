"""What a refused step is called on a page: one sentence, with the article that binds."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from soi.core.refusals import Refusal
from soi.web.templatetags.soi import day

_BY_CODE = {
    "out_of_time": gettext_lazy(
        "Đơn đến sau ngày cuối %(last_on)s (%(source)s). Ghi trở ngại có giấy tờ, hoặc ra thông "
        "báo không thụ lý theo Điều 11 khoản 6 Luật Khiếu nại."
    ),
    "needs_guardian": gettext_lazy(
        "Người khiếu nại số %(places)s chưa thành niên hoặc không đủ năng lực hành vi: cần người "
        "đại diện theo pháp luật (Luật Khiếu nại, Điều 11 khoản 3)."
    ),
    "needs_representative": gettext_lazy(
        "Nhiều người cùng khiếu nại phải cử người đại diện, nhiều nhất %(most)s người "
        "(Luật Khiếu nại, Điều 8 khoản 4)."
    ),
    "needs_signature": gettext_lazy(
        "Người khiếu nại số %(places)s chưa ký hoặc điểm chỉ vào đơn "
        "(Luật Khiếu nại, Điều 11 khoản 5)."
    ),
    "needs_dialogue": gettext_lazy(
        "Chưa có biên bản đối thoại (Luật Khiếu nại, %(article)s). Lần đầu chỉ bỏ được khi yêu cầu "
        "và kết quả xác minh không khác nhau, và ghi rõ điều đó."
    ),
    "not_withdrawn": gettext_lazy(
        "Người khiếu nại số %(left)s chưa rút: việc chỉ đình chỉ khi tất cả đã rút "
        "(Luật Khiếu nại, Điều 10)."
    ),
    "not_yet_law": gettext_lazy(
        "Tạm đình chỉ giải quyết chỉ có từ %(since)s (Luật Khiếu nại, Điều 11a)."
    ),
    "notice_too_short": gettext_lazy(
        "Thông báo phải đi chậm nhất %(last_on)s (%(source)s). Lùi ngày đối thoại."
    ),
    "too_early": gettext_lazy("Chưa được: phải qua hết ngày %(on)s."),
    "step_refused": gettext_lazy("Hồ sơ không ở bước cho làm như vậy."),
    "case_changed": gettext_lazy("Có người vừa làm một bước khác. Xem lại rồi làm tiếp."),
    "no_case": gettext_lazy("Không có hồ sơ khiếu nại này."),
    "pause_refused": gettext_lazy("Thời hạn này luật không cho tạm dừng, hoặc đang dừng rồi."),
    "not_now": gettext_lazy("Việc này không còn ở bước cho làm như vậy nữa."),
    "missing_evidence": gettext_lazy("Ghi số văn bản của bước này."),
}
_BY_REASON = {
    "missing": gettext_lazy("Còn ô bắt buộc chưa ghi."),
    "already_there": gettext_lazy("Đơn này đã vào sổ."),
    "after_receipt": gettext_lazy("Ngày nhận hoặc biết quyết định không thể sau ngày nhận đơn."),
    "in_the_future": gettext_lazy("Ngày nhận đơn không thể ở sau hôm nay."),
    "past": gettext_lazy("Lúc đối thoại phải ở sau lúc này."),
    "not_called": gettext_lazy("Chưa báo buổi đối thoại nào."),
    "unknown": gettext_lazy("Chọn một mục có trong danh sách."),
}


def sentence(refusal: Refusal) -> str:
    """Return what a page says of `refusal`."""
    facts = {name: _told(value) for name, value in refusal.facts.items()}
    reason = str(refusal.facts.get("reason", ""))
    text = _BY_REASON.get(reason) or _BY_CODE.get(refusal.code)
    if text is None:
        return _("Chưa làm được việc này. Xem lại các ô rồi làm lại.")
    return str(text) % facts


def _told(value: Any) -> str:
    if hasattr(value, "weekday"):
        return day(value)
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    return str(value)
