"""What the record tells of offices and posts, in words."""

from django.utils.translation import gettext_lazy as _

from soi.core.words import Table

RECORDED = Table(
    {
        "office.created": _("Thành lập cơ quan"),
        "office.renamed": _("Đổi tên cơ quan"),
        "office.moved": _("Chuyển cơ quan sang nơi trực thuộc khác"),
        "office.ended": _("Cơ quan chấm dứt hoạt động"),
        "office.merged": _("Sáp nhập cơ quan"),
        "office.post_opened": _("Lập chức vụ"),
        "office.post_filled": _("Có người giữ chức vụ"),
        "office.post_vacated": _("Thôi giữ chức vụ"),
        "office.related": _("Đặt quy tắc giữa các cơ quan"),
        "office.relation_ended": _("Quy tắc giữa các cơ quan hết hiệu lực"),
        "office.drawn": _("Vẽ ranh giới"),
        "office.event_proposed": _("Dự thảo quyết định về tổ chức"),
        "office.event_enacted": _("Ban hành quyết định về tổ chức"),
        "office.event_cancelled": _("Bỏ quyết định về tổ chức"),
        "office.working_rule_set": _("Đặt quy chế làm việc"),
        "office.working_rule_ended": _("Quy chế làm việc hết hiệu lực"),
        "offices.nation_loaded": _("Nạp tỉnh, xã cả nước"),
        "offices.units_founded": _("Lập các đơn vị hành chính"),
    }
)
WORDS = {"record.kind": RECORDED}
