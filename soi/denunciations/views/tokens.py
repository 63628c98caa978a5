"""Who may enter the reading room: whoever signs with a receiver's key. The pass names nobody."""

import hmac
import secrets
import threading
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest

from soi.core import sealed
from soi.denunciations import queries, services
from soi.web import clock

LIFE = 2 * 60 * 60  # seconds
_WINDOW = 600
# Work that was used once; one process answers, and what is older than the windows is dropped.
_spent: dict[str, set[str]] = {}
_spending = threading.Lock()
_ROOM, _MAIL = b"soi/room/v1\n", b"soi/mailbox/v1\n"


def challenge() -> str:
    """Return what is to be signed in these ten minutes; the same for everybody."""
    return _challenge(_now() // _WINDOW)


def enter(verify: str, text: str, signature: str) -> str:
    """Return a pass for the reading room, or nothing: it does not say to whom it was given."""
    known = queries.known()
    keys = {one["verify"] for one in known.body["receivers"]} if known else set()
    if text not in _good() or verify not in keys:
        return ""
    message = _ROOM + text.encode()
    if not sealed.is_signed(_hex(verify), message, _hex(signature)):
        return ""
    head = f"{_now() + LIFE}.{secrets.token_hex(8)}"
    return f"{head}.{_mark(head)}"


def is_inside(request: HttpRequest) -> bool:
    """Test if a request carries a good pass."""
    head, _dot, mark = request.headers.get("Soi-Pass", "").rpartition(".")
    until = head.partition(".")[0]
    good = hmac.compare_digest(_mark(head).encode(), mark.encode())
    return good and until.isdigit() and int(until) > _now()


def is_worked_for(request: HttpRequest) -> bool:
    """Test if a request carries work that was done for it alone, in these ten minutes."""
    text, _colon, nonce = request.headers.get("Soi-Work", "").partition(":")
    if text not in _good() or not sealed.is_worked(_hex(text), _hex(nonce)):
        return False
    with _spending:
        for window in [one for one in _spent if one not in _good()]:
            del _spent[window]
        used = _spent.setdefault(text, set())
        fresh = nonce.lower() not in used
        used.add(nonce.lower())
    return fresh


def opens_mailbox(address: str, text: str, signature: str) -> bool:
    """Test if the holder of a mailbox's code signed today's challenge."""
    message = _MAIL + text.encode()
    return services.is_holder(address, message, _hex(signature)) and text in _good()


def _good() -> set[str]:
    window = _now() // _WINDOW
    return {_challenge(window), _challenge(window - 1)}


def _challenge(window: int) -> str:
    return _mark(f"challenge {window}")


def _mark(text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), sha256).hexdigest()


def _now() -> int:
    return int(clock.now().timestamp())


def _hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
