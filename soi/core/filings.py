"""The public life of a resident's report, computed from what happened to it.

Source: reports.md, section 3; the words of `State` are those of the public interface.
"""

from collections.abc import Iterable
from enum import StrEnum

from soi.core.lives import NotNow as NotNow

REOPEN_DAYS = 90  # after closing, with the receipt code
MOST_DISPUTES = 2  # the reviewer, then one level up
SILENCE_DAYS = 14  # to accept or dispute an answer


class Kind(StrEnum):
    """What a filing is, by its content (Thông tư 05/2021/TT-TTCP, Điều 6)."""

    REPORT = "report"  # phản ánh
    PETITION = "petition"  # kiến nghị
    COMPLAINT = "complaint"  # khiếu nại


BORDER: dict[str, Kind] = {
    "phan_anh": Kind.REPORT,
    "kien_nghi": Kind.PETITION,
    "khieu_nai": Kind.COMPLAINT,
}
TO_BORDER: dict[str, str] = {kind.value: word for word, kind in BORDER.items()}
SERIES: dict[str, str] = {Kind.REPORT: "PA", Kind.PETITION: "PA", Kind.COMPLAINT: "KN"}
TOPICS = (
    "rac_thai",
    "ha_tang",
    "an_ninh_trat_tu",
    "moi_truong",
    "dat_dai",
    "thu_tuc",
    "thu_chi",
    "chinh_sach_xa_hoi",
    "thai_do_can_bo",
    "khac",
)


class State(StrEnum):
    """Where a report stands, in the words of the public interface."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    ANSWERED = "answered"
    DONE = "done"
    DONE_SILENT = "done_silent"
    CLOSED_UNFIXED = "closed_unfixed"
    REFUSED = "refused"
    MERGED = "merged"
    DISPUTED = "disputed"
    REOPENED = "reopened"
    HANDED_OVER = "handed_over"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What can happen to a report."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    ACKNOWLEDGED = "acknowledged"
    TRANSFERRED = "transferred"
    REFERRED = "referred"
    TAKEN_OVER = "taken_over"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    EXPIRED = "expired"
    DISPUTED = "disputed"
    UPHELD = "upheld"
    DISMISSED = "dismissed"
    CLOSED_UNFIXED = "closed_unfixed"
    REFUSED = "refused"
    MERGED = "merged"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    PUBLISHED = "published"
    HIDDEN = "hidden"
    ADDED = "added"
    ESCALATED = "escalated"
    IDENTITY_READ = "identity_read"
    RECLASSIFIED = "reclassified"
    SPLIT = "split"
    ASKED = "asked"
    UNMERGED = "unmerged"
    ERASED = "erased"
    MODERATED = "moderated"
    OBJECTED = "objected"


OPEN = (State.RECEIVED, State.ASSIGNED, State.IN_PROGRESS, State.REOPENED, State.HANDED_OVER)
CLOSED = (
    State.DONE,
    State.DONE_SILENT,
    State.CLOSED_UNFIXED,
    State.REFUSED,
    State.MERGED,
    State.WITHDRAWN,
)
# Beside the life of a report: they change what is known, not where it stands.
ASIDE = frozenset(
    {
        Act.PUBLISHED,
        Act.HIDDEN,
        Act.ADDED,
        Act.ESCALATED,
        Act.IDENTITY_READ,
        Act.SPLIT,
        Act.ASKED,
        Act.MODERATED,
        Act.OBJECTED,
    }
)
# Told to office and sender alone. A filing that was split and has no other public part may have
# lost a denunciation: what was parted off is nobody's to guess.
PRIVATE = frozenset({Act.IDENTITY_READ, Act.SPLIT})
DISPUTING = frozenset({Act.DISPUTED, Act.UPHELD, Act.DISMISSED})


def _moves() -> dict[tuple[State | None, Act], State]:
    moves: dict[tuple[State | None, Act], State] = {(None, Act.RECEIVED): State.RECEIVED}
    for state in OPEN:
        moves |= {
            (state, Act.ASSIGNED): State.ASSIGNED,
            (state, Act.ACKNOWLEDGED): State.IN_PROGRESS,
            (state, Act.TRANSFERRED): State.ASSIGNED,
            (state, Act.REFERRED): State.HANDED_OVER,
            (state, Act.ANSWERED): State.ANSWERED,
            (state, Act.CLOSED_UNFIXED): State.CLOSED_UNFIXED,
            (state, Act.REFUSED): State.REFUSED,
            (state, Act.MERGED): State.MERGED,
            (state, Act.WITHDRAWN): State.WITHDRAWN,
            (state, Act.RECLASSIFIED): State.ASSIGNED,
        }
    moves |= {
        (State.HANDED_OVER, Act.ACKNOWLEDGED): State.HANDED_OVER,
        (State.HANDED_OVER, Act.TAKEN_OVER): State.HANDED_OVER,
        (State.ANSWERED, Act.ACCEPTED): State.DONE,
        (State.ANSWERED, Act.EXPIRED): State.DONE_SILENT,
        (State.ANSWERED, Act.DISPUTED): State.DISPUTED,
        (State.ANSWERED, Act.WITHDRAWN): State.WITHDRAWN,
        (State.DISPUTED, Act.UPHELD): State.REOPENED,
        (State.DISPUTED, Act.DISMISSED): State.ANSWERED,
        (State.DISPUTED, Act.WITHDRAWN): State.WITHDRAWN,
        (State.DISPUTED, Act.ACCEPTED): State.DONE,
    }
    moves[State.MERGED, Act.UNMERGED] = State.ASSIGNED
    for state in State:
        # A denunciation found late leaves no words behind, wherever the filing stood.
        moves[state, Act.ERASED] = State.REFUSED
    # A merged report follows the main one, which may be reopened.
    for state in set(CLOSED) - {State.MERGED}:
        moves[state, Act.REOPENED] = State.REOPENED
    return moves


TABLE = _moves()
# Moves that only the procedure of a complaint makes: whoever agreed to the first decision, or let
# its days pass, may still have gone before the superior in time, whose decision is then told as
# the first one was (Luật Khiếu nại, Điều 33; a yes by code waives nothing).
PROCEDURE: dict[tuple[State, Act], State] = {
    (state, act): after_it
    for state in (State.DONE, State.DONE_SILENT)
    for act, after_it in ((Act.DISPUTED, State.DISPUTED), (Act.ANSWERED, State.ANSWERED))
}
_ANYWHERE = frozenset(State)
_UNSORTED = frozenset({State.RECEIVED, State.ASSIGNED})
# All that the ordinary desk, and whoever holds the code, may do with a complaint, and where it
# stands then. Whatever else happens to it is a step of the procedure: not accepted on a ground
# of Điều 11 alone, decided by the head (Điều 31), carried on to the superior (Điều 33).
ON_COMPLAINT: dict[Act, frozenset[State]] = {
    Act.ADDED: _ANYWHERE,
    Act.ASKED: _ANYWHERE,
    Act.IDENTITY_READ: _ANYWHERE,
    Act.ERASED: _ANYWHERE,  # a denunciation found late (Luật Tố cáo, Điều 8)
    # How it was shown while it passed for a report: the sender may object, and is answered.
    Act.OBJECTED: _ANYWHERE,
    Act.MODERATED: _ANYWHERE,
    # Sorting ends where the acceptance (thụ lý) begins.
    Act.RECLASSIFIED: _UNSORTED,
    Act.SPLIT: _UNSORTED,
    # Before the superior a yes would be a withdrawal, which needs a signature (Điều 10).
    Act.ACCEPTED: frozenset({State.ANSWERED}),
}


def after(state: State | None, act: Act, *, dismissed: int = 0) -> State:
    """Return the state that `act` leads to; None stands for a report not yet received.

    dismissed: how many disputes of the present answer were dismissed before
    Raises: NotNow.
    """
    if act in ASIDE and state is not None:
        return state
    if act in DISPUTING and dismissed >= MOST_DISPUTES:
        raise NotNow(state=state, act=act)
    if (state, act) == (State.DISPUTED, Act.DISMISSED) and dismissed == MOST_DISPUTES - 1:
        # Two others have looked at it. It is closed, and for everybody to see without agreement.
        return State.DISPUTED
    try:
        return TABLE[state, act]
    except KeyError:
        raise NotNow(state=state, act=act) from None


def in_procedure(state: State, act: Act) -> State:
    """Return the state that a step of the procedure of a complaint leads to.

    Raises: NotNow.
    """
    return PROCEDURE.get((state, act)) or after(state, act)


def is_ordinary(act: Act, kind: str, state: str) -> bool:
    """Test if `act` is the ordinary desk's or the sender's own on a filing of this kind."""
    return kind != Kind.COMPLAINT or state in ON_COMPLAINT.get(act, frozenset())


def state_of(acts: Iterable[Act]) -> State | None:
    """Return the state that all of `acts`, in their order, lead to.

    Raises: NotNow.
    """
    state: State | None = None
    dismissed = 0
    for act in acts:
        state = after(state, act, dismissed=dismissed)
        # Another answer is another matter to dispute.
        dismissed = 0 if act is Act.ANSWERED else dismissed + (act is Act.DISMISSED)
    return state


def may(state: State, *, days_since_closed: int = 0, dismissed: int = 0) -> list[str]:
    """Return what the holder of the receipt code may do now.

    dismissed: how many disputes of the present answer were dismissed
    """
    words = {"accept": Act.ACCEPTED, "dispute": Act.DISPUTED, "withdraw": Act.WITHDRAWN}
    allowed = [word for word, act in words.items() if (state, act) in TABLE]
    if dismissed >= MOST_DISPUTES and "accept" in allowed:
        return ["accept"]  # it is closed over their disagreement
    if state not in CLOSED:
        allowed.append("add")
    if (state, Act.REOPENED) in TABLE and days_since_closed <= REOPEN_DAYS:
        allowed.append("reopen")
    return allowed
