"""One notice a day, the same for every officer, whether something came or not.

A notice that came only with a filing would tell who is concerned, and when. This one is drawn
from the day and the hours of the room alone: it asks no table, so that it can say nothing.
"""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation


def addresses(path: Path | None) -> list[str]:
    """Return the addresses in a file, one a line; nothing where there is no file."""
    if path is None or not path.is_file():
        return []
    lines = [line.strip() for line in path.read_text().splitlines()]
    return list(dict.fromkeys(line for line in lines if line and not line.startswith("#")))


def remind(*, to: Sequence[str], day: date) -> int:
    """Send the day's notice to everybody who did not get it yet; returns to how many.

    Raises: OSError, where the mail server does not answer; the next run goes on.
    """
    kept = settings.SOI_DATA / "notice.json"
    done = _done(kept, day)
    waiting = [one for one in to if one not in done]
    subject, body = _words()
    for one in waiting:
        EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [one]).send()
        done.append(one)
        # Whole or not at all: who broke off in it would tell everybody once more.
        part = kept.with_suffix(".part")
        part.write_text(json.dumps({"day": day.isoformat(), "sent": done}))
        part.replace(kept)
    return len(waiting)


def _words() -> tuple[str, str]:
    context = {
        "hours": settings.SOI_SEALED_HOURS.replace(",", ", "),
        "room": f"{settings.SOI_SEALED_URL}/denunciations/room/",
    }
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string("denunciations/notice.txt", context).strip()
    subject, _line, body = text.partition("\n")
    return subject.strip(), f"{body.strip()}\n"


def _done(kept: Path, day: date) -> list[str]:
    try:
        told = json.loads(kept.read_text())
    except (OSError, ValueError):
        return []
    return list(told["sent"]) if told.get("day") == day.isoformat() else []
