"""Who signs in, and who tries to: an event in the log, without a word of what was typed."""

import logging
import time
from typing import Any

from allauth.mfa import signals as factors
from django.contrib.auth import signals
from django.http import HttpRequest

from soi.people import queries as people
from soi.web import logs

SEEN = "seen"  # in a session: when it was last used
_FACTORS = {
    "factor.added": factors.authenticator_added,
    "factor.removed": factors.authenticator_removed,
    "factor.reset": factors.authenticator_reset,
}


def listen() -> None:
    """Write down from now on whoever signs in or out, fails to, or changes a second factor."""
    signals.user_logged_in.connect(_signed_in)
    signals.user_logged_out.connect(_signed_out)
    signals.user_login_failed.connect(_failed)
    for event, signal in _FACTORS.items():
        signal.connect(_changed(event), weak=False)


def _signed_in(*, request: HttpRequest, user: Any, **_more: Any) -> None:
    request.session[SEEN] = time.time()
    logs.note("sign_in.done", f"user:{user.pk}", by=logs.visitor(request))


def _signed_out(*, request: HttpRequest, user: Any, **_more: Any) -> None:
    if user is not None:
        logs.note("sign_out", f"user:{user.pk}")


def _failed(*, credentials: dict[str, Any], request: HttpRequest | None, **_more: Any) -> None:
    # Somebody may have typed a password where the log-in belongs: only a known one is named.
    typed = str(credentials.get("username") or credentials.get("login") or "")
    known = people.users().filter(username=typed).values_list("pk", flat=True).first()
    by = logs.visitor(request) if request is not None else ""
    account = f"user:{known}" if known else "unknown"
    logs.note("sign_in.failed", account, logging.WARNING, by=by)


def _changed(event: str) -> Any:
    def write(*, user: Any, **_more: Any) -> None:
        logs.note(event, f"user:{user.pk}")

    return write
