from django import forms
from django.utils.translation import gettext_lazy as _


class PassageForm(forms.Form):
    text = forms.CharField(
        label=_("Lời của đoạn này"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        strip=False,
        help_text=_("Để trống là dùng lại lời máy soạn từ sổ."),
    )
