"""What may be asked about complaints. Nothing here touches who complains."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from soi.complaints.models import Case, Complainant, Dialogue, Step
from soi.complaints.queries.limits import (
    effect,
    filing_deadline,
    notice_deadline,
    second_deadline,
    settle_day,
)
from soi.complaints.queries.ties import COMPLAINTS, NoCase
from soi.core.complaints import ENDED, FIRST, SECOND, State
from soi.core.complaints import Step as StepName
from soi.core.deadlines import Deadline
from soi.core.duties import State as DutyState
from soi.core.filings import Kind
from soi.core.stamps import VIETNAM
from soi.duties import queries as duties
from soi.reports import queries as reports

CaseRow = Case  # what pages call one instance
StepRow = Step
DialogueRow = Dialogue


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of the procedure: whose it is, how it was counted, and whether it was kept.

    owed: somebody still owes it; past: it was due and is over
    duty: number of the duty, where an office owes it; empty for the citizen's own limits
    """

    step: str
    stage: int
    began_on: date
    deadline: Deadline
    duty: str = ""
    done_on: date | None = None
    owed: bool = False
    holder: str = ""

    def late(self, today: date) -> bool:
        """Test if it is past its day, or was kept late."""
        due_on = self.deadline.due_on
        # A decision takes effect once its day is over: that is no delay.
        if due_on is None or self.step == StepName.EFFECT.value:
            return False
        return (self.owed and due_on < today) or bool(self.done_on and self.done_on > due_on)


def cases(number: str) -> list[Case]:
    """Return both instances of a complaint, the first first; none before it is registered."""
    rows = Case.objects.filter(report__number=number).select_related("report", "report__duty")
    return list(rows.order_by("stage"))


def steps(case: Case) -> list[Step]:
    """Return every step taken, oldest first."""
    return list(case.steps.order_by("id"))


def complainants(case: Case) -> list[Complainant]:
    """Return who complains, by place; never who they are."""
    return list(case.complainants.order_by("place"))


def dialogues(case: Case) -> list[Dialogue]:
    """Return the dialogues called and held."""
    return list(case.dialogues.order_by("id"))


def unregistered(offices: Sequence[str]) -> QuerySet[reports.Row]:
    """Return the complaints that came in and are not in the register yet, newest first."""
    known = Case.objects.filter(report=OuterRef("pk"))
    rows = reports.reports().filter(kind=Kind.COMPLAINT, office__in=offices, closed_on=None)
    return rows.filter(~Exists(known)).order_by("-received_at", "-id")


def register(*, offices: Sequence[str], state: str = "", year: int | None = None) -> QuerySet[Case]:
    """Return the register (sổ) of complaints, the newest first.

    offices: who resolves, or resolved first what a superior has now
    """
    ours = Q(resolver__in=offices) | Q(report__office__in=offices)
    rows = Case.objects.select_related("report", "report__duty").filter(ours)
    rows = rows.exclude(report__office="")  # erased, and destroyed within the hour
    rows = rows.filter(report__kind=Kind.COMPLAINT)  # the desk may find that one is none after all
    if state == "open":
        rows = rows.exclude(state__in=ENDED)
    elif state:
        rows = rows.filter(state=state)
    if year:
        rows = rows.filter(received_on__year=year)
    return rows.order_by("-id")


def figures(since: date, until: date) -> dict[str, int]:
    """Return how many complaints came, were accepted, declined, decided and how; counts only."""
    span = Q(received_on__gte=since, received_on__lte=until)
    decided = Q(decided_on__gte=since, decided_on__lte=until)
    return Case.objects.aggregate(
        received=Count("pk", filter=span & Q(stage=FIRST)),
        second=Count("pk", filter=span & ~Q(stage=FIRST)),
        accepted=Count("pk", filter=Q(accepted_on__gte=since, accepted_on__lte=until)),
        declined=Count("pk", filter=span & Q(state=State.DECLINED)),
        stopped=Count("pk", filter=span & Q(state=State.STOPPED)),
        decided=Count("pk", filter=decided),
        right=Count("pk", filter=decided & Q(finding="right")),
        partly=Count("pk", filter=decided & Q(finding="partly")),
        wrong=Count("pk", filter=decided & Q(finding="wrong")),
        open=Count("pk", filter=~Q(state__in=ENDED)),
    )


def days(case: Case, today: date) -> list[DayLine]:
    """Return every day that the law sets in this instance, in the order of the procedure."""
    lines = [*_citizens(case, today), *_owed(case), *_after(case)]
    order = [one.value for one in StepName]
    return sorted(lines, key=lambda one: (order.index(one.step), one.began_on))


def _citizens(case: Case, today: date) -> list[DayLine]:
    lines = []
    if case.known_on is not None:
        filed = filing_deadline(case)
        lines.append(
            DayLine(StepName.FILE.value, case.stage, case.known_on, filed, done_on=case.received_on)
        )
    if case.stage == FIRST and case.accepted_on:
        second = second_deadline(case)
        began = case.sent_on or settle_day(case) or today
        came_on = _second_came_on(case)
        lines.append(DayLine(StepName.SECOND.value, case.stage, began, second, done_on=came_on))
    return lines


def _second_came_on(case: Case) -> date | None:
    if case.state != State.CONTINUED:
        return None
    rows = Case.objects.filter(report=case.report_id, stage=SECOND)
    return rows.values_list("received_on", flat=True).first()


def _owed(case: Case) -> list[DayLine]:
    rows = {one.number: one for one in duties.duties().filter(number__in=case.duties.values())}
    lines = []
    for key, number in case.duties.items():
        duty = rows.get(number)
        if duty is None:
            continue
        deadline = Deadline(
            duty.due_on, duty.due_source, duty.due_review, duty.due_statutory, dict(duty.trace)
        )
        lines.append(
            DayLine(
                step=_step(key),
                stage=case.stage,
                began_on=duty.starts_on,
                deadline=deadline,
                duty=number,
                done_on=duty.reported_on,
                owed=duty.state == DutyState.OPEN,
                holder=duty.holder.slug,
            )
        )
    return lines


def _step(key: str) -> str:
    return next((one.value for one in StepName if key == one.value), key.rpartition("-")[0])


def _after(case: Case) -> list[DayLine]:
    lines = []
    # Whoever goes on keeps the first decision from taking effect (Điều 44).
    stays = case.effect_on is not None and case.state != State.CONTINUED
    if case.decided_on is not None and stays:
        found = effect(case, case.decided_on)
        since = case.ended_on if case.state == State.IN_FORCE else None
        lines.append(
            DayLine(StepName.EFFECT.value, case.stage, case.decided_on, found, done_on=since)
        )
    for one in case.dialogues.all():
        found = notice_deadline(one.on, one.notice_on)
        on = one.on.astimezone(VIETNAM).date()
        name = StepName.DIALOGUE_NOTICE.value
        lines.append(DayLine(name, case.stage, on, found, done_on=one.notice_on))
    return lines


def counts_by_state(offices: Sequence[str]) -> Mapping[str, int]:
    """Return how many cases stand in each state."""
    rows = Case.objects.filter(resolver__in=offices).values("state").annotate(n=Count("pk"))
    return {row["state"]: row["n"] for row in rows.order_by("state")}


__all__ = [
    "COMPLAINTS",
    "CaseRow",
    "DayLine",
    "DialogueRow",
    "NoCase",
    "StepRow",
    "cases",
    "complainants",
    "counts_by_state",
    "days",
    "dialogues",
    "effect",
    "figures",
    "filing_deadline",
    "notice_deadline",
    "register",
    "second_deadline",
    "settle_day",
    "steps",
    "unregistered",
]
