import json
from datetime import date
from pathlib import Path

import pytest

import soi
from soi.core.lunar import holidays, known_until, lunar_day, new_year, with_expected
from soi.core.workdays import Calendar

CALENDAR = json.loads((Path(soi.__file__).parent / "law/data/calendar.json").read_text())["days"]
OFF = {date.fromisoformat(one["on"]): one["reason"] for one in CALENDAR if one["state"] == "off"}


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1985, "1985-01-21"),  # in Hanoi a month before Beijing
        (2007, "2007-02-17"), (2022, "2022-02-01"), (2023, "2023-01-22"), (2024, "2024-02-10"),
        (2025, "2025-01-29"), (2026, "2026-02-17"), (2027, "2027-02-06"), (2028, "2028-01-26"),
        (2029, "2029-02-13"), (2030, "2030-02-02"),  # Beijing: 3 February
        (2031, "2031-01-23"), (2033, "2033-01-31"), (2034, "2034-02-19"),
    ],
)  # fmt: skip
def test_the_lunar_new_year_is_that_of_hanoi(year, day):
    assert new_year(year).isoformat() == day


@pytest.mark.parametrize(("year", "day"), [(2024, "2024-04-18"), (2025, "2025-04-07"),
                                           (2026, "2026-04-26"), (2027, "2027-04-16")])  # fmt: skip
def test_the_day_of_the_kings_is_the_tenth_of_the_third_month(year, day):
    assert lunar_day(year, 3, 10).isoformat() == day


@pytest.mark.parametrize("year", range(2022, 2028))
def test_the_days_that_are_expected_were_mostly_those_announced(year):
    announced = {day for day in OFF if day.year == year}

    assert len(set(holidays(year)) - announced) <= 1  # whether Tết begins one day or two before


def test_a_calendar_goes_on_beyond_the_announced_years_and_says_so():
    calendar = with_expected(Calendar(OFF))

    assert calendar.known_until == known_until(OFF) == 2027
    assert not calendar.is_expected(date(2027, 12, 31))
    assert calendar.is_expected(date(2028, 1, 27))
    assert calendar.why_off(date(2028, 1, 27)) == "Tết Nguyên Đán (dự kiến)"
    assert not calendar.is_working(date(2030, 2, 4))


def test_a_calendar_that_knows_nothing_expects_nothing():
    assert with_expected(Calendar()).off == {}
