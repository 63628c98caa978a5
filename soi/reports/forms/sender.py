"""What the holder of a receipt code fills in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soi.reports.forms.fields import ManyFiles
from soi.reports.forms.staging import MOST
from soi.web.fields import CleanText

_LONG = 3000


class SenderForm(forms.Form):
    """Nothing but the code, which every form of the sender carries."""


class DisputeForm(SenderForm):
    """Why an answer is not good enough."""

    reason = forms.ChoiceField(
        label=_("Vì sao chưa đồng ý?"),
        choices=[
            ("", _("Chọn một lý do")),
            ("not_satisfied", _("Chưa thỏa đáng")),
            ("slow", _("Xử lý chậm")),
            ("wrong", _("Sai nội dung")),
        ],
        error_messages={"required": _("Chọn một lý do"), "invalid_choice": _("Chọn một lý do")},
    )
    text = CleanText(
        label=_("Chỗ nào chưa được?"),
        help_text=_("Người xem lại và nơi giữ việc đọc được; không đăng công khai."),
        most=_LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Viết ít nhất một câu: chỗ nào chưa được")},
    )


class AddForm(SenderForm):
    """More words, more photos."""

    text = CleanText(
        label=_("Muốn nói thêm gì?"),
        help_text=_("Nơi giữ việc đọc được; không đăng công khai."),
        most=_LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Viết ít nhất một câu, kể cả khi chỉ thêm ảnh")},
    )
    photos = ManyFiles(label=_("Ảnh"), help_text=_("Tối đa 5 ảnh, mỗi ảnh 10 MB."), required=False)

    def clean_photos(self) -> list[Any]:
        """Refuse more photos than one filing may bring."""
        photos: list[Any] = self.cleaned_data["photos"]
        if len(photos) > MOST:
            raise forms.ValidationError(_("Chọn tối đa 5 ảnh"))
        return photos


class ReopenForm(SenderForm):
    """Why a closed matter is open again."""

    text = CleanText(
        label=_("Việc tái diễn thế nào?"),
        most=_LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Viết ít nhất một câu: việc tái diễn thế nào")},
    )


class ObjectForm(SenderForm):
    """Why what was published should have stayed as it was sent."""

    moderation = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    text = CleanText(
        label=_("Vì sao không đồng ý?"),
        help_text=_("Người khác, không phải người đã sửa, sẽ xem lại."),
        most=_LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Viết ít nhất một câu: vì sao không đồng ý")},
    )


FORMS: dict[str, type[SenderForm]] = {
    "accept": SenderForm,
    "dispute": DisputeForm,
    "add": AddForm,
    "reopen": ReopenForm,
    "withdraw": SenderForm,
    "object": ObjectForm,
}
