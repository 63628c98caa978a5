"""References to law and to documents, read and written the Vietnamese way."""

from soi.core.citations.points import Citation, NotACitation, parse
from soi.core.citations.reader import read
from soi.core.citations.references import (
    Reference,
    Role,
    Sort,
    code_of,
    is_party,
    issuer_of,
    plain_symbol,
    written,
    year_of,
)

__all__ = [
    "Citation",
    "NotACitation",
    "Reference",
    "Role",
    "Sort",
    "code_of",
    "is_party",
    "issuer_of",
    "parse",
    "plain_symbol",
    "read",
    "written",
    "year_of",
]
