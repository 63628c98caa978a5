"""Which days count as working days in Vietnam.

Source: Bộ luật Lao động 45/2019/QH14, Điều 111, 112 (weekly rest, public holidays and days
in lieu); the yearly notices that swap a working day with a Saturday.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from soi.core.refusals import Refusal

ONE_DAY = timedelta(days=1)
SATURDAY = 5  # date.weekday() of the first day of the weekend


class HalfSwap(Refusal):
    """Only one half of a swap was given: a day off without the Saturday worked for it."""

    code = "half_swap"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days that differ from Monday to Friday.

    off: working days that are not worked, each with its reason
    worked: weekend days that are worked, each with its reason
    known_until: the last year whose holidays were announced; later ones are expected. 0: unsaid
    """

    off: Mapping[date, str] = field(default_factory=dict)
    worked: Mapping[date, str] = field(default_factory=dict)
    known_until: int = 0

    def is_expected(self, day: date) -> bool:
        """Test if a day lies in a year whose holidays nobody has announced yet."""
        return bool(self.known_until) and day.year > self.known_until

    def is_working(self, day: date) -> bool:
        """Test if offices are open on `day`."""
        if day in self.worked:
            return True
        return day.weekday() < SATURDAY and day not in self.off

    def why_off(self, day: date) -> str | None:
        """Return the reason why offices are closed on `day`; None if they are open."""
        if self.is_working(day):
            return None
        if day in self.off:
            return self.off[day]
        return "thứ Bảy" if day.weekday() == SATURDAY else "chủ nhật"

    def on_or_after(self, day: date) -> date:
        """Return `day`, or the next working day where it is a day off."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def on_or_before(self, day: date) -> date:
        """Return `day`, or the working day before it where it is a day off."""
        while not self.is_working(day):
            day -= ONE_DAY
        return day

    def add(self, day: date, count: int) -> date:
        """Return the working day that is `count` working days after `day`."""
        for _ in range(count):
            day = self.on_or_after(day + ONE_DAY)
        return day

    def subtract(self, day: date, count: int) -> date:
        """Return the working day that is `count` working days before `day`."""
        for _ in range(count):
            day = self.on_or_before(day - ONE_DAY)
        return day

    def between(self, start: date, end: date) -> int:
        """Return how many working days lie after `start` up to `end`, below zero if it is past."""
        if end < start:
            return -self.between(end, start)
        # Lists of thousands of duties ask this of each: no walk from day to day.
        lost = sum(start < day <= end and not self.is_working(day) for day in _weekdays(self.off))
        more = sum(start < day <= end and day.weekday() >= SATURDAY for day in self.worked)
        return _monday_to_friday(end) - _monday_to_friday(start) - lost + more

    def with_swap(self, off: date, worked: date, reason: str) -> "Calendar":
        """Return this calendar with `off` swapped against the weekend day `worked`.

        Raises: HalfSwap, where either day is not what a swap needs it to be.
        """
        if not self.is_working(off) or self.is_working(worked):
            raise HalfSwap(off=off.isoformat(), worked=worked.isoformat())
        return replace(self, off={**self.off, off: reason}, worked={**self.worked, worked: reason})


def days(first: date, last: date) -> Iterator[date]:
    """Return every day from `first` to `last`, both included."""
    while first <= last:
        yield first
        first += ONE_DAY


def _weekdays(some: Iterable[date]) -> Iterator[date]:
    return (day for day in some if day.weekday() < SATURDAY)


def _monday_to_friday(day: date) -> int:
    """Return how many Mondays to Fridays there were up to `day`, since the first of all."""
    weeks, rest = divmod(day.toordinal(), 7)  # day 1 was a Monday
    return weeks * SATURDAY + min(rest, SATURDAY)
