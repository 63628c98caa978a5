"""Who stands how to a complaint: who decides, who prepares, who is complained of."""

from collections.abc import Set
from datetime import date

from soi.complaints.models import Case, Step
from soi.core.complaint_life import LIFE, Tie
from soi.core.complaints import SECOND, Act, State
from soi.core.entries import Class
from soi.core.mandates import NotPermitted
from soi.core.permits import BY_SYSTEM, Demand, Ties, permits
from soi.core.refusals import Refusal
from soi.core.stamps import Stamp
from soi.counter.registers import Register
from soi.offices import queries as offices
from soi.offices.queries import Chart
from soi.people import queries as people

_EVERY = "every"
_READING = (
    BY_SYSTEM,
    Demand("complaints.read", of=(_EVERY,), from_above=True),
    Demand("complaints.read", of=(Tie.DESK, Tie.SCRIBE)),
)


class NoCase(Refusal):
    """There is no such complaint, or no such instance of it, for whoever asks."""

    code = "no_case"


def ties(case: Case, on: date) -> Ties:
    """Return who stands how to one instance on a day, by the names of `core.complaints.Tie`."""
    chart, first = offices.chart(on), case.report.office
    outside = chart.has(case.resolver) and chart.office(case.resolver).outside
    desk = {chart.desk()} - {""}
    return {
        Tie.RESOLVER: lambda: set() if outside else {case.resolver},
        Tie.KEEPER: lambda: {first} if outside else set(),
        Tie.DESK: lambda: set() if outside else desk,
        Tie.SCRIBE: lambda: desk if outside else set(),
        Tie.COMPLAINED_OF: lambda: _complained_of(case, chart),
        _EVERY: lambda: {first, case.resolver},
    }


def knows(case: Case, stamp: Stamp) -> bool:
    """Test if whoever acts may know that a complaint is there."""
    chart = offices.chart(stamp.on)
    try:
        permits("read", _READING, ties(case, stamp.on), stamp, above=chart.above)
    except NotPermitted:
        return False
    return True


def _complained_of(case: Case, chart: Chart) -> Set[str]:
    # A ward without another hand writes its own case down: else nobody would.
    if not {case.report.office, chart.desk()} - {"", case.target}:
        return set()
    return {case.target} | people.persons_in(frozenset({case.target}), chart.on)


def _fits(case: Case, act: Act) -> bool:
    rules = {
        Act.INFO_GIVEN: lambda: any(one.startswith("info") for one in case.duties),
        Act.DIALOGUE_HELD: lambda: any(one.held_on is None for one in case.dialogues.all()),
        Act.EXECUTION_STAYED: lambda: not _stayed(case),
        Act.EXECUTION_RESUMED: lambda: _stayed(case),
        Act.FRONT_TOLD: lambda: bool(case.front),
        Act.CONTINUED: lambda: case.stage != SECOND,
        Act.NOTIFIED: lambda: any(one.startswith("suspension") for one in case.duties),
    }
    return rules[act]() if act in rules else True


def _stayed(case: Case) -> bool:
    acts = [one.act for one in case.steps.all()]
    return acts.count(Act.EXECUTION_STAYED) > acts.count(Act.EXECUTION_RESUMED)


COMPLAINTS = Register(
    life=LIFE,
    states=State,
    model=Case,
    rows=lambda: Case.objects.select_related("report").exclude(report__office=""),
    step=Step,
    case="case",
    ties=ties,
    knows=knows,
    fits=_fits,
    entry=lambda case, act: Class.SEALED,
    facts=lambda case: {"stage": case.stage, "state": str(case.state)},
    belongs=lambda case: frozenset({case.ref}),
    columns=lambda stamp: {"on": stamp.on},
    unknown=NoCase,
)
