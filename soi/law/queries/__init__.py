"""The law as data: limits and the calendar as of any day, and how a day came about."""

from soi.law.queries.books import (
    CULTURE_DAY,
    EDITION,
    NATION,
    NO_STATUTORY_DAY,
    STANDING,
    Book,
    RuleView,
    TransitionView,
    book,
    facts,
    last_working_day,
    limit_of_row,
    overrides,
    reviews,
    source_of,
)
from soi.law.queries.explaining import CONDITIONS, UNITS, explain, span_words, told

__all__ = [
    "CONDITIONS",
    "CULTURE_DAY",
    "EDITION",
    "NATION",
    "NO_STATUTORY_DAY",
    "STANDING",
    "UNITS",
    "Book",
    "RuleView",
    "TransitionView",
    "book",
    "explain",
    "facts",
    "last_working_day",
    "limit_of_row",
    "overrides",
    "reviews",
    "source_of",
    "span_words",
    "told",
]
