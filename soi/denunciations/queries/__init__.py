"""What may be read in the sealed room. Nothing counts, but a month's figures in whole fives."""

from soi.denunciations.queries.keys import (
    Known,
    Reader,
    key_months,
    known,
    manifest_version,
    readers,
    strangers,
)  # fmt: skip
from soi.denunciations.queries.law import calendar_of, limit
from soi.denunciations.queries.rows import (
    Duty,
    Parcel,
    duty,
    feed,
    file_box,
    is_spent,
    is_waiting,
    lockers,
    mail,
    months,
    open_events,
    shut_box,
    waiting,
)
from soi.denunciations.queries.scripts import are_published, scripts

__all__ = [
    "Duty", "Known", "Parcel", "Reader", "are_published", "calendar_of", "duty", "feed",
    "file_box", "is_spent", "is_waiting", "key_months", "known", "limit", "lockers", "mail",
    "manifest_version", "months", "open_events", "readers", "scripts", "shut_box", "strangers",
    "waiting",
]  # fmt: skip
