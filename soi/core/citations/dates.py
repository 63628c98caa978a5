"""Dates as documents print them."""

import re
from datetime import date

# ngày 26/9/2025 · ngày 26-9-2025 · ngày 7.8.2026 · ngày 04 tháng 7 năm 2026
DATE = (
    r"[Nn]gày\s+(?P<{0}d>\d{{1,2}})\s*(?:[-/.\u2010-\u2015]\s*(?P<{0}m>\d{{1,2}})"
    r"\s*[-/.\u2010-\u2015]\s*(?P<{0}y>\d{{4}})(?!\d)"
    r"|\s*tháng\s+(?P<{0}mm>\d{{1,2}})\s*,?\s*năm\s+(?P<{0}yy>\d{{4}})(?!\d))"
)
_ANY = re.compile(DATE.format("").replace(r"[Nn]gày\s+", r"(?:[Nn]gày\s+)?(?<![\d/.-])", 1))


def of_match(found: "re.Match[str]", prefix: str = "") -> date | None:
    """Return the day that a match of DATE prints; None where there is no such day."""
    month = found[prefix + "m"] or found[prefix + "mm"]
    year = found[prefix + "y"] or found[prefix + "yy"]
    try:
        return date(int(year), int(month), int(found[prefix + "d"]))
    except (TypeError, ValueError):
        return None


def first(text: str) -> date | None:
    """Return the first whole date in `text`."""
    return next((day for one in _ANY.finditer(text) if (day := of_match(one))), None)


def last(text: str) -> date | None:
    """Return the last whole date in `text`."""
    days = [day for one in _ANY.finditer(text) if (day := of_match(one))]
    return days[-1] if days else None
