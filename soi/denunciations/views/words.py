"""The sentences that scripts show; a script has none of its own."""

from django.urls import reverse
from django.utils.translation import gettext as _

from soi.core import denunciations
from soi.denunciations import queries


def for_senders() -> dict[str, object]:
    """Return the sentences of the denouncer's pages."""
    return {
        "oversight": oversight(),
        "urls": _addresses(
            "manifest", "challenge", "envelopes", "files", "identities", "mailboxes", "mail"
        ),
        "only_these": _("Chỉ những người này mở được:"),
        "body": _("%(body)s: %(count)s người đọc"),
        "by_law": _("Căn cứ: %(rule)s; chưa được luật gia rà soát."),
        "outside": _(
            "Ở đây không đủ hai cơ quan được phép nhận đơn này. Luật để đơn này cho: %(body)s."
        ),
        "exif": _("Ảnh “%(name)s” còn ghi máy chụp, có thể cả nơi và giờ chụp."),
        "author": _("Tệp “%(name)s” thường ghi tên người soạn và máy đã soạn."),
        "macro": _("Tệp “%(name)s” có macro: người nhận không mở. Gửi bản PDF hoặc ảnh."),
        "packed": _("Tệp “%(name)s” là tệp nén: người nhận không giải nén. Gửi từng tệp."),
        "empty": _("Viết ít nhất một câu về việc đã xảy ra."),
        "too_big": _("Có tệp lớn hơn 64 MB. Cắt nhỏ rồi gửi."),
        "again": _("Mã gõ lại chưa đúng. Xem lại tờ giấy vừa chép."),
        "sealing": _("Đang khóa…"),
        "failed": _("Chưa gửi được. Chữ vẫn còn trên trang: bấm gửi lần nữa."),
        "no_manifest": _("Chưa tải được danh sách người nhận, nên chưa viết được ở đây."),
        "bad_code": _("Mã có 20 ký tự, không có chữ U. Xem lại tờ giấy đã chép."),
        "opening": _("Đang mở…"),
        "opened": _("Đã mở. Rời trang này thì phải gõ mã lại."),
        "you": _("Ông/bà"),
        "filed": _("Đơn đã gửi, đã khóa."),
        "unsigned": _("Chữ ký không đúng: không tính"),
        "nothing": _("Chưa có trả lời, hoặc mã này không có hộp thư."),
        "empty_more": _("Viết thêm một câu, chọn một tệp, hoặc đánh dấu rút đơn."),
        "sent_more": _("Đã gửi thêm."),
    }


def for_readers() -> dict[str, object]:
    """Return the sentences and the table of acts of the reading room."""
    return {
        "oversight": oversight(),
        "urls": _addresses(
            "manifest", "challenge", "envelopes", "enter", "locker", "feed", "file", "identity",
            "answer", "duties",
        ),
        "life": denunciations.plain(),
        "acts": _acts(),
        "states": _states(),
        "rules": _rules(),
        "asks": {
            "text": _("Viết rõ"),
            "document": _("Số, ngày của quyết định hoặc văn bản"),
            "condition": _("Vụ việc"),
        },
        "conditions": {"complex": _("phức tạp"), "very_complex": _("đặc biệt phức tạp")},
        **_said(),
        **_asked(),
    }  # fmt: skip


def oversight() -> str:
    """Return the key that the room believes, which scripts compare with the list they get."""
    pin = queries.pin.pinned()
    return pin.key if pin else ""


def _said() -> dict[str, str]:
    return {
        "wrong_key": _("Cụm từ này không mở được khóa nào ở đây."),
        "opening": _("Đang mở…"),
        "failed": _("Chưa làm được. Thử lại sau."),
        "none": _(
            "Không có hộp nào mở được bằng khóa này. Điều đó không nói gì về những hộp khác."
        ),
        "unreadable": _("%(count)s hộp không đọc được: để riêng, không ảnh hưởng các hộp khác."),
        "strays": _("%(count)s hộp thuộc những đơn chưa được chuyển tới đây."),
        "named": _("Có tên, trong phong bì riêng"),
        "anonymous": _("Không ghi tên"),
        "sealed_browser": _("Khóa trong trình duyệt của người gửi"),
        "sealed_server": _("Khóa trong bộ nhớ máy chủ"),
        "sealed_offline": _("Khóa ở máy khác"),
        "withdrawn": _("Người gửi rút đơn"),
        "unsigned": _("Chữ ký không đúng: không tính"),
        "filed": _("Đơn"),
        "followup": _("Người gửi viết thêm"),
        "answer": _("Trả lời người gửi"),
        "late": _("Quá hạn"),
        "due": _("hạn"),
        "done": _("xong"),
        "unreviewed": _("chưa được luật gia rà soát"),
        "not_written": _("Điền đủ các ô của việc này."),
        "not_now": _("Việc này không hợp với bước hiện tại."),
        "anonymous_refused": _("Đơn không ghi tên không thụ lý được: ghi “kiểm tra” (Điều 25.2)."),
        "named_refused": _("Đơn có tên thì thụ lý hoặc không thụ lý, không ghi “kiểm tra”."),
        "concrete": _("Đơn không ghi tên mà rõ người, rõ việc, có bằng chứng thì phải kiểm tra."),
        "must_go_on": _(
            "Chưa đình chỉ được: người gửi chưa rút, hoặc có dấu hiệu vi phạm, bị ép buộc."
        ),
        "not_late": _("Chưa có bước nào quá hạn: chỉ báo cấp trên khi hạn đã qua (Điều 38)."),
        "identifies": _("Bản công bố còn chữ chỉ ra người tố cáo: bỏ đi rồi ghi lại."),
        "kept": _("Đã ghi. Người nhận khác thấy ở đợt chuyển hộp tới."),
        "no_longer": _("Ông/bà không còn được nhận vụ việc này: chỉ rút hoặc chuyển tiếp được."),
        "also_to": _("Chuyển thêm cho"),
        "parted": _("Hơn tám người nhận: khóa thành nhiều hộp."),
        "no_others": _("Không còn người nhận nào khác đủ điều kiện. Chuyển ra ngoài: "),
    }


def _asked() -> dict[str, str]:
    return {
        "open_identity": _("Mở phong bì danh tính"),
        "reason": _("Lý do mở (sổ công khai chỉ ghi dấu của lý do, không ghi lời)"),
        "download": _("Tải"),
        "download_clean": _("Tải bản sạch"),
        "files": _("Tệp"),
        "write_answer": _("Trả lời người gửi"),
        "send": _("Khóa và gửi"),
        "do": _("Ghi"),
        "choose": _("Việc làm"),
        "redact": _("Che để giao người xác minh"),
        "redact_hint": _("Bôi đen đoạn chỉ ra người gửi rồi bấm Che. Bản này không có danh tính."),
        "mask": _("Che"),
        "export": _("Xuất hồ sơ"),
        "back": _("Về danh sách"),
        "name": _("Họ tên"),
        "address": _("Địa chỉ"),
        "phone": _("Cách liên lạc khác"),
        "who": _("Người bị tố cáo"),
        "when": _("Khi nào"),
        "where": _("Ở đâu"),
        "evidence": _("Bằng chứng"),
        "breach": _("Có dấu hiệu vi phạm pháp luật"),
        "coerced": _("Có dấu hiệu người gửi bị ép buộc, đe dọa, mua chuộc"),
        "concrete_ask": _("Rõ người, rõ việc, có bằng chứng cụ thể"),
        "several": _("Phải kiểm tra ở nhiều nơi (10 ngày thay vì 7)"),
        "also_accused": _("Đơn còn nói đến (để loại khỏi người nhận)"),
        "key_ready": _("Khóa đã làm xong và đã cất, khóa bằng cụm từ trên."),
        "history": _("Diễn biến"),
        "steps": _("Các bước và hạn"),
    }


def _acts() -> dict[str, str]:
    return {
        "register": _("Vào sổ, tính hạn kiểm tra bước đầu"),
        "accept": _("Ra quyết định thụ lý"),
        "check": _("Kiểm tra đơn không ghi tên có căn cứ"),
        "transfer": _("Chuyển nơi có thẩm quyền"),
        "refuse": _("Không thụ lý"),
        "notify": _("Đã thông báo việc thụ lý"),
        "verify": _("Giao xác minh"),
        "extend": _("Gia hạn giải quyết"),
        "suspend": _("Tạm đình chỉ"),
        "resume": _("Giải quyết tiếp"),
        "protect": _("Biện pháp bảo vệ người tố cáo"),
        "conclude": _("Kết luận nội dung tố cáo"),
        "send": _("Đã gửi kết luận"),
        "publish": _("Công bố kết luận"),
        "stop": _("Đình chỉ giải quyết"),
        "overdue": _("Báo cấp trên việc quá hạn"),
        "ask_report": _("Cấp trên yêu cầu báo cáo việc quá hạn"),
        "report": _("Đã báo cáo cấp trên việc quá hạn"),
        "recuse": _("Tôi rút khỏi vụ việc này"),
        "forward": _("Chuyển người nhận khác"),
        "note": _("Ghi chú nội bộ"),
    }


def _states() -> dict[str, str]:
    return {
        "new": _("Mới đến"),
        "registered": _("Đang kiểm tra bước đầu"),
        "checking": _("Đang kiểm tra đơn không ghi tên"),
        "accepted": _("Đã thụ lý"),
        "verifying": _("Đang xác minh"),
        "suspended": _("Tạm đình chỉ"),
        "concluded": _("Đã kết luận"),
        "transferred": _("Đã chuyển"),
        "not_accepted": _("Không thụ lý"),
        "stopped": _("Đã đình chỉ"),
    }


def _rules() -> dict[str, str]:
    return {
        "tc.initial": _("Kiểm tra bước đầu"),
        "tc.transfer": _("Chuyển đơn và báo người gửi"),
        "tc.notify_accept": _("Thông báo việc thụ lý"),
        "tc.resolve": _("Giải quyết"),
        "tc.suspend_notice": _("Gửi quyết định tạm đình chỉ, đình chỉ"),
        "tc.send": _("Gửi kết luận"),
        "tc.publish": _("Công bố kết luận"),
        "tc.overdue_ask": _("Cấp trên yêu cầu báo cáo"),
        "tc.overdue_report": _("Báo cáo cấp trên"),
    }


def _addresses(*names: str) -> dict[str, str]:
    return {name: reverse(f"denunciations:{name}") for name in names}
