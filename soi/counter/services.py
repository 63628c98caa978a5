"""Acts on cases: taken in hand, moved one step, written down, recorded. The one way there is.

    with counter.take(DUTIES, Act.EXTEND, stamp, seen=seen, number=number) as (duty, move):
        duty.due_on = ...
        move(text=reason, facts={"amount": 5})

Nothing that `take` refuses leaves a trace; `move` is the last write of an act.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Generic

from django.db import transaction

from soi.core.entries import Class
from soi.core.permits import Demand, Permit
from soi.core.refusals import Refusal
from soi.core.stamps import Stamp
from soi.counter.queries import permit
from soi.counter.registers import C, Register
from soi.record import services as record
from soi.record.services import Line


class ChangedMeanwhile(Refusal):
    """Somebody else acted since the page was read. facts: act, by, office, at, version."""

    code = "changed_meanwhile"


@dataclass
class Move(Generic[C]):
    """One act on a case in hand; called once, it moves the case and writes that down.

    permit: by which mandate and tie it is done
    """

    register: Register[C]
    case: C
    act: Any
    stamp: Stamp
    permit: Permit
    digests: dict[str, str] = field(default_factory=dict)
    done: bool = False

    def __call__(
        self,
        *,
        text: str = "",
        document: str = "",
        facts: Mapping[str, Any] | None = None,
        also: tuple[Line, ...] = (),
        **columns: Any,
    ) -> C:
        """Take the case to the act's next state, add the step, and record it last.

        also: entries that parts of the act have left to be recorded with it
        columns: further columns of the step
        """
        self.done = True
        told = {**(facts or {}), **self.digests}
        return step(
            self.register, self.case, self.act, self.stamp,
            text=text, document=document, facts=told, also=also, **columns,
        )  # fmt: skip

    def correct(self, name: str, text: str) -> None:
        """Set a text of the case anew and keep this version; its digest is recorded with the act.

        name: one of the fields that the life corrects
        """
        if name not in self.register.life.corrects or self.register.version is None:
            raise LookupError(f"{self.register.life.name}: {name} is not kept in versions")
        digest = sha256(text.encode()).hexdigest()
        setattr(self.case, name, text)
        row: dict[str, Any] = {"case": self.case}
        self.register.version._default_manager.create(
            **row, field=name, text=text, digest=digest,
            at=self.stamp.at, by=self.stamp.by, office=self.stamp.office,
        )  # fmt: skip
        self.digests[f"{name}_digest"] = digest


@contextmanager
def take(
    register: Register[C],
    act: Any,
    stamp: Stamp,
    *,
    seen: int | None = None,
    demands: tuple[Demand, ...] = (),
    **key: Any,
) -> Iterator[tuple[C, Move[C]]]:
    """Take the case with `key` in hand for one act, in one transaction: `(case, move)`.

    seen: the version that the acting person had on the page
    demands: instead of those that the life has for the act
    Raises: the register's `unknown`, ChangedMeanwhile, NotNow, NotPermitted.
    """
    with transaction.atomic():
        case = register.rows().select_for_update(of=("self",)).filter(**key).first()
        part = case is not None and bool(stamp.case) and stamp.case in register.belongs(case)
        if case is None or not (part or register.knows(case, stamp)):
            raise register.unknown(act=act)
        _demand_unchanged(register, case, seen)
        register.life.after(register.states(case.state), act, register.way(case, act))
        move = Move(register, case, act, stamp, permit(register, case, act, stamp, demands))
        case._loaded = dict(vars(case))  # type: ignore[misc]
        yield case, move


def step(
    register: Register[C],
    case: C,
    act: Any,
    stamp: Stamp,
    *,
    text: str = "",
    document: str = "",
    facts: Mapping[str, Any] | None = None,
    also: tuple[Line, ...] = (),
    **columns: Any,
) -> C:
    """Move a case that is in hand, add the step, and record it: the last write of an act.

    For acts on many rows at once, whose permission was asked once (`demand`); else use `take`.
    Raises: NotNow.
    """
    state = register.states(case.state)
    case.state = register.life.after(state, act, register.way(case, act))
    case.version += 1
    case.save(update_fields=_changed(case))
    write(register, case, act, stamp, text=text, document=document, facts=facts, **columns)
    record.append_all(lines=[*also, line(register, case, act, document, facts)], stamp=stamp)
    return case


def begin(register: Register[C], case: C, act: Any, stamp: Stamp) -> Permit:
    """Give a case that is not there yet its first state; the caller saves and records it.

    Raises: NotNow, NotPermitted.
    """
    given = permit(register, case, act, stamp)
    case.state = register.life.after(None, act)
    return given


def write(
    register: Register[C],
    case: C,
    act: Any,
    stamp: Stamp,
    *,
    text: str = "",
    document: str = "",
    facts: Mapping[str, Any] | None = None,
    **columns: Any,
) -> None:
    """Add one step to the history of a case."""
    register.step._default_manager.create(
        **{register.case: case, "act": act, "at": stamp.at, "by": stamp.by},
        office=stamp.office,
        text=text,
        document=document,
        facts=dict(facts or {}),
        **register.columns(stamp),
        **columns,
    )


def line(
    register: Register[C],
    case: C,
    act: Any,
    document: str = "",
    facts: Mapping[str, Any] | None = None,
    *,
    begins: bool = False,
) -> Line:
    """Return the record's entry of one step."""
    told = {**(facts or {}), **register.facts(case)}
    if document:
        told["document"] = document
    entry: Class = register.entry(case, act)
    return Line(register.life.kind(act), register.ref(case), told, entry, begins=begins)


def demand(register: Register[C], case: C, act: Any, stamp: Stamp) -> Permit:
    """Refuse an act that `stamp` may not do on `case`; for acts on many rows at once.

    Raises: NotPermitted.
    """
    return permit(register, case, act, stamp)


def close_without_trace(case: C, state: Any) -> None:
    """Put a case into a state outside its life, where the law leaves no word of it (erasure)."""
    case.state = state
    case.version += 1


def _demand_unchanged(register: Register[C], case: C, seen: int | None) -> None:
    if seen is None or seen == case.version:
        return
    rows = register.step._default_manager.filter(**{register.case: case})
    last = rows.order_by("-pk").values("act", "by", "office", "at").first()
    facts: dict[str, Any] = {**last} if last else {}
    raise ChangedMeanwhile(**facts, version=case.version)


def _changed(case: C) -> list[str] | None:
    """Return the fields that were set anew since the case was taken; None for one that was not.

    By identity: a list of a case in hand is replaced and never added to.
    """
    if case._loaded is None:
        return None
    now, then = vars(case), case._loaded
    fields = type(case)._meta.concrete_fields
    return [one.name for one in fields if now[one.attname] is not then[one.attname]]
