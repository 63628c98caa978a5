"""Statistic, places and days as SaTScan has them; p within the error of both Monte Carlos."""

import math
from datetime import date, timedelta

import pytest

from soi.core.scan import Settings, ears_c1, scan
from tests.core.scan.satscan import expected, humberside, permutation_study

RUNS = [
    ("NYCfever_prospective", 1999),
    ("NYCfever_retrospective", 999),
    ("bench_500x365", 999),
    ("bench_2000x365", 99),
]


@pytest.mark.parametrize(("name", "replicates"), RUNS)
def test_clusters_are_those_that_satscan_found(name: str, replicates: int) -> None:
    told = expected(name)
    model, zones, places = permutation_study(name)

    found = scan(model, zones, Settings(replicates=replicates)).clusters

    start = date.fromisoformat(told["study"][0])
    ours = [
        (
            {places.ids[place] for place in cluster.places},
            (start + timedelta(cluster.window.first)).isoformat(),
            (start + timedelta(cluster.window.last)).isoformat(),
            cluster.observed,
        )
        for cluster in found
    ]
    theirs = [(set(c["locations"]), c["start"], c["end"], c["observed"]) for c in told["clusters"]]
    assert sorted(map(str, map(_sorted, ours[: len(theirs)]))) == sorted(
        map(str, map(_sorted, theirs))
    )
    for cluster, reference in zip(found, told["clusters"], strict=False):
        assert cluster.statistic == pytest.approx(reference["statistic"], abs=1e-6)
        assert cluster.expected == pytest.approx(reference["expected"], abs=1e-6)
        if "p" in reference:
            assert _within(cluster.p, reference["p"], replicates, told["replications"])


def test_the_bernoulli_scan_counts_ties_as_satscan_does() -> None:
    told = expected("NHumberside")
    model, zones, places = humberside()

    found = scan(model, zones, Settings(replicates=1999)).clusters

    ours = sorted(sorted(places.ids[place] for place in cluster.places) for cluster in found[:6])
    assert ours == sorted(sorted(c["locations"]) for c in told["clusters"])
    for cluster, reference in zip(found, told["clusters"], strict=False):
        assert cluster.statistic == pytest.approx(reference["statistic"], abs=1e-6)
        assert _within(cluster.p, reference["p"], 1999, told["replications"])


def test_ears_bounds_are_those_of_the_reference() -> None:
    for row in expected("EARS_C1")["rows"]:
        found = ears_c1([*row["baseline"], row["count"]], least=0, least_sd=0.0)

        assert found.bound == pytest.approx(row["bound"], abs=1e-6)
        assert found.alarm is row["alarm"]


def _sorted(row: tuple[set[str], str, str, int]) -> tuple[object, ...]:
    return (sorted(row[0]), *row[1:])


def _within(p: float, reference: float, ours: int, theirs: int) -> bool:
    """Tell whether two Monte Carlo figures agree within four standard errors."""
    error = math.sqrt(reference * (1 - reference) * (1 / ours + 1 / theirs))
    return abs(p - reference) <= 4 * error + 1e-12
