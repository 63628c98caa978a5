"""The acts of the sealed room. None knows what is in a box."""

from soi.denunciations.services.counting import count_month, rounded
from soi.denunciations.services.intake import (
    AlreadySent,
    BadLength,
    Taken,
    epoch_of,
    random_words,
    take,
)  # fmt: skip
from soi.denunciations.services.keys import (
    FORMAT,
    BadManifest,
    Refused,
    fingerprint,
    publish,
    publish_scripts,
    put_away,
    read,
    signed,
)  # fmt: skip
from soi.denunciations.services.ledger import NoSuchDuty, NoSuchRule, begin, extend, finish, pause
from soi.denunciations.services.mailboxes import (
    NoMailbox,
    deliver,
    is_holder,
    open_identity,
    open_mailbox,
)  # fmt: skip
from soi.denunciations.services.release import release, spool, write_back
from soi.denunciations.services.reminding import addresses, remind
from soi.denunciations.services.saving import NotSaved, restore, save
from soi.denunciations.services.senders import (
    FACTS,
    Account,
    Filed,
    Whole,
    choose,
    content,
    demand_account,
    file_account,
    pack,
    reference,
    seal_account,
    signed_by,
)  # fmt: skip
from soi.denunciations.services.shredding import (
    NotShredded,
    Shredded,
    empty,
    hold,
    scrub,
    shred,
)  # fmt: skip

__all__ = [
    "FACTS", "FORMAT", "Account", "AlreadySent", "BadLength", "BadManifest", "Filed", "NoMailbox",
    "NoSuchDuty", "NoSuchRule", "NotSaved", "NotShredded", "Refused", "Shredded", "Taken",
    "Whole", "addresses", "begin", "choose", "content", "count_month", "deliver",
    "demand_account", "empty", "epoch_of", "extend", "file_account", "fingerprint", "finish",
    "hold", "is_holder", "open_identity", "open_mailbox", "pack", "pause", "publish",
    "publish_scripts", "put_away", "random_words", "read", "reference", "release", "remind",
    "restore", "rounded", "save", "scrub", "seal_account", "shred", "signed", "signed_by", "spool", "take",
    "write_back",
]  # fmt: skip
