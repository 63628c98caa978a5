"""The public sets that SaTScan ran: files, settings, and what it found."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from soi.core.scan import Model, Zones, bernoulli, circles
from soi.core.scan.satscan import Places, Problems, parse_moment, read_cases, read_places
from soi.core.scan.study import Shape, build

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "satscan"


def expected(name: str) -> dict[str, Any]:
    """Give what SaTScan found, with the settings of the set that it was run like."""
    file = FOLDER / "expected.json"
    if not file.exists():
        pytest.skip("SATSCAN'S SETS ARE NOT HERE: ../shared/data/satscan")
    found = json.loads(file.read_text())
    return {**found.get("NYCfever_prospective", {}), **found[name]}


def read(files: list[str], *, flat: bool = False) -> tuple[Places, list[Any]]:
    """Read places and cases; a line that cannot be used fails the test."""
    problems = Problems()
    places = read_places("geo", _lines(files[-1]), problems, flat=flat)
    cases = [read_cases(file, _lines(file), places, problems) for file in files[:-1]]
    assert problems.count == 0, problems.listed
    return places, cases


def permutation_study(name: str) -> tuple[Model, Zones, Places]:
    """Build the space-time permutation study of a set."""
    told = expected(name)
    places, (cases,) = read(told["files"])
    start, end = (parse_moment(day) for day in told["study"])
    retrospective = "retrospective" in told["scan"]
    shape = Shape(start=start, end=end, longest=told["window_days"][1], retrospective=retrospective)
    model, _period = build(cases, len(places.ids), shape)
    return model, circles(np.array(places.points), max_radius=told["max_radius_km"]), places


def humberside() -> tuple[Model, Zones, Places]:
    """Build the Bernoulli study of North Humberside."""
    told = expected("NHumberside")
    places, (ill, well) = read(told["files"], flat=True)
    counts = [
        np.bincount(cases.place, cases.count, len(places.ids)).astype(np.int64)
        for cases in (ill, well)
    ]
    return bernoulli(counts[0], sum(counts)), circles(np.array(places.points), flat=True), places


def _lines(name: str) -> list[str]:
    return (FOLDER / name).read_text().splitlines()
