"""Acts on filings. Each is one transaction, and writes to the record last.

Refused here, whatever a page allows: a denunciation, a complaint without a name or by any act
that is a step of its own procedure (`core.filings.ON_COMPLAINT`), an answer without evidence, a
refusal without a destination, a verdict by whoever answered.
"""

from soi.reports.services.acts import (
    ByProcedure,
    BySignature,
    ChangedMeanwhile,
    NeedsWords,
    NotFound,
    NotOurs,
    NotPublic,
    SecondInstance,
    UnknownWord,
)
from soi.reports.services.disputes import Decision, NoReviewer, decide_dispute, dispute
from soi.reports.services.erasing import erase_denunciation
from soi.reports.services.handling import (
    OUTCOMES,
    NothingAsked,
    acknowledge,
    answer,
    ask_to_close,
    close_unfixed,
    decline_to_close,
    hide,
    publish,
    publish_masked,
    read_identity,
    refuse,
    transfer,
)
from soi.reports.services.identities import (
    contact_of,
    forget_identity,
    keep_identity,
    note,
    read_identities,
)
from soi.reports.services.imports import Imported, import_filings
from soi.reports.services.intake import receive
from soi.reports.services.merging import merge, unmerge
from soi.reports.services.moderation import blur, decide_photos, object_to, settle_objection
from soi.reports.services.planning import (
    Contact,
    Filing,
    KeyReused,
    MayAccuse,
    NeedsIdentity,
    NewPhoto,
    NotStored,
    Plan,
    Receipt,
    plan,
)
from soi.reports.services.procedure import answer_by_decision, follow_procedure
from soi.reports.services.referrals import (
    NotReferred,
    record_outside_answer,
    refer,
    take_over,
)
from soi.reports.services.sender import (
    TooLate,
    accept,
    add,
    expire,
    follow,
    reopen,
    withdraw,
)
from soi.reports.services.telling import tell_sender
from soi.reports.services.triage import (
    OneMatter,
    PartGiven,
    ask_sender,
    reclassify,
    split,
)

__all__ = [
    "OUTCOMES",
    "ByProcedure",
    "BySignature",
    "ChangedMeanwhile",
    "Contact",
    "Decision",
    "Filing",
    "Imported",
    "KeyReused",
    "MayAccuse",
    "NeedsIdentity",
    "NeedsWords",
    "NewPhoto",
    "NoReviewer",
    "NotFound",
    "NotOurs",
    "NotPublic",
    "NotReferred",
    "NotStored",
    "NothingAsked",
    "OneMatter",
    "PartGiven",
    "Plan",
    "Receipt",
    "SecondInstance",
    "TooLate",
    "UnknownWord",
    "accept",
    "acknowledge",
    "add",
    "answer",
    "answer_by_decision",
    "ask_sender",
    "ask_to_close",
    "blur",
    "close_unfixed",
    "contact_of",
    "decide_dispute",
    "decide_photos",
    "decline_to_close",
    "dispute",
    "erase_denunciation",
    "expire",
    "follow",
    "follow_procedure",
    "forget_identity",
    "hide",
    "import_filings",
    "keep_identity",
    "merge",
    "note",
    "object_to",
    "plan",
    "publish",
    "publish_masked",
    "read_identities",
    "read_identity",
    "receive",
    "reclassify",
    "record_outside_answer",
    "refer",
    "refuse",
    "reopen",
    "settle_objection",
    "split",
    "take_over",
    "tell_sender",
    "transfer",
    "unmerge",
    "withdraw",
]
