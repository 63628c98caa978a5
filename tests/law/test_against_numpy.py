"""A hundred thousand random cases against numpy's business days, with the same holidays.

numpy knows no working Saturday: so every day is given to it as one of a seven-day week, and
whatever is off, weekends too, as a holiday.
"""

import random
from datetime import date, timedelta

import numpy
import pytest

from soi.core.almanac import Almanac
from soi.core.deadlines import Limit, Unit, compute
from tests.law.book import DAYS, RULES, calendar, limit

CASES = 100_000
FIRST, LAST = date(2022, 1, 1), date(2027, 6, 30)
UNITS = (Unit.WORKING_DAY, Unit.CALENDAR_DAY)


def theirs() -> numpy.busdaycalendar:
    off = {one["on"] for one in DAYS if one["state"] == "off"}
    worked = {one["on"] for one in DAYS if one["state"] == "working"}
    days = [FIRST + timedelta(n) for n in range(-400, 365 * 7)]
    closed = [
        one
        for one in days
        if one.isoformat() not in worked and (one.weekday() >= 5 or one.isoformat() in off)
    ]
    return numpy.busdaycalendar(weekmask="1111111", holidays=closed)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("direction", ["after", "before"])
def test_every_random_case_agrees_with_numpy(unit, direction):
    chance = random.Random(f"{unit} {direction}")
    span = (LAST - FIRST).days
    cases = [
        (FIRST + timedelta(chance.randint(0, span)), chance.randint(1, 90))
        for _ in range(CASES // 4)
    ]
    sign = -1 if direction == "before" else 1
    starts = numpy.array([start for start, _ in cases], dtype="datetime64[D]")
    amounts = sign * numpy.array([amount for _, amount in cases])
    roll = {"after": ("backward", "forward"), "before": ("forward", "backward")}[direction]
    ours_calendar, wanted = calendar(), theirs()
    if unit is Unit.WORKING_DAY:
        expected = numpy.busday_offset(starts, amounts, roll=roll[0], busdaycal=wanted)
    else:
        expected = numpy.busday_offset(starts + amounts, 0, roll=roll[1], busdaycal=wanted)

    ours = [
        compute(Limit("x", "2022-01-01", amount, unit, "Luật X, Điều 1", direction=direction),
                start, ours_calendar).due_on
        for start, amount in cases
    ]  # fmt: skip

    wrong = [case for case, mine, his in zip(cases, ours, expected.astype(date), strict=True)
             if mine != his]  # fmt: skip
    assert wrong == []


def test_the_almanac_finds_the_days_that_counting_finds():
    almanac, shipped = Almanac(calendar(), FIRST, LAST), calendar()
    starts = [FIRST + timedelta(n) for n in range(0, (LAST - FIRST).days, 3)]
    for one in RULES:
        if one["unit"].startswith("day_per"):
            continue
        rule = limit(one["id"], date(2026, 7, 15)) or limit(one["id"], date(2026, 5, 4))

        assert almanac.due_days(rule, starts) == [
            compute(rule, start, shipped).due_on for start in starts
        ], one["id"]
