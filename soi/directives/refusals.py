"""What refusals of this room are called before people."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "text.empty": _("Dán lời văn bản hoặc chọn một tệp."),
    "same_number": _(
        "Đã có văn bản mang số này của nơi ban hành này trong năm này; mở văn bản đó để xem."
    ),
    "cites_itself": _("Một văn bản không thể có quan hệ với chính nó."),
    "unknown_relation": _("Chọn một quan hệ trong danh sách."),
    "unknown_document": _("Không có văn bản mang số này trong sổ."),
    "unknown_session": _("Không có buổi làm việc mang số này."),
    "unknown_role": _("Chọn một vai trong danh sách."),
    "unknown_half": _("Chọn một buổi trong danh sách."),
    "unknown_body": _("Cơ quan này không do văn bản nào trong sổ lập ra, hoặc đã giải thể."),
    "unknown_draft": _("Không có gợi ý này."),
    "decided_already": _("Gợi ý này đã có người quyết; mở lại trang để xem."),
    "one_piece": _("Tách thì cần ít nhất hai phần, mỗi phần một dòng."),
    "not_in_the_text": _("Mỗi phần phải là lời nguyên văn trong đoạn, theo thứ tự."),
    "no_parts": _("Chọn ít nhất một đơn vị nhận phần việc."),
    "cascade_loops": _("Không giao vòng: đơn vị này đã giữ việc ở bậc trên."),
    "part_already": _("Việc này đã là phần của một việc khác."),
    "later_than_the_whole": _("Hạn của phần không được sau hạn của cả việc."),
    "weight_out_of_range": _("Trọng số từ 1 đến 100."),
    "duty.closed": _("Việc này đã khép."),
    "one_chair": _("Buổi này đã có người chủ trì."),
    "held_on.not_yet": _("Ngày này chưa tới."),
    "concluded_already": _("Buổi này đã kết luận."),
    "not_held": _("Nhập biên bản trước khi kết luận."),
    "requests_wait": _("Còn yêu cầu chưa ai xác nhận hoặc bỏ."),
    "ask_the_chair": _(
        "Còn yêu cầu không có hạn và không có chỉ số. Hỏi chủ trì, rồi bấm “Đã hỏi chủ trì” ở từng yêu cầu đó."
    ),
    "same_office": _("Hai bên của buổi làm việc phải là hai cơ quan."),
    "gone_by": _("Ngày này đã qua."),
    "nobody_to_ask": _("Không còn việc nào đang mở để hỏi."),
    "more_than_invited": _("Số có mặt không thể lớn hơn số được triệu tập."),
    "secret_refused": _(
        "Văn bản đóng dấu mật không vào sổ này. Tệp không được giữ lại; xử lý theo quy định về bí mật nhà nước."
    ),
    "unreadable.same_number": _(
        "Đã có văn bản mang số này của nơi ban hành này trong năm này; mở văn bản đó để xem."
    ),
    "unreadable.scanned": _(
        "Tệp PDF chỉ có ảnh chụp, không có chữ. Gửi bản có chữ, hoặc bản đã nhận dạng chữ."
    ),
    "unreadable.broken": _("Tệp hỏng, không mở được. Lưu lại từ phần mềm soạn thảo rồi gửi lại."),
    "unreadable.wrong_encoding": _(
        "Bảng mã của tệp không đọc được. Lưu lại thành Unicode (UTF-8) rồi gửi lại."
    ),
    "unreadable.too_long": _("Tệp dài quá 1.000 trang. Chia thành từng phần."),
    "unreadable.too_heavy": _("Tệp nặng quá 30 MB. Gửi bản nhẹ hơn."),
    "unreadable.too_costly": _(
        "Tệp dựng lạ, máy đọc mãi không xong. Lưu lại từ phần mềm soạn thảo rồi gửi lại."
    ),
    "unreadable.busy": _("Máy đang đọc tệp khác. Chờ một phút rồi gửi lại."),
    "unreadable.locked": _("Tệp PDF có mật khẩu. Gửi bản không khóa."),
    "unreadable.empty": _("Tệp không có chữ nào."),
    "unreadable.unknown_kind": _("Chỉ đọc được PDF, DOCX, HTML và TXT."),
    "unreadable": _("Tệp hỏng, không mở được. Lưu lại từ phần mềm soạn thảo rồi gửi lại."),
    "unknown_answer": _("Không có câu hỏi này."),
}
