"""What the record tells of itself, in words."""

from django.utils.translation import gettext_lazy as _

from soi.core.words import Table

KINDS = Table(
    {
        "record.erased": _("Xóa nội dung theo luật"),
        "record.closed": _("Khép sổ, chỉ khóa của sổ sau"),
        "record.reopened": _("Mở sổ mới, chép dấu chốt của sổ trước"),
    }
)
WORDS = {"record.kind": KINDS}
