"""What refusals of this room are called before people."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "text.too_long": _("Đoạn này dài quá 20.000 chữ. Rút gọn, hoặc đưa phần chi tiết vào phụ lục."),
    "key.unknown": _("Báo cáo không có đoạn này."),
}
