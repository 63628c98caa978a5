"""The registers of oversight: who stands how to a visit, and who may know of it."""

from datetime import date
from functools import cache

from soi.core.entries import Class
from soi.core.oversight import RECOMMENDATION, VISIT, Act, Standing, State, Step, Tie
from soi.core.permits import Ties
from soi.core.stamps import Stamp
from soi.counter.registers import Register
from soi.offices import queries as offices
from soi.oversight.models import (
    Recommendation,
    RecommendationStep,
    Visit,
    VisitStep,
    VisitVersion,
)
from soi.people import queries as people

FRONT = "front"
# These conclude and confirm for themselves; of any other body, the Front does.
CONFIRM_THEMSELVES = frozenset({FRONT, "council"})


def confirming(leading: str, on: date) -> frozenset[str]:
    """Return who confirms what an office's oversight came to, on a day.

    Source: Luật 10/2022/QH15, Điều 40.2d, 45.1d: the Front confirms what the boards recommend.
    """
    chart = offices.chart(on)
    if chart.office(leading).kind in CONFIRM_THEMSELVES:
        return frozenset({leading})
    return frozenset(one for one in chart.above(leading) if chart.office(one).kind == FRONT)


def ties(visit: Visit, on: date) -> Ties:
    """Return who stands how to a visit on a day, by the names of `core.oversight.Tie`."""
    chart = offices.chart(on)

    @cache
    def under() -> frozenset[str]:
        return chart.below(visit.subject)

    return {
        Tie.LEADING: lambda: {visit.leading},
        Tie.CONFIRMING: lambda: confirming(visit.leading, on),
        Tie.SUBJECT: lambda: {visit.subject},
        Tie.UNDER: under,
        Tie.STAFF: lambda: people.persons_in(frozenset({visit.subject, *under()}), on),
        Tie.AUTHOR: lambda: {visit.author} - {""},
    }


def knows(visit: Visit, stamp: Stamp) -> bool:
    """Test if whoever acts may know that a visit is there.

    What is concluded, everybody; what is planned, whoever oversees, and who is overseen once it
    was told.
    """
    if visit.is_public:
        return True
    if stamp.mandate is None or not stamp.office:
        return False
    sides = {visit.leading, *confirming(visit.leading, stamp.on)}
    if visit.state not in (State.PLANNED, State.CANCELLED):
        sides |= {visit.subject, *offices.chart(stamp.on).above(visit.subject)}
    return stamp.office in sides


def _fits(visit: Visit, act: Act) -> bool:
    fits = {
        Act.SIGN: bool(visit.minutes) and visit.signed_on is None,
        Act.COUNTERSIGN: visit.signed_on is not None and visit.countersigned_on is None,
        Act.REPORT: visit.signed_on is not None,
        Act.NOTE: visit.started_at is not None,
    }
    return fits.get(act, True)


def _open_when_concluded(visit: Visit, act: Act) -> Class:
    return Class.OPEN if visit.is_public else Class.SEALED


VISITS = Register(
    life=VISIT,
    states=State,
    model=Visit,
    rows=lambda: Visit.objects.all(),
    step=VisitStep,
    case="visit",
    ties=ties,
    knows=knows,
    fits=_fits,
    entry=_open_when_concluded,
    version=VisitVersion,
)


def _of_visit(row: Recommendation, on: date) -> Ties:
    found = dict(ties(row.visit, on))
    # Who wrote a recommendation does not confirm it, nor does whoever it binds.
    found[Tie.AUTHOR] = lambda: {row.author, row.visit.author} - {""}
    found[Tie.SUBJECT] = lambda: {row.visit.subject, row.addressee}
    return found


RECOMMENDATIONS = Register(
    life=RECOMMENDATION,
    states=Standing,
    model=Recommendation,
    rows=lambda: Recommendation.objects.select_related("visit"),
    step=RecommendationStep,
    case="recommendation",
    ties=_of_visit,
    knows=lambda row, stamp: knows(row.visit, stamp),
    fits=lambda row, step: step != Step.RECEIVE or bool(row.sent_on),
    entry=lambda row, act: _open_when_concluded(row.visit, Act.ADVISE),
)
