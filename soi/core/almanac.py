"""Many due days at once: a million cases count the same few thousand days.

`deadlines.compute` tells how a day came about; this tells only which day it is.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from soi.core.deadlines import Limit, Unit, compute
from soi.core.workdays import Calendar, days

_MARGIN = timedelta(days=800)  # two years and more: no limit in law is longer


class Almanac:
    """The working days of some years, laid out so that counting is looking up."""

    def __init__(self, calendar: Calendar, first: date, last: date) -> None:
        """Lay out the days on which a limit may begin.

        first, last: both included
        """
        self._calendar = calendar
        self._first, self._last = first, last
        self._days = tuple(days(first - _MARGIN, last + _MARGIN))
        self._base = self._days[0].toordinal()
        work = [at for at, day in enumerate(self._days) if calendar.is_working(day)]
        self._work = [self._days[at] for at in work]
        # For each day: how many working days lie before it, itself not counted.
        self._before = [0] * (len(self._days) + 1)
        ahead = set(work)
        for at in range(len(self._days)):
            self._before[at + 1] = self._before[at] + (at in ahead)

    def due_days(self, limit: Limit, starts: Iterable[date]) -> list[date]:
        """Return the last day to act for each day 0, as `deadlines.compute` would.

        starts: within the days that the almanac was laid out for
        Raises: IndexError, KeyError, where a day is outside of them.
        """
        if limit.direction == "before" or limit.bound == "at_least" or limit.unit is Unit.IMMEDIATE:
            return self._each(limit, starts)
        base, before, work, n = self._base, self._before, self._work, limit.amount
        if limit.unit is Unit.WORKING_DAY:
            return [work[before[day.toordinal() - base + 1] + n - 1] for day in starts]
        if limit.unit is Unit.CALENDAR_DAY:
            return [work[before[day.toordinal() - base + n]] for day in starts]
        return self._each(limit, starts)

    def _each(self, limit: Limit, starts: Iterable[date]) -> list[date]:
        """Count each day 0 once, the long way."""
        known: dict[date, date] = {}
        found: list[date] = []
        for day in starts:
            if day not in known:
                due_on = compute(limit, day, self._calendar).due_on
                known[day] = due_on if due_on is not None else day
            found.append(known[day])
        return found
