"""How accounts come about: by somebody in charge, never by signing up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.utils.translation import get_language

from soi.notices import services as notices
from soi.web import clock


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Local accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse every sign-up: an account is given with a mandate."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the message, so that no page waits for a mail server that hangs."""
        message = self.render_mail(template_prefix, email, context)
        notices.queue(
            to=email,
            template="account",
            context={"subject": message.subject, "body": message.body},
            stamp=clock.system_stamp(),
            language=get_language() or "vi",
        )


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Accounts known to a province's own sign-in service (OIDC)."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        """Refuse strangers: the account must exist here first."""
        return False
