"""How accounts come about: by somebody in charge, never by signing up."""

from collections.abc import Sequence
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.http import HttpRequest
from django.utils.translation import get_language

from soi.notices import services as notices
from soi.web import clock, limits


class Queue(BaseEmailBackend):
    """Sends nothing itself: no page waits for a mail server that hangs."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue each message for the command `deliver`."""
        for message in email_messages:
            for to in message.to:
                notices.queue(
                    to=to,
                    template="account",
                    context={"subject": message.subject, "body": message.body},
                    stamp=clock.system_stamp(),
                    language=get_language() or "vi",
                )
        return len(email_messages)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Local accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse every sign-up: an account is given with a mandate."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return what stands for the address, by which wrong passwords are counted."""
        return limits.address(request)

    def render_mail(self, *args: Any, **options: Any) -> EmailMessage:
        """Return the message about an account, to leave by the queue of notices."""
        message: EmailMessage = super().render_mail(*args, **options)
        message.connection = Queue()
        return message


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Accounts known to a province's own sign-in service (OIDC)."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        """Refuse strangers: the account must exist here first."""
        return False
