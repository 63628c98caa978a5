"""All rows on offices, read once an edition."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol, TypeVar

from soi.offices.models import (
    Office,
    OfficeName,
    OfficeParent,
    Post,
    Relation,
    Succession,
    Tenure,
    WorkingRule,
)
from soi.record import queries as record

EDITION = "offices"


class _Dated(Protocol):
    since: date
    until: date | None


_Row = TypeVar("_Row", bound=_Dated)


@dataclass(frozen=True, slots=True)
class Archive:
    """All rows of one edition."""

    offices: tuple[Office, ...]
    names: tuple[OfficeName, ...]
    parents: tuple[OfficeParent, ...]
    posts: tuple[Post, ...]
    tenures: tuple[Tenure, ...]
    relations: tuple[Relation, ...]
    successions: tuple[Succession, ...]
    working_rules: tuple[WorkingRule, ...] = ()


def edition() -> int:
    """Return the present edition, in one small SELECT."""
    return record.edition(EDITION)[0]


@lru_cache(maxsize=2)
def read(of: int) -> Archive:
    """Return all rows of an edition."""
    return Archive(
        offices=tuple(Office.objects.all()),
        names=tuple(OfficeName.objects.all()),
        parents=tuple(OfficeParent.objects.all()),
        posts=tuple(Post.objects.all()),
        tenures=tuple(Tenure.objects.all()),
        relations=tuple(Relation.objects.all()),
        successions=tuple(Succession.objects.all()),
        working_rules=tuple(WorkingRule.objects.select_related("office", "signer", "deputy")),
    )


def in_force(rows: Iterable[_Row], on: date) -> Iterator[_Row]:
    """Return the rows that hold on a day."""
    return (row for row in rows if row.since <= on and (row.until is None or on <= row.until))
