"""What refusals of every register are called before people."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "unknown_case": _("Không có hồ sơ này."),
    "not_permitted.on_its_case": _("Việc này đi cùng hồ sơ của nó: làm ở trang của hồ sơ đó."),
}
