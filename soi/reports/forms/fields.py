"""Fields that know our sentences, and refuse what cannot be stored."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

Upload: TypeAlias = "UploadedFile[Any]"


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
