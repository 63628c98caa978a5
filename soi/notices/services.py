"""Messages to people: queued by an act, sent later by a command.

A message carries a number, a day and a link; never a text, a name or a receipt code.
"""

import smtplib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import translation

from soi.core.stamps import Stamp
from soi.notices import queries
from soi.notices.channels import CHANNELS
from soi.notices.channels.email import ABOUT_THE_MESSAGE, Message
from soi.notices.channels.gateway import gateway
from soi.notices.models import Notice
from soi.offices import queries as offices

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
    channel: email, sms or zalo; the last two only where the operator set a gateway up
    context: plain values; numbers, days, links
    """
    if not to or (channel != "email" and not gateway(channel)):
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


def queue_for_office(
    *, office: str, template: str, context: Mapping[str, object], stamp: Stamp
) -> Notice | None:
    """Queue one message to the address of an office, by its slug; `office` is its name there."""
    view = offices.chart(stamp.on).office(office)
    facts = {"office": view.name, **context}
    return queue(to=view.email, template=template, context=facts, stamp=stamp)


def deliver(*, now: datetime, limit: int = 50) -> dict[str, int]:
    """Send what waits, each message once, and return how many were sent, failed, gave_up.

    Where the mail server itself does not answer, the rest waits for the next run.
    """
    counts = {"sent": 0, "failed": 0, "gave_up": 0}
    for pk in list(queries.waiting(now)[:limit]):
        # Only one taker changes the row; the other finds it taken and goes on.
        taken = queries.takeable(now).filter(pk=pk).update(taken_at=now, tries=F("tries") + 1)
        if not taken:
            continue
        error = _send(Notice.objects.get(pk=pk))
        counts[_note(pk, error, now)] += 1
        if isinstance(error, OSError) and not isinstance(error, ABOUT_THE_MESSAGE):
            break
    return counts


def _send(notice: Notice) -> Exception | None:
    try:
        CHANNELS[notice.channel](_message(notice))
    except Exception as error:  # noqa: BLE001 - whatever went wrong, the row must say so
        return error
    return None


def _message(notice: Notice) -> Message:
    with translation.override(notice.language):
        name = f"notices/{notice.language}/{notice.template}.txt"
        context = {**notice.context, "base_url": settings.SOI_BASE_URL}
        subject, _, body = render_to_string(name, context).strip().partition("\n")
    return Message(f"soi-notice-{notice.pk}", notice.to, subject.strip(), body.strip() + "\n")


def _note(pk: int, error: Exception | None, now: datetime) -> str:
    row = Notice.objects.filter(pk=pk)
    if error is None:
        row.update(sent_at=now, to="", context={}, last_error="")
        return "sent"
    tries = row.values_list("tries", flat=True).get()
    if tries > len(_WAITS):
        row.update(gave_up_at=now, last_error=_words(error))
        return "gave_up"
    again = now + timedelta(minutes=_WAITS[tries - 1])
    row.update(taken_at=None, not_before=again, last_error=_words(error))
    return "failed"


def _words(error: Exception) -> str:
    # Never the server's own words: they repeat the receiver's address.
    code = f" {error.smtp_code}" if isinstance(error, smtplib.SMTPResponseException) else ""
    return f"{type(error).__name__}{code}"


def forget(*, numbers: Sequence[str]) -> int:
    """Destroy the messages about some numbers, sent or not, with the addresses that wait there.

    Returns how many.
    """
    return Notice.objects.filter(context__number__in=numbers).delete()[0]


def skip(*, until: datetime) -> int:
    """Let everything queued before a moment lie for good, and return how much; for the demo.

    The demo plays a past that nobody lived; its messages are never sent.
    """
    waiting = Notice.objects.filter(created_at__lt=until, sent_at=None, gave_up_at=None)
    return waiting.update(gave_up_at=until, last_error="demo")
