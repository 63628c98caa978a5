"""Reception days (tiếp công dân): what the law asks of their notice, turns and answers.

Source: Luật Tiếp công dân 42/2013/QH13; Nghị định 154/2026/NĐ-CP.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from soi.core.deadlines import Deadline
from soi.core.refusals import Refusal

# Which rule of the law room stands behind each step of a reception.
RULES = {
    "schedule": "td.schedule",  # posting, before the day
    "answer": "td.reply",  # what was brought there
    "refuse": "td.refuse",  # the notice of a refusal to receive
    "result": "td.forwarded_result",  # to whoever passed a case on
    "pass_on": "td.pass_on",  # from them to the citizen
    "chair": "td.commune_chair",  # how often the chair receives
    "province_chair": "td.province_chair",
    "warning": "td.sanction45",  # a ground for discipline, no limit to act
}


class NoticeTooShort(Refusal):
    """The schedule would be posted later than the law allows. facts: last_on, source."""

    code = "schedule_too_late"


class NotThere(Refusal):
    """The visit is not where this may be done. facts: state."""

    code = "not_there"


def demand_notice(deadline: Deadline, posted_on: date) -> None:
    """Refuse a schedule that is posted later than the law allows.

    Raises: NoticeTooShort.
    """
    if deadline.due_on is not None and posted_on > deadline.due_on:
        raise NoticeTooShort(last_on=deadline.due_on, source=deadline.source)


def demand_state(state: str, *wanted: str) -> None:
    """Refuse what cannot be done with a visit that stands in `state`.

    Raises: NotThere.
    """
    if state not in wanted:
        raise NotThere(state=state)


@dataclass(frozen=True, slots=True)
class Talk:
    """One visit as figures need it. began, ended: aware; None where it was not held."""

    came: datetime
    began: datetime | None = None
    ended: datetime | None = None
    people: int = 1
    filings: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """What a reception day came to; minutes rounded, each with how many it is of."""

    visits: int
    people: int
    held: int
    filings: int
    waited_minutes: int | None
    talked_minutes: int | None


def figures(talks: Sequence[Talk]) -> Figures:
    """Return the figures of some visits."""
    held = [one for one in talks if one.began and one.ended]
    waited = [(one.began - one.came).total_seconds() / 60 for one in held if one.began]
    talked = [
        (one.ended - one.began).total_seconds() / 60 for one in held if one.began and one.ended
    ]
    return Figures(
        visits=len(talks),
        people=sum(one.people for one in talks),
        held=len(held),
        filings=sum(one.filings for one in talks),
        waited_minutes=round(sum(waited) / len(waited)) if waited else None,
        talked_minutes=round(sum(talked) / len(talked)) if talked else None,
    )
