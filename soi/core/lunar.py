"""Days of the Vietnamese lunar calendar, and the public holidays that are to be expected by it.

Months begin on the day of the new moon in Hanoi (UTC+7); month 11 holds the winter solstice.

Source: Jean Meeus, Astronomical Algorithms, chapters 25 and 49, shortened as Ho Ngoc Duc's
calculation of the Vietnamese calendar does; Bộ luật Lao động 45/2019/QH14, Điều 111.3 and 112.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from math import floor, pi, sin

from soi.core.workdays import ONE_DAY, SATURDAY, Calendar

EXPECTED = "dự kiến"
_ZONE = 7 / 24
_MONTH = 29.530588853
_EPOCH = 2415021.076998695  # new moon of January 1900
_JULIAN = 1721425  # from date.toordinal() to the Julian day at noon
_RADIAN = pi / 180
_ENOUGH = 8  # days off in a year by which its holidays are known


def lunar_day(year: int, month: int, day: int) -> date:
    """Return the day on which a day of an ordinary month of a lunar year falls."""
    before = year if month >= 11 else year - 1
    first, next_ = _month11(before), _month11(before + 1)
    moons = floor(0.5 + (first - _EPOCH) / _MONTH)
    ahead = (month - 11) % 12
    if next_ - first > 365 and ahead >= _leap(first):
        ahead += 1
    return _day(_new_moon(moons + ahead) + day - 1)


def new_year(year: int) -> date:
    """Return the first day of Tết."""
    return lunar_day(year, 1, 1)


def holidays(year: int) -> dict[date, str]:
    """Return the days off that a year is expected to have, days in lieu among them.

    Which day joins Tết and 2 September is the Prime Minister's to choose: here the eve, and the
    day that makes the longer rest.
    """
    first = new_year(year)
    tet = {first + timedelta(days=at): "Tết Nguyên Đán" for at in range(-1, 4)}
    national = date(year, 9, 2)
    beside = national + (ONE_DAY if national.weekday() in {3, 6, 0} else -ONE_DAY)
    named = {
        date(year, 1, 1): "Tết Dương lịch",
        **tet,
        lunar_day(year, 3, 10): "Giỗ Tổ Hùng Vương",
        date(year, 4, 30): "Ngày Chiến thắng",
        date(year, 5, 1): "Quốc tế Lao động",
        min(national, beside): "Quốc khánh",
        max(national, beside): "Quốc khánh",
    }
    off = {day: f"{name} ({EXPECTED})" for day, name in named.items()}
    for day, name in sorted(named.items()):
        if day.weekday() >= SATURDAY:
            instead = day
            while instead in off or instead.weekday() >= SATURDAY:
                instead += ONE_DAY
            off[instead] = f"{name}, nghỉ bù ({EXPECTED})"
    return off


def known_until(off: Iterable[date]) -> int:
    """Return the last year whose holidays were announced; 0 if none was."""
    years = [day.year for day in off]
    return max((year for year in set(years) if years.count(year) >= _ENOUGH), default=0)


def with_expected(calendar: Calendar, years: int = 6) -> Calendar:
    """Return a calendar that goes on beyond the announced years with what is to be expected."""
    last = known_until(calendar.off)
    if not last:
        return calendar
    ahead = {
        day: name
        for year in range(last + 1, last + 1 + years)
        for day, name in holidays(year).items()
        if day not in calendar.worked
    }
    return Calendar({**ahead, **calendar.off}, calendar.worked, known_until=last)


def _day(julian: int) -> date:
    return date.fromordinal(julian - _JULIAN)


def _new_moon(count: int) -> int:
    """Return the Julian day, in Hanoi, of the new moon that is `count` after January 1900."""
    t = count / 1236.85
    mean = 2415020.75933 + 29.53058868 * count + 0.0001178 * t**2 - 0.000000155 * t**3
    mean += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t**2) * _RADIAN)
    sun = (359.2242 + 29.10535608 * count - 0.0000333 * t**2 - 0.00000347 * t**3) * _RADIAN
    moon = (306.0253 + 385.81691806 * count + 0.0107306 * t**2 + 0.00001236 * t**3) * _RADIAN
    node = (21.2964 + 390.67050646 * count - 0.0016528 * t**2 - 0.00000239 * t**3) * _RADIAN
    shift = (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun)
    shift += -0.4068 * sin(moon) + 0.0161 * sin(2 * moon) - 0.0004 * sin(3 * moon)
    shift += 0.0104 * sin(2 * node) - 0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon)
    shift += 0.0004 * sin(2 * node + sun) - 0.0004 * sin(2 * node - sun)
    shift += -0.0006 * sin(2 * node + moon) + 0.0010 * sin(2 * node - moon)
    shift += 0.0005 * sin(2 * moon + sun)
    clock = -0.000278 + 0.000265 * t + 0.000262 * t**2
    return floor(mean + shift - clock + 0.5 + _ZONE)


def _sun(julian: int) -> int:
    """Return in which twelfth of its way the sun stands as a day begins in Hanoi, from 0."""
    t = (julian - 2451545.5 - _ZONE) / 36525
    mean = (357.52910 + 35999.05030 * t - 0.0001559 * t**2 - 0.00000048 * t**3) * _RADIAN
    way = 280.46645 + 36000.76983 * t + 0.0003032 * t**2
    way += (1.914600 - 0.004817 * t - 0.000014 * t**2) * sin(mean)
    way += (0.019993 - 0.000101 * t) * sin(2 * mean) + 0.000290 * sin(3 * mean)
    return floor(way % 360 / 30)


def _month11(year: int) -> int:
    """Return the Julian day on which the lunar month of the winter solstice begins."""
    end = date(year, 12, 31).toordinal() + _JULIAN
    count = floor((end - 2415021) / _MONTH)
    first = _new_moon(count)
    return _new_moon(count - 1) if _sun(first) >= 9 else first


def _leap(first: int) -> int:
    """Return how many months after month 11 the leap month is, in which no twelfth begins."""
    count = floor((first - _EPOCH) / _MONTH + 0.5)
    at, arc = 1, _sun(_new_moon(count + 1))
    while at < 14:
        at, before = at + 1, arc
        arc = _sun(_new_moon(count + at))
        if arc == before:
            break
    return at - 1
