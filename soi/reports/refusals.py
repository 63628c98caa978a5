"""What refusals of this room are called before people."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "photos_too_often": _(
        "Từ chỗ này đã gửi quá nhiều ảnh. Gửi không kèm ảnh rồi bổ sung sau bằng mã biên nhận, hoặc chờ %(minutes)s phút"
    ),
    "photos_busy": _("Lúc này quá nhiều ảnh đang được đọc. Chờ một phút rồi gửi lại"),
    "too_many_wait": _(
        "Lúc này quá nhiều ảnh đang chờ gửi nên máy chưa nhận thêm ảnh. Gửi không kèm ảnh rồi bổ sung sau bằng mã biên nhận, hoặc chờ 15 phút"
    ),
    "outside_ward": _("Chỗ này nằm ngoài phường. Chọn tổ, hoặc tả chỗ bằng lời"),
    "unknown_key": _("Dùng giá trị next của trang trước"),
    "not_found": _("Không có hồ sơ này."),
    "needs_identity": _(
        "Khiếu nại phải có họ tên và địa chỉ người khiếu nại (Luật Khiếu nại, Điều 8)."
    ),
    "too_late": _("Đã hết thời gian cho làm việc này."),
    "no_reviewer": _("Chưa có cơ quan khác để xem lại; báo bộ phận tiếp nhận."),
    "unknown_word": _("Chọn một mục có trong danh sách."),
    "needs_words": _("Còn ô bắt buộc chưa ghi."),
    "nothing_asked": _("Chưa ai đề nghị đóng việc này."),
    "not_referred": _("Không có lần chuyển nào còn chờ trả lời."),
    "not_public": _("Khiếu nại chỉ đếm số, không đăng công khai."),
    "by_procedure": _(
        "Khiếu nại chỉ đi theo các bước trong sổ khiếu nại (Luật Khiếu nại, Điều 27–44)."
    ),
    "by_signature": _(
        "Rút khiếu nại phải có đơn ký tên hoặc điểm chỉ (Luật Khiếu nại, Điều 10 khoản 2)."
    ),
    "second_instance": _(
        "Không đồng ý với quyết định thì khiếu nại lần hai hoặc khởi kiện (Luật Khiếu nại, Điều 33)."
    ),
    "changed_meanwhile": _("Có người vừa làm việc khác ở đây. Xem lại rồi làm tiếp."),
    "not_now": _("Việc này không còn ở bước cho làm như vậy nữa."),
    "may_not_judge.same_reviewer": _("Người đã xem lại lần trước không xem lại lần này."),
    "may_accuse": _(
        "Lời kể có thể là tố cáo người có chức vụ, nên chưa lưu gì cả. Nếu đúng vậy, gửi ở trang "
        "“Tố cáo kín”; nếu không tố ai, trả lời “Không” rồi gửi lại."
    ),
    "not_stored": _("Tố cáo không lưu ở đây; gửi ở trang “Tố cáo kín”, hoặc đến nơi nhận tố cáo."),
    "key_reused": _(
        "Khóa gửi này đã dùng cho một nội dung khác. Đổi khóa (ở quầy: viết vào dòng mới) rồi gửi lại."
    ),
    "not_ours": _("Hồ sơ của cơ quan khác."),
    "no_complaint": _("Hồ sơ này không phải khiếu nại."),
    "one_matter": _("Cần ít nhất hai phần, và một phần được lưu ở đây."),
    "held": _("Dòng này giữ lại, chưa nhập: người nhập xem rồi quyết."),
    "bad_code": _("Không có hồ sơ nào mở bằng mã này. Xem lại từng ký tự."),
    "complaint_not_merged": _("Khiếu nại không gộp: mỗi đơn một hồ sơ theo luật."),
    "main_not_open": _("Chỉ gộp vào hồ sơ đang mở: hồ sơ này đã trả lời, đóng hoặc gộp."),
    "nothing_to_settle": _("Chỗ này không có ý kiến nào chờ xem lại."),
    "moderation.already_there": _("Ý kiến này đã ghi rồi."),
    "text.too_short": _("Mỗi phần viết ít nhất 10 chữ cái."),
    "parts.closed": _("Việc đã đóng, không tách được nữa."),
}
NO_ROOM = _(
    "Máy của phường lúc này không ghi được nên chưa nhận gì cả. Lời kể còn trên trang này; "
    "chờ ít phút rồi gửi lại, gửi lại không tạo ra hai việc."
)
