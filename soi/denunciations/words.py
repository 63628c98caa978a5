"""What the sealed room tells of itself in the public record, in words."""

from django.utils.translation import gettext_lazy as _

from soi.core.words import Table

KINDS = Table(
    {
        "denunciations.manifest_published": _("Phòng tố cáo: danh sách người nhận đơn"),
        "denunciations.oversight_pinned": _("Phòng tố cáo: khóa của nơi giám sát được ghim"),
        "denunciations.scripts_published": _("Phòng tố cáo: tệp lệnh của trang viết đơn"),
        "denunciations.epoch_shredded": _("Phòng tố cáo: hủy hẳn đơn và khóa của một tháng"),
        "denunciations.held": _("Phòng tố cáo: giữ lại một tháng theo văn bản"),
        "denunciations.month_counted": _("Phòng tố cáo: số liệu một tháng"),
    }
)
# The facts of what the sealed room tells, in the order in which they are read.
FACTS = Table(
    {
        "fingerprint": _("Dấu khóa của nơi giám sát"),
        "manifest": _("Dấu của danh sách"),
        "version": _("Lần công bố"),
        "epoch": _("Tháng"),
        "month": _("Tháng"),
        "ground": _("Căn cứ"),
        "document": _("Theo văn bản"),
        "keys": _("Khóa đã hủy, của tháng"),
        "left": _("Khóa chưa hủy được, của tháng"),
        "filings": _("Đơn đã gửi"),
        "steps_done": _("Bước làm xong đúng hạn"),
        "steps_late": _("Bước quá hạn"),
    }
)
WORDS = {"record.kind": KINDS, "record.fact": FACTS}
