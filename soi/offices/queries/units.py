"""The country's units: by name on a day, by code on a day, with what became of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from soi.core.vietnamese import fold
from soi.offices.models import AdminUnit, UnitSuccession


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit as of a day. path: its full name, with all that stands above it."""

    code: str
    level: str
    name: str
    path: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class UnitPair:
    """An old unit that went into a new one. share: whole or part."""

    old: str
    old_name: str
    old_district: str
    new: str
    new_name: str
    share: str
    default: bool


def units_named(name: str, on: date) -> list[UnitView]:
    """Return every unit that bears a name on a day, marks and kind of unit left aside.

    The ward Ngũ Hành Sơn of today bears the name of a district that ended on 30 June 2025:
    so a name means nothing without a day.
    """
    wanted = fold(name)
    bare = Q(folded=wanted) | Q(folded__in=[f"{kind} {wanted}" for kind in _KINDS])
    return [_view(row) for row in _on(on).filter(bare).order_by("level", "code")]


def unit(code: str, on: date, level: str = "commune") -> UnitView | None:
    """Return the unit that has a code on a day; the same code may be another one before."""
    row = _on(on).filter(code=code, level=level).first()
    return _view(row) if row else None


def heirs_of(code: str, on: date) -> list[UnitPair]:
    """Return what became of the commune that had a code on a day, the largest part first."""
    rows = _pairs().filter(old__code=code, old__since__lte=on, old__until__gte=on)
    return [_pair(row) for row in rows.order_by("-default", "new__code")]


def pairs() -> Iterator[UnitPair]:
    """Return every pair of an old and a new commune."""
    return (_pair(row) for row in _pairs().order_by("pk").iterator(chunk_size=5000))


def counts(on: date) -> dict[str, int]:
    """Return how many provinces, districts and communes there are on a day."""
    rows = _on(on).values_list("level", flat=True)
    return {level: sum(one == level for one in rows) for level in ("province", "district",
                                                                  "commune")}  # fmt: skip


_KINDS = (
    "phuong", "xa", "thi tran", "dac khu", "quan", "huyen", "thi xa", "thanh pho", "tinh",
)  # fmt: skip


def _on(on: date) -> QuerySet[AdminUnit]:
    holds = Q(since__lte=on) & (Q(until=None) | Q(until__gte=on))
    return AdminUnit.objects.filter(holds).select_related("parent__parent")


def _pairs() -> QuerySet[UnitSuccession]:
    return UnitSuccession.objects.select_related("old__parent", "new")


def _view(row: AdminUnit) -> UnitView:
    above: AdminUnit | None = row
    names = []
    while above is not None:
        names.append(above.name)
        above = above.parent
    return UnitView(row.code, row.level, row.name, ", ".join(names), row.since, row.until)


def _pair(row: UnitSuccession) -> UnitPair:
    district = row.old.parent.code if row.old.parent else ""
    return UnitPair(
        row.old.code, row.old.name, district, row.new.code, row.new.name, row.share, row.default
    )
