"""What is stored about oversight, in words."""

from django.utils.translation import gettext_lazy as _

from soi.core.oversight import RECOMMENDATION as RECOMMENDATION_LIFE
from soi.core.oversight import VISIT, Act, Grade, Kind, Role, Standing, State, Step
from soi.core.words import Table

STATES = Table(
    {
        State.PLANNED: _("Trong kế hoạch"),
        State.ANNOUNCED: _("Đã báo nơi được giám sát"),
        State.HELD: _("Đang giám sát"),
        State.REPORTED: _("Đã có báo cáo, chờ kết luận"),
        State.CONCLUDED: _("Đã kết luận, theo dõi kiến nghị"),
        State.CLOSED: _("Đã khép"),
        State.CANCELLED: _("Đã bỏ"),
    },
    of=State,
    tones={
        State.PLANNED: "faint",
        State.HELD: "wait",
        State.REPORTED: "wait",
        State.CLOSED: "done",
        State.CANCELLED: "faint",
    },
)
ACTS = Table(
    {
        Act.PLAN: _("Đưa vào kế hoạch"),
        Act.SEAT: _("Cử thành viên"),
        Act.ANNOUNCE: _("Gửi kế hoạch cho nơi được giám sát"),
        Act.START: _("Bắt đầu, khóa bảng hỏi"),
        Act.NOTE: _("Ghi tại chỗ"),
        Act.MINUTE: _("Viết biên bản"),
        Act.SIGN: _("Đoàn ký biên bản"),
        Act.COUNTERSIGN: _("Nơi được giám sát ký biên bản"),
        Act.FIND: _("Ghi điều đã thấy"),
        Act.REPORT: _("Nộp báo cáo"),
        Act.REPLY: _("Giải trình"),
        Act.CONCLUDE: _("Kết luận"),
        Act.ADVISE: _("Thông qua kiến nghị"),
        Act.CLOSE: _("Khép cuộc giám sát"),
        Act.CANCEL: _("Bỏ cuộc giám sát"),
    },
    of=Act,
    tones={Act.CONCLUDE: "done", Act.CANCEL: "faint"},
)
KINDS = Table(
    {
        Kind.PAPERS: _("Qua báo cáo, hồ sơ"),
        Kind.DELEGATION: _("Đoàn giám sát"),
        Kind.BOARD: _("Ban Thanh tra nhân dân kiểm tra"),
        Kind.PROJECT: _("Giám sát đầu tư của cộng đồng"),
    },
    of=Kind,
)
ROLES = Table(
    {Role.LEAD: _("Trưởng đoàn"), Role.SECRETARY: _("Thư ký"), Role.MEMBER: _("Thành viên")},
    of=Role,
)
GRADES = Table(
    {
        Grade.ESTABLISHED: _("Có căn cứ"),
        Grade.PARTLY: _("Có căn cứ một phần"),
        Grade.NOT: _("Không có căn cứ"),
    },
    of=Grade,
    tones={Grade.ESTABLISHED: "unfixed", Grade.PARTLY: "wait", Grade.NOT: "faint"},
)
STANDINGS = Table(
    {
        Standing.ADOPTED: _("Đã thông qua, chờ xác nhận"),
        Standing.CONFIRMED: _("Đã xác nhận, chờ gửi"),
        Standing.SENT: _("Đã gửi, chờ chứng cứ đã nhận"),
        Standing.RECEIVED: _("Nơi nhận đã nhận"),
        Standing.TAKEN_BACK: _("Đã rút"),
    },
    of=Standing,
    tones={Standing.ADOPTED: "wait", Standing.SENT: "wait", Standing.TAKEN_BACK: "faint"},
)
STEPS = Table(
    {
        Step.ADOPT: _("Thông qua kiến nghị"),
        Step.CONFIRM: _("Xác nhận kiến nghị"),
        Step.SEND: _("Gửi kiến nghị"),
        Step.RECEIVE: _("Ghi ngày nơi nhận đã nhận"),
        Step.TAKE_BACK: _("Rút kiến nghị"),
    },
    of=Step,
)
ANSWERS = Table(
    {"yes": _("Có"), "no": _("Không"), "unclear": _("Không rõ")}, of=("yes", "no", "unclear")
)
RECORDED = Table(
    {
        **{VISIT.kind(act): ACTS[act] for act in Act},
        **{RECOMMENDATION_LIFE.kind(step): STEPS[step] for step in Step},
        "oversight.programme_entered": _("Ban hành chương trình giám sát"),
    }
)
WORDS = {
    "oversight.state": STATES,
    "oversight.act": ACTS,
    "oversight.kind": KINDS,
    "oversight.role": ROLES,
    "oversight.grade": GRADES,
    "oversight.answer": ANSWERS,
    "recommendation.state": STANDINGS,
    "recommendation.act": STEPS,
    "record.kind": RECORDED,
}
