from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soi.reviews.queries.targets import Target
from soi.web.fields import CleanText


class PassageForm(forms.Form):
    text = forms.CharField(
        label=_("Lời của đoạn này"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        strip=False,
        help_text=_("Để trống là dùng lại lời máy soạn từ sổ."),
    )


NUMBER: dict[str, Any] = {"max_digits": 20, "decimal_places": 4}


class TargetForm(forms.Form):
    """What every act on a target brings."""

    def __init__(self, *args: Any, target: Target, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fit(target)

    def fit(self, target: Target) -> None:
        """Fit the fields to the target."""


class ReplanForm(TargetForm):
    plan = forms.DecimalField(label=_("Kế hoạch mới"), **NUMBER)
    document = CleanText(label=_("Số văn bản"), most=200)
    reason = CleanText(
        label=_("Lý do"), most=1000, help_text=_("Kế hoạch cũ vẫn hiện bên cạnh, cùng lý do này.")
    )


class ValueForm(TargetForm):
    month = forms.IntegerField(label=_("Đến hết tháng"), min_value=1, max_value=12)
    value = forms.DecimalField(label=_("Giá trị"), **NUMBER)
    estimate = forms.BooleanField(
        label=_("Đây là số ước"), required=False, help_text=_("Số ước đứng riêng với số thực.")
    )
    evidence = CleanText(label=_("Nguồn số liệu"), most=200, required=False)


class CorrectForm(TargetForm):
    wrong = forms.ChoiceField(label=_("Số cần sửa"))
    value = forms.DecimalField(label=_("Giá trị đúng"), **NUMBER)
    evidence = CleanText(label=_("Nguồn số liệu"), most=200)
    reason = CleanText(label=_("Vì sao số trước sai"), most=1000)

    def fit(self, target: Target) -> None:
        rows = target.values.filter(corrected_by=None)
        choices = [(str(row.pk), f"{row.month}: {row.value}") for row in rows]
        self.fields["wrong"].choices = choices  # type: ignore[attr-defined]

    def clean_wrong(self) -> int:
        """Return the key of the value."""
        return int(self.cleaned_data["wrong"])


TARGET_FORMS: dict[str, type[TargetForm]] = {
    "replan": ReplanForm,
    "enter": ValueForm,
    "correct": CorrectForm,
}
