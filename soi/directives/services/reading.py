"""From a file to composed plain text; or a plain word on why it cannot be read."""

from soi.directives.parsing import MAX_BYTES, Read, Unreadable, media_of
from soi.web.workshop import Gave, Workshop

__all__ = ["MAX_BYTES", "Read", "Unreadable", "media_of", "read"]

# A plan of a thousand pages is read in nine seconds; 768 MB is what its tables may need.
_workshop = Workshop("soi.directives.parsing:plain", memory=768 * 1024 * 1024, seconds=30)
_WHY = {"time": "too_costly", "memory": "too_costly", "busy": "busy", "broken": "broken"}


def read(name: str, data: bytes) -> Read:
    """Read a file whole, in a process of its own.

    Raises: Unreadable, with the reason; nothing is read in part.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(reason="too_heavy")
    try:
        found = _workshop.run(name, data)
    except Gave as gave:
        raise Unreadable(reason=_WHY[gave.why]) from gave
    if refused := found.get("refused"):
        raise Unreadable(reason=str(refused.get("reason", "broken")))
    return Read(**found["done"])
