"""The forms by which the calendar and rules on time are entered."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soi.law.queries import RuleView
from soi.law.services import EXTRA, SWAP, DayOverride

GROUNDS = [
    (SWAP, _("Đổi ngày: nghỉ một ngày làm việc, làm bù một ngày cuối tuần")),
    (EXTRA, _("Nghỉ thêm một ngày, không làm bù")),
]


def day_field(**kwargs: object) -> forms.DateField:
    """Return a field for a day, with how to write one."""
    hint = _("Ngày, tháng, năm; ví dụ 31/08/2026")
    return forms.DateField(help_text=hint, **kwargs)  # type: ignore[arg-type]


class DaysForm(forms.Form):
    """Days that differ from the shipped calendar, by a document."""

    ground = forms.ChoiceField(
        label=_("Thay đổi gì"),
        choices=GROUNDS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn đổi ngày hay nghỉ thêm")},
    )
    off_on = day_field(label=_("Ngày nghỉ"), error_messages={"required": _("Ghi ngày được nghỉ")})
    worked_on = day_field(label=_("Ngày làm bù"), required=False)
    reason = forms.CharField(
        label=_("Vì sao"),
        max_length=200,
        help_text=_("Ví dụ: nghỉ Quốc khánh liền hai ngày cuối tuần"),
        error_messages={"required": _("Ghi lý do, sẽ hiện ở mọi hạn tính qua ngày này")},
    )
    document = forms.CharField(
        label=_("Văn bản"),
        max_length=300,
        help_text=_("Số, ngày, cơ quan ban hành"),
        error_messages={"required": _("Ghi số và ngày của văn bản")},
    )

    def days(self) -> list[DayOverride]:
        """Return what was entered, as the law's services take it."""
        reason = self.cleaned_data["reason"]
        days = [DayOverride(self.cleaned_data["off_on"], "off", reason)]
        if self.cleaned_data.get("worked_on"):
            days.append(DayOverride(self.cleaned_data["worked_on"], "working", reason))
        return days


class ReviewForm(forms.Form):
    """Who read which version of a rule, and with which document."""

    version = forms.ChoiceField(label=_("Bản nào"))
    by = forms.CharField(
        label=_("Ai rà soát"),
        max_length=200,
        help_text=_("Chức danh và nơi công tác; ví dụ: luật gia, Sở Tư pháp"),
        error_messages={"required": _("Ghi ai đã rà soát")},
    )
    document = forms.CharField(
        label=_("Văn bản rà soát"),
        max_length=300,
        help_text=_("Số, ngày, cơ quan ban hành"),
        error_messages={"required": _("Ghi số và ngày của văn bản")},
    )

    def __init__(self, *args: Any, versions: Sequence[RuleView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].choices = [  # type: ignore[attr-defined]
            (one.valid_from.isoformat(), f"{one.valid_from:%d/%m/%Y}: {one.source}")
            for one in versions[::-1]
        ]


_LAW_KINDS = [
    ("phan_anh", _("Phản ánh, kiến nghị")),
    ("khieu_nai", _("Khiếu nại")),
    ("to_cao", _("Tố cáo")),
    ("tiep_dan", _("Tiếp công dân")),
    ("dan_chu", _("Dân chủ ở cơ sở")),
    ("mat_tran", _("Mặt trận")),
    ("pctn", _("Phòng, chống tham nhũng")),
    ("bao_tro", _("Trợ giúp xã hội")),
    ("thong_tin", _("Tiếp cận thông tin")),
    ("van_thu", _("Văn thư")),
    ("danh_gia", _("Đánh giá, xếp loại")),
]
_LAW_UNITS = [
    ("working_day", _("ngày làm việc")),
    ("calendar_day", _("ngày")),
    ("month", _("tháng")),
    ("immediate", _("ngay trong ngày")),
]


class RuleForm(forms.Form):
    """A version of a rule, with the document that sets it."""

    code = forms.CharField(
        label=_("Mã quy tắc"),
        max_length=60,
        help_text=_("Giữ mã cũ nếu đây là bản mới của quy tắc đang có; ví dụ td.reply"),
    )
    kind = forms.ChoiceField(label=_("Loại việc"), choices=_LAW_KINDS)
    scope = forms.CharField(
        label=_("Phạm vi"),
        max_length=60,
        initial="VN",
        help_text=_("VN: cả nước; hoặc mã cơ quan: cho nơi ấy và các nơi dưới nó"),
    )
    trigger = forms.CharField(label=_("Khi nào"), max_length=300)
    holder = forms.CharField(label=_("Ai phải làm"), max_length=300)
    amount = forms.IntegerField(label=_("Bao nhiêu"), min_value=0, max_value=400)
    unit = forms.ChoiceField(label=_("Đơn vị tính"), choices=_LAW_UNITS)
    counted_from = forms.CharField(label=_("Đếm từ"), max_length=300)
    act_title = forms.CharField(label=_("Tên văn bản"), max_length=300)
    act_number = forms.CharField(label=_("Số văn bản"), max_length=60)
    article = forms.CharField(
        label=_("Điều, khoản"),
        max_length=120,
        error_messages={"required": _("Ghi điều, khoản: không có thì không ai kiểm được")},
    )
    valid_from = day_field(label=_("Có hiệu lực từ"))
    valid_to = day_field(label=_("Hiệu lực đến hết"), required=False)

    def fields_of_rule(self) -> dict[str, Any]:
        """Return what was entered, as the law's services take it."""
        words = dict(self.cleaned_data)
        return {**words, "source": f"{words['act_title']} {words['act_number']}"}
