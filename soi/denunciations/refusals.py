"""What refusals of this room are called before people."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "not_saved": _("Kho đang ghi một bản lưu khác, hoặc không ghi được."),
    "bad_length": _("Phần gửi lên không có độ dài của một đơn đã khóa."),
    "already_sent": _("Đơn này đã gửi rồi."),
    "no_such_rule": _("Không có quy định này."),
    "no_such_duty": _("Không có việc này."),
    "not_shredded": _("Chưa hủy được: còn khóa hoặc tệp không xóa được."),
    "no_mailbox": _("Không có đơn nào mở bằng mã này."),
    "bad_manifest": _("Danh sách người nhận không đọc được hoặc chữ ký không đúng."),
    "locker_refused": _("Khóa này không được nhận."),
    "not_an_envelope": _("Tệp này không phải một đơn đã khóa."),
    "cannot_open": _("Khóa này không mở được đơn."),
    "bad_sealed_code": _("Mã không đúng. Xem lại từng ký tự."),
    "too_long": _("Đơn dài quá. Rút bớt hoặc gửi thành nhiều lần."),
    "not_filled": _("Đơn đã khóa không đủ độ dài."),
    "act_refused": _("Việc này không làm được ở bước này."),
    "too_many": _("Quá nhiều lần. Chờ rồi thử lại."),
    "text.empty": _("Viết ít nhất một câu về việc đã xảy ra."),
    "extension_refused": _("Luật không cho gia hạn bước này."),
    "extension_refused.spent": _("Đã gia hạn hết số lần luật cho."),
    "extension_refused.expired": _("Hạn đã qua: quyết định gia hạn phải ra trước ngày hết hạn."),
    "extension_refused.no_document": _(
        "Gia hạn phải có quyết định bằng văn bản: ghi số, ngày của quyết định."
    ),
}
