"""What makes a document one of a kind, as the law has it, and how a citation finds it.

Source: directives.md, section 4; Decree 30/2020/NĐ-CP, article 15 (numbers begin anew each
1 January, per body); Guidance 36-HD/VPTW (numbers run through a committee's term, per type).
"""

import re
from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from soi.core.citations import Reference, is_party, issuer_of
from soi.core.vietnamese import canon, fold
from soi.directives.models import Alias, Document

_CENTRAL = re.compile(r"(?:TW|TTg|CP|CTN|QH\d*|UBTVQH\d*|VPCP|TTCP)(?:-|$)")


def key_of(symbol: str, issuer: str, day: date | None, term: str, text_hash: str) -> str:
    """Return the key: symbol, issuer and year of the state; symbol and term of the Party."""
    if not symbol:
        return f"text:{text_hash}"
    if is_party(symbol):
        return f"party:{symbol}:{term or (day.year if day else '')}"
    return f"state:{symbol}:{fold(canon(issuer))}:{day.year if day else ''}"


def named_by(symbol: str, day: date | None, term: str = "") -> QuerySet[Document]:
    """Return the documents that a symbol may mean, those of the term or year first known."""
    rows = Document.objects.filter(symbol=symbol)
    if is_party(symbol) and term:
        return rows.filter(term__in=(term, ""))
    if not is_party(symbol) and day:
        return rows.filter(issued_on__year=day.year) | rows.filter(issued_on=None)
    return rows


def meant(one: Reference, rows: Sequence[Document]) -> Document | None:
    """Return which of the documents with its symbol a reference means, or None if not sure.

    Every body counts from 1 each year: "31/KH-UBND" of another day is another body's plan. Where
    one body alone bears the symbol, another printed day is a slip, and told as such.
    """
    near = [row for row in rows if _may_mean(one, row)]
    exact = [row for row in near if one.day and row.issued_on == one.day]
    undated = [row for row in near if row.issued_on is None]
    sure = near if one.day is None or names_one_body(one.symbol) else undated
    found = exact or sure
    return found[0] if len(found) == 1 else None


def _may_mean(one: Reference, row: Document) -> bool:
    if is_party(one.symbol):
        return not one.term or row.term in {one.term, ""}
    return not (one.day and row.issued_on) or row.issued_on.year == one.day.year


def names_one_body(symbol: str) -> bool:
    """Test if a symbol can be of one body alone: of the centre, or a normative act of a year."""
    return bool(_CENTRAL.match(issuer_of(symbol)))


def by_name(one: Reference, on: date | None) -> Document | None:
    """Return the document that a name means on the day of the citing text, if one alone does."""
    name = fold(canon(f"{one.name} khóa {one.term}" if one.term else one.name))
    rows = Alias.objects.filter(folded=name).select_related("document")
    if on:
        rows = rows.filter(Q(since=None) | Q(since__lte=on), Q(until=None) | Q(until__gte=on))
    found = list(rows[:2])
    return found[0].document if len(found) == 1 else None
