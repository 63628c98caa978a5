"""Acts on oversight. Each is one transaction, and writes to the record last."""

from soi.oversight.services.advising import adopt, close, confirm, receive, send, take_back
from soi.oversight.services.field import NewEntry, Noted, add_photo, note, settle, start
from soi.oversight.services.planning import (
    Member,
    NewVisit,
    announce,
    cancel,
    enter_programme,
    plan,
    seat,
)
from soi.oversight.services.reporting import (
    conclude,
    countersign,
    find,
    minute,
    reply,
    report,
    sign,
)

__all__ = [
    "Member",
    "NewEntry",
    "NewVisit",
    "Noted",
    "add_photo",
    "adopt",
    "announce",
    "cancel",
    "close",
    "conclude",
    "confirm",
    "countersign",
    "enter_programme",
    "find",
    "minute",
    "note",
    "plan",
    "receive",
    "reply",
    "report",
    "seat",
    "send",
    "settle",
    "sign",
    "start",
    "take_back",
]
