"""Stretching a code on the server, one at a time: eight senders at once would take 512 MB."""

import fcntl
import threading

from django.conf import settings

from soi.core import sealed

_alone = threading.Lock()


def stretch(secret: str, salt: bytes) -> bytes:
    """Return the 32 bytes drawn from a code; waits until nobody else draws."""
    # Opened without emptying it, or the file's time would say when somebody was here last.
    with _alone, (settings.SOI_DATA / "stretch.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return sealed.stretch(secret, salt)
