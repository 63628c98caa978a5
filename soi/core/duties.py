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

# Every move there is. What is not here is refused.
TABLE: dict[tuple[State | None, Act], State] = {
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

RECORDED: dict[Act, str] = {
    Act.DRAFT: "duty.drafted",
    Act.ASSIGN: "duty.assigned",
    Act.CONFIRM: "duty.confirmed",
    Act.ACKNOWLEDGE: "duty.acknowledged",
    Act.DELEGATE: "duty.delegated",
    Act.EXTEND: "duty.extended",
    Act.PAUSE: "duty.paused",
    Act.RESUME: "duty.resumed",
    Act.ADD_EVIDENCE: "duty.evidence_added",
    Act.PROGRESS: "duty.progressed",
    Act.TRANSFER: "duty.transferred",
    Act.ESCALATE: "duty.escalated",
    Act.NOTICE_OVERDUE: "duty.overdue_noticed",
    Act.RECOMPUTE: "duty.recomputed",
    Act.REPORT: "duty.reported",
    Act.RETURN: "duty.returned",
    Act.JUDGE: "duty.judged",
    Act.REOPEN: "duty.reopened",
    Act.WITHDRAW: "duty.withdrawn",
    Act.MERGE: "duty.merged",
    Act.REASSIGN: "duty.reassigned",
    Act.REMIND: "duty.reminded",
    Act.UNMERGE: "duty.unmerged",
    Act.KEEP_INSIDE: "duty.kept_inside",
}


class NotAllowed(Refusal):
    """The duty cannot take this act in the state it is in. facts: state, act."""

    code = "not_allowed"


class MissingEvidence(Refusal):
    """A claim lacks evidence of a type it needs. facts: missing."""

    code = "missing_evidence"


class ChildrenOpen(Refusal):
    """A duty cannot close over duties of its own that are still owed. facts: numbers."""

    code = "children_open"


def after(state: State | None, act: Act) -> State:
    """Return the state that `act` leads to; None stands for a duty that is not there yet.

    Raises: NotAllowed.
    """
    try:
        return TABLE[state, act]
    except KeyError:
        raise NotAllowed(state=state, act=act) from None


def fold(acts: Iterable[Act]) -> State | None:
    """Return the state that all of `acts`, in their order, lead to.

    Raises: NotAllowed.
    """
    state: State | None = None
    for act in acts:
        state = after(state, act)
    return state


def acts_in(state: State) -> list[Act]:
    """Return what may be done with a duty in `state`, in order of declaration."""
    return [act for act in Act if (state, act) in TABLE]


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
