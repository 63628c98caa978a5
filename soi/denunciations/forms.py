"""What the door asks; all but the account itself may stay empty."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from soi.core.refusals import Unacceptable
from soi.core.vietnamese import clean
from soi.denunciations import services

MOST_FILES = 4
_AREA = forms.Textarea(attrs={"rows": 9, "autocomplete": "off"})


class Several(forms.FileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    widget = Several(attrs={"multiple": True})

    def clean(self, data: Any, initial: object = None) -> list[Any]:
        rows = [one for one in data or [] if one]
        if len(rows) > MOST_FILES:
            raise forms.ValidationError(_("Gửi tối đa bốn tệp một lần; gửi thêm sau bằng mã."))
        return [super(Files, self).clean(one, initial) for one in rows]


class DenunciationForm(forms.Form):
    """An account of a breach of law (tố cáo), as the law asks for it: Điều 23."""

    use_required_attribute = False

    about = forms.ChoiceField(label=gettext_lazy("Người hoặc cơ quan làm sai"), required=False)
    about_more = forms.ChoiceField(
        label=gettext_lazy("Còn ai nữa"), required=False
    )  # fmt: skip
    who = forms.CharField(
        label=gettext_lazy("Tên, chức vụ người làm sai"),
        help_text=gettext_lazy("Ghi như ông/bà biết. Nằm trong phần khóa."),
        required=False,
        max_length=2000,
    )
    text = forms.CharField(
        label=gettext_lazy("2. Đã xảy ra việc gì?"),
        help_text=gettext_lazy(
            "Ai làm gì, khi nào, ở đâu, bao nhiêu tiền, ai thấy. Biết đến đâu viết đến đó."
        ),
        widget=_AREA,
        max_length=60_000,
        error_messages={
            "required": gettext_lazy("Viết ít nhất một câu về việc đã xảy ra."),
            "max_length": gettext_lazy("Đơn dài quá 60.000 ký tự: rút bớt hoặc gửi dưới dạng tệp."),
        },
    )
    when = forms.CharField(label=gettext_lazy("Khi nào"), required=False, max_length=2000)
    where = forms.CharField(label=gettext_lazy("Ở đâu"), required=False, max_length=2000)
    evidence = forms.CharField(
        label=gettext_lazy("Bằng chứng ở đâu, ai biết"), required=False, max_length=2000
    )
    attached = Files(
        label=gettext_lazy("3. Tệp, ảnh, ghi âm"),
        help_text=gettext_lazy("Tối đa bốn tệp, cả thảy 32 MB. Tên tệp và nội dung đều được khóa."),
        required=False,
        allow_empty_file=True,
    )
    name = forms.CharField(label=gettext_lazy("Họ tên"), required=False, max_length=200)
    address = forms.CharField(label=gettext_lazy("Địa chỉ"), required=False, max_length=500)
    phone = forms.CharField(
        label=gettext_lazy("Cách liên lạc khác"), required=False, max_length=100
    )
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def __init__(self, *args: Any, whom: Sequence[tuple[str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("about", "about_more"):
            field = self.fields[name]
            first = _("Không chắc") if name == "about" else _("Không còn ai")
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", first), *whom]
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for name, value in list(values.items()):
            if isinstance(value, str):
                values[name] = self._cleaned(name, value)
            field = self.fields[name]
            if field.required and values[name] == "" and name not in self.errors:
                # Nothing but signs that nobody sees.
                self.add_error(name, field.error_messages["required"])
        return values

    def account(self, sealed_by: str) -> services.Account:
        """Return what was said, once the form is valid."""
        values = self.cleaned_data
        return services.Account(
            text=values["text"],
            facts={name: values.get(name, "") for name in services.FACTS if name != "what"},
            accused=accused([values["about"], values["about_more"]]),
            files=tuple((one.name, one.content_type, one.read()) for one in values["attached"]),
            identity=self._identity(values),
            sealed_by=sealed_by,
        )

    def _identity(self, values: Mapping[str, str]) -> dict[str, str]:
        told = {name: values[name] for name in ("name", "address", "phone")}
        return told if any(told.values()) else {}

    def _cleaned(self, name: str, value: str) -> str:
        try:
            return clean(value, name)
        except Unacceptable:
            self.add_error(name, _("Có ký tự không đọc được. Gõ lại chỗ ấy."))
            return ""


class MailForm(forms.Form):
    """The code, and what its holder wants to add."""

    use_required_attribute = False

    code = forms.CharField(
        label=gettext_lazy("Mã 20 ký tự"),
        help_text=gettext_lazy("Chữ O hiểu là số 0; chữ I, L hiểu là số 1."),
        max_length=60,
        error_messages={"required": gettext_lazy("Gõ mã đã chép khi gửi.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    more = forms.CharField(
        label=gettext_lazy("Điều muốn nói thêm"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
    )
    withdraw = forms.BooleanField(label=gettext_lazy("Tôi rút đơn"), required=False)


def accused(values: Sequence[str]) -> tuple[dict[str, str], ...]:
    """Return whom the chosen values "person|office" mean."""
    found = [one.partition("|")[::2] for one in values if one]
    return tuple({"person": person, "office": office} for person, office in found)
