"""What is stored about a duty, in words."""

from django.utils.translation import gettext_lazy as _

from soi.core.duties import LIFE, Act, Kind, State, Verdict
from soi.core.words import Table

STATES = Table(
    {
        State.DRAFT: _("Dự thảo"),
        State.OPEN: _("Đang làm"),
        State.REPORTED: _("Đã báo cáo, chờ người khác xác nhận"),
        State.CLOSED: _("Đã khép"),
    },
    of=State,
    tones={
        State.DRAFT: "faint",
        State.REPORTED: "wait",
        State.CLOSED: "done",
    },
)
VERDICTS = Table(
    {
        Verdict.MET: _("Đạt"),
        Verdict.MET_LATE: _("Đạt, nhưng trễ"),
        Verdict.PARTLY: _("Đạt một phần"),
        Verdict.NOT_MET: _("Không đạt"),
        Verdict.VOID: _("Không còn hiệu lực"),
        Verdict.WITHDRAWN: _("Đã rút"),
        Verdict.MERGED: _("Đã gộp"),
    },
    of=Verdict,
    tones={
        Verdict.MET: "done",
        Verdict.PARTLY: "unfixed",
        Verdict.NOT_MET: "unfixed",
        Verdict.VOID: "faint",
        Verdict.WITHDRAWN: "faint",
        Verdict.MERGED: "faint",
    },
)
ACTS = Table(
    {
        Act.DRAFT: _("Soạn dự thảo"),
        Act.ASSIGN: _("Giao việc"),
        Act.CONFIRM: _("Xác nhận dự thảo"),
        Act.ACKNOWLEDGE: _("Nơi giữ báo đã nhận việc"),
        Act.DELEGATE: _("Giao cho nơi khác làm"),
        Act.EXTEND: _("Gia hạn"),
        Act.PAUSE: _("Tạm dừng"),
        Act.RESUME: _("Tiếp tục"),
        Act.ADD_EVIDENCE: _("Thêm bằng chứng"),
        Act.PROGRESS: _("Tự báo cáo tiến độ"),
        Act.TRANSFER: _("Chuyển nơi giữ"),
        Act.ESCALATE: _("Báo cấp trên hoặc nơi giám sát"),
        Act.NOTICE_OVERDUE: _("Quá hạn"),
        Act.RECOMPUTE: _("Tính lại ngày hẹn vì lịch làm việc thay đổi"),
        Act.REPORT: _("Báo đã xong"),
        Act.RETURN: _("Trả lại, làm tiếp"),
        Act.JUDGE: _("Kết luận"),
        Act.REOPEN: _("Mở lại"),
        Act.WITHDRAW: _("Rút"),
        Act.MERGE: _("Gộp"),
        Act.UNMERGE: _("Tách lại"),
        Act.KEEP_INSIDE: _("Thôi công khai việc này"),
        Act.REASSIGN: _("Đổi người phụ trách"),
        Act.REMIND: _("Nhắc nơi giữ"),
    },
    of=Act,
    tones={
        Act.REPORT: "said",
        Act.ADD_EVIDENCE: "said",
        Act.RETURN: "objected",
        Act.NOTICE_OVERDUE: "objected",
        Act.ESCALATE: "objected",
        Act.JUDGE: "ended",
        Act.WITHDRAW: "ended",
        Act.MERGE: "ended",
    },
)
# What staff are offered on the page of a duty.
OFFERS = Table(
    {
        "acknowledge": _("Báo đã nhận việc"),
        "evidence": _("Thêm bằng chứng"),
        "progress": _("Báo tiến độ"),
        "report": _("Báo đã xong"),
        "extend": _("Gia hạn"),
        "pause": _("Tạm dừng"),
        "resume": _("Tiếp tục"),
        "delegate": _("Giao cho nơi khác làm"),
        "transfer": _("Chuyển nơi giữ"),
        "judge": _("Kết luận"),
        "return": _("Trả lại, làm tiếp"),
        "reopen": _("Mở lại"),
        "void": _("Khép vì giao nhầm"),
        "escalate": _("Báo cấp trên hoặc nơi giám sát"),
        "confirm": _("Xác nhận, giao việc"),
        "withdraw": _("Rút yêu cầu"),
    }
)
EVIDENCE = Table(
    {
        "photo": _("Ảnh"),
        "document": _("Văn bản"),
        "note": _("Ghi chú tại chỗ"),
        "any": _("Ảnh, số văn bản hoặc ghi chú"),
    }
)
QUEUES = Table(
    {
        "post": _("Tôi giữ"),
        "office": _("Cơ quan tôi giữ"),
        "coordinating": _("Cơ quan tôi phối hợp"),
        "judge": _("Chờ xác nhận"),
        "done": _("Đã báo xong"),
    }
)
# Of kinds that no room above gives yet; each adds its own.
KINDS = Table(
    {
        Kind.OVERSIGHT_FIX: _("khắc phục sau giám sát"),
        Kind.TARGET: _("chỉ tiêu"),
        Kind.PUBLICATION: _("công khai"),
        Kind.REPORTING: _("báo cáo"),
        Kind.WELFARE_ENTITLEMENT: _("chế độ an sinh"),
        Kind.STANDING: _("việc định kỳ"),
        Kind.COMMITMENT: _("cam kết"),
    }
)
WORDS = {
    "duty.state": STATES,
    "duty.verdict": VERDICTS,
    "duty.act": ACTS,
    "duty.offer": OFFERS,
    "duty.evidence": EVIDENCE,
    "duty.queue": QUEUES,
    "duty.kind": KINDS,
    "record.kind": Table(
        {LIFE.kind(act): ACTS[act] for act in LIFE.acts}
        | {
            "duties.passed_on": _("Chuyển việc theo quyết định về tổ chức"),
            "duties.taken_back": _("Trả việc về nơi cũ"),
            "duties.filled": _("Nạp việc để thử"),
        }
    ),
}
