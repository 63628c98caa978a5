"""What the record tells of law and days, in words."""

from django.utils.translation import gettext_lazy as _

from soi.core.words import Table

RECORDED = Table(
    {
        "law.loaded": _("Nạp quy định"),
        "law.rule_entered": _("Ghi một quy định về thời hạn"),
        "law.rule_reviewed": _("Luật gia rà soát một quy định"),
        "law.calendar_overridden": _("Đổi lịch làm việc"),
    }
)
WORDS = {"record.kind": RECORDED}
