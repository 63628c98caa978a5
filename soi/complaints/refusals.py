"""What refusals of this room are called before people."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "out_of_time": _(
        "Đơn đến sau ngày cuối %(last_on)s (%(source)s). Ghi trở ngại có giấy tờ, hoặc ra thông báo không thụ lý theo Điều 11 khoản 6 Luật Khiếu nại."
    ),
    "needs_guardian": _(
        "Người khiếu nại số %(places)s chưa thành niên hoặc không đủ năng lực hành vi: cần người đại diện theo pháp luật (Luật Khiếu nại, Điều 11 khoản 3)."
    ),
    "needs_representative": _(
        "Nhiều người cùng khiếu nại phải cử người đại diện, nhiều nhất %(most)s người (Luật Khiếu nại, Điều 8 khoản 4)."
    ),
    "needs_signature": _(
        "Người khiếu nại số %(places)s chưa ký hoặc điểm chỉ vào đơn (Luật Khiếu nại, Điều 11 khoản 5)."
    ),
    "needs_dialogue": _(
        "Chưa có biên bản đối thoại (Luật Khiếu nại, %(article)s). Lần đầu chỉ bỏ được khi yêu cầu và kết quả xác minh không khác nhau, và ghi rõ điều đó."
    ),
    "not_withdrawn": _(
        "Người khiếu nại số %(left)s chưa rút: việc chỉ đình chỉ khi tất cả đã rút (Luật Khiếu nại, Điều 10)."
    ),
    "not_yet_law": _("Tạm đình chỉ giải quyết chỉ có từ %(since)s (Luật Khiếu nại, Điều 11a)."),
    "notice_too_short": _(
        "Thông báo phải đi chậm nhất %(last_on)s (%(source)s). Lùi ngày đối thoại."
    ),
    "too_early": _("Chưa được: phải qua hết ngày %(on)s."),
    "not_permitted.complained_of": _(
        "Nơi bị khiếu nại không ghi hồ sơ khiếu nại lần hai về chính mình."
    ),
    "no_case": _("Không có hồ sơ khiếu nại này."),
    "number.already_there": _("Đơn này đã vào sổ."),
    "after_receipt": _("Ngày nhận hoặc biết quyết định không thể sau ngày nhận đơn."),
    "received_on.in_the_future": _("Ngày nhận đơn không thể ở sau hôm nay."),
    "at.past": _("Lúc đối thoại phải ở sau lúc này."),
    "not_called": _("Chưa báo buổi đối thoại nào."),
}
