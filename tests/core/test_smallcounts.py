from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soi.core.smallcounts import (
    ALL,
    Axis,
    Narrowed,
    NotPublishable,
    Release,
    Sum,
    audit,
    cross,
    plan,
)

GROUPS = Axis(("tổ 1", "tổ 2", "tổ 3"))
TOPICS = Axis(("rác", "đèn", "đường"))


def table(rows: list[list[int]], *axes: Axis) -> tuple[dict, list[Sum]]:
    """Make a cross table of two axes with its margins."""
    first, second = axes or (GROUPS, TOPICS)
    counts = {
        (a, b): rows[i][j] for i, a in enumerate(first.values) for j, b in enumerate(second.values)
    }
    return cross(counts, (first, second))


def secrets(cells: dict) -> list:
    """Give the cells of one to four."""
    return [cell for cell, count in cells.items() if 1 <= count <= 4]


def test_a_small_cell_takes_others_with_it() -> None:
    cells, sums = table([[3, 20, 30], [40, 50, 60], [70, 80, 90]])

    release = plan(cells, sums)

    assert ("tổ 1", "rác") in release.hidden
    assert len(release.hidden) >= 4
    assert release.shown[ALL, ALL] == 443
    assert audit(cells, sums, release, secrets(cells)) == []


def test_a_table_without_small_cells_is_shown_whole() -> None:
    cells, sums = table([[9, 20, 30], [40, 50, 60], [70, 80, 90]])

    assert plan(cells, sums) == Release(cells, frozenset())


LEAKS = [
    ("a hidden cell alone in its row", {("tổ 1", "rác")}),
    ("two in a row, each alone in its column", {("tổ 1", "rác"), ("tổ 1", "đèn")}),
    ("three at the corners of a square whose fourth is shown",
     {("tổ 1", "rác"), ("tổ 1", "đèn"), ("tổ 2", "rác")}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "hidden"), LEAKS)
def test_a_planted_leak_is_found(what: str, hidden: set) -> None:
    cells, sums = table([[3, 20, 30], [40, 50, 60], [70, 80, 90]])
    shown = {cell: count for cell, count in cells.items() if cell not in hidden}

    found = audit(cells, sums, Release(shown, frozenset(hidden)), [("tổ 1", "rác")])

    assert found == [Narrowed(("tổ 1", "rác"), pytest.approx(3), pytest.approx(3))], what


def test_a_narrow_interval_is_found_though_nothing_can_be_computed() -> None:
    # Neither cell is determined, but both lie between 0 and 3: their sum is 3.
    cells, sums = table([[1, 2, 30], [40, 50, 60], [70, 80, 90]])
    square = {("tổ 1", "rác"), ("tổ 1", "đèn"), ("tổ 2", "rác"), ("tổ 2", "đèn")}
    shown = {cell: count for cell, count in cells.items() if cell not in square}

    found = audit(cells, sums, Release(shown, frozenset(square)), secrets(cells))

    assert len(found) == 2
    assert all((one.low, one.high) == pytest.approx((0, 3)) for one in found)


def test_a_leak_through_a_linked_table_is_found() -> None:
    # The group's table and the office's table share their total: the difference gives it away.
    cells = {"tổ 1": 3, "tổ 2": 50, "all": 53, "office": 53, "desk": 50, "other": 3}
    sums = [Sum("all", ("tổ 1", "tổ 2")), Sum("office", ("desk", "other")),
            Sum("office", ("tổ 1", "tổ 2"))]  # fmt: skip
    shown = {"office": 53, "tổ 2": 50}

    found = audit(cells, sums, Release(shown, frozenset(cells.keys() - shown)), ["tổ 1"])

    assert [one.cell for one in found] == ["tổ 1"]


def test_last_weeks_release_counts_as_known() -> None:
    weeks = Axis(("w1", "w2"), {"w1": "m", "w2": "m"})
    cells, sums = cross({("w1", "rác"): 20, ("w2", "rác"): 3, ("w1", "đèn"): 30, ("w2", "đèn"): 40},
                        (weeks, Axis(("rác", "đèn"))))  # fmt: skip
    before = {("w1", "rác"): 20, ("w1", "đèn"): 30, ("w1", ALL): 50}

    release = plan(cells, sums, before=before)

    assert ("m", "rác") in release.hidden
    assert audit(cells, sums, release, [("w2", "rác")]) == []
    assert before.items() <= release.shown.items()


def test_what_an_earlier_release_gave_away_cannot_be_protected() -> None:
    cells, sums = table([[3, 20, 30], [40, 50, 60], [70, 80, 90]])
    before = {cell: count for cell, count in cells.items() if cell != ("tổ 1", "rác")}

    with pytest.raises(NotPublishable):
        plan(cells, sums, before=before)


def test_what_was_hidden_stays_hidden() -> None:
    cells, sums = table([[9, 20, 30], [40, 50, 60], [70, 80, 90]])

    release = plan(cells, sums, hidden_before=[("tổ 1", "rác")])

    assert ("tổ 1", "rác") in release.hidden
    assert audit(cells, sums, release, [("tổ 1", "rác")]) == []


def test_nobody_is_hidden_too_where_nobody_tells() -> None:
    cells, sums = table([[0, 20, 30], [40, 50, 60], [70, 80, 90]])

    assert plan(cells, sums).hidden == frozenset()
    assert ("tổ 1", "rác") in plan(cells, sums, zero_tells=True).hidden


def test_a_share_of_nobody_or_of_all_is_not_told() -> None:
    release = Release({"late": 5, "all": 20, "none": 0}, frozenset({"few"}))

    assert release.share("late", "all") == 0.25
    assert release.share("few", "all") is None
    assert release.share("none", "all") is None
    assert release.share("all", "all") is None
    assert release.share("late", "none") is None


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 40) | st.integers(0, 4), min_size=12, max_size=12),
    st.booleans(),
)
def test_no_plan_lets_a_small_cell_be_narrowed(numbers: list[int], months: bool) -> None:
    weeks = Axis(("1", "2", "3"), {"1": "m", "2": "m"} if months else {})
    topics = Axis(("a", "b", "c", "d"))
    cells, sums = cross(dict(zip(product(weeks.values, topics.values), numbers, strict=True)),
                        (weeks, topics))  # fmt: skip

    try:
        release = plan(cells, sums)
    except NotPublishable:
        assert secrets(cells)
        return

    assert audit(cells, sums, release, secrets(cells)) == []
    assert all(release.shown[cell] == cells[cell] for cell in release.shown)
    assert not release.hidden or secrets(cells)


def test_a_wards_week_is_planned_in_seconds() -> None:
    chance = np.random.default_rng(3)
    groups = Axis(tuple(f"to-{i:02d}" for i in range(1, 13)))
    topics = Axis(tuple("abcdefghij"))
    counts = {key: int(chance.poisson(7)) for key in product(groups.values, topics.values)}
    cells, sums = cross(counts, (groups, topics))

    release = plan(cells, sums)

    assert audit(cells, sums, release, secrets(cells)) == []
    assert len(release.shown) > len(cells) / 3
