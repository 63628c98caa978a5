"""Messages to people: queued by an act, sent later by a command.

A message carries a number, a day and a link; never a text, a name or a receipt code.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import translation

from soi.core.stamps import Stamp
from soi.notices import queries
from soi.notices.models import Notice

# Minutes until the next try; after the last, once a day, for a week.
_WAITS = (1, 5, 15, 60, 240, 720, 1440, 1440, 1440, 1440, 1440, 1440, 1440)


def queue(
    *,
    to: str,
    template: str,
    context: Mapping[str, object],
    stamp: Stamp,
    language: str = "vi",
    channel: str = "email",
) -> Notice | None:
    """Queue one message in the transaction of the act that causes it.

    to: an address; without one nothing is queued, and None is returned
    context: plain values; numbers, days, links
    """
    if not to:
        return None
    return Notice.objects.create(
        channel=channel,
        to=to,
        template=template,
        context=dict(context),
        language=language,
        created_at=stamp.at,
        not_before=stamp.at,
    )


def deliver(*, now: datetime, limit: int = 50) -> dict[str, int]:
    """Send what waits, each message once, and return how many were sent, failed, given up."""
    counts = {"sent": 0, "failed": 0, "gave_up": 0}
    for pk in queries.waiting(now)[:limit]:
        # Only one taker changes the row; the other finds it taken and goes on.
        taken = queries.takeable(now).filter(pk=pk).update(taken_at=now, tries=F("tries") + 1)
        if taken:
            counts[_send(Notice.objects.get(pk=pk), now)] += 1
    return counts


def _send(notice: Notice, now: datetime) -> str:
    try:
        _by_email(notice)
    except Exception as error:  # noqa: BLE001 - whatever went wrong, the row must say so
        return _put_back(notice, str(error) or type(error).__name__, now)
    notice.sent_at = now
    notice.save(update_fields=["sent_at"])
    return "sent"


def _by_email(notice: Notice) -> None:
    with translation.override(notice.language):
        name = f"notices/{notice.language}/{notice.template}.txt"
        context = {**notice.context, "base_url": settings.SOI_BASE_URL}
        subject, _, body = render_to_string(name, context).strip().partition("\n")
    EmailMessage(subject.strip(), body.strip() + "\n", to=[notice.to]).send()


def _put_back(notice: Notice, error: str, now: datetime) -> str:
    notice.last_error = error[:300]
    notice.taken_at = None
    if notice.tries > len(_WAITS):
        notice.gave_up_at = now
    else:
        notice.not_before = now + timedelta(minutes=_WAITS[notice.tries - 1])
    notice.save(update_fields=["last_error", "taken_at", "gave_up_at", "not_before"])
    return "gave_up" if notice.gave_up_at else "failed"
