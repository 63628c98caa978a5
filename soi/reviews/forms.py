from django import forms
from django.utils.translation import gettext_lazy as _

from soi.core.refusals import Refusal

SENTENCES = {
    "control_characters": _("Trong lời có ký tự không đọc được. Gõ lại chỗ đó."),
    "too_long": _("Đoạn này dài quá 20.000 chữ. Rút gọn, hoặc đưa phần chi tiết vào phụ lục."),
    "not_permitted": _("Vai đang dùng không được sửa báo cáo của cơ quan này."),
    "unknown": _("Báo cáo không có đoạn này."),
}


class PassageForm(forms.Form):
    text = forms.CharField(
        label=_("Lời của đoạn này"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        strip=False,
        help_text=_("Để trống là dùng lại lời máy soạn từ sổ."),
    )

    def refuse(self, refusal: Refusal) -> None:
        """Say beside the field why the words were not taken."""
        reason = str(refusal.facts.get("reason", "")) or refusal.code
        self.add_error("text", SENTENCES.get(reason, SENTENCES["not_permitted"]))
