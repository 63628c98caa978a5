"""Fields of forms that every room shares: text as people type it, days as they write them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from soi.core.refusals import Unacceptable
from soi.core.vietnamese import clean

UNREADABLE = _("Có ký tự máy không đọc được. Xóa chỗ đó rồi viết lại.")
DAY: dict[str, Any] = {
    "widget": forms.DateInput(attrs={"class": "short", "inputmode": "numeric"}),
    "error_messages": {
        "invalid": _("Viết ngày như 21/10/2026"),
        "required": _("Ghi ngày như 21/10/2026"),
    },
}


class CleanText(forms.CharField):
    """Text as people type it, composed, without control characters."""

    def __init__(self, *, most: int = 5000, too_long: object = "", **options: Any) -> None:
        self.most = most
        self.too_long = too_long or _("Viết từ %(most)s chữ cái trở xuống; đang có %(length)s.")
        super().__init__(**options)
        # Django's own check for NUL would speak of "null characters".
        self.validators = []

    def to_python(self, value: Any) -> str:
        """Return the text, cleaned.

        Raises: ValidationError, where it cannot be read or is too long.
        """
        try:
            text = clean(str(value or ""), "text")
        except Unacceptable as refusal:
            raise ValidationError(UNREADABLE, code="unreadable") from refusal
        if len(text) > self.most:
            facts = {"most": _grouped(self.most), "length": _grouped(len(text))}
            raise ValidationError(self.too_long, code="too_long", params=facts)  # type: ignore[arg-type]
        return text


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")
