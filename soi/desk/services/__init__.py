"""A clerk's day: papers, reception days, many filings at once, and who stands in for whom."""

from soi.desk.services.bulk import BULK_PERMITS, MOST, begin, go_on, undo
from soi.desk.services.erasing import erase_denunciation, split
from soi.desk.services.forwarding import (
    note_forwarder,
    note_passed_on,
    owe_results,
    tell_forwarder,
)
from soi.desk.services.intake import (
    AlreadyEntered,
    InTheFuture,
    NewPaper,
    NoScan,
    add_scan,
    take_in,
)
from soi.desk.services.receptions import (
    GROUNDS,
    arrive,
    call,
    cancel,
    file_from_visit,
    finish,
    leave,
    notice_deadline,
    refuse,
    schedule,
)
from soi.desk.services.turns import (
    deputise,
    drop_filter,
    hand_over,
    owed_by,
    remind,
    save_filter,
)

__all__ = [
    "BULK_PERMITS",
    "GROUNDS",
    "MOST",
    "AlreadyEntered",
    "InTheFuture",
    "NewPaper",
    "NoScan",
    "add_scan",
    "arrive",
    "begin",
    "call",
    "cancel",
    "deputise",
    "drop_filter",
    "erase_denunciation",
    "file_from_visit",
    "finish",
    "go_on",
    "hand_over",
    "leave",
    "note_forwarder",
    "note_passed_on",
    "notice_deadline",
    "owe_results",
    "owed_by",
    "refuse",
    "remind",
    "save_filter",
    "schedule",
    "split",
    "take_in",
    "tell_forwarder",
    "undo",
]
