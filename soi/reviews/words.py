"""What the record tells of reports on a year, in words."""

from django.utils.translation import gettext_lazy as _

from soi.core.words import Table

RECORDED = Table({"year_end.worded": _("Sửa lời báo cáo năm")})
WORDS = {"record.kind": RECORDED}
