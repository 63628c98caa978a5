"""Is the background process alive? It touches a file; the health page looks how old it is."""

from pathlib import Path

from django.conf import settings

from soi.web import clock

FRESH = 60.0  # seconds


def _path() -> Path:
    return Path(settings.SOI_DATA) / "worker.beat"


def beat() -> None:
    """Say that the background process is alive."""
    _path().touch()


def age() -> float | None:
    """Return the seconds since the last beat; None if there was never one."""
    try:
        return clock.now().timestamp() - _path().stat().st_mtime
    except FileNotFoundError:
        return None
