from datetime import date

import pytest

from soi.core.days import FIRST_PAPER, demand_happened
from soi.core.refusals import Unacceptable

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize("day", [None, TODAY, date(2026, 11, 30), date(2000, 1, 1)])
def test_what_can_have_happened_is_taken(day):
    demand_happened("on", day, TODAY)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 12, 2), "in_the_future"), (date.max, "in_the_future"),
        (date.min, "too_long_ago"), (date(1900, 1, 1), "too_long_ago"),
        (date(1969, 7, 20), "too_long_ago"),
    ],
)  # fmt: skip
def test_what_cannot_have_happened_is_refused_with_its_reason(day, reason):
    with pytest.raises(Unacceptable) as refused:
        demand_happened("on", day, TODAY)

    assert refused.value.reason == reason


def test_a_paper_may_be_as_old_as_the_state():
    demand_happened("on", date(1969, 7, 20), TODAY, since=FIRST_PAPER)
