"""Days as they come in an address."""

from datetime import date

from django.http import HttpRequest

from soi.core.deadlines import COUNTABLE

FIRST_YEAR, LAST_YEAR = 2022, 2027  # what the shipped calendar knows


def asked_day(request: HttpRequest, today: date, name: str = "on") -> date:
    """Return the day in ?on=, or today where there is none that can be meant."""
    try:
        day = date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return today
    return day if day.year in COUNTABLE else today


def asked_year(request: HttpRequest, today: date) -> int:
    """Return the year in ?year=, or this one, within what the calendar knows."""
    text = request.GET.get("year", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else today.year
    return min(max(year, FIRST_YEAR), LAST_YEAR)
