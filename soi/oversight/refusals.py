"""What refusals of this room are called before people."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "not_permitted.subject": _("Nơi được giám sát không tự giám sát, không tự kết luận."),
    "not_permitted.under_subject": _(
        "Cấp dưới của nơi được giám sát không giám sát cấp trên mình."
    ),
    "not_permitted.subject_staff": _("Người đang có chức vụ ở nơi được giám sát không tham gia."),
    "not_permitted.author": _("Người viết không tự kết luận, không tự xác nhận."),
    "may_not_lead.not_an_overseer": _("Luật không giao cho cơ quan này chủ trì giám sát."),
    "may_not_lead.own_superior": _("Không giám sát chính mình hoặc cấp trên của mình."),
    "may_not_lead.front_agreement": _(
        "Tổ chức thành viên chủ trì thì phải có văn bản của Mặt trận (Luật MTTQ, Điều 26)."
    ),
    "may_not_lead.board_only": _("Hình thức này là của Ban Thanh tra nhân dân."),
    "visit_notice_too_short": _(
        "Kế hoạch phải đến nơi được giám sát chậm nhất ngày %(last_on)s (%(source)s): chọn ngày đến muộn hơn."
    ),
    "too_few": _("Số phiếu không khớp số thành viên."),
    "not_a_majority": _("Chưa quá nửa số thành viên tán thành."),
    "unsigned.minutes": _("Chưa có biên bản để ký."),
    "unsigned.team": _("Đoàn chưa ký biên bản."),
    "not_on_team": _("Chỉ thành viên của đoàn mới ghi được."),
    "conflicted.subject_staff": _(
        "%(person)s đang có chức vụ ở nơi được giám sát, không ngồi trong đoàn."
    ),
    "conflicted.kin": _(
        "%(person)s là người thân của người quyết định hoặc thực hiện dự án (Luật 10/2022/QH15, Điều 42.2)."
    ),
    "recommendations_owed": _("Còn kiến nghị chưa có kết luận cuối: %(numbers)s."),
    "proof_missing": _("Ghi chứng cứ đã nhận: chữ ký sổ chuyển, phiếu gửi, thư xác nhận."),
    "unknown_question": _("Bảng hỏi của cuộc này không có câu ấy."),
    "one_lead": _("Đoàn có đúng một trưởng đoàn."),
    "team_missing": _("Cử thành viên trước khi gửi kế hoạch."),
    "before_start": _("Chưa đến ngày đã báo."),
    "repeated": _("Có hai câu trùng nhau."),
    "past": _("Chọn một ngày sau hôm nay."),
    "out_of_range": _("Ngày nhận ở từ ngày gửi đến hôm nay."),
    "entry_photos": _("Nhiều nhất 10 ảnh một mục."),
    "entry_malformed": _("Dữ liệu máy gửi lên không đúng dạng."),
    "entry_too_long": _("Viết từ 5.000 chữ cái trở xuống; dài hơn thì thêm một mục."),
    "not_named": _("Không có mục nào nhắc đến ảnh này."),
}
