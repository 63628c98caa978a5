"""Oversight (giám sát): the life of a visit, of what it recommends, and who may do what.

A visit is planned, announced in time, held, reported, answered by whoever was overseen, and
concluded by somebody other than who wrote the report. A recommendation binds from the day on
which its receipt is proven; an answer is no remedy, and the verdict is the overseer's.

Source: Luật 10/2022/QH15, Điều 36-45; Luật MTTQ 75/2015/QH13, Điều 25-30; Nghị quyết liên tịch
403/2017. Not reviewed by a jurist.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from soi.core.lives import Life
from soi.core.permits import BY_SYSTEM, Demand
from soi.core.refusals import Refusal


class Kind(StrEnum):
    """In which form one oversees."""

    PAPERS = "papers"  # qua báo cáo, hồ sơ
    DELEGATION = "delegation"  # đoàn giám sát
    BOARD = "board"  # Ban Thanh tra nhân dân
    PROJECT = "project"  # Ban Giám sát đầu tư của cộng đồng


# Which rule says how long before its first day the plan must have arrived.
NOTICE: dict[Kind, str] = {
    Kind.PAPERS: "mt.plan",
    Kind.DELEGATION: "mt.plan",
    Kind.BOARD: "dc.ttnd_plan",
    Kind.PROJECT: "dc.gsdt_plan",
}
# Which rule says by when a recommendation is answered; the Front's has none (Luật MTTQ, Điều 29).
ANSWER: dict[Kind, str] = {Kind.BOARD: "dc.ttnd", Kind.PROJECT: "dc.gsdt"}
# Which rule says by when the delegation reports, counted from the end of the meeting.
REPORT: dict[Kind, str] = {Kind.DELEGATION: "mt.delegation_report"}


class State(StrEnum):
    """Where a visit stands."""

    PLANNED = "planned"
    ANNOUNCED = "announced"
    HELD = "held"
    REPORTED = "reported"
    CONCLUDED = "concluded"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Act(StrEnum):
    """What can happen to a visit."""

    PLAN = "plan"
    SEAT = "seat"  # who is on the team
    ANNOUNCE = "announce"
    START = "start"
    NOTE = "note"  # an entry from the field
    MINUTE = "minute"
    SIGN = "sign"
    COUNTERSIGN = "countersign"
    FIND = "find"
    REPORT = "report"
    REPLY = "reply"
    CONCLUDE = "conclude"
    ADVISE = "advise"  # a recommendation is adopted
    CLOSE = "close"
    CANCEL = "cancel"


class Tie:
    """How an office or a person can stand to a visit."""

    LEADING = "leading"
    CONFIRMING = "confirming"  # the Front of the ward; of another body's visit, that body
    SUBJECT = "subject"
    UNDER = "under_subject"
    STAFF = "subject_staff"  # whoever has a post in the subject or under it
    AUTHOR = "author"  # who wrote the report


class Role(StrEnum):
    """What somebody is on the team."""

    LEAD = "lead"
    SECRETARY = "secretary"
    MEMBER = "member"


class Grade(StrEnum):
    """What a finding comes to, by fact and evidence."""

    ESTABLISHED = "established"
    PARTLY = "partly"
    NOT = "not"


_S, _A = State, Act
_NOT_THEM = (Tie.SUBJECT, Tie.UNDER, Tie.STAFF)
_LEADING = Demand("oversight.lead", of=(Tie.LEADING,), never=_NOT_THEM)
_OF_SUBJECT = Demand("oversight.answer", of=(Tie.SUBJECT,))
_CONFIRMING = Demand("oversight.confirm", of=(Tie.CONFIRMING,), never=(*_NOT_THEM, Tie.AUTHOR))

VISIT = Life(
    "visit",
    moves={
        (None, _A.PLAN): _S.PLANNED,
        (_S.PLANNED, _A.SEAT): _S.PLANNED,
        (_S.PLANNED, _A.ANNOUNCE): _S.ANNOUNCED,
        (_S.PLANNED, _A.CANCEL): _S.CANCELLED,
        (_S.ANNOUNCED, _A.SEAT): _S.ANNOUNCED,
        (_S.ANNOUNCED, _A.START): _S.HELD,
        (_S.ANNOUNCED, _A.CANCEL): _S.CANCELLED,
        (_S.HELD, _A.NOTE): _S.HELD,
        (_S.HELD, _A.MINUTE): _S.HELD,
        (_S.HELD, _A.SIGN): _S.HELD,
        (_S.HELD, _A.COUNTERSIGN): _S.HELD,
        (_S.HELD, _A.FIND): _S.HELD,
        (_S.HELD, _A.REPORT): _S.REPORTED,
        # A phone comes back into the net days later: what was written in time is not lost.
        (_S.REPORTED, _A.NOTE): _S.REPORTED,
        (_S.REPORTED, _A.REPLY): _S.REPORTED,
        (_S.REPORTED, _A.CONCLUDE): _S.CONCLUDED,
        (_S.CONCLUDED, _A.ADVISE): _S.CONCLUDED,
        (_S.CONCLUDED, _A.REPLY): _S.CONCLUDED,
        (_S.CONCLUDED, _A.CLOSE): _S.CLOSED,
    },
    demands={
        _A.PLAN: (_LEADING, BY_SYSTEM),
        _A.SEAT: (_LEADING,),
        _A.ANNOUNCE: (_LEADING,),
        _A.START: (_LEADING,),
        _A.NOTE: (_LEADING,),
        _A.MINUTE: (_LEADING,),
        _A.SIGN: (_LEADING,),
        _A.COUNTERSIGN: (_OF_SUBJECT,),
        _A.FIND: (_LEADING,),
        _A.REPORT: (_LEADING,),
        _A.REPLY: (_OF_SUBJECT,),
        _A.CONCLUDE: (_CONFIRMING,),
        _A.ADVISE: (_LEADING,),
        _A.CLOSE: (_CONFIRMING,),
        _A.CANCEL: (_LEADING,),
    },
    corrects=frozenset({"minutes", "report", "conclusion"}),
    recorded={
        _A.SEAT: "visit.team_seated",
        _A.NOTE: "visit.noted",
        _A.MINUTE: "visit.minutes_written",
        _A.FIND: "visit.finding_made",
        _A.REPLY: "visit.replied",
        _A.CANCEL: "visit.cancelled",
        _A.ADVISE: "visit.recommended",
    },
)


class Standing(StrEnum):
    """Where a recommendation stands."""

    ADOPTED = "adopted"
    CONFIRMED = "confirmed"
    SENT = "sent"
    RECEIVED = "received"
    TAKEN_BACK = "taken_back"


class Step(StrEnum):
    """What can happen to a recommendation; after receipt its duty tells the rest."""

    ADOPT = "adopt"
    CONFIRM = "confirm"
    SEND = "send"
    RECEIVE = "receive"
    TAKE_BACK = "take_back"


RECOMMENDATION = Life(
    "recommendation",
    moves={
        (None, Step.ADOPT): Standing.ADOPTED,
        (Standing.ADOPTED, Step.CONFIRM): Standing.CONFIRMED,
        (Standing.CONFIRMED, Step.SEND): Standing.SENT,
        (Standing.SENT, Step.RECEIVE): Standing.RECEIVED,
        (Standing.ADOPTED, Step.TAKE_BACK): Standing.TAKEN_BACK,
        (Standing.CONFIRMED, Step.TAKE_BACK): Standing.TAKEN_BACK,
        (Standing.SENT, Step.TAKE_BACK): Standing.TAKEN_BACK,
    },
    demands={
        Step.ADOPT: (_LEADING,),
        # Who wrote it does not confirm it (Luật 10/2022/QH15, Điều 40.2d, 45.1d).
        Step.CONFIRM: (_CONFIRMING,),
        Step.SEND: (_LEADING,),
        Step.RECEIVE: (_LEADING,),
        Step.TAKE_BACK: (_LEADING,),
    },
    recorded={
        Step.SEND: "recommendation.sent",
        Step.TAKE_BACK: "recommendation.taken_back",
    },
)


class TooFew(Refusal):
    """More voted than sit on the team, or nobody voted. facts: votes, seats."""

    code = "too_few"


class NotAMajority(Refusal):
    """The boards decide by majority (Nghị định 59/2023, Điều 12.3, 16.3). facts: votes, against."""

    code = "not_a_majority"


class Unsigned(Refusal):
    """The minutes lack a signature, or the written reason why there is none. facts: rule."""

    code = "unsigned"


class NotOnTeam(Refusal):
    """Whoever writes this is not on the team of the visit."""

    code = "not_on_team"


class Conflicted(Refusal):
    """A member of the team has an interest in what is overseen. facts: person, rule."""

    code = "conflicted"


@dataclass(frozen=True, slots=True)
class Vote:
    """How the team voted; dissent is kept in words beside the finding."""

    votes: int
    against: int = 0


def demand_majority(vote: Vote, seats: int) -> None:
    """Refuse what most of the team did not want.

    Raises: TooFew, NotAMajority.
    """
    cast = vote.votes + vote.against
    if min(vote.votes, vote.against) < 0 or not 0 < cast <= seats:
        raise TooFew(votes=cast, seats=seats)
    if vote.votes * 2 <= seats:
        raise NotAMajority(votes=vote.votes, against=vote.against, seats=seats)


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a checklist.

    key: short, stays the same over the versions of a checklist
    """

    key: str
    text: str


def frozen(questions: Sequence[Question]) -> list[dict[str, str]]:
    """Return a checklist as it is kept with a visit from its first day on."""
    return [{"key": question.key, "text": question.text} for question in questions]
