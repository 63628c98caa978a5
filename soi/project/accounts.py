"""How accounts come about: by somebody in charge, never by signing up."""

import ipaddress
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from soi.notices import services as notices
from soi.web import clock, limits

_PRIVATE = 0xFD << 120  # addresses that nobody has outside


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


def is_shut(user: Any) -> bool:
    """Test if an account is a demo's, in a ward that is none."""
    return bool(user) and user.is_demo and not settings.SOI_DEMO


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Local accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse every sign-up: an account is given with a mandate."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return what stands for the address, in the shape of one, by which tries are counted."""
        # Libraries count an IPv6 address by its first half: there the stand-in has to be.
        return str(ipaddress.IPv6Address(_PRIVATE | int(limits.address(request)[:14], 16) << 64))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Return under what a failed sign-in counts: whoever fails elsewhere shuts nobody out."""
        account = str(super()._get_login_attempts_cache_key(request, **credentials))
        return f"{account} {limits.address(request)}"

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the link of the message, to the ward's own address whatever the request named."""
        path = str(urlsplit(super().get_reset_password_from_key_url(key)).path)
        return f"{settings.SOI_BASE_URL}{path}"

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Return who signs in; a demo's account, whose password is published, in a demo alone."""
        user = super().authenticate(request, **credentials)
        return None if is_shut(user) else user

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a message that names the ward by its own address."""
        host = urlsplit(settings.SOI_BASE_URL).netloc
        site = SimpleNamespace(name=host, domain=host)
        path = reverse("account_reset_password")
        own = {"current_site": site, "password_reset_url": settings.SOI_BASE_URL + path}
        kept = {name: one for name, one in context.items() if name not in {"current_site"}}
        super().send_mail(template_prefix, email, {**own, **kept, "current_site": site})

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
