"""Lists of rows: a page at a time by key, with how many there are, or whole as a file.

There is no slice to write, so no list ends without saying so: a page knows whether another one
follows, and a file holds every row.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import attrgetter, or_
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateField, DateTimeField, IntegerField, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.http import HttpRequest, HttpResponse, QueryDict

from soi.core import cursors
from soi.core.cursors import Value
from soi.core.refusals import Unacceptable
from soi.web import sheets

R = TypeVar("R", bound=Model)
MOST_COUNTED = 10_000  # counted so far and no further
_TURNS = ("after", "before", "file")
_NOTHING = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """Some rows of a list.

    next, before: cursors of the pages beside it; empty where there is none
    total: how many rows the list has, counted to one more than MOST_COUNTED
    """

    rows: list[R]
    next: str
    before: str
    total: int

    def pager(self, asked: QueryDict) -> dict[str, Any]:
        """Return what `web/parts/pager.html` shows; filters stay, empty ones too."""
        kept = [(name, word) for name, word in asked.items() if name not in _TURNS]
        return {
            "next": self.next,
            "before": self.before,
            "query": urlencode(kept),
            "shown": len(self.rows),
            "total": self.total,
            "most_counted": MOST_COUNTED,
        }


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column of a list as a file: its name for programs, its heading, and its cells."""

    name: str
    head: object
    cell: Callable[[R], sheets.Cell]


@dataclass(frozen=True, slots=True)
class _Key:
    """One field by which rows are ordered; one that may be empty stands last where it is."""

    path: str
    descending: bool = False
    nullable: bool = False

    def at(self, value: Value) -> Q:
        """Return what stands exactly here."""
        return Q(**{f"{self.path}__isnull": True}) if value is None else Q(**{self.path: value})

    def beyond(self, value: Value, *, backwards: bool) -> Q:
        """Return what stands further on, or further back."""
        if value is None:
            return Q(**{f"{self.path}__isnull": False}) if backwards else _NOTHING
        side = "lt" if self.descending != backwards else "gt"
        found = Q(**{f"{self.path}__{side}": value})
        if self.nullable and not backwards:
            found |= Q(**{f"{self.path}__isnull": True})
        return found


class Listing(Generic[R]):
    """A list of rows in an order that ends in a unique field.

    rows: ordered by names of fields, or by `F(…).asc(nulls_last=True)` where one may be empty
    size: rows of a page
    total: how many rows there are, if that is known already
    """

    def __init__(self, rows: QuerySet[R], *, size: int = 30, total: int | None = None) -> None:
        self.rows, self.size, self.known = rows, size, total
        self.keys = [_key(one) for one in rows.query.order_by]

    def page(self, asked: Mapping[str, str]) -> Page[R]:
        """Return the page that was asked for with `after` or `before`; else the first.

        Raises: Unacceptable, for a cursor that is none of ours.
        """
        after, before = asked.get("after") or "", asked.get("before") or ""
        total = self.count()
        if before:
            rows, more = self._some(before, backwards=True)
            if rows:
                return Page(rows[::-1], self._cursor(rows[0]), self._ends(rows, more=more), total)
            after = ""
        rows, more = self._some(after, backwards=False)
        first = self._cursor(rows[0]) if after and rows else ""
        return Page(rows, self._ends(rows, more=more), first, total)

    def first(self, request: HttpRequest) -> Page[R]:
        """Return the page that was asked for; the first one where no such place is."""
        try:
            return self.page(request.GET)
        except Unacceptable:
            return self.page({})

    def count(self) -> int:
        """Return how many rows there are, counted to one more than MOST_COUNTED."""
        if self.known is not None:
            return self.known
        return self.rows.order_by()[: MOST_COUNTED + 1].count()

    def file(self, kind: str, name: str, columns: Sequence[Column[R]]) -> HttpResponse:
        """Return every row as a file; kind: one of `sheets.KINDS`; name: without its ending."""
        every: Iterator[R] = self.rows.iterator(chunk_size=2000)
        rows = ([column.cell(row) for column in columns] for row in every)
        heads = [one.name if kind == "json" else str(one.head) for one in columns]
        return sheets.answer(name, kind, heads, rows)

    def _some(self, cursor: str, *, backwards: bool) -> tuple[list[R], bool]:
        rows = self.rows.reverse() if backwards else self.rows
        if cursor:
            kinds = [_kind(self.rows.model, key.path) for key in self.keys]
            values = cursors.read(cursor, *kinds)
            rows = rows.filter(self._past(values, backwards=backwards))
        found = list(rows[: self.size + 1])
        return found[: self.size], len(found) > self.size

    def _past(self, values: Sequence[Value], *, backwards: bool) -> Q:
        ahead, here = [], Q()
        for key, value in zip(self.keys, values, strict=True):
            ahead.append(here & key.beyond(value, backwards=backwards))
            here &= key.at(value)
        return reduce(or_, ahead)

    def _cursor(self, row: R) -> str:
        return cursors.write(*(attrgetter(key.path.replace("__", "."))(row) for key in self.keys))

    def _ends(self, rows: list[R], *, more: bool) -> str:
        return self._cursor(rows[-1]) if more else ""


def _key(order: Any) -> _Key:
    if isinstance(order, OrderBy):
        name = str(getattr(order.expression, "name", ""))
        return _Key(name, order.descending, nullable=bool(order.nulls_last))
    return _Key(order.lstrip("-"), order.startswith("-"))


def _kind(model: type[Model], path: str) -> type:
    field: Any = None
    for name in path.split("__"):
        try:
            field = model._meta.pk if name == "pk" else model._meta.get_field(name)
        except FieldDoesNotExist:
            return str
        model = field.related_model or model
    return _kind_of(field)


def _kind_of(field: object) -> type:
    if isinstance(field, DateTimeField):
        return datetime
    if isinstance(field, DateField):
        return date
    return int if isinstance(field, IntegerField) else str
