"""What every step on a complaint has in common: hold the case, open duties, write it down."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any, Protocol

from soi.complaints.models import Case, Complainant
from soi.complaints.queries.ties import COMPLAINTS, NoCase
from soi.core import complaints
from soi.core.complaint_life import LIFE
from soi.core.complaints import ENDED, Act, Against, Party, State, Step, conditions
from soi.core.duties import Kind as DutyKind
from soi.core.duties import State as DutyState
from soi.core.duties import Visibility
from soi.core.refusals import Unacceptable
from soi.core.stamps import VIETNAM, Stamp
from soi.counter.services import begin, line, step, take, write
from soi.duties import queries as duty_queries
from soi.duties import services as duties
from soi.duties.services import NewEvidence
from soi.law import queries as law
from soi.record import services as record
from soi.reports import queries as reports
from soi.reports import services as reports_services
from soi.reports.services import Contact

# Steps that whoever complains hears of at once; the decision is told as the answer.
_TOLD = frozenset(
    {
        Act.ASKED,
        Act.ACCEPTED,
        Act.DECLINED,
        Act.DIALOGUE_CALLED,
        Act.EXECUTION_STAYED,
        Act.SUSPENDED,
        Act.RESUMED,
        Act.STOPPED,
    }
)


@dataclass(frozen=True, slots=True)
class NewComplainant:
    """One who complains, as the paper says.

    guardian: the lawful representative of a minor or of one without full capacity
    """

    contact: Contact
    birth_year: int | None = None
    incapable: bool = False
    guardian: Contact = field(default_factory=Contact)
    speaks: bool = False
    signed: bool = True


class Moving(Protocol):
    """Takes the case in hand to its next state and writes that down."""

    def __call__(  # noqa: D102 - the class says it
        self,
        *,
        text: str = ...,
        document: str = ...,
        facts: Mapping[str, Any] = ...,
        duty: str = ...,
    ) -> Case: ...


@contextmanager
def hold(
    number: str, stage: int, act: Act, stamp: Stamp, seen: int | None = None
) -> Iterator[tuple[Case, Moving]]:
    """Take one instance in hand for `act`, in one transaction: `(case, move)`.

    Raises: NoCase, ChangedMeanwhile, NotNow, NotPermitted.
    """
    key: dict[str, Any] = {"report__number": number, "stage": stage}
    with take(COMPLAINTS, act, stamp, seen=seen, **key) as (case, move):
        yield case, moving(case, act, stamp, move)


def moving(case: Case, act: Act, stamp: Stamp, move: Callable[..., Case] | None = None) -> Moving:
    """Return what moves a case: it notes the end and tells whoever complains, then writes down.

    move: None where `act` follows, in the same act, on one that has moved the case already
    """
    write_down = move or partial(step, COMPLAINTS, case, act, stamp)

    def moved(**words: Any) -> Case:
        if LIFE.after(State(case.state), act) in ENDED:
            case.ended_on = case.ended_on or stamp.on
        if act in _TOLD:
            told = {"step": act.value, "on": _day(words.get("facts", {}))}
            reports_services.tell_sender(case.report, "complaint_step", stamp, told)
        return write_down(**words)

    return moved


def begin_case(case: Case, stamp: Stamp) -> None:
    """Give an instance that is not there yet its first state.

    Raises: NoCase, to whoever may not know of it; NotPermitted.
    """
    if not (stamp.case or COMPLAINTS.knows(case, stamp)):
        raise NoCase
    begin(COMPLAINTS, case, Act.RECEIVED, stamp)


def tell_begun(case: Case, stamp: Stamp, *, document: str = "", facts: Mapping[str, Any]) -> None:
    """Write the first step of an instance down, and record it."""
    write(COMPLAINTS, case, Act.RECEIVED, stamp, document=document, facts=facts)
    told = line(COMPLAINTS, case, Act.RECEIVED, document, facts)
    record.append_all(lines=[told], stamp=stamp)


def _day(facts: Mapping[str, Any]) -> str:
    at = str(facts.get("at", ""))
    return f"{datetime.fromisoformat(at).astimezone(VIETNAM):%d/%m/%Y}" if at else ""


def open_duty(
    case: Case,
    owed: Step,
    *,
    began_on: date,
    holder: str,
    stamp: Stamp,
    key: str = "",
    title: str = "",
) -> str:
    """Give the office that owes a step its duty, with the day of the rule; return its number.

    key: under which the case remembers it, where a step can be owed more than once
    """
    code = complaints.rule_of(owed, case.stage, Against(case.against))
    limit = law.book().limit(code, stamp.on if owed in complaints.BY_DAY_OF_STEP else began_on)
    duty = duties.assign(
        new=duties.NewDuty(
            kind=DutyKind.COMPLAINT_STEP,
            title=title or f"{case.report.number}/{case.stage}: {owed.value}",
            source_ref=case.report.ref,
            holder=holder,
            limit=limit,
            due_source="" if limit else str(law.NO_STATUTORY_DAY),
            starts_on=began_on,
            facts=conditions(case.facts, Against(case.against)),
            evidence_required=("document",),
            visibility=Visibility.INTERNAL,
            topic=case.report.topic,
        ),
        stamp=stamp.within(case.report.ref),
    )
    case.duties = {**case.duties, key or owed.value: duty.number}
    return duty.number


def fulfil(case: Case, key: str, text: str, document: str, stamp: Stamp) -> None:
    """Report the duty of a step as done, with the document that shows it."""
    number = case.duties.get(key, "")
    duty = duty_queries.by_number(number) if number else None
    if duty is None or duty.state != DutyState.OPEN:
        return
    pieces: Sequence[NewEvidence] = (
        NewEvidence("document", document_number=document, dated_on=stamp.on),
    )
    part = stamp.within(case.report.ref)
    duties.report(number=number, text=text or document, evidence=pieces, stamp=part)


def drop(case: Case, reason: str, stamp: Stamp) -> None:
    """Take back what is still owed in a case that ends here."""
    for number in case.duties.values():
        duty = duty_queries.by_number(number)
        if duty is not None and duty.state == DutyState.OPEN:
            duties.withdraw(number=number, reason=reason, stamp=stamp.within(case.report.ref))


def demand(field: str, *words: str) -> None:
    """Refuse a step that leaves unsaid what the law wants said.

    Raises: Unacceptable.
    """
    if not all(word.strip() for word in words):
        raise Unacceptable(field, "missing")


def parties(case: Case) -> list[Party]:
    """Return who complains, as far as the law asks."""
    return [
        Party(
            place=one.place,
            birth_year=one.birth_year,
            incapable=one.incapable,
            guarded=bool(one.guardian_key),
            speaks=one.speaks,
            signed=one.signed,
            withdrawn=one.withdrawn_on is not None,
        )
        for one in Complainant.objects.filter(case=case)
    ]


def complaint(number: str) -> reports.Row:
    """Return the filing that is a complaint.

    Raises: NoCase.
    """
    report = reports.by_number(number)
    if report is None or report.is_erased or report.kind != "complaint":
        raise NoCase
    return report
