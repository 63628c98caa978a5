"""What refusals of this room are called before people."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "not_permitted.holder": _("Nơi giữ việc không tự rút việc của chính mình."),
    "not_permitted.below_holder": _("Cấp dưới của nơi giữ việc không rút việc này."),
    "not_permitted.holders_staff": _(
        "Người thuộc nơi giữ việc không rút việc này, dù đang ở vai khác."
    ),
    "children_open": _("Chưa khép được: còn việc con chưa xong."),
    "may_not_judge.holder": _("Nơi giữ việc không được xác nhận việc của chính mình."),
    "may_not_judge.earlier_holder": _("Nơi từng giữ việc này không được xác nhận."),
    "may_not_judge.subordinate": _("Cấp dưới của nơi giữ việc không được xác nhận."),
    "may_not_judge.same_person": _(
        "Người đã làm hoặc thuộc nơi giữ việc không được xác nhận, dù đang ở vai khác."
    ),
    "may_not_judge.stranger": _(
        "Chỉ nơi yêu cầu, cấp trên hoặc nơi giám sát được xác nhận việc này."
    ),
    "may_not_transfer.stranger": _("Chỉ nơi giữ việc, nơi đã giao hoặc cấp trên được đổi nơi giữ."),
    "may_not_transfer.beyond_reach": _("Cấp trên chỉ chuyển việc giữa các nơi mình phụ trách."),
    "extension_refused.no_rule": _("Quy định của việc này không cho gia hạn."),
    "extension_refused.not_that_case": _(
        "Các tình tiết đã ghi chưa đủ để coi là phức tạp theo Điều 3 Nghị định 31/2019/NĐ-CP."
    ),
    "extension_refused.spent": _("Đã gia hạn hết số lần quy định cho phép."),
    "extension_refused.expired": _("Đã qua hạn: gia hạn phải được quyết định trước khi hết hạn."),
    "extension_refused.no_document": _("Ghi số quyết định gia hạn."),
    "extension_refused.too_long": _("Số ngày vượt mức quy định cho phép."),
    "pause_refused.no_ground": _("Quy định của việc này không có căn cứ để tạm dừng."),
    "pause_refused.not_yet": _("Luật chỉ cho tạm đình chỉ việc này từ ngày 01/07/2026."),
    "pause_refused.paused": _("Việc này đang tạm dừng."),
    "pause_refused.not_paused": _("Việc này không tạm dừng."),
    "answer_missing": _("Viết đã làm gì, kết quả ra sao."),
    "document_missing": _("Ghi số văn bản."),
    "evidence_missing": _("Thêm ít nhất một bằng chứng."),
    "same_holder": _("Chọn một nơi khác, không phải nơi đang giữ."),
    "percent_out_of_range": _("Ghi từ 0 đến 100."),
    "unknown_office": _("Chọn một cơ quan trong danh sách."),
    "unknown_duty": _("Không có việc mang số này."),
    "unknown_verdict": _("Chọn một kết luận trong danh sách."),
    "missing_evidence": _(
        "Chưa báo xong được: còn thiếu bằng chứng. Thêm ảnh sau khi làm, số văn bản, hoặc ghi nhận tại chỗ có ngày."
    ),
    "may_not_judge": _(
        "Người giữ việc, người được giao lại và cấp dưới không được tự xác nhận việc này."
    ),
    "may_not_transfer": _("Chỉ nơi giữ việc, nơi đã giao hoặc cấp trên được đổi nơi giữ."),
    "extension_refused": _("Quy định của việc này không cho gia hạn."),
    "pause_refused": _("Thời hạn này luật không cho tạm dừng, hoặc đang dừng rồi."),
    "nobody_competent": _("Chưa xác định được ai có thẩm quyền."),
    "passed_already": _("Việc của quyết định này đã được chuyển"),
    "closed_after": _(
        "Việc %(number)s đã được nơi cũ khép sau ngày có hiệu lực: chọn ngày sau đó, hoặc xem lại việc ấy trước"
    ),
    "acted_since": _("Việc %(number)s đã có người làm tiếp: không trả lại được"),
    "not_queued": _("Việc %(number)s không chờ quyết định nào"),
    "no_candidate": _("Chọn một trong các nơi tiếp nhận"),
}
