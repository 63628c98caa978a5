"""A complaint (khiếu nại) as the law walks it: step by step, twice at most.

Nothing here reads a database or a clock: the rows and the days come in as arguments.

Source: Luật Khiếu nại 02/2011/QH13; Nghị định 124/2020/NĐ-CP as amended by 155/2026/NĐ-CP.
The articles named here await a jurist; every page that shows them says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from soi.core.deadlines import Deadline, Limit, Pause, compute
from soi.core.refusals import Refusal
from soi.core.workdays import Calendar

FIRST, SECOND = 1, 2
ADULT = 18  # years (Bộ luật Dân sự 91/2015/QH13, Điều 20)
NEW_DECREE = date(2026, 7, 1)  # Nghị định 155/2026 in force; Điều 11a of the law with it
MOST_REPRESENTATIVES = 5


class Against(StrEnum):
    """What is complained of."""

    DECISION = "decision"  # quyết định hành chính
    CONDUCT = "conduct"  # hành vi hành chính
    DISCIPLINE = "discipline"  # quyết định kỷ luật cán bộ, công chức
    DISMISSAL = "dismissal"  # quyết định kỷ luật buộc thôi việc


class State(StrEnum):
    """Where one instance of a complaint stands."""

    RECEIVED = "received"
    INCOMPLETE = "incomplete"
    ACCEPTED = "accepted"
    VERIFIED = "verified"
    SUSPENDED = "suspended"
    DECIDED = "decided"
    SENT = "sent"
    IN_FORCE = "in_force"
    DECLINED = "declined"
    STOPPED = "stopped"
    CONTINUED = "continued"  # goes on before the superior
    IN_COURT = "in_court"


class Act(StrEnum):
    """What can happen to one instance of a complaint."""

    RECEIVED = "received"
    ASKED = "asked"
    COMPLETED = "completed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    INFO_ASKED = "info_asked"
    INFO_GIVEN = "info_given"
    EXECUTION_STAYED = "execution_stayed"
    EXECUTION_RESUMED = "execution_resumed"
    VERIFIED = "verified"
    DIALOGUE_CALLED = "dialogue_called"
    DIALOGUE_HELD = "dialogue_held"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    NOTIFIED = "notified"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    DECIDED = "decided"
    SENT = "sent"
    FRONT_TOLD = "front_told"
    TOOK_EFFECT = "took_effect"
    CONTINUED = "continued"
    WENT_TO_COURT = "went_to_court"


class Finding(StrEnum):
    """What a decision says of the complaint (Điều 31, Điều 40)."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"


ENDED = frozenset(
    {State.IN_FORCE, State.DECLINED, State.STOPPED, State.CONTINUED, State.IN_COURT}
)  # nothing is owed any more in this instance


class OutOfTime(Refusal):
    """The time to complain is over and no good reason is shown. facts: last_on, source."""

    code = "out_of_time"


class NeedsGuardian(Refusal):
    """A minor, or somebody without full capacity, complains without a lawful representative."""

    code = "needs_guardian"


class NeedsRepresentative(Refusal):
    """Several complain and named nobody to speak for them, or too many. facts: most."""

    code = "needs_representative"


class NeedsSignature(Refusal):
    """A complaint or a withdrawal without signature or fingerprint."""

    code = "needs_signature"


class NeedsDialogue(Refusal):
    """A decision without the dialogue that the law asks for. facts: article."""

    code = "needs_dialogue"


class NotWithdrawn(Refusal):
    """Not all complainants took it back: it goes on for the others. facts: left."""

    code = "not_withdrawn"


class NotYetLaw(Refusal):
    """On that day the law did not know this step. facts: since."""

    code = "not_yet_law"


class NoticeTooShort(Refusal):
    """The notice of the dialogue comes later than the law allows. facts: last_on, source."""

    code = "notice_too_short"


class TooEarly(Refusal):
    """The day of this step has not come. facts: on."""

    code = "too_early"


class Step(StrEnum):
    """What has a day of its own in a complaint."""

    FILE = "file"
    ACCEPT = "accept"
    SETTLE = "settle"
    INFO = "info"
    DIALOGUE_NOTICE = "dialogue_notice"
    SUSPENSION_NOTICE = "suspension_notice"
    SEND = "send"
    FRONT = "front"
    SECOND = "second"
    EFFECT = "effect"


# Which rule of the law room gives the day of each step, for either instance. Rules that a
# later one follows are named by the first; the book goes on from there by the day.
RULES: dict[Step, tuple[str, str]] = {
    Step.FILE: ("kn.limit", "kn.second"),
    Step.ACCEPT: ("kn.accept1", "kn.accept2"),
    Step.SETTLE: ("kn.resolve1", "kn.resolve2"),
    Step.INFO: ("kn.info", "kn.info"),
    Step.DIALOGUE_NOTICE: ("kn.dialogue_notice", "kn.dialogue_notice"),
    Step.SUSPENSION_NOTICE: ("kn.suspend_notice", "kn.suspend_notice"),
    Step.SEND: ("kn.send1", "kn.send2"),
    Step.FRONT: ("kn.front", "kn.front"),
    Step.SECOND: ("kn.second", ""),
    Step.EFFECT: ("kn.inforce1", "kn.inforce2"),
}
_DISCIPLINE = ("kn.discipline1", "kn.discipline2")
# Nghị định 155/2026, Điều 22: these follow the new decree also where the case was accepted
# before it and is not yet decided; so the day of the step chooses the version, not the case.
BY_DAY_OF_STEP = frozenset({Step.DIALOGUE_NOTICE, Step.SUSPENSION_NOTICE})


def rule_of(step: Step, stage: int, against: Against = Against.DECISION) -> str:
    """Return the id of the rule that gives a step its day; empty where the book has none."""
    if step is Step.FILE and against in (Against.DISCIPLINE, Against.DISMISSAL):
        return _DISCIPLINE[stage - 1]
    if (
        step is Step.SECOND
        and stage == FIRST
        and against in (Against.DISCIPLINE, Against.DISMISSAL)
    ):
        return _DISCIPLINE[1]
    return RULES[step][stage - 1]


def conditions(facts: Iterable[str], against: Against) -> frozenset[str]:
    """Return the conditions under which a rule gives another total, from the facts of a case."""
    known = set(facts)
    if {"remote", "complex"} <= known:
        known.add("remote_complex")
    if against is Against.DISMISSAL:
        known |= {"dismissal", "dismissal (buộc thôi việc)"}
    return frozenset(known)


@dataclass(frozen=True, slots=True)
class Party:
    """One who complains, as far as the law asks.

    birth_year: None where nobody said
    guarded: a lawful representative acts for them
    speaks: they speak for all
    """

    place: int
    birth_year: int | None = None
    incapable: bool = False
    guarded: bool = False
    speaks: bool = False
    signed: bool = True
    withdrawn: bool = False

    def needs_guardian(self, on: date) -> bool:
        """Test if they cannot complain by themselves on a day."""
        young = self.birth_year is not None and on.year - self.birth_year < ADULT
        return self.incapable or young


def demand_parties(parties: Sequence[Party], on: date) -> None:
    """Refuse to accept a complaint whose parties are not as the law asks.

    Source: Luật Khiếu nại, Điều 8.4 (representative), 11.3, 11.4 (capacity), 11.5 (signature).
    Raises: NeedsSignature, NeedsGuardian, NeedsRepresentative.
    """
    present = [one for one in parties if not one.withdrawn]
    if any(not one.signed for one in present):
        raise NeedsSignature(places=[one.place for one in present if not one.signed])
    alone = [one.place for one in present if one.needs_guardian(on) and not one.guarded]
    if alone:
        raise NeedsGuardian(places=alone)
    speakers = sum(one.speaks for one in present)
    if (len(present) > 1 and not speakers) or speakers > MOST_REPRESENTATIVES:
        raise NeedsRepresentative(most=MOST_REPRESENTATIVES, count=len(present))


def demand_all_withdrawn(parties: Sequence[Party]) -> None:
    """Refuse to stop a complaint that somebody still upholds.

    Source: Luật Khiếu nại, Điều 10: it stops when ALL complainants withdraw.
    Raises: NotWithdrawn.
    """
    left = [one.place for one in parties if not one.withdrawn]
    if left:
        raise NotWithdrawn(left=left)


def filing_deadline(
    limit: Limit | None,
    known_on: date,
    calendar: Calendar,
    *,
    facts: frozenset[str] = frozenset(),
    hindered: Sequence[Pause] = (),
) -> Deadline:
    """Return the last day on which one could complain.

    hindered: times of illness, disaster, service abroad or the like, which are not counted
    Source: Luật Khiếu nại, Điều 9.
    """
    return compute(limit, known_on, calendar, facts=facts, pauses=hindered)


def demand_in_time(deadline: Deadline, filed_on: date) -> None:
    """Refuse what comes after its day (Điều 11.6).

    Raises: OutOfTime.
    """
    if deadline.due_on is not None and filed_on > deadline.due_on:
        raise OutOfTime(last_on=deadline.due_on, source=deadline.source)


def demand_suspension(on: date) -> None:
    """Refuse to suspend the settlement on a day when the law knew no such thing.

    Source: Điều 11a Luật Khiếu nại, in force with 136/2025/QH15.
    Raises: NotYetLaw.
    """
    if on < NEW_DECREE:
        raise NotYetLaw(since=NEW_DECREE)


def demand_notice(deadline: Deadline, sent_on: date) -> None:
    """Refuse a dialogue whose notice leaves less time than the law grants.

    Raises: NoticeTooShort.
    """
    if deadline.due_on is not None and sent_on > deadline.due_on:
        raise NoticeTooShort(last_on=deadline.due_on, source=deadline.source)


def demand_dialogue(stage: int, *, held: int, agreed: bool) -> None:
    """Refuse a decision without the dialogue that is due.

    agreed: what was asked and what was found do not differ, by a written note
    Source: Luật Khiếu nại, Điều 30.1 (first), Điều 39 (second: always).
    Raises: NeedsDialogue.
    """
    if held or (stage == FIRST and agreed):
        return
    raise NeedsDialogue(article="Điều 30" if stage == FIRST else "Điều 39")


# What a decision must say, in the order of the law. Source: Điều 31.2 (first), Điều 40 (second).
DECISION_PARTS: Mapping[int, tuple[str, ...]] = {
    FIRST: ("content", "verification", "dialogue", "grounds", "finding", "order", "ways"),
    SECOND: (
        "content", "first_result", "verification", "dialogue", "grounds", "finding", "order",
        "ways",
    ),
}  # fmt: skip

# Điều 11: complaints that are not accepted, by clause.
DECLINE_GROUNDS = {
    "internal": 1, "not_affected": 2, "no_capacity": 3, "no_mandate": 4, "unsigned": 5,
    "out_of_time": 6, "settled_twice": 7, "stopped": 8, "in_court": 9,
}  # fmt: skip
