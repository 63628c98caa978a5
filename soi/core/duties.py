"""The life of a duty: who may move it, and from where to where.

    draft ──confirm──► open ──report──► reported ──judge──► closed
                        ▲                   │                  │
                        └─────return────────┘                  │
                        └──────────────reopen──────────────────┘

Overdue is no state. It is a fact about a day; a state that the night must keep true would
be wrong every morning it is not. An answer stops lateness, a return resumes it.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from soi.core.competence import MayNotJudge, MayNotTransfer
from soi.core.lives import Life
from soi.core.mandates import RESIDENT_ACT
from soi.core.permits import BY_SYSTEM, Demand
from soi.core.refusals import Refusal
from soi.core.workdays import Calendar


class State(StrEnum):
    """Where a duty stands."""

    DRAFT = "draft"  # dự thảo: binds nobody
    OPEN = "open"  # the holder owes it
    REPORTED = "reported"  # the holder says done, with evidence
    CLOSED = "closed"  # somebody else has given a verdict


class Verdict(StrEnum):
    """What somebody other than the holder says in the end."""

    MET = "met"
    MET_LATE = "met_late"
    PARTLY = "partly"
    NOT_MET = "not_met"
    VOID = "void"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class Act(StrEnum):
    """What can be done to a duty."""

    DRAFT = "draft"
    ASSIGN = "assign"
    CONFIRM = "confirm"
    ACKNOWLEDGE = "acknowledge"
    DELEGATE = "delegate"
    EXTEND = "extend"
    PAUSE = "pause"
    RESUME = "resume"
    ADD_EVIDENCE = "add_evidence"
    PROGRESS = "progress"
    TRANSFER = "transfer"
    ESCALATE = "escalate"
    NOTICE_OVERDUE = "notice_overdue"
    RECOMPUTE = "recompute"
    REPORT = "report"
    RETURN = "return"
    JUDGE = "judge"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    MERGE = "merge"
    REASSIGN = "reassign"
    REMIND = "remind"
    UNMERGE = "unmerge"
    KEEP_INSIDE = "keep_inside"


class Kind(StrEnum):
    """What sorts of duty the house knows of itself; a room may give further ones."""

    DIRECTIVE_TASK = "directive_task"
    SESSION_REQUEST = "session_request"
    REPORT_ANSWER = "report_answer"
    PETITION_REPLY = "petition_reply"
    COMPLAINT_STEP = "complaint_step"
    DISPUTE_REVIEW = "dispute_review"
    REFERRAL = "referral"
    OVERSIGHT_FIX = "oversight_fix"
    COMMITMENT = "commitment"
    TARGET = "target"
    WELFARE_ENTITLEMENT = "welfare_entitlement"
    PUBLICATION = "publication"
    REPORTING = "reporting"
    STANDING = "standing"
    RECEPTION_REFUSAL = "reception_refusal"  # to tell whoever was not received why (Điều 9)


class DueKind(StrEnum):
    """How the due day comes about."""

    DATE = "date"
    PERIOD = "period"
    RELATIVE = "relative"
    EVENT = "event"
    RECURRING = "recurring"
    NONE = "none"


class Visibility(StrEnum):
    """Who may see it."""

    PUBLIC = "public"
    INTERNAL = "internal"
    SEALED = "sealed"


_D, _O, _R, _C = State.DRAFT, State.OPEN, State.REPORTED, State.CLOSED


class Tie:
    """How an office or a person can stand to a duty."""

    OWING = "owing"  # the holder alone
    HOLDER = "holder"  # the holder, and any delegate
    REQUESTER = "requester"
    DECIDING = "deciding"
    GIVER = "giver"  # who asked for it or decided it, or whoever came after them
    ABOVE = "leader"  # above the holder
    BELOW = "below_holder"
    STAFF = "holders_staff"  # whoever has a post where it is held
    SUPERIOR = "superior"
    OVERSEER = "overseer"
    EARLIER = "earlier_holder"
    SUBORDINATE = "subordinate"  # below one of the holders, or of those before
    SAME_PERSON = "same_person"  # who answered for it, or has a post where it is or was held
    RESIDENT = "resident"


_MOVES: dict[tuple[State | None, Act], State] = {
    (None, Act.DRAFT): _D,
    (None, Act.ASSIGN): _O,
    (_D, Act.CONFIRM): _O,
    (_D, Act.WITHDRAW): _C,
    # While it is owed: events that change who, when or what is known, not where it stands.
    (_O, Act.ACKNOWLEDGE): _O,
    (_O, Act.DELEGATE): _O,
    (_O, Act.EXTEND): _O,
    (_O, Act.PAUSE): _O,
    (_O, Act.RESUME): _O,
    (_O, Act.ADD_EVIDENCE): _O,
    (_O, Act.PROGRESS): _O,
    (_O, Act.TRANSFER): _O,
    (_O, Act.ESCALATE): _O,
    (_O, Act.NOTICE_OVERDUE): _O,
    (_O, Act.RECOMPUTE): _O,
    (_O, Act.REASSIGN): _O,
    (_O, Act.REMIND): _O,
    (_O, Act.REPORT): _R,
    (_O, Act.JUDGE): _C,  # void or not met, without a report
    (_O, Act.WITHDRAW): _C,
    (_O, Act.MERGE): _C,
    # While it waits for a verdict.
    (_R, Act.ADD_EVIDENCE): _R,
    (_R, Act.ESCALATE): _R,
    (_R, Act.RETURN): _O,
    (_R, Act.JUDGE): _C,
    (_R, Act.WITHDRAW): _C,
    (_R, Act.MERGE): _C,
    # What the public was shown turns out to be nobody's but theirs: at any time.
    **{(state, Act.KEEP_INSIDE): state for state in (_D, _O, _R, _C)},
    # After the verdict.
    (_C, Act.REOPEN): _O,
    (_C, Act.UNMERGE): _O,
}

_OF_HOLDER = (Tie.HOLDER,)
_JUDGING = (
    Demand(
        "duties.judge",
        of=(Tie.REQUESTER, Tie.SUPERIOR, Tie.OVERSEER),
        never=(Tie.HOLDER, Tie.EARLIER, Tie.SUBORDINATE, Tie.SAME_PERSON),
        always=True,
        refusal=MayNotJudge,
    ),
    Demand(RESIDENT_ACT, of=(Tie.RESIDENT,), refusal=MayNotJudge),
    BY_SYSTEM,  # silence past its days
)
_GIVING = Demand("duties.assign", of=(Tie.REQUESTER, Tie.DECIDING))


def _holder(permission: str) -> tuple[Demand, ...]:
    return (Demand(permission, of=_OF_HOLDER, from_above=True),)


# What each act asks of whoever does it: one of the demands in its line.
_DEMANDS: dict[Act, tuple[Demand, ...]] = {
    Act.DRAFT: (_GIVING, BY_SYSTEM),
    Act.ASSIGN: (_GIVING, BY_SYSTEM),
    Act.CONFIRM: (_GIVING,),
    Act.ACKNOWLEDGE: _holder("duties.acknowledge"),
    Act.DELEGATE: _holder("duties.delegate"),
    Act.EXTEND: _holder("duties.extend"),
    Act.PAUSE: _holder("duties.pause"),
    Act.RESUME: _holder("duties.pause"),
    Act.ADD_EVIDENCE: _holder("duties.add_evidence"),
    Act.PROGRESS: _holder("duties.progress"),
    Act.TRANSFER: (
        Demand("duties.transfer", of=(Tie.OWING,), refusal=MayNotTransfer),
        # Who gave a duty takes it elsewhere by the right by which it was given.
        Demand("duties.assign", of=(Tie.GIVER,), refusal=MayNotTransfer),
        Demand("duties.transfer", of=(Tie.ABOVE,), refusal=MayNotTransfer),
        BY_SYSTEM,
    ),
    Act.ESCALATE: (Demand("duties.escalate"), BY_SYSTEM),
    Act.NOTICE_OVERDUE: (BY_SYSTEM,),
    Act.RECOMPUTE: (Demand("law.edit"), BY_SYSTEM),
    Act.REPORT: _holder("duties.report"),
    Act.RETURN: _JUDGING,
    Act.JUDGE: _JUDGING,
    Act.REOPEN: _JUDGING,
    # Whoever asked takes it back; no holder rids itself of what it owes by having decided it.
    Act.WITHDRAW: (
        Demand(
            "duties.assign",
            of=(Tie.REQUESTER, Tie.DECIDING),
            never=(Tie.HOLDER, Tie.BELOW, Tie.STAFF),
        ),
    ),
    Act.MERGE: (BY_SYSTEM,),
    Act.REASSIGN: (*_holder("duties.report"), *_holder("desk.deputise")),
    Act.REMIND: (BY_SYSTEM,),
    Act.UNMERGE: (BY_SYSTEM,),
    Act.KEEP_INSIDE: (BY_SYSTEM,),
}
# Who decides to which of several offices a duty goes whose office was split.
SETTLING = (Demand("offices.edit"), BY_SYSTEM)

LIFE = Life(
    "duty",
    moves=_MOVES,
    demands=_DEMANDS,
    recorded={
        Act.ADD_EVIDENCE: "duty.evidence_added",
        Act.TRANSFER: "duty.transferred",
        Act.NOTICE_OVERDUE: "duty.overdue_noticed",
        Act.WITHDRAW: "duty.withdrawn",
        Act.KEEP_INSIDE: "duty.kept_inside",
    },
)


class MissingEvidence(Refusal):
    """A claim lacks evidence of a type it needs. facts: missing."""

    code = "missing_evidence"


class ChildrenOpen(Refusal):
    """A duty cannot close over duties of its own that are still owed. facts: numbers."""

    code = "children_open"


def days_late(state: State, due_on: date | None, today: date, calendar: Calendar) -> int:
    """Return how many working days an open duty is past its last day; zero if it is not."""
    if state is not State.OPEN or due_on is None or today <= due_on:
        return 0
    # A due day on a Friday is late on Saturday, though no working day has passed.
    return max(1, calendar.between(due_on, today))


def closing_verdict(reported_on: date, due_on: date | None) -> Verdict:
    """Return the verdict on a claim that is found true: met, or met late."""
    return Verdict.MET_LATE if due_on is not None and reported_on > due_on else Verdict.MET


def missing_evidence(required: Iterable[str], given: Iterable[str]) -> list[str]:
    """Return the types of evidence that are asked for and not there, in order.

    "any" asks for at least one piece of whatever type.
    """
    there = set(given)
    return [one for one in required if one not in there and not (one == "any" and there)]
