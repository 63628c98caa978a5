"""What is stored about directives and working sessions, in words."""

from django.utils.translation import gettext_lazy as _

from soi.core.duties import Kind
from soi.core.words import Table

RELATIONS = Table(
    {
        "cites": _("dẫn"),
        "based_on": _("căn cứ"),
        "implements": _("thực hiện"),
        "amends": _("sửa đổi"),
        "replaces": _("thay thế"),
        "repeals": _("bãi bỏ"),
        "extends": _("gia hạn"),
        "lineage": _("tiếp nối"),
        "concludes": _("kết luận"),
        "reviewed_at": _("được xem ở"),
    }
)
EDGES = Table(
    {
        "read": _("máy đọc"),
        "inferred": _("máy suy ra"),
        "confirmed": _("đã xác nhận"),
    }
)
DRAFTS = Table(
    {
        "waiting": _("Gợi ý"),
        "accepted": _("Đã nhận"),
        "edited": _("Đã nhận, có sửa"),
        "split": _("Đã tách"),
        "rejected": _("Đã bỏ"),
    }
)
SESSIONS = Table(
    {
        "planned": _("Đã lên lịch"),
        "held": _("Đã họp"),
        "concluded": _("Đã kết luận"),
    }
)
FIELDS = Table(
    {
        "title": _("lời"),
        "holder": _("nơi giữ"),
        "due_on": _("hạn"),
        "measure": _("chỉ số"),
    }
)
ACTS = Table(
    {
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
)
HALVES = Table(
    {
        "morning": _("Sáng"),
        "afternoon": _("Chiều"),
        "evening": _("Tối"),
        "day": _("Cả ngày"),
    }
)
ROLES = Table(
    {
        "chair": _("Chủ trì"),
        "visiting": _("Đoàn làm việc"),
        "subject": _("Cơ quan làm việc với đoàn"),
        "attending": _("Cùng dự"),
    }
)
PAPERS = Table(
    {
        "reviewed": _("Văn bản được xem"),
        "minutes": _("Biên bản"),
        "conclusion": _("Thông báo kết luận"),
        "press": _("Bài báo"),
    }
)
VISIBILITIES = Table({"public": _("Công khai"), "internal": _("Nội bộ")})
RECORDED = Table(
    {
        "document.registered": _("Ghi văn bản vào sổ"),
        "document.known": _("Ghi văn bản được dẫn tới"),
        "document.related": _("Ghi quan hệ giữa hai văn bản"),
        "document.edge_confirmed": _("Xác nhận quan hệ giữa hai văn bản"),
        "document.named": _("Thêm tên gọi khác của văn bản"),
        "document.file_kept": _("Giữ tệp của văn bản"),
        "document.made_known": _("Quán triệt văn bản"),
        "document.created_body": _("Lập tổ chức theo văn bản"),
        "document.dissolved_body": _("Giải thể tổ chức theo văn bản"),
        "draft.chair_asked": _("Hỏi lại chủ trì"),
        "duty.passed_down": _("Giao phần việc xuống dưới"),
        "duty.linked": _("Ghi là phần của một việc"),
        "round.asked": _("Hỏi các nơi giữ"),
        "round.reminded": _("Nhắc trả lời"),
        "round.answered": _("Trả lời câu hỏi"),
        "session.scheduled": _("Lên lịch buổi làm việc"),
        "session.joined": _("Thêm người dự buổi làm việc"),
        "session.paper": _("Thêm văn bản của buổi làm việc"),
        "session.held": _("Ghi biên bản buổi làm việc"),
        "session.requested": _("Ghi yêu cầu của buổi làm việc"),
        "session.concluded": _("Kết luận buổi làm việc"),
    }
)
DUTIES = Table(
    {
        Kind.DIRECTIVE_TASK: _("nhiệm vụ được chỉ đạo"),
        Kind.SESSION_REQUEST: _("yêu cầu của buổi làm việc"),
    }
)
WORDS = {
    "directive.relation": RELATIONS,
    "directive.edge": EDGES,
    "directive.act": ACTS,
    "draft.state": DRAFTS,
    "draft.field": FIELDS,
    "session.state": SESSIONS,
    "record.kind": RECORDED,
    "duty.kind": DUTIES,
}
