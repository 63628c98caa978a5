from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soi.core.workdays import Calendar, HalfSwap

HOLIDAY, MONDAY, SATURDAY = date(2026, 3, 3), date(2026, 3, 2), date(2026, 3, 7)
CALENDAR = Calendar(off={HOLIDAY: "nghỉ lễ"}, worked={date(2026, 3, 14): "làm bù"})

days = st.dates(date(2024, 1, 1), date(2028, 1, 1))
calendars = st.builds(
    Calendar,
    st.dictionaries(days, st.just("nghỉ lễ"), max_size=30),
    st.dictionaries(days, st.just("làm bù"), max_size=10),
)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (MONDAY, None),
        (HOLIDAY, "nghỉ lễ"),
        (SATURDAY, "thứ Bảy"),
        (date(2026, 3, 8), "chủ nhật"),
        (date(2026, 3, 14), None),  # a Saturday that is worked
    ],
)
def test_a_day_off_says_why(day, why):
    assert CALENDAR.why_off(day) == why


def test_a_day_off_is_left_forwards_or_backwards():
    assert CALENDAR.on_or_after(SATURDAY) == date(2026, 3, 9)
    assert CALENDAR.on_or_before(SATURDAY) == date(2026, 3, 6)


def test_working_days_are_counted_in_both_directions():
    assert CALENDAR.add(MONDAY, 2) == date(2026, 3, 5)
    assert CALENDAR.subtract(date(2026, 3, 5), 2) == MONDAY


def test_a_swap_makes_one_day_off_and_one_day_worked():
    swapped = Calendar().with_swap(MONDAY, SATURDAY, "hoán đổi")

    assert swapped.why_off(MONDAY) == "hoán đổi"
    assert swapped.is_working(SATURDAY)


@pytest.mark.parametrize(("off", "worked"), [(SATURDAY, SATURDAY), (MONDAY, HOLIDAY)])
def test_a_swap_that_swaps_nothing_is_refused(off, worked):
    with pytest.raises(HalfSwap):
        Calendar().with_swap(off, worked, "hoán đổi")


@given(calendars, days, st.integers(1, 60))
def test_going_on_and_coming_back_ends_where_it_began(calendar, start, count):
    start = calendar.on_or_after(start)

    assert calendar.subtract(calendar.add(start, count), count) == start


@given(calendars, days, st.integers(1, 60))
def test_so_many_working_days_lie_between_as_were_counted(calendar, start, count):
    assert calendar.between(start, calendar.add(start, count)) == count


@given(calendars, days, st.integers(0, 500))
def test_days_between_are_those_one_meets_walking(calendar, start, span):
    walked = sum(calendar.is_working(start + timedelta(step)) for step in range(1, span + 1))

    assert calendar.between(start, start + timedelta(span)) == walked
