from django import forms
from django.utils.translation import gettext_lazy as _

from soi.law.services import EXTRA, SWAP, DayOverride

GROUNDS = [
    (SWAP, _("Đổi ngày: nghỉ một ngày làm việc, làm bù một ngày cuối tuần")),
    (EXTRA, _("Nghỉ thêm một ngày, không làm bù")),
]


def _day(**kwargs: object) -> forms.DateField:
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
    off_on = _day(label=_("Ngày nghỉ"), error_messages={"required": _("Ghi ngày được nghỉ")})
    worked_on = _day(label=_("Ngày làm bù"), required=False)
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
