"""Steps on complaints. Each is one transaction, and writes to the record last.

Refused here, whatever a page allows: a step out of order, a complaint out of time, a minor
without a guardian, several without a representative, a decision without its dialogue or parts.
"""

from soi.complaints.queries import NoCase
from soi.complaints.services.deciding import (
    decide,
    expire,
    go_on,
    go_to_court,
    send,
    take_effect,
    tell_front,
)
from soi.complaints.services.erasing import forget_erased
from soi.complaints.services.ledger import NewComplainant
from soi.complaints.services.opening import (
    accept,
    ask_missing,
    complete,
    decline,
    open_case,
)
from soi.complaints.services.settling import (
    ask_info,
    call_dialogue,
    hold_dialogue,
    notify,
    resume,
    resume_execution,
    stay_execution,
    stop,
    suspend,
    take_info,
    verify,
    withdraw,
)
from soi.counter.services import ChangedMeanwhile

__all__ = [
    "ChangedMeanwhile",
    "NewComplainant",
    "NoCase",
    "accept",
    "ask_info",
    "ask_missing",
    "call_dialogue",
    "complete",
    "decide",
    "decline",
    "expire",
    "forget_erased",
    "go_on",
    "go_to_court",
    "hold_dialogue",
    "notify",
    "open_case",
    "resume",
    "resume_execution",
    "send",
    "stay_execution",
    "stop",
    "suspend",
    "take_effect",
    "take_info",
    "tell_front",
    "verify",
    "withdraw",
]
