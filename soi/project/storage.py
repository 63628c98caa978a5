import os
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class DurableStorage(FileSystemStorage):
    """Files that are on the disk, not only on their way, when `save` returns."""

    def _save(self, name: str, content: "File[Any]") -> str:
        name = str(super()._save(name, content))  # type: ignore[misc]
        path = self.path(name)
        for target in (path, os.path.dirname(path)):
            handle = os.open(target, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        return name
