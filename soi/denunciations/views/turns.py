"""Whose turn it is, without script: everybody together is counted, nobody for himself.

A page without script cannot work for its turn. So only what is worth it is counted, once it is
whole and nothing cheap speaks against it: the drawing of a code costs a tenth of a second. The
form, the trying of a code and the mailbox have a count each, so that a flood of one does not shut
the others, and each may hold a few threads alone.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from soi.core import sealed
from soi.core.refusals import Refusal
from soi.web import limits

KINDS = ("form", "confirm", "mailbox")
_MOST, _SECONDS = 60, 10
_INSIDE = 2  # at once, of each kind; whoever comes by script has the other threads
_TRIES, _MINUTE = 3, 60  # of one form: for each more a page has to be opened
_View = Callable[[HttpRequest], HttpResponse]
_inside = {kind: threading.BoundedSemaphore(_INSIDE) for kind in KINDS}


class TooMany(Refusal):
    """Too many are sending. facts: wait, in seconds."""

    code = "too_many"


@contextmanager
def turn(kind: str) -> Iterator[None]:
    """Let one in, as long as there is a turn; for what is counted under `kind`.

    Raises: TooMany.
    """
    if not settings.SOI_RATE_LIMITS:
        yield
        return
    if not _inside[kind].acquire(blocking=False):
        raise TooMany(wait=1)
    try:
        if wait := limits.hit("door", kind, most=_MOST, seconds=_SECONDS):
            raise TooMany(wait=wait)
        yield
    finally:
        _inside[kind].release()


def demand_try(once: str) -> None:
    """Refuse a form that was tried too often in a minute: who floods needs many forms.

    Raises: TooMany.
    """
    digest = sha256(once.encode()).hexdigest()[:16]
    if wait := limits.hit("once", digest, most=_TRIES, seconds=_MINUTE):
        raise TooMany(wait=wait)


def by_code(kind: str, field: str) -> Callable[[_View], _View]:
    """Return what lets a view have its turn, where `field` of what was sent can be a code."""

    def within(view: _View) -> _View:
        @wraps(view)
        def taken(request: HttpRequest) -> HttpResponse:
            if request.method != "POST" or not _is_code(request.POST.get(field, "")):
                return view(request)  # it shows its page, or says what is wrong
            try:
                with turn(kind):
                    return view(request)
            except TooMany as refusal:
                text = _("Đang có quá nhiều người gửi. Xin đợi một lát rồi gửi lại.")
                page = render(request, "denunciations/said.html", {"text": text}, status=429)
                return told(page, refusal)

        return taken

    return within


def told(page: HttpResponse, refusal: TooMany) -> HttpResponse:
    """Return a page that also says how long to wait."""
    page.headers["Retry-After"] = str(refusal.facts["wait"])
    return page


def _is_code(text: str) -> bool:
    try:
        sealed.normal(text)
    except sealed.BadCode:
        return False
    return True
