"""What refusals of this room are called before people."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "valid_from.already_there": _("Ngày ấy đã có một bản của quy tắc này"),
    "another_rule": _("Mã này đã dùng cho quy tắc khác: %(source)s"),
    "valid_to.before_start": _("Ngày hết hiệu lực phải sau ngày có hiệu lực"),
    "overlaps": _("Chồng lên bản có hiệu lực từ %(version)s: cho kết thúc trước ngày ấy"),
    "amount.out_of_range": _("Số lượng không hợp với đơn vị tính"),
    "half_swap": _(
        "Đổi ngày phải đủ hai nửa: ngày nghỉ là ngày đang làm việc, ngày làm bù là ngày cuối tuần"
    ),
    "no_change": _("Ngày này đã như vậy trong lịch, không có gì để đổi"),
    "days.repeated": _("Ngày nghỉ và ngày làm bù không thể là một ngày"),
    "not_a_day_off": _("Nghỉ thêm thì không có ngày làm bù: bỏ trống ô ấy"),
}
