"""Days that people write down: which can be, and which are a slip of the hand."""

from datetime import date

from soi.core.refusals import Unacceptable

FIRST = date(2000, 1, 1)  # of what an office in use may have seen, received or done
FIRST_PAPER = date(1945, 9, 2)  # of a document of this state


def demand_happened(field: str, day: date | None, today: date, *, since: date = FIRST) -> None:
    """Demand that something can have happened on `day`; no day is fine.

    Raises: Unacceptable, with in_the_future (facts: today) or too_long_ago (facts: since).
    """
    if day is None:
        return
    if day > today:
        raise Unacceptable(field, "in_the_future", on=day, today=today)
    if day < since:
        raise Unacceptable(field, "too_long_ago", on=day, since=since)
