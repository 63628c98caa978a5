"""What the machine gives in this run: how often the disk takes a write to heart."""

import os
import time
from pathlib import Path


def fsyncs(folder: Path, seconds: float = 1.0) -> float:
    """Return how many 4 KiB writes a second are on the disk of `folder` when they return."""
    handle = os.open(folder / "fsync", os.O_CREAT | os.O_WRONLY)
    began, count = time.monotonic(), 0
    while time.monotonic() - began < seconds:
        os.write(handle, bytes(4096))
        os.fsync(handle)
        count += 1
    os.close(handle)
    (folder / "fsync").unlink()
    return count / (time.monotonic() - began)
