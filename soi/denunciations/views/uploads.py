"""Uploads of the plain form: in memory and nowhere else, under a ceiling."""

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MOST_EACH = 16 * 1024 * 1024  # bytes
MOST_TOGETHER = 32 * 1024 * 1024


class InMemory(FileUploadHandler):
    """Keeps each file in memory; Django's own would write a long one to the disk."""

    together = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self.file, self.length = io.BytesIO(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a piece, as long as there is room."""
        self.length += len(raw_data)
        self.together += len(raw_data)
        if self.length > MOST_EACH or self.together > MOST_TOGETHER:
            # Told, never silently cut: the form comes back with its words and a sentence.
            self.request.too_much = True  # type: ignore[union-attr]
            return
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Hand the whole file over."""
        self.file.seek(0)
        return InMemoryUploadedFile(
            self.file, self.field_name, self.file_name or "", self.content_type,
            file_size, self.charset, self.content_type_extra,
        )  # fmt: skip
