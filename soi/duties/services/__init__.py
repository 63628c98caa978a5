"""Acts on duties. Each is one transaction, and writes to the record last."""

from soi.counter.services import ChangedMeanwhile
from soi.duties.services.acts import (
    acknowledge,
    add_evidence,
    delegate,
    escalate,
    keep_inside,
    merge,
    mover,
    notice_overdue,
    progress,
    transfer,
    withdraw,
)
from soi.duties.services.clockwork import extend, pause, recompute, resume
from soi.duties.services.filling import fill
from soi.duties.services.lawful import Touched, adopt, touched
from soi.duties.services.ledger import (
    NewDuty,
    NewEvidence,
    assign,
    confirm,
    draft,
    enter,
)
from soi.duties.services.passing import Passed, pass_on, settle, take_back
from soi.duties.services.turns import count_from, reassign, remind, unmerge, wipe
from soi.duties.services.verdicts import held, judge, reopen, report, return_, void

__all__ = [
    "ChangedMeanwhile",
    "NewDuty",
    "NewEvidence",
    "Passed",
    "Touched",
    "acknowledge",
    "add_evidence",
    "adopt",
    "assign",
    "confirm",
    "count_from",
    "delegate",
    "draft",
    "enter",
    "escalate",
    "extend",
    "fill",
    "held",
    "judge",
    "keep_inside",
    "merge",
    "mover",
    "notice_overdue",
    "pass_on",
    "pause",
    "progress",
    "reassign",
    "recompute",
    "remind",
    "reopen",
    "report",
    "resume",
    "return_",
    "settle",
    "take_back",
    "touched",
    "transfer",
    "unmerge",
    "void",
    "wipe",
    "withdraw",
]
