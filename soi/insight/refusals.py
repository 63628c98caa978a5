"""What refusals of this room are called before people."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "text.spot_too_short": _("Ghi rõ hơn: ít nhất 10 chữ."),
    "text.spot_too_long": _("Rút ngắn còn 2.000 chữ trở xuống."),
    "due_on.in_the_past": _("Chọn ngày hôm nay trở đi."),
    "document.missing": _("Ghi số văn bản hoặc ý kiến chỉ đạo, ngày, người quyết."),
}
