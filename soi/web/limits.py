"""How often one address may knock. Counted in each process for itself.

Behind a reverse proxy every request comes from the proxy. Whom it came from stands in
X-Forwarded-For, which anybody may write too: only what our own proxies added is believed.

With N worker processes somebody may thus knock up to N times as often; a receipt code of
64 bits leaves ample room for that.
"""

import hashlib
import ipaddress
import threading
from collections import OrderedDict, deque

from django.conf import settings
from django.http import HttpRequest

from soi.web import clock

_MOST_KEYS = 50_000
_lock = threading.Lock()
_hits: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()


def address(request: HttpRequest) -> str:
    """Return a short stand-in for the sender's address; the address itself is not kept."""
    source = _network(_forwarded(request)) or _network(request.META.get("REMOTE_ADDR", ""))
    return hashlib.blake2b(source.encode(), key=settings.SECRET_KEY[:32].encode()).hexdigest()[:16]


def _forwarded(request: HttpRequest) -> str:
    """Return the address that the outermost of our own proxies saw; empty if none tells."""
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    count = settings.SOI_PROXIES
    return told[-count].strip() if 0 < count <= len(told) else ""


def _network(text: str) -> str:
    """Return what one household has: an IPv4 address, or the first half of an IPv6 one."""
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        # Whoever has one such address has 2^64 of them, and would knock with each.
        return str(found.ipv4_mapped or int(found) >> 64)
    return str(found)


def hit(name: str, key: str, *, most: int, seconds: int) -> int:
    """Count one knock and return the seconds to wait; 0 if it is within the limit."""
    if not settings.SOI_RATE_LIMITS:
        return 0
    moment = clock.now().timestamp()
    with _lock:
        knocks = _hits.setdefault((name, key), deque())
        _hits.move_to_end((name, key))
        while knocks and knocks[0] <= moment - seconds:
            knocks.popleft()
        if len(knocks) >= most:
            return max(1, int(knocks[0] + seconds - moment))
        knocks.append(moment)
        while len(_hits) > _MOST_KEYS:
            _hits.popitem(last=False)
    return 0


def forget() -> None:
    """Forget every knock; for tests."""
    _hits.clear()
