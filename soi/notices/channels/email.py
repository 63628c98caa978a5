"""Messages by e-mail, through the mail server that Django's settings name."""

import smtplib
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

# The server spoke about this one message; the next may fare better.
ABOUT_THE_MESSAGE = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
)


@dataclass(frozen=True, slots=True)
class Message:
    """One message ready to leave.

    key: the same at every try, so that a mailbox can tell a repeated one
    """

    key: str
    to: str
    subject: str
    body: str


def send(message: Message) -> None:
    """Hand one message to the mail server, within EMAIL_TIMEOUT seconds for each answer.

    Raises: OSError (of which smtplib's are kinds), where it was not taken.
    """
    host = urlsplit(settings.SOI_BASE_URL).hostname or "localhost"
    headers = {"Message-ID": f"<{message.key}@{host}>", "Auto-Submitted": "auto-generated"}
    EmailMessage(message.subject, message.body, to=[message.to], headers=headers).send()
