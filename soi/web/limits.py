"""How much one address may take, counted by all processes of this machine together.

Behind a reverse proxy every request comes from the proxy. Whom it came from stands in
X-Forwarded-For, which anybody may write too: only what our own proxies added is believed.
"""

import hashlib
import ipaddress
import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.conf import settings
from django.http import HttpRequest

from soi.web import clock
from soi.web.tally import Tally

DAY = 24 * 60 * 60  # seconds
A_DAY = 100 * 1024 * 1024  # bytes that a visitor from one address may leave on the disk in a day
A_SENDING = 8 * 1024  # bytes that the rows of one sending take, with their entries
_asking: ContextVar[HttpRequest | None] = ContextVar("asking", default=None)


@contextmanager
def asking(request: HttpRequest) -> Iterator[None]:
    """Let what is spent within be spent by whoever sends `request`."""
    before = _asking.set(request)
    try:
        yield
    finally:
        _asking.reset(before)


def spend(what: str, amount: int, *, most: int, seconds: int) -> int:
    """Count what a visitor uses up; returns the seconds to wait, 0 if it is within the limit.

    Whoever is signed in, and a command, is not counted: they answer by name for what they do.
    """
    request = _asking.get()
    if request is None or is_signed_in(request):
        return 0
    return hit(what, address(request), most=most, seconds=seconds, weight=amount)


def is_signed_in(request: HttpRequest) -> bool:
    """Test if an officer asks; without a cookie no session is looked for."""
    user = (
        getattr(request, "user", None) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
    )
    return user is not None and user.is_authenticated


def address(request: HttpRequest) -> str:
    """Return a short stand-in for the sender's address; the address itself is not kept."""
    return hashlib.blake2b(source(request).encode(), key=_key()).hexdigest()[:16]


def address_of_the_day(request: HttpRequest) -> str:
    """Return what stands for the sender's address in what is written down today."""
    text = f"{clock.today().isoformat()} {source(request)}".encode()
    return hashlib.blake2b(text, key=_key(), person=b"soi/logs").hexdigest()[:12]


def source(request: HttpRequest) -> str:
    """Return what one household has: an IPv4 address, or the first half of an IPv6 one."""
    return _network(_forwarded(request)) or _network(request.META.get("REMOTE_ADDR", ""))


def hit(name: str, key: str, *, most: int, seconds: int, weight: int = 1) -> int:
    """Count one knock and return the seconds to wait; 0 if it is within the limit.

    weight: what it costs, such as bytes or pixels, where `most` is in the same unit
    """
    if not settings.SOI_RATE_LIMITS:
        return 0
    now = clock.now().timestamp()
    wait = _tally().add(f"{name} {key}", weight, most=most, seconds=seconds, now=now)
    return math.ceil(wait)


def forget() -> None:
    """Forget every knock; for tests."""
    _tally().clear()


@cache
def _tally() -> Tally:
    return Tally(settings.SOI_LIMITS)


def _key() -> bytes:
    return settings.SECRET_KEY[:32].encode()


def _forwarded(request: HttpRequest) -> str:
    """Return the address that the outermost of our own proxies saw; empty if none tells."""
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    count = settings.SOI_PROXIES
    return told[-count].strip() if 0 < count <= len(told) else ""


def _network(text: str) -> str:
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        # Whoever has one such address has 2^64 of them, and would knock with each.
        return str(found.ipv4_mapped or int(found) >> 64)
    return str(found)
