"""A register (sổ): a life joined to the rows that lead it. One object each, in its queries."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

from soi.core.entries import Class
from soi.core.lives import Life
from soi.core.permits import Ties
from soi.core.refusals import Refusal
from soi.core.stamps import Stamp
from soi.counter.models import Case, Step, Version

C = TypeVar("C", bound=Case)
Facts = Mapping[str, Any]


class Unknown(Refusal):
    """There is no such case, or not for whoever asks: the two are never told apart."""

    code = "unknown_case"


def _no_case(_case: Any) -> frozenset[str]:
    return frozenset()


def _no_acts(_case: Any) -> frozenset[str]:
    return frozenset()


def _open(_case: Any, _act: str) -> Class:
    return Class.OPEN


def _always(_case: Any, _act: str) -> bool:
    return True


def _straight(_case: Any, _act: str) -> str:
    return ""


@dataclass(frozen=True)
class Register(Generic[C]):
    """What the counter must know of a register to move its cases.

    states: the enum of its states
    rows: its rows with what an act reads of them, so that an act costs one query
    step: the model of its history; case: the name of the step's foreign key
    ties: who stands how to a case on a day; looked up by name, each when asked for
    knows: whether whoever acts may know that a case is there
    fits: whether an act makes sense on a case as it is, beyond its state (offered or not)
    way: under which of `Life.ways` a case takes an act
    belongs: refs of the cases on which this case depends: parts of acts on them move it
    bound: acts that this case takes only as part of one on a case it belongs to
    entry: the class of the record's entry; facts: what it tells beside an act's own facts
    columns: further columns of a step, such as {"on": the day}
    version: the model of kept texts, where the life corrects any
    unknown: what is raised where there is no such case
    """

    life: Life[Any, Any]
    states: Callable[[str], Any]
    model: type[C]
    rows: Callable[[], QuerySet[C]]
    step: type[Step]
    case: str
    ties: Callable[[C, date], Ties]
    knows: Callable[[C, Stamp], bool]
    ref: Callable[[C], str] = lambda case: case.ref
    fits: Callable[[C, Any], bool] = _always
    way: Callable[[C, Any], str] = _straight
    belongs: Callable[[C], frozenset[str]] = _no_case
    bound: Callable[[C], frozenset[str]] = _no_acts
    entry: Callable[[C, Any], Class] = _open
    facts: Callable[[C], Facts] = lambda case: {"state": str(case.state)}
    columns: Callable[[Stamp], Facts] = lambda stamp: {}
    version: type[Version] | None = None
    unknown: type[Refusal] = Unknown
