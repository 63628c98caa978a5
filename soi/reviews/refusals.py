"""What refusals of this room are called before people."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "text.too_long": _("Đoạn này dài quá 20.000 chữ. Rút gọn, hoặc đưa phần chi tiết vào phụ lục."),
    "key.unknown": _("Báo cáo không có đoạn này."),
    "month.already_there": _("Tháng này đã có số. Nếu số ấy sai, dùng “Sửa số của kỳ”."),
    "month.in_the_future": _("Tháng này chưa qua: chỉ ghi được số ước."),
    "month.out_of_range": _("Tháng từ 1 đến 12."),
    "plan.out_of_range": _("Số ngoài khoảng cho phép: từ %(first)s đến %(last)s."),
    "value.out_of_range": _("Số ngoài khoảng cho phép: từ %(first)s đến %(last)s."),
    "no_forecast": _("Chưa dự báo được năm nay: chưa đủ số của các năm trước."),
    "unmeasured": _("Chỉ tiêu này không có số đo, do người đánh giá."),
    "weights_off": _("Trọng số của các phần phải cộng lại bằng 1 (đang là %(total)s)."),
    "evidence.missing": _("Ghi số liệu lấy từ đâu."),
    "about_belief": _(
        "Tiêu chí này hỏi điều người ta nghĩ hoặc tin (“%(words)s”). Viết thành việc làm trong chức trách."
    ),
}
