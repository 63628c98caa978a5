"""The state of every duty, rebuilt from the public record alone.

What the tables of the ward say now must be what the entries say, one after the other: then
nobody has changed a duty without leaving a line. Words are not rebuilt: the record holds none.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from soi.core.duties import LIFE, Act, State, Verdict, Visibility
from soi.core.lives import NotNow

_ACTS = {LIFE.kind(act): act for act in Act}
_OWED = {State.DRAFT, State.OPEN, State.REPORTED}
_BESIDE = {"duty.passed_down", "duty.linked"}  # entries about parts, not about the duty itself


class Unrecorded(ValueError):
    """The entries do not lead from one to the next: something happened without one."""


@dataclass(frozen=True, slots=True)
class Told:
    """One entry as the replay reads it. day: ISO; at: ISO with seconds, in UTC."""

    kind: str
    subject: str
    day: str
    at: str
    facts: Mapping[str, Any]


_Beside = frozenset[tuple[str, str]]  # offices beside the holder, each with its part


@dataclass(frozen=True, slots=True)
class Known:
    """A duty as far as the record tells; days and moments as ISO, empty for none."""

    kind: str
    state: State
    holder: str
    origin_holder: str
    due_on: str
    due_source: str
    starts_on: str
    visibility: str
    post: str
    beside: _Beside = frozenset()
    delegate: str = ""
    verdict: str = ""
    percent: int | None = None
    actual: int | None = None
    reported_on: str = ""
    closed_on: str = ""
    paused_on: str = ""
    acknowledged_at: str = ""
    overdue_noticed_on: str = ""
    escalated_on: str = ""
    provisional: bool = False
    version: int = 1


@dataclass(slots=True)
class _Ledger:
    duties: dict[str, Known] = field(default_factory=dict)
    # By event: each duty that it touched, as it was before and after.
    moved: dict[str, dict[str, tuple[Known, Known]]] = field(default_factory=dict)
    untold: set[str] = field(default_factory=set)


def replay(entries: Iterable[Told]) -> tuple[dict[str, Known], set[str]]:
    """Return every duty as the entries leave it, by its reference, and those they cannot tell.

    A duty cannot be told once it was erased, or if it was entered before entries told the day
    it began.
    entries: all of them, in the order of the record
    Raises: Unrecorded.
    """
    ledger = _Ledger()
    for one in entries:
        if one.kind == "record.erased":
            ledger.untold.add(one.subject)
        elif one.kind == "duties.passed_on":
            _pass_on(ledger, one)
        elif one.kind == "duties.taken_back":
            _take_back(ledger, one)
        elif one.kind in _ACTS:
            _demanded(ledger, one)
        elif one.kind.startswith("duty.") and one.kind not in _BESIDE:
            raise Unrecorded(f"{one.kind} of {one.subject} is no act")
    return ledger.duties, ledger.untold


def _demanded(ledger: _Ledger, told: Told) -> None:
    try:
        _act(ledger, told)
    except (KeyError, NotNow) as error:
        raise Unrecorded(f"{told.kind} of {told.subject} does not follow: {error!r}") from error


def _act(ledger: _Ledger, told: Told) -> None:
    if told.subject in ledger.untold:
        return
    act, known = _ACTS[told.kind], ledger.duties.get(told.subject)
    if act in {Act.DRAFT, Act.ASSIGN}:
        if known is not None:
            raise Unrecorded(f"{told.subject} begins twice")
        if "starts_on" not in told.facts:
            ledger.untold.add(told.subject)
            return
        ledger.duties[told.subject] = _begun(act, told)
        return
    if known is None:
        raise Unrecorded(f"{told.kind} of {told.subject}, which never began")
    state = LIFE.after(known.state, act)
    if state != told.facts["state"]:
        raise Unrecorded(f"{told.kind} of {told.subject} leads to {told.facts['state']}")
    moved = replace(known, state=state, due_on=told.facts["due_on"], version=known.version + 1)
    ledger.duties[told.subject] = replace(moved, **_CHANGES.get(act, _nothing)(moved, told))


def _begun(act: Act, told: Told) -> Known:
    facts = told.facts
    return Known(
        kind=facts["kind"],
        state=LIFE.after(None, act),
        holder=facts["holder"],
        origin_holder=facts["holder"],
        due_on=facts["due_on"],
        due_source=facts["source"],
        starts_on=facts["starts_on"],
        visibility=facts["visibility"],
        post=facts["post"],
        beside=frozenset((slug, role) for slug, role in facts.get("beside", ())),
    )


_Change = Callable[[Known, Told], dict[str, Any]]


def _nothing(known: Known, told: Told) -> dict[str, Any]:
    return {}


def _transferred(known: Known, told: Told) -> dict[str, Any]:
    to = {"holder": told.facts["to"]}
    if "event" in told.facts:  # a person has decided where an event's duty goes
        return to | {"provisional": False}
    return to | {"delegate": "", "acknowledged_at": "", "overdue_noticed_on": ""}


def _progressed(known: Known, told: Told) -> dict[str, Any]:
    facts = told.facts
    return {"percent": facts["percent"], "actual": facts.get("actual", known.actual)}


def _recomputed(known: Known, told: Told) -> dict[str, Any]:
    facts = told.facts
    return {
        "starts_on": facts.get("counted_from", known.starts_on),
        "due_source": facts.get("source", known.due_source),
    }


def _closed(verdict: Verdict) -> _Change:
    return lambda known, told: {"verdict": verdict.value, "closed_on": told.day}


_OPEN_AGAIN: dict[str, Any] = {"verdict": "", "closed_on": ""}
_CHANGES: dict[Act, _Change] = {
    Act.ACKNOWLEDGE: lambda known, told: {"acknowledged_at": known.acknowledged_at or told.at},
    Act.DELEGATE: lambda known, told: {"delegate": told.facts["to"]},
    Act.PAUSE: lambda known, told: {"paused_on": told.day},
    Act.RESUME: lambda known, told: {"paused_on": ""},
    Act.PROGRESS: _progressed,
    Act.TRANSFER: _transferred,
    Act.ESCALATE: lambda known, told: {"escalated_on": told.day},
    Act.NOTICE_OVERDUE: lambda known, told: {"overdue_noticed_on": told.day},
    Act.RECOMPUTE: _recomputed,
    Act.REASSIGN: lambda known, told: {"post": told.facts["to"]},
    Act.REPORT: lambda known, told: {"reported_on": told.day, "percent": 100, "paused_on": ""},
    Act.RETURN: lambda known, told: {"reported_on": ""},
    Act.JUDGE: lambda known, told: {"verdict": told.facts["verdict"], "closed_on": told.day},
    Act.WITHDRAW: _closed(Verdict.WITHDRAWN),
    Act.MERGE: _closed(Verdict.MERGED),
    Act.REOPEN: lambda known, told: {**_OPEN_AGAIN, "reported_on": ""},
    Act.UNMERGE: lambda known, told: _OPEN_AGAIN,
    Act.KEEP_INSIDE: lambda known, told: {"visibility": Visibility.INTERNAL.value},
}


_Heirs = Mapping[tuple[str, str], tuple[str, bool]]


def _pass_on(ledger: _Ledger, told: Told) -> None:
    """Hand on what is owed: by the kind of duty where an heir is named for it, else by the rest."""
    heirs = {(old, kind): (new, queued) for old, new, kind, queued in told.facts["heirs"]}
    before = ledger.moved[told.subject] = {}
    for ref, known in ledger.duties.items():
        moved = replace(known, beside=_moved_beside(known.beside, heirs))
        if known.state in _OWED:
            moved = _handed_over(moved, heirs)
        if moved != known:
            before[ref] = (known, moved)
            ledger.duties[ref] = moved


def _handed_over(known: Known, heirs: _Heirs) -> Known:
    delegate = heirs.get((known.delegate, ""), (known.delegate, False))[0]
    moved = replace(known, delegate=delegate)
    heir = heirs.get((known.holder, known.kind)) or heirs.get((known.holder, ""))
    if heir is None:
        return moved
    return replace(moved, holder=heir[0], provisional=heir[1], version=known.version + 1)


def _moved_beside(beside: _Beside, heirs: _Heirs) -> _Beside:
    """Hand on the parts beside a holder; whoever has the part already gets no second one."""
    now = set(beside)
    for (old, kind), (new, _) in heirs.items():
        for role in [role for slug, role in beside if slug == old and not kind]:
            if (new, role) not in now:
                now = (now - {(old, role)}) | {(new, role)}
    return frozenset(now)


def _take_back(ledger: _Ledger, told: Told) -> None:
    for ref, (old, moved) in ledger.moved.pop(told.subject, {}).items():
        now = ledger.duties[ref]
        back = replace(now, beside=now.beside - moved.beside | old.beside)
        if now.delegate == moved.delegate:
            back = replace(back, delegate=old.delegate)
        if moved.version > old.version:  # its holder passed on, not only a part beside it
            back = replace(back, holder=old.holder, provisional=False, version=now.version + 1)
        ledger.duties[ref] = back
