"""What is stored about a complaint, in words."""

from django.utils.translation import gettext_lazy as _

from soi.core.complaints import Act, Against, State
from soi.core.duties import Kind as DutyKind
from soi.core.words import Table

STATES = Table(
    {
        State.RECEIVED: _("Chờ thụ lý"),
        State.INCOMPLETE: _("Đã yêu cầu bổ sung"),
        State.ACCEPTED: _("Đã thụ lý, đang xác minh"),
        State.VERIFIED: _("Đã có kết quả xác minh"),
        State.SUSPENDED: _("Tạm đình chỉ giải quyết"),
        State.DECIDED: _("Đã có quyết định, chưa gửi"),
        State.SENT: _("Đã gửi quyết định, chưa có hiệu lực"),
        State.IN_FORCE: _("Quyết định có hiệu lực"),
        State.DECLINED: _("Không thụ lý"),
        State.STOPPED: _("Đình chỉ giải quyết"),
        State.CONTINUED: _("Đã khiếu nại lần hai"),
        State.IN_COURT: _("Tòa án đã thụ lý"),
    },
    of=State,
    tones={
        State.RECEIVED: "wait",
        State.INCOMPLETE: "wait",
        State.SUSPENDED: "wait",
        State.IN_FORCE: "done",
        State.DECLINED: "unfixed",
        State.STOPPED: "faint",
        State.CONTINUED: "wait",
        State.IN_COURT: "faint",
    },
)
ACTS = Table(
    {
        Act.RECEIVED: _("Vào sổ"),
        Act.ASKED: _("Yêu cầu bổ sung"),
        Act.COMPLETED: _("Người khiếu nại đã bổ sung"),
        Act.ACCEPTED: _("Thụ lý"),
        Act.DECLINED: _("Không thụ lý, nêu lý do"),
        Act.INFO_ASKED: _("Yêu cầu cung cấp tài liệu"),
        Act.INFO_GIVEN: _("Đã nhận tài liệu"),
        Act.EXECUTION_STAYED: _("Tạm đình chỉ thi hành quyết định bị khiếu nại"),
        Act.EXECUTION_RESUMED: _("Hủy bỏ quyết định tạm đình chỉ thi hành"),
        Act.VERIFIED: _("Báo cáo kết quả xác minh"),
        Act.DIALOGUE_CALLED: _("Thông báo đối thoại"),
        Act.DIALOGUE_HELD: _("Biên bản đối thoại"),
        Act.SUSPENDED: _("Tạm đình chỉ giải quyết"),
        Act.RESUMED: _("Tiếp tục giải quyết"),
        Act.NOTIFIED: _("Đã gửi thông báo tạm đình chỉ, đình chỉ hoặc tiếp tục giải quyết"),
        Act.WITHDRAWN: _("Rút khiếu nại"),
        Act.STOPPED: _("Đình chỉ giải quyết"),
        Act.DECIDED: _("Ra quyết định giải quyết"),
        Act.SENT: _("Đã gửi quyết định"),
        Act.FRONT_TOLD: _("Đã báo Mặt trận kết quả"),
        Act.TOOK_EFFECT: _("Quyết định có hiệu lực"),
        Act.CONTINUED: _("Khiếu nại lần hai"),
        Act.WENT_TO_COURT: _("Tòa án thụ lý"),
    },
    of=Act,
)
STEPS = Table(
    {
        "file": _("Thời hiệu khiếu nại (của người dân)"),
        "accept": _("Thụ lý hoặc thông báo không thụ lý"),
        "settle": _("Ra quyết định giải quyết"),
        "info": _("Cung cấp tài liệu"),
        "dialogue_notice": _("Báo trước buổi đối thoại"),
        "suspension_notice": _("Gửi thông báo tạm đình chỉ, đình chỉ, tiếp tục"),
        "send": _("Gửi quyết định"),
        "front": _("Báo kết quả cho Mặt trận đã chuyển đơn"),
        "second": _("Khiếu nại lần hai hoặc khởi kiện (của người dân)"),
        "effect": _("Quyết định có hiệu lực nếu không khiếu nại tiếp"),
        "last_effect": _("Quyết định có hiệu lực"),  # nobody is above the second instance
    }
)
AGAINST = Table(
    {
        "decision": _("Quyết định hành chính"),
        "conduct": _("Hành vi hành chính"),
        "discipline": _("Quyết định kỷ luật cán bộ, công chức"),
        "dismissal": _("Quyết định kỷ luật buộc thôi việc"),
    },
    of=Against,
)
FINDINGS = Table(
    {
        "right": _("Khiếu nại đúng toàn bộ"),
        "partly": _("Khiếu nại đúng một phần"),
        "wrong": _("Khiếu nại sai toàn bộ"),
    }
)
GROUNDS = Table(
    {
        "internal": _(
            "quyết định, hành vi hành chính trong nội bộ cơ quan nhà nước, có chứa quy phạm "
            "pháp luật hoặc thuộc phạm vi bí mật nhà nước"
        ),
        "not_affected": _(
            "không liên quan trực tiếp đến quyền, lợi ích hợp pháp của người khiếu nại"
        ),
        "no_capacity": _(
            "người khiếu nại không có năng lực hành vi dân sự đầy đủ mà không có người đại "
            "diện hợp pháp"
        ),
        "no_mandate": _("người đại diện không hợp pháp"),
        "unsigned": _("đơn không có chữ ký hoặc điểm chỉ"),
        "out_of_time": _("thời hiệu, thời hạn khiếu nại đã hết mà không có lý do chính đáng"),
        "settled_twice": _("khiếu nại đã có quyết định giải quyết lần hai"),
        "stopped": _(
            "đã có văn bản thông báo đình chỉ việc giải quyết mà sau 30 ngày không tiếp tục "
            "khiếu nại"
        ),
        "in_court": _(
            "đã được Tòa án thụ lý hoặc đã được giải quyết bằng bản án, quyết định của Tòa án"
        ),
    }
)
PAPERS = Table(
    {
        "thong-bao-thu-ly": _("Thông báo thụ lý"),
        "thong-bao-khong-thu-ly": _("Thông báo không thụ lý"),
        "thong-bao-doi-thoai": _("Thông báo đối thoại"),
        "bien-ban-doi-thoai": _("Biên bản đối thoại"),
        "quyet-dinh-giai-quyet": _("Quyết định giải quyết"),
        "quyet-dinh-tam-dinh-chi": _("Quyết định tạm đình chỉ"),
        "quyet-dinh-tiep-tuc": _("Quyết định tiếp tục"),
        "quyet-dinh-dinh-chi": _("Quyết định đình chỉ"),
        "quyet-dinh-tam-dinh-chi-thi-hanh": _("Quyết định tạm đình chỉ thi hành"),
    }
)
WORDS = {
    "complaint.state": STATES,
    "complaint.act": ACTS,
    "complaint.step": STEPS,
    "duty.part": STEPS,  # duties of a complaint are titled by their step
    "complaint.against": AGAINST,
    "complaint.finding": FINDINGS,
    "complaint.ground": GROUNDS,
    "duty.kind": Table({DutyKind.COMPLAINT_STEP: _("giải quyết khiếu nại")}),
    "duty.heading": Table({DutyKind.COMPLAINT_STEP: _("Giải quyết khiếu nại")}),
}
