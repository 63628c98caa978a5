"""What refusals of this room are called before people."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "in_the_future": _(
        "Ngày nhận %(on)s ở sau hôm nay. Thời hạn đếm từ ngày hôm sau của ngày nhận đơn (Bộ luật Dân sự, Điều 147): ghi đúng ngày đơn đến."
    ),
    "already_entered": _(
        "Đơn này giống %(number)s, đã nhập lúc %(at)s; ngày hẹn của đơn ấy giữ nguyên. Nếu là đơn khác, đánh dấu “Đơn khác”."
    ),
    "schedule_too_late": _(
        "Lịch phải niêm yết chậm nhất %(last_on)s (%(source)s): chọn ngày sau, hoặc ghi lý do gấp."
    ),
    "not_there": _("Lượt này không còn ở bước cho làm như vậy."),
    "on.past": _("Chọn một ngày sau hôm nay."),
    "day_off": _("Ngày này là ngày nghỉ."),
    "ends.before_start": _("Giờ cuối phải sau giờ đầu."),
    "not_today": _("Buổi này không phải hôm nay, hoặc đã hoãn."),
    "no_scan.too_many_pages": _(
        "Tệp có %(pages)s trang; mỗi tệp tối đa %(most)s trang. Tách thành nhiều tệp: đơn không bị trả lại vì dài, thời hạn vẫn đếm từ ngày nhận."
    ),
    "no_scan.too_heavy": _("Tệp nặng quá %(most)s MB. Tách hoặc quét nhẹ hơn."),
    "no_scan.not_pdf": _("Tệp không phải PDF đọc được."),
    "no_scan.no_paper": _("Chỉ đơn nhập tại quầy mới có bản giấy để quét."),
    "no_scan": _("Tệp không phải PDF đọc được."),
    "on.in_the_future": _("Ngày này ở sau hôm nay."),
    "not_settled": _("Chưa có kết quả để báo."),
    "numbers.too_many": _("Chọn tối đa %(most)s việc một lần."),
    "not_undoable": _("Việc này không hoàn lại được."),
    "nothing_to_give": _("Người vắng không có vai nào thuộc cơ quan này để giao."),
}
