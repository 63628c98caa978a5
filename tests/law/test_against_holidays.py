"""Our counting against `holidays` and numpy's business days, on days drawn at random."""

import os
from datetime import date, timedelta
from functools import cache

import holidays
import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soi.core.deadlines import Limit, Unit, compute
from soi.core.workdays import Calendar

CASES = 5000 if os.environ.get("SOI_LONG") else 500
YEARS = range(2022, 2028)
starts = st.dates(date(2022, 1, 1), date(2027, 6, 30))
amounts = st.integers(1, 90)


@cache
def theirs() -> holidays.HolidayBase:
    return holidays.country_holidays("VN", years=YEARS, language="vi")


@cache
def without_saturdays() -> Calendar:
    return Calendar(off=dict(theirs()))


@cache
def with_saturdays() -> Calendar:
    return Calendar(dict(theirs()), dict.fromkeys(theirs().weekend_workdays, "làm bù"))


def limit(amount: int, unit: Unit) -> Limit:
    return Limit("x", "2022-01-01", amount, unit, "Luật X, Điều 1")


def offset(day: date, amount: int, roll: str) -> date:
    off = [one for one in theirs() if one.weekday() < 5]
    return numpy.busday_offset(day, amount, roll=roll, holidays=off).astype(date)


@pytest.mark.slow
@settings(max_examples=CASES, deadline=None)
@given(starts, amounts)
def test_working_days_are_numpys_business_days(began_on, amount):
    ours = compute(limit(amount, Unit.WORKING_DAY), began_on, without_saturdays()).due_on

    # "backward": from a day off, numpy's first step lands on the next working day, as ours does.
    assert ours == offset(began_on, amount, "backward")


@pytest.mark.slow
@settings(max_examples=CASES, deadline=None)
@given(starts, amounts)
def test_calendar_days_end_where_numpy_rolls_them_to(began_on, amount):
    ours = compute(limit(amount, Unit.CALENDAR_DAY), began_on, without_saturdays()).due_on

    assert ours == offset(began_on + timedelta(days=amount), 0, "forward")


@pytest.mark.slow
@settings(max_examples=CASES, deadline=None)
@given(starts, amounts)
def test_working_days_with_swapped_saturdays_are_those_of_holidays(began_on, amount):
    ours = compute(limit(amount, Unit.WORKING_DAY), began_on, with_saturdays()).due_on

    assert ours == theirs().get_nth_working_day(began_on, amount)


@pytest.mark.slow
@settings(max_examples=CASES, deadline=None)
@given(starts, st.integers(0, 400))
def test_working_days_between_two_days_are_counted_as_one_would_on_paper(start, span):
    end = start + timedelta(days=span)
    calendar = with_saturdays()
    paper = sum(calendar.is_working(start + timedelta(days=step)) for step in range(1, span + 1))

    assert calendar.between(start, end) == paper
    assert calendar.between(end, start) == -paper
