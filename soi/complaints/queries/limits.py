"""The days of a complaint that nobody owes as a duty: the citizens' own, and what takes effect."""

from datetime import date, datetime

from soi.complaints.models import Case
from soi.core import complaints
from soi.core.complaints import FIRST, Against, Step
from soi.core.deadlines import Deadline, Pause, compute, later
from soi.core.stamps import VIETNAM
from soi.duties import queries as duties
from soi.law import queries as law


def filing_deadline(case: Case) -> Deadline:
    """Return the last day on which one could complain; no day where none can be counted."""
    if case.known_on is None:
        return Deadline(None)
    against = Against(case.against)
    book = law.book()
    limit = book.limit(complaints.rule_of(Step.FILE, case.stage, against), case.known_on)
    spans = [
        Pause(date.fromisoformat(one["since"]), date.fromisoformat(one["until"]), one["document"])
        for one in case.hindered
    ]
    return complaints.filing_deadline(
        limit,
        case.known_on,
        book.calendar(),
        facts=complaints.conditions(case.facts, against),
        hindered=spans,
    )


def effect(case: Case, decided_on: date) -> Deadline:
    """Return the last day before a decision takes effect, if nobody goes on.

    The first decision takes effect thirty days after its issue if nobody complains again (Luật
    Khiếu nại, Điều 44.1); but for that the complainant has thirty days from its receipt (Điều
    33.1), and those end later. It takes effect once both are over: else it would bind somebody
    who may still complain. Against the second decision there is no further complaint, so its day
    is that of Điều 44.2 alone.
    """
    code = complaints.rule_of(Step.EFFECT, case.stage)
    book = law.book()
    limit = book.limit(code, decided_on) if code else None
    facts = complaints.conditions(case.facts, Against(case.against))
    issued = compute(limit, decided_on, book.calendar(), facts=facts)
    told = case.stage == FIRST and case.sent_on is not None
    return later(issued, second_deadline(case)) if told else issued


def notice_deadline(at: datetime, on: date) -> Deadline:
    """Return by when the notice of a dialogue must leave, by the rule in force on `on`."""
    book = law.book()
    limit = book.limit(complaints.rule_of(Step.DIALOGUE_NOTICE, FIRST), on)
    return compute(limit, at.astimezone(VIETNAM).date(), book.calendar())


def second_deadline(case: Case) -> Deadline:
    """Return the last day to complain to the superior, after a decision or after silence."""
    began = case.sent_on or settle_day(case)
    if began is None:
        return Deadline(None)
    against = Against(case.against)
    book = law.book()
    limit = book.limit(complaints.rule_of(Step.SECOND, FIRST, against), began)
    facts = complaints.conditions(case.facts, against)
    return compute(limit, began, book.calendar(), facts=facts)


def settle_day(case: Case) -> date | None:
    """Return the last day to settle, as its duty has it; None before acceptance."""
    number = case.duties.get(Step.SETTLE.value, "")
    duty = duties.by_number(number) if number else None
    return duty.due_on if duty else None
