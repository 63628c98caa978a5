"""Whose lists of receivers this room believes: oversight's key, in a file outside the database.

Whoever can write into the database, or puts an altered copy in its place, writes any list with
any key. What is believed must lie where that hand does not reach.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

NAME = "oversight.pin"


@dataclass(frozen=True, slots=True)
class Pin:
    """key: Ed25519, as hex; version: of the newest list that was put in force."""

    key: str
    version: int


def path() -> Path:
    """Return where the pin lies."""
    return Path(settings.SOI_DATA) / NAME


def pinned() -> Pin | None:
    """Return the pin; None where this room believes nobody yet."""
    try:
        told = json.loads(path().read_text())
        return Pin(str(told["key"]), int(told["version"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
