import random
from datetime import date, timedelta
from decimal import Decimal
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soi.core.targets import (
    Aim,
    Child,
    Kind,
    NoForecast,
    Settled,
    Target,
    Unmeasured,
    WeightsOff,
    drift,
    is_met,
    needed_pace,
    parent,
    progress,
    punctuality,
    year_end,
)

TODAY = date(2026, 12, 1)


def flow(plan, aim=Aim.AT_LEAST, baseline=None, kind=Kind.FLOW):
    base = None if baseline is None else Decimal(str(baseline))
    return Target(kind, aim, Decimal(str(plan)), base)


@pytest.mark.parametrize(
    ("target", "actual", "expected", "why"),
    [
        (flow(200), "121", 0.605, "what has come in over the plan"),
        (flow(100), "682", 6.82, "progress is not clipped: it is shown as it is"),
        (flow(4, Aim.AT_MOST, 10), "7", 0.5, "half of the way down"),
        (flow(4, Aim.AT_MOST), "5", 0.0, "without a baseline it is reached or not"),
        (flow(4, Aim.AT_MOST), "4", 1.0, "at most four is reached by four"),
        (flow(4, Aim.AT_MOST, 4), "4", 1.0, "a way without length is reached or not"),
        (flow(4, Aim.AT_MOST, 3), "3.5", 1.0, "under the ceiling though above last year"),
        (flow(12, Aim.KEEP, 12), "11", 0.0, "kept or not, nothing between"),
        (flow(12, Aim.EQUAL), "12", 1.0, "equal"),
        (flow(0), "0", 1.0, "a plan of zero is reached by zero"),
        (flow(1, kind=Kind.EVENT), "0", 0.0, "an event that has not been"),
    ],
)
def test_progress_follows_the_formula(target, actual, expected, why):
    assert progress(target, Decimal(actual)) == pytest.approx(expected), why


def test_no_value_is_not_zero():
    assert progress(flow(10), None) is None


def test_a_statement_has_no_progress():
    target = Target(Kind.STATEMENT, Aim.AT_LEAST, Decimal(1))

    with pytest.raises(Unmeasured):
        progress(target, Decimal(1))
    with pytest.raises(Unmeasured):
        is_met(target, Decimal(1))


def test_met_is_compared_on_raw_values_and_not_on_rounded_ones():
    assert not is_met(flow("95.00"), Decimal("94.999999"))


_WEIGHTS = st.lists(st.integers(1, 50), min_size=1, max_size=12)
_PROGRESS = st.one_of(st.none(), st.floats(-2, 8, allow_nan=False))


@given(_WEIGHTS, st.data())
def test_a_parent_is_the_weighted_mean_of_its_clipped_parts(weights, data):
    parts = [
        Child(f"c{place}", weight / sum(weights), data.draw(_PROGRESS))
        for place, weight in enumerate(weights)
    ]
    known = [child for child in parts if child.progress is not None]

    found = parent(parts)

    assert found.missing == [child.name for child in parts if child.progress is None]
    if not known:
        assert found.progress is None
        return
    share = sum(child.weight for child in known)
    expected = sum(child.weight * max(0, min(1, child.progress)) for child in known) / share
    assert found.progress == pytest.approx(expected, abs=1e-9)
    assert found.coverage == pytest.approx(share)


@pytest.mark.parametrize("weights", [(0.5, 0.4), (1.2, -0.2), ()])
def test_weights_that_do_not_add_up_are_refused(weights):
    with pytest.raises(WeightsOff):
        parent([Child("a", weight, 1.0) for weight in weights])


def test_open_and_overdue_stays_in_the_denominator_and_not_yet_due_stays_out():
    before, after = TODAY - timedelta(days=3), TODAY + timedelta(days=3)
    duties = [
        Settled(before, met_on=before),
        Settled(before, met_on=TODAY),
        Settled(before),
        Settled(after, met_on=before),
        Settled(after),
        Settled(None, met_on=before),
        Settled(before, void=True),
    ]

    found = punctuality(duties, TODAY)

    assert (found.met, found.due, found.undated) == (1, 3, 1)


def test_the_interval_holds_in_eight_of_ten_generated_years():
    chance = random.Random(20261201)
    inside = asked = 0
    for _ in range(5000):
        years, sd = chance.choice((2, 3, 4)), chance.uniform(0.03, 0.25)
        mean = chance.uniform(-1.6, -0.6)
        shares = [min(1.0, exp(chance.gauss(mean, sd))) for _ in range(years + 1)]
        total = chance.uniform(1e3, 1e9)
        earlier = [(Decimal(str(share * 5e8)), Decimal("5e8")) for share in shares[1:]]
        try:
            found = year_end(Decimal(str(total * shares[0])), earlier)
        except NoForecast:
            continue
        asked += 1
        inside += found.low <= total <= found.high

    assert asked > 4900
    assert 0.77 <= inside / asked <= 0.83


SHARES = st.lists(st.integers(1, 99), min_size=2, max_size=12, unique=True)


@given(st.decimals(1, 10**9, places=2), SHARES)
def test_a_year_never_ends_below_what_is_already_in(so_far, shares):
    found = year_end(so_far, [(Decimal(share), Decimal(100)) for share in shares])

    # Values come as decimals and leave as binary floats.
    assert float(so_far) <= found.low <= found.expected <= found.high


@pytest.mark.parametrize(
    ("so_far", "earlier", "reason"),
    [
        ("5", [("1", "2")], "years"),
        ("5", [], "years"),
        ("5", [("0", "2"), ("1", "2")], "share"),
        ("5", [("3", "2"), ("1", "2")], "share"),
        ("5", [("1", "2"), ("2", "4")], "spread"),
        ("0", [("1", "2"), ("1", "3")], "value"),
    ],
)
def test_nobody_forecasts_without_two_years_that_differ(so_far, earlier, reason):
    pairs = [(Decimal(part), Decimal(whole)) for part, whole in earlier]

    with pytest.raises(NoForecast) as refusal:
        year_end(Decimal(so_far), pairs)

    assert refusal.value.facts["reason"] == reason


def test_a_drift_stays_within_its_range():
    points = [Decimal(value) for value in (90, 92, 95, 95, 97, 98, 99, 99)]

    found = drift(points, 6, (Decimal(0), Decimal(100)))

    assert found.high == 100
    assert found.low <= found.expected <= 100


def test_a_drift_asks_for_eight_points_that_move():
    with pytest.raises(NoForecast):
        drift([Decimal(1)] * 7, 1, (None, None))
    with pytest.raises(NoForecast):
        drift([Decimal(1)] * 9, 1, (None, None))


@pytest.mark.parametrize(
    ("aim", "plan", "missed"),
    [
        (Aim.AT_LEAST, 100, True),
        (Aim.AT_LEAST, 54, False),
        (Aim.AT_MOST, 20, True),
        (Aim.AT_MOST, 60, False),
        (Aim.EQUAL, 200, True),
        (Aim.EQUAL, 50, False),
    ],
)
def test_a_target_will_be_missed_where_even_the_better_bound_misses(aim, plan, missed):
    found = year_end(
        Decimal(25),
        [(Decimal(48), Decimal(100)), (Decimal(50), Decimal(100)), (Decimal(52), Decimal(100))],
    )

    assert found.will_miss(aim, Decimal(plan)) is missed


def test_the_pace_that_is_needed_is_what_is_left_by_the_months_that_are_left():
    assert needed_pace(Decimal(40), Decimal(100), 9) == 20
    assert needed_pace(Decimal(140), Decimal(100), 9) == 0
    assert needed_pace(Decimal(40), Decimal(100), 12) is None
