"""The ward's settings under a clock that a test can move.

SOI_TEST_CLOCK: a file with the seconds by which the ward is ahead of the world, or behind it
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.utils import timezone

from soi.project.settings import *  # noqa: F403

_FILE = Path(os.environ["SOI_TEST_CLOCK"])


def _now() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=float(_FILE.read_text()))


timezone.now = _now  # noqa: TID251 - this is the clock
