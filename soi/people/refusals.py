"""What refusals of this room are called before people."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "own_mandate": _("Không ai tự giao vai cho mình."),
    "already_ended": _("Vai này đã thôi từ %(until)s."),
    "already_held": _("Người này đang giữ vai ấy."),
    "until.before_since": _("Ngày cuối phải sau ngày đầu."),
    "malformed": _("Tên đăng nhập chỉ gồm chữ không dấu, số, dấu chấm và gạch."),
    "two_needed": _("Cần hai người quản trị khác nhau, không ai trong hai là chủ tài khoản này."),
    "username_taken": _("Tên đăng nhập này đã có người dùng."),
}
