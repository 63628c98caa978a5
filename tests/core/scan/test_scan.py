import os

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soi.core.scan import (
    Settings,
    benjamini_hochberg,
    circles,
    ears_c1,
    expected_false_alarms,
    graph_circles,
    gumbel_p,
    plain,
    poisson,
    recurrence_days,
    scan,
    space_time_permutation,
)
from soi.core.scan import clusters as scanning
from soi.core.scan.models import Model, windows_of
from soi.core.scan.statistics import bernoulli_ratio, fewest, poisson_ratio
from soi.core.scan.streams import philox, uniforms

fast = pytest.importorskip("soi.core.scan.fast", reason="NUMBA IS NOT HERE: make full brings it")
PLACES, DAYS, WEEK = 12, 120, 14


def study(seed: int, *, burst: int = 0, cases: int = 300) -> Model:
    """Make invented cases; a burst adds cases at place 3 in the last seven days."""
    chance = np.random.default_rng(seed)
    place = np.append(chance.integers(0, PLACES, cases), np.full(burst, 3))
    day = np.append(chance.integers(0, DAYS, cases), chance.integers(DAYS - 7, DAYS, burst))
    return space_time_permutation(
        place, day, np.ones(len(place), np.int64), places=PLACES, days=DAYS,
        windows=windows_of(DAYS, longest=WEEK, prospective=True),
    )  # fmt: skip


RING = graph_circles(PLACES, [(at, (at + 1) % PLACES) for at in range(PLACES)], max_steps=2)


def test_the_stream_is_the_published_philox() -> None:
    # The known answers of Random123 for counter and key of all ones.
    ones = np.array([2**64 - 1], np.uint64)

    words = philox(ones, ones, 2**64 - 1)

    assert [int(word[0]) for word in words] == [0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD]


def test_a_replicate_draws_the_same_whoever_draws_beside_it() -> None:
    together = uniforms(7, np.arange(50), key=11)
    alone = uniforms(7, np.array([31]), key=11)

    assert (together[31] == alone[0]).all()
    assert (together >= 0).all()
    assert (together < 1).all()


@pytest.mark.parametrize("kind", ["permutation", "poisson"])
def test_compiled_and_plain_paths_give_the_same_maxima(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = study(1) if kind == "permutation" else _poisson(1)

    monkeypatch.setattr(scanning, "_engine", lambda _work: fast.maxima)
    compiled = scan(model, RING, Settings(replicates=200)).maxima
    monkeypatch.setattr(scanning, "_engine", lambda _work: plain.maxima)
    slow = scan(model, RING, Settings(replicates=200)).maxima

    assert compiled == pytest.approx(slow, abs=1e-9)


def test_passing_over_low_zones_changes_no_maximum(monkeypatch: pytest.MonkeyPatch) -> None:
    model = study(2)
    quick = scan(model, RING, Settings(replicates=200)).maxima

    monkeypatch.setattr(scanning.math, "log", lambda _: 0.0)  # a bound of nothing: look at all
    whole = scan(model, RING, Settings(replicates=200)).maxima

    assert quick == pytest.approx(whole, abs=1e-12)


def test_p_is_uniform_where_only_chance_is_at_work() -> None:
    sets = 1000 if os.environ.get("SOI_LONG") else 120
    ps = np.array(
        [scan(study(seed), RING, Settings(replicates=99, key=seed)).clusters[0].p
         for seed in range(1000, 1000 + sets)]
    )  # fmt: skip

    error = np.sqrt(0.05 * 0.95 / sets)
    assert abs(float((ps <= 0.05).mean()) - 0.05) <= 3 * error
    steps = np.arange(1, len(ps) + 1) / len(ps)
    assert float(np.abs(np.sort(ps) - steps).max()) <= 1.63 / np.sqrt(len(ps)) + 0.01


def test_a_planted_burst_is_found() -> None:
    found = [scan(study(seed, burst=20), RING, Settings(replicates=99)).clusters[0]
             for seed in range(20)]  # fmt: skip

    hits = [cluster for cluster in found if 3 in cluster.places and cluster.p <= 0.01]
    assert len(hits) >= 19


def test_nothing_to_scan_gives_no_cluster() -> None:
    nothing = np.empty(0, np.int64)
    model = space_time_permutation(
        nothing, nothing, nothing, places=2, days=9,
        windows=windows_of(9, longest=3, prospective=True),
    )  # fmt: skip

    assert scan(model, graph_circles(2, [(0, 1)])).clusters == ()


def test_equal_distances_join_in_file_order() -> None:
    points = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.0, -1.0], [0.0, 0.0]])

    zones = circles(points, flat=True)

    assert zones.row(0).tolist() == [0, 4, 1, 2, 3]
    assert zones.row(4).tolist() == [4, 0, 1, 2, 3]


def test_a_radius_holds_across_the_turn_of_the_globe() -> None:
    points = np.array([[0.0, 179.99], [0.0, -179.99], [0.0, 170.0]])

    zones = circles(points, max_radius=3)

    assert zones.row(0).tolist() == [0, 1]


def test_a_graph_zone_grows_step_by_step() -> None:
    zones = graph_circles(5, [(0, 1), (1, 2), (2, 3), (3, 4)], max_steps=2)

    assert zones.row(2).tolist() == [2, 1, 3, 0, 4]
    assert zones.row(0).tolist() == [0, 1, 2]


@settings(max_examples=50, deadline=None)
@given(st.integers(2, 300), st.floats(0.01, 0.9), st.floats(0.1, 12), st.booleans())
def test_the_fewest_cases_are_exactly_the_fewest(
    total: int, part: float, value: float, whole: bool
) -> None:
    weights, shares = np.array([max(1.0, round(total * part))]), np.array([1.0 if whole else 0.3])
    population = total * 2 if whole else 0

    least = int(
        fewest(weights, shares, total, population=population, value=value, min_cases=1)[0, 0]
    )

    counts = np.arange(total + 1, dtype=np.float64)
    if whole:
        counts = counts[: int(weights[0]) + 1]
        ratio = bernoulli_ratio(counts, np.broadcast_to(weights, counts.shape), total, population)
    else:
        ratio = poisson_ratio(counts, weights * shares, total)
    reaching = counts[ratio >= value - 1e-9]
    assert least == (reaching.min() if len(reaching) else least)
    assert len(reaching) or least > counts.max()


def test_quiet_days_do_not_make_one_report_an_alarm() -> None:
    assert not ears_c1([0] * 7 + [4]).alarm
    assert ears_c1([0] * 7 + [5]).alarm
    with pytest.raises(ValueError, match="seven days"):
        ears_c1([1] * 7)


def test_many_streams_are_held_to_one_share_of_false_ones() -> None:
    assert benjamini_hochberg([0.001, 0.04, 0.9, 0.03], q=0.1) == [True, True, False, True]
    assert benjamini_hochberg([0.2, 0.9], q=0.1) == [False, False]
    assert benjamini_hochberg([]) == []


def test_recurrence_and_false_alarms_are_the_same_promise() -> None:
    assert recurrence_days(0.001) == pytest.approx(1000)
    assert expected_false_alarms(94 * 6, 1, level_days=365) == pytest.approx(1.545, abs=1e-3)


def test_a_rarer_level_is_estimated_and_never_above_one() -> None:
    maxima = scan(study(3), RING, Settings(replicates=999)).maxima

    assert gumbel_p(40.0, maxima) < 1e-6
    assert gumbel_p(0.0, maxima) == pytest.approx(1.0)
    assert gumbel_p(3.0, np.ones(5)) == 1.0


def _poisson(seed: int) -> Model:
    chance = np.random.default_rng(seed)
    return poisson(
        chance.integers(0, PLACES, 200), chance.integers(0, DAYS, 200), np.ones(200, np.int64),
        expected=chance.random(PLACES) * 900 + 100, days=DAYS,
        windows=windows_of(DAYS, longest=WEEK, prospective=True),
    )  # fmt: skip
