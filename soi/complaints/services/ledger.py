"""What every step on a complaint has in common: hold the case, open duties, write it down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from soi.complaints.models import Case, Complainant
from soi.complaints.models import Step as StepRow
from soi.core import complaints
from soi.core.complaints import ENDED, Act, Against, Party, State, Step, conditions
from soi.core.duties import Kind as DutyKind
from soi.core.duties import State as DutyState
from soi.core.duties import Visibility
from soi.core.entries import Class
from soi.core.refusals import Refusal, Unacceptable
from soi.core.stamps import VIETNAM, Stamp
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


class NoCase(Refusal):
    """There is no such complaint, or no such instance of it."""

    code = "no_case"


class CaseChanged(Refusal):
    """Somebody else took a step since the page was read."""

    code = "case_changed"


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


def hold(number: str, stage: int, act: Act, seen: int | None = None) -> Case:
    """Return a case that may take `act`, locked until the transaction ends.

    Raises: NoCase, CaseChanged, StepRefused.
    """
    rows = Case.objects.select_for_update(of=("self",)).select_related("report")
    case = rows.filter(report__number=number, stage=stage).exclude(report__office="").first()
    if case is None:
        raise NoCase
    if seen is not None and seen != case.version:
        raise CaseChanged
    complaints.after(State(case.state), act)
    return case


def move(
    case: Case,
    act: Act,
    stamp: Stamp,
    *,
    text: str = "",
    document: str = "",
    facts: Mapping[str, Any] | None = None,
    duty: str = "",
) -> Case:
    """Take the case one step on, keep the step, and record it: the last write of every step.

    Raises: StepRefused.
    """
    case.state = complaints.after(State(case.state), act)
    case.version += 1
    if case.state in ENDED:
        case.ended_on = case.ended_on or stamp.on
    case.save()
    if act in _TOLD:
        step = {"step": act.value, "on": _day(facts or {})}
        reports_services.tell_sender(case.report, "complaint_step", stamp, step)
    tell(case, act, stamp, text=text, document=document, facts=facts or {}, duty=duty)
    return case


def _day(facts: Mapping[str, Any]) -> str:
    at = str(facts.get("at", ""))
    return f"{datetime.fromisoformat(at).astimezone(VIETNAM):%d/%m/%Y}" if at else ""


def tell(
    case: Case,
    act: Act,
    stamp: Stamp,
    *,
    text: str = "",
    document: str = "",
    facts: Mapping[str, Any],
    duty: str = "",
    begins: bool = False,
) -> None:
    """Write one step down, and its entry: which step, by which post, never who complains."""
    StepRow.objects.create(
        case=case,
        act=act,
        on=stamp.on,
        at=stamp.at,
        by=stamp.by,
        office=stamp.office,
        text=text,
        document=document,
        facts=dict(facts),
        duty=duty,
    )
    told = {**facts, "stage": case.stage, "state": str(case.state), "document": document}
    line = record.Line(f"complaint.{act}", case.report.ref, told, Class.SEALED, begins=begins)
    record.append_all(lines=[line], stamp=stamp)


def open_duty(
    case: Case,
    step: Step,
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
    code = complaints.rule_of(step, case.stage, Against(case.against))
    limit = law.book().limit(code, stamp.on if step in complaints.BY_DAY_OF_STEP else began_on)
    duty = duties.assign(
        new=duties.NewDuty(
            kind=DutyKind.COMPLAINT_STEP,
            title=title or f"{case.report.number}/{case.stage}: {step.value}",
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
        stamp=stamp,
    )
    case.duties = {**case.duties, key or step.value: duty.number}
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
    duties.report(number=number, text=text or document, evidence=pieces, stamp=stamp)


def drop(case: Case, reason: str, stamp: Stamp) -> None:
    """Take back what is still owed in a case that ends here."""
    for number in case.duties.values():
        duty = duty_queries.by_number(number)
        if duty is not None and duty.state == DutyState.OPEN:
            duties.withdraw(number=number, reason=reason, stamp=stamp)


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
