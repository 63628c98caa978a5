"""Fields that know our sentences, and refuse what cannot be stored."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from soi.core.refusals import Unacceptable
from soi.core.vietnamese import clean

Upload: TypeAlias = "UploadedFile[Any]"
UNREADABLE = _("Có ký tự máy không đọc được. Xóa chỗ đó rồi viết lại.")


class CleanText(forms.CharField):
    """Text as people type it, composed, without control characters."""

    def __init__(self, *, most: int, too_long: object = "", **options: Any) -> None:
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
            facts = {"most": f"{self.most:,}".replace(",", "."), "length": _grouped(len(text))}
            raise ValidationError(self.too_long, code="too_long", params=facts)  # type: ignore[arg-type]
        return text


class Word(forms.CharField):
    """One of a few words that programs send; there is nothing to choose from on a page."""

    def __init__(self, words: Container[str], **options: Any) -> None:
        self.words = words
        super().__init__(**options)

    def validate(self, value: str) -> None:
        """Refuse another word.

        Raises: ValidationError.
        """
        super().validate(value)
        if value and value not in self.words:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")


class _ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Upload], name: str
    ) -> list[Upload]:
        """Return every file that was chosen."""
        found: list[Upload] = files.getlist(name)
        return found


class ManyFiles(forms.FileField):
    """Several files at once."""

    def __init__(self, **options: Any) -> None:
        attributes = {"accept": "image/*", "multiple": True}
        super().__init__(widget=_ManyFilesInput(attrs=attributes), **options)

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        """Return the files that were chosen; empty ones are left out."""
        return [file for file in data or [] if isinstance(file, UploadedFile) and file.size]


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")
