"""Where a log is read from: a folder or an address. No database, no settings."""

import urllib.error
import urllib.request
from pathlib import Path

_WAIT = 20  # seconds for one file
_MOST = 1 << 20


class Missing(Exception):
    """A file of the log is not there. The text is its path."""


class Source:
    """The published files of one log."""

    def __init__(self, place: str) -> None:
        self.place = place.rstrip("/")
        self.is_remote = place.startswith(("http://", "https://"))

    def read(self, path: str) -> bytes:
        """Return one file.

        Raises: Missing.
        """
        try:
            return self._fetched(path) if self.is_remote else Path(self.place, path).read_bytes()
        except (OSError, ValueError) as error:
            raise Missing(path) from error

    def text(self, path: str) -> str:
        """Return one file as text.

        Raises: Missing.
        """
        try:
            return self.read(path).decode()
        except UnicodeDecodeError as error:
            raise Missing(f"{path}, as text") from error

    def _fetched(self, path: str) -> bytes:
        with urllib.request.urlopen(f"{self.place}/{path}", timeout=_WAIT) as answer:  # noqa: S310
            data: bytes = answer.read(_MOST)
        return data
