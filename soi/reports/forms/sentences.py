"""What a refusal is called on a page: one sentence that says what to do."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from soi.core.refusals import Refusal

_BY_REASON = {
    "required": gettext_lazy("Viết ít nhất một câu về việc đang xảy ra"),
    "too_short": gettext_lazy("Viết thêm vài chữ: ít nhất 10 chữ cái"),
    "too_long": gettext_lazy("Viết từ 5.000 chữ cái trở xuống"),
    "control_characters": gettext_lazy("Có ký tự máy không đọc được. Xóa chỗ đó rồi viết lại."),
    "photo_too_heavy": gettext_lazy(
        "Ảnh “%(name)s” nặng %(megabytes)s MB; chọn ảnh từ 10 MB trở xuống"
    ),
    "photo_too_many_pixels": gettext_lazy(
        "Ảnh “%(name)s” quá lớn; chọn ảnh từ 40 triệu điểm ảnh trở xuống"
    ),
    "photos_too_often": gettext_lazy(
        "Từ chỗ này đã gửi quá nhiều ảnh. Gửi không kèm ảnh rồi bổ sung sau bằng mã biên nhận, "
        "hoặc chờ %(minutes)s phút"
    ),
    "photos_busy": gettext_lazy("Lúc này quá nhiều ảnh đang được đọc. Chờ một phút rồi gửi lại"),
    "not_a_photo": gettext_lazy("Tệp “%(name)s” không phải ảnh đọc được; chọn ảnh JPEG, PNG, WEBP"),
    "too_many_photos": gettext_lazy("Chọn tối đa 5 ảnh"),
    "too_many_wait": gettext_lazy(
        "Lúc này quá nhiều ảnh đang chờ gửi nên máy chưa nhận thêm ảnh. Gửi không kèm ảnh rồi bổ "
        "sung sau bằng mã biên nhận, hoặc chờ 15 phút"
    ),
    "unknown_group": gettext_lazy("Chọn một tổ có trong danh sách, hoặc “Không rõ chỗ nào”"),
    "outside_ward": gettext_lazy("Chỗ này nằm ngoài phường. Chọn tổ, hoặc tả chỗ bằng lời"),
    "name_needed": gettext_lazy("Khiếu nại phải ghi họ tên người khiếu nại"),
    "address_needed": gettext_lazy("Khiếu nại phải ghi địa chỉ người khiếu nại"),
    "evidence_needed": gettext_lazy(
        "Thêm ít nhất một bằng chứng: ảnh sau khi làm, số văn bản, hoặc ghi nhận tại chỗ có ngày"
    ),
    "unknown_key": gettext_lazy("Dùng giá trị next của trang trước"),
    "unknown": gettext_lazy("Chọn một mục có trong danh sách"),
    "destination_needed": gettext_lazy("Ghi nơi người dân cần đến"),
    "reason_needed": gettext_lazy("Ghi lý do"),
}
_BY_RULE = {
    "same_reviewer": gettext_lazy("Người đã xem lại lần trước không xem lại lần này."),
}
_BY_CODE = {
    "not_found": gettext_lazy("Không có hồ sơ này."),
    "needs_identity": gettext_lazy(
        "Khiếu nại phải có họ tên và địa chỉ người khiếu nại (Luật Khiếu nại, Điều 8)."
    ),
    "not_stored": gettext_lazy("Tố cáo không lưu ở đây; xem trang “Tố cáo kín” để gửi đúng nơi."),
    "key_reused": gettext_lazy("Khóa gửi này đã dùng cho một nội dung khác. Đổi khóa rồi gửi lại."),
    "too_late": gettext_lazy("Đã hết thời gian cho làm việc này."),
    "not_ours": gettext_lazy("Chỉ nơi đang giữ việc xem lại mới quyết định được."),
    "no_reviewer": gettext_lazy("Chưa có cơ quan khác để xem lại; báo bộ phận tiếp nhận."),
    "unknown_word": gettext_lazy("Chọn một mục có trong danh sách."),
    "needs_words": gettext_lazy("Còn ô bắt buộc chưa ghi."),
    "nothing_asked": gettext_lazy("Chưa ai đề nghị đóng việc này."),
    "not_referred": gettext_lazy("Không có lần chuyển nào còn chờ trả lời."),
    "not_public": gettext_lazy("Khiếu nại chỉ đếm số, không đăng công khai."),
    "by_procedure": gettext_lazy(
        "Khiếu nại chỉ đi theo các bước trong sổ khiếu nại (Luật Khiếu nại, Điều 27–44)."
    ),
    "by_signature": gettext_lazy(
        "Rút khiếu nại phải có đơn ký tên hoặc điểm chỉ (Luật Khiếu nại, Điều 10 khoản 2)."
    ),
    "second_instance": gettext_lazy(
        "Không đồng ý với quyết định thì khiếu nại lần hai hoặc khởi kiện "
        "(Luật Khiếu nại, Điều 33)."
    ),
    "changed_meanwhile": gettext_lazy("Có người vừa làm việc khác ở đây. Xem lại rồi làm tiếp."),
    "not_now": gettext_lazy("Việc này không còn ở bước cho làm như vậy nữa."),
    "not_allowed": gettext_lazy("Việc này không còn ở bước cho làm như vậy nữa."),
    "not_permitted": gettext_lazy("Vai đang chọn không được làm việc này."),
    "missing_evidence": gettext_lazy(
        "Thêm ít nhất một bằng chứng: ảnh sau khi làm, số văn bản, hoặc ghi nhận tại chỗ có ngày"
    ),
    "may_not_judge": gettext_lazy(
        "Người giữ việc, người được giao lại và cấp dưới không được tự xác nhận việc này."
    ),
}


def sentence(refusal: Refusal) -> str:
    """Return what a page says of `refusal`."""
    facts = {**refusal.facts}
    reason, rule = str(facts.get("reason", "")), str(facts.get("rule", ""))
    text = _BY_REASON.get(reason) or _BY_RULE.get(rule) or _BY_CODE.get(refusal.code)
    if text is None:
        return _("Chưa làm được việc này. Xem lại các ô rồi làm lại.")
    return str(text) % facts


def no_room() -> str:
    """Return what a page says where the disk or the database takes nothing more."""
    return _(
        "Máy của phường lúc này không ghi được nên chưa nhận gì cả. Lời kể còn trên trang này; "
        "chờ ít phút rồi gửi lại, gửi lại không tạo ra hai việc."
    )
