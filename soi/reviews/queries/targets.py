"""Targets of a year: how far, how far last year, and where the year will end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from soi.core.permits import Ties
from soi.core.stamps import Stamp
from soi.core.targets import (
    Aim,
    Forecast,
    Kind,
    NoForecast,
    is_met,
    needed_pace,
    progress,
    year_end,
)
from soi.core.targets import Target as Plan
from soi.core.targets.life import TARGET, State, Tie
from soi.counter.registers import Register
from soi.offices import queries as offices
from soi.reviews.models import Target as Target
from soi.reviews.models import TargetStep, TargetValue

COUNCIL = "council"
LAST_MONTH = 12


@dataclass(frozen=True, slots=True)
class Standing:
    """One target as it stands.

    actual, month: the last actual value and its month; estimate: the year as guessed (ước)
    progress: of the plan; None where there is no number or no value yet
    met: None while the year runs, or where a person judges
    forecast: None where nobody can say; `why_none` then tells why
    pace: what each month that is left must bring, for a flow that is not forecast
    """

    target: Target
    actual: Decimal | None
    month: int
    estimate: Decimal | None
    progress: float | None
    met: bool | None
    forecast: Forecast | None
    why_none: str
    pace: Decimal | None
    corrected: int
    by_month: Sequence[tuple[int, Decimal]] = ()
    last_year: Sequence[tuple[int, Decimal]] = ()

    @property
    def will_miss(self) -> bool:
        """Whether even the better bound of the forecast misses the plan."""
        if self.forecast is None:
            return False
        return self.forecast.will_miss(Aim(self.target.aim), self.target.plan)


def ties(target: Target, on: date) -> Ties:
    """Return who stands how to a target on a day, by the names of `core.targets.life.Tie`."""
    chart = offices.chart(on)

    def planning() -> set[str]:
        councils = {one.slug for one in chart.offices() if one.kind == COUNCIL and not one.outside}
        return councils | set(chart.above(target.office))

    return {
        Tie.HOLDER: lambda: {target.office},
        Tie.PLANNING: planning,
        Tie.UNDER: lambda: chart.below(target.office),
    }


def _knows(target: Target, stamp: Stamp) -> bool:
    return stamp.mandate is not None


TARGETS = Register(
    life=TARGET,
    states=State,
    model=Target,
    rows=lambda: Target.objects.all(),
    step=TargetStep,
    case="target",
    ties=ties,
    knows=_knows,
)


def standings(office: str, year: int) -> list[Standing]:
    """Return every target of an office in a year, in the order of the plan; three statements."""
    targets = list(Target.objects.filter(office=office, year=year))
    values = _values(targets)
    series = {target.series for target in targets} - {""}
    past = Target.objects.filter(series__in=series, year__lt=year).order_by("year")
    earlier: dict[str, list[Target]] = {}
    for row in past:
        earlier.setdefault(row.series, []).append(row)
    known = {**values, **_values(list(past))}
    return [_standing(target, known, earlier.get(target.series, [])) for target in targets]


def target(number: str) -> Target | None:
    """Return a target by its number."""
    return Target.objects.filter(number=number).first()


def history(target: Target) -> Sequence[TargetValue]:
    """Return every value that was ever entered, in order."""
    return list(target.values.all())


def _values(targets: Sequence[Target]) -> Mapping[int, list[TargetValue]]:
    found: dict[int, list[TargetValue]] = {target.pk: [] for target in targets}
    for row in TargetValue.objects.filter(target__in=targets).order_by("month", "pk"):
        found[row.target_id].append(row)
    return found


def _standing(
    target: Target, known: Mapping[int, list[TargetValue]], earlier: Sequence[Target]
) -> Standing:
    rows = known.get(target.pk, [])
    actuals = _last_by_month(row for row in rows if not row.estimate)
    guesses = _last_by_month(row for row in rows if row.estimate)
    month = max(actuals, default=0)
    actual = actuals.get(month)
    plan = Plan(Kind(target.kind), Aim(target.aim), target.plan, target.baseline)
    measured = target.kind != Kind.STATEMENT
    forecast, why = _forecast(target, actual, month, known, earlier)
    flow = target.kind == Kind.FLOW and actual is not None
    over = month == LAST_MONTH
    return Standing(
        target=target,
        actual=actual,
        month=month,
        estimate=guesses.get(max(guesses, default=0)),
        progress=progress(plan, actual) if measured else None,
        met=is_met(plan, actual) if measured and over and actual is not None else None,
        forecast=forecast,
        why_none=why,
        pace=needed_pace(actual, target.plan, month) if flow and actual is not None else None,
        corrected=sum(row.corrects_id is not None for row in rows),
        by_month=sorted(actuals.items()),
        last_year=_year_before(target, known, earlier),
    )


def _year_before(
    target: Target, known: Mapping[int, list[TargetValue]], earlier: Sequence[Target]
) -> list[tuple[int, Decimal]]:
    before = next((past for past in earlier if past.year == target.year - 1), None)
    if before is None:
        return []
    return sorted(_last_by_month(r for r in known.get(before.pk, []) if not r.estimate).items())


def _last_by_month(rows: Iterable[TargetValue]) -> dict[int, Decimal]:
    return {row.month: row.value for row in rows}


def _forecast(
    target: Target,
    actual: Decimal | None,
    month: int,
    known: Mapping[int, list[TargetValue]],
    earlier: Sequence[Target],
) -> tuple[Forecast | None, str]:
    if target.kind != Kind.FLOW:
        return None, "kind"
    if actual is None or month == LAST_MONTH:
        return None, "value" if actual is None else ""
    pairs = []
    for past in earlier:
        by_month = _last_by_month(row for row in known.get(past.pk, []) if not row.estimate)
        if month in by_month and LAST_MONTH in by_month:
            pairs.append((by_month[month], by_month[LAST_MONTH]))
    try:
        return year_end(actual, pairs), ""
    except NoForecast as refusal:
        return None, str(refusal.facts["reason"])
