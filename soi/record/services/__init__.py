"""What may be done to the public record: add to it, erase lawfully, publish it."""

from soi.record.models import Entry
from soi.record.services.entries import (
    Line,
    append,
    append_all,
    bump,
    carry,
    erase,
    numbers,
    resume_numbers,
)
from soi.record.services.keys import ensure_keys
from soi.record.services.publishing import publish, refill, reopen, settle_outbox
from soi.record.services.receipts import promise_of, promised
from soi.record.services.rereading import reread

__all__ = [
    "Entry",
    "Line",
    "append",
    "append_all",
    "bump",
    "carry",
    "ensure_keys",
    "erase",
    "numbers",
    "promise_of",
    "promised",
    "publish",
    "refill",
    "reopen",
    "reread",
    "resume_numbers",
    "settle_outbox",
]
