"""What is stored about a filing, in words."""

from django.utils.translation import gettext_lazy as _

from soi.core.duties import Kind as DutyKind
from soi.core.filings import TOPICS as TOPIC_CODES
from soi.core.filings import Act, Kind, State
from soi.core.words import Table

STATES = Table(
    {
        State.RECEIVED: _("Đã tiếp nhận"),
        State.ASSIGNED: _("Đã giao xử lý"),
        State.IN_PROGRESS: _("Đang xử lý"),
        State.ANSWERED: _("Đã trả lời, chờ người dân xác nhận"),
        State.DONE: _("Đã xong, người dân đồng ý"),
        State.DONE_SILENT: _("Đóng khi hết hạn xác nhận"),
        State.CLOSED_UNFIXED: _("Đóng, chưa khắc phục"),
        State.REFUSED: _("Từ chối"),
        State.MERGED: _("Đã gộp vào hồ sơ khác"),
        State.DISPUTED: _("Người dân chưa đồng ý"),
        State.REOPENED: _("Mở lại"),
        State.HANDED_OVER: _("Đã chuyển cơ quan khác"),
        State.WITHDRAWN: _("Người gửi rút"),
    },
    of=State,
    tones={
        State.ANSWERED: "wait",
        State.DONE: "done",
        State.CLOSED_UNFIXED: "unfixed",
        State.REFUSED: "unfixed",
        State.MERGED: "faint",
        State.DISPUTED: "unfixed",
        State.REOPENED: "wait",
        State.HANDED_OVER: "wait",
        State.WITHDRAWN: "faint",
    },
)
ACTS = Table(
    {
        Act.RECEIVED: _("Tiếp nhận"),
        Act.ASSIGNED: _("Giao nơi giữ việc"),
        Act.ACKNOWLEDGED: _("Nơi giữ báo đã nhận việc"),
        Act.TRANSFERRED: _("Đổi nơi giữ"),
        Act.REFERRED: _("Chuyển lên trên hoặc sang cơ quan ngoài"),
        Act.TAKEN_OVER: _("Cơ quan ngoài báo đã nhận"),
        Act.ANSWERED: _("Trả lời"),
        Act.ACCEPTED: _("Người gửi đồng ý. Khép lại"),
        Act.EXPIRED: _("Hết 14 ngày không có ý kiến. Khép lại, tính riêng"),
        Act.DISPUTED: _("Người gửi chưa đồng ý"),
        Act.UPHELD: _("Xem lại: người gửi đúng, phải làm lại"),
        Act.DISMISSED: _("Xem lại: giữ câu trả lời"),
        Act.CLOSED_UNFIXED: _("Đóng, chưa khắc phục"),
        Act.REFUSED: _("Từ chối, hướng dẫn đến nơi khác"),
        Act.MERGED: _("Gộp hồ sơ"),
        Act.REOPENED: _("Người gửi mở lại"),
        Act.WITHDRAWN: _("Người gửi rút"),
        Act.PUBLISHED: _("Xem lại, đăng công khai"),
        Act.HIDDEN: _("Ẩn khỏi trang công khai"),
        Act.ADDED: _("Người gửi bổ sung"),
        Act.ESCALATED: _("Báo lên trên"),
        Act.IDENTITY_READ: _("Có người xem danh tính người gửi"),
        Act.RECLASSIFIED: _("Phân loại lại"),
        Act.SPLIT: _("Tách đơn có nhiều việc"),
        Act.ASKED: _("Hỏi thêm người gửi"),
        Act.UNMERGED: _("Tách khỏi hồ sơ đã gộp"),
        Act.ERASED: _("Xóa nội dung theo quy định"),
        Act.MODERATED: _("Xem lại cách đăng"),
        Act.OBJECTED: _("Người gửi không đồng ý cách đăng"),
    },
    of=Act,
    tones={
        Act.ANSWERED: "said",
        Act.DISPUTED: "objected",
        Act.UPHELD: "objected",
        Act.ACCEPTED: "ended",
        Act.EXPIRED: "ended",
        Act.CLOSED_UNFIXED: "ended unfixed",
        Act.REFUSED: "ended unfixed",
        Act.WITHDRAWN: "ended",
    },
)
KINDS = Table(
    {
        Kind.REPORT: _("Phản ánh"),
        Kind.PETITION: _("Kiến nghị"),
        Kind.COMPLAINT: _("Khiếu nại"),
    },
    of=Kind,
)
# What a sender is asked about may be a kind that is not stored here.
SUGGESTED = KINDS | Table({"denunciation": _("Tố cáo")})
TOPICS = Table(
    {
        "rac_thai": _("Rác thải"),
        "ha_tang": _("Hạ tầng"),
        "an_ninh_trat_tu": _("An ninh trật tự"),
        "moi_truong": _("Môi trường"),
        "dat_dai": _("Đất đai, xây dựng"),
        "thu_tuc": _("Thủ tục hành chính"),
        "thu_chi": _("Thu, chi"),
        "chinh_sach_xa_hoi": _("Chính sách xã hội"),
        "thai_do_can_bo": _("Thái độ phục vụ"),
        "khac": _("Việc khác"),
    },
    of=TOPIC_CODES,
)
DISPUTES = Table(
    {
        "not_satisfied": _("chưa thỏa đáng"),
        "slow": _("xử lý chậm"),
        "wrong": _("sai nội dung"),
    }
)
REFUSALS = Table(
    {
        "not_competent": _("không thuộc thẩm quyền của phường"),
        "not_a_report": _("nội dung là khiếu nại, tố cáo hoặc tố tụng, có đường giải quyết riêng"),
        "already_settled": _("việc đã có kết luận, không có tình tiết mới"),
        "cannot_be_found": _("không đủ thông tin để tìm ra việc"),
        "private_dispute": _("tranh chấp giữa các bên, do tòa án hoặc hòa giải giải quyết"),
    }
)
OUTCOMES = Table(
    {
        "done": _("Đã làm xong"),
        "partly": _("Đã làm một phần"),
        "planned": _("Đã lên kế hoạch"),
        "explained": _("Đã giải thích"),
        "passed_on": _("Trả lời của cơ quan ngoài"),
    }
)
QUEUES = Table(
    {
        "publish": _("Chưa đăng công khai"),
        "unclaimed": _("Chưa ai nhận"),
        "disputed": _("Người dân chưa đồng ý"),
        "asked": _("Xin đóng, chưa khắc phục"),
        "soon": _("Sắp đến hạn"),
        "overdue": _("Quá hạn"),
        "held": _("Tôi đang giữ"),
        "referred": _("Đã chuyển đi nơi khác"),
        "done": _("Đã xong"),
    }
)
CHANNELS = Table(
    {
        "web": _("Trang web"),
        "api": _("Phần mềm khác"),
        "open311": _("Open311"),
        "desk": _("Tại quầy"),
        "import": _("Nhập từ tệp"),
    }
)
DECISIONS = Table(
    {
        "upheld": _("Người gửi đúng, phải làm lại"),
        "dismissed": _("Giữ câu trả lời"),
    }
)
SPANS = Table(
    {
        "mail": _("địa chỉ thư"),
        "citizen_id": _("số căn cước"),
        "phone": _("số điện thoại"),
        "plate": _("biển số xe"),
        "account": _("số tài khoản"),
        "house": _("số nhà"),
        "name": _("tên người"),
    }
)
MODERATION_REASONS = Table(
    {
        "personal_data": _("Lộ thông tin riêng của một người"),
        "accuses": _("Buộc tội một người chưa được kết luận"),
        "children": _("Có trẻ em trong ảnh hoặc lời kể"),
        "offensive": _("Lời lẽ, hình ảnh xúc phạm"),
        "other": _("Lý do khác, ghi ở dưới"),
    }
)
MODERATIONS = Table(
    {
        "blanked": _("Che chữ khi đăng"),
        "hidden": _("Ẩn khỏi trang công khai"),
        "photo_hidden": _("Không đăng ảnh"),
        "blurred": _("Làm mờ một phần ảnh"),
    }
)
# What the record tells; its entries are named after the acts.
RECORDED = Table({f"report.{act}": ACTS[act] for act in Act})
DUTIES = Table(
    {
        DutyKind.REPORT_ANSWER: _("trả lời phản ánh"),
        DutyKind.PETITION_REPLY: _("trả lời kiến nghị"),
        DutyKind.DISPUTE_REVIEW: _("xem lại câu trả lời"),
        DutyKind.REFERRAL: _("trả lời đơn được chuyển đến"),
    }
)
# A duty that came with a filing bears but its number; the page says what is owed.
HEADINGS = Table(
    {
        DutyKind.REPORT_ANSWER: _("Trả lời phản ánh"),
        DutyKind.PETITION_REPLY: _("Trả lời kiến nghị"),
        DutyKind.DISPUTE_REVIEW: _("Xem lại câu trả lời cho"),
        DutyKind.REFERRAL: _("Trả lời đơn được chuyển đến"),
    }
)
WORDS = {
    "report.state": STATES,
    "report.act": ACTS,
    "report.kind": SUGGESTED,
    "report.topic": TOPICS,
    "report.dispute": DISPUTES,
    "report.refusal": REFUSALS,
    "report.outcome": OUTCOMES,
    "report.queue": QUEUES,
    "report.channel": CHANNELS,
    "report.decision": DECISIONS,
    "report.span": SPANS,
    "record.kind": RECORDED,
    "duty.kind": DUTIES,
    "duty.heading": HEADINGS,
}
