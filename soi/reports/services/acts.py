"""What every act on a filing has in common: hold the row, move it, tell it in the record."""

from collections.abc import Mapping, Sequence

from django.db.models import F

from soi.core.entries import Class
from soi.core.filings import (
    CLOSED,
    DISPUTING,
    PRIVATE,
    Act,
    Kind,
    NotNow,
    State,
    after,
    in_procedure,
    is_ordinary,
)
from soi.core.refusals import Refusal
from soi.core.stamps import Stamp
from soi.core.vietnamese import search_exact, search_text
from soi.record import services as record
from soi.record.services import Line
from soi.reports.models import Report, ReportEvent
from soi.reports.queries import code_hashes, dismissals

# What a sender does is told under the seal of a class that names neither ward nor kind.
_SEALED = frozenset({Act.RECEIVED, Act.ADDED, Act.WITHDRAWN}) | PRIVATE


_SHOWN = {"public_text", "published_at"}


class NotFound(Refusal):
    """There is no such filing, or no such receipt code."""

    code = "not_found"


class ChangedMeanwhile(Refusal):
    """Somebody else acted since the page was read. facts: act, by, office, at."""

    code = "changed_meanwhile"


class NeedsWords(Refusal):
    """An act lacks something that must be said. facts: field."""

    code = "needs_words"


class UnknownWord(Refusal):
    """A word from no list of ours. facts: field."""

    code = "unknown_word"


class NotOurs(Refusal):
    """The office is not the one whose act this is. facts: office."""

    code = "not_ours"


class NoComplaint(Refusal):
    """Only a complaint (khiếu nại) walks this way."""

    code = "no_complaint"


class ByProcedure(Refusal):
    """A complaint moves by the steps of its own procedure, in its register. facts: act."""

    code = "by_procedure"


class NotPublic(ByProcedure):
    """A complaint is counted in public, never shown."""

    code = "not_public"


class BySignature(ByProcedure):
    """A complaint is taken back in writing, signed (Luật Khiếu nại, Điều 10.2)."""

    code = "by_signature"


class SecondInstance(ByProcedure):
    """Against a decision on a complaint stand the second complaint and the court (Điều 33)."""

    code = "second_instance"


_INSTEAD: dict[Act, type[ByProcedure]] = {
    Act.PUBLISHED: NotPublic,
    Act.HIDDEN: NotPublic,
    Act.WITHDRAWN: BySignature,
    Act.DISPUTED: SecondInstance,
    Act.REOPENED: SecondInstance,
}


def hold(number: str, act: Act, seen: int | None = None) -> Report:
    """Return a filing that may take `act`, locked until the transaction ends.

    A stub of an erased denunciation takes none: nothing is written there again.
    seen: the version that the acting person had on the page
    Raises: NotFound, ChangedMeanwhile, NotNow; ByProcedure, where it is the act of another room.
    """
    return _ordinary(_held(act, seen, number=number), act)


def lock(*numbers: str) -> None:
    """Lock several filings at once, always in the same order, so that two acts never cross."""
    rows = Report.objects.select_for_update().filter(number__in=numbers)
    list(rows.order_by("pk").values_list("pk", flat=True))


def hold_by_code(code: str, act: Act) -> Report:
    """Return the filing that a receipt code opens and that may take `act`, locked.

    Raises: NotFound, BadCode, NotNow; ByProcedure, where it is the act of another room.
    """
    return _ordinary(_held(act, None, code_hash__in=code_hashes(code)), act)


def hold_in_procedure(number: str, act: Act) -> Report:
    """Return a complaint that a step of its procedure may take on, locked.

    Raises: NoComplaint, NotFound, NotNow.
    """
    report = _held(act, None, number=number)
    if report.kind != Kind.COMPLAINT:
        raise NoComplaint
    return report


def move(
    report: Report,
    act: Act,
    stamp: Stamp,
    *,
    text: str = "",
    note: str = "",
    facts: Mapping[str, object] | None = None,
    also: Sequence[Line] = (),
    **changes: object,
) -> Report:
    """Take the filing one step on; the last write of every act.

    text: for everybody; note: for the office and the sender alone
    also: what a part of the act has left to be recorded with it
    changes: other fields of the row; what it is found by follows from them
    Raises: NotNow.
    """
    report.state = _next(report, act)
    report.version += 1
    report.closed_on = (report.closed_on or stamp.on) if report.state in CLOSED else None
    for name, value in changes.items():
        setattr(report, name, value)
    if _SHOWN & changes.keys():
        changes |= _look_for_what_is_shown(report)
    report.save(update_fields=["state", "version", "closed_on", *changes])
    ReportEvent.objects.create(
        report=report,
        act=act,
        on=stamp.on,
        at=stamp.at,
        by=stamp.by,
        office=stamp.office,
        text=text,
        note=note,
        facts=dict(facts or {}),
    )
    record.append_all(lines=[*also, line(report, act, facts or {})], stamp=stamp)
    return report


def line(report: Report, act: Act, facts: Mapping[str, object], *, begins: bool = False) -> Line:
    """Return the entry that tells of `act`; never a text, a name or a place."""
    sealed = act in _SEALED or not report.listed
    told = {**facts, "office": report.office, "state": str(report.state)}
    entry_class = Class.SEALED if sealed else Class.OPEN
    return Line(f"report.{act}", report.ref, told, entry_class, begins=begins)


def demand(field: str, *words: str) -> None:
    """Refuse an act that leaves unsaid what must be said.

    Raises: NeedsWords.
    """
    if not all(word.strip() for word in words):
        raise NeedsWords(field=field)


def _held(act: Act, seen: int | None, **by: str | list[str]) -> Report:
    rows = Report.objects.select_for_update(of=("self",)).select_related("duty__holder")
    report = rows.filter(**by).first()
    if report is None:
        raise NotFound
    if report.is_erased:
        raise NotNow(state=State(report.state), act=act)
    if seen is not None and seen != report.version:
        last = ReportEvent.objects.filter(report=report).order_by(F("id").desc()).first()
        raise ChangedMeanwhile(
            act=last.act if last else "",
            by=last.by if last else "",
            office=last.office if last else "",
            at=last.at if last else None,
            version=report.version,
        )
    _next(report, act)
    return report


def _ordinary(report: Report, act: Act) -> Report:
    if not is_ordinary(act, report.kind, report.state):
        raise _INSTEAD.get(act, ByProcedure)(act=act)
    return report


def _look_for_what_is_shown(report: Report) -> dict[str, object]:
    """Find a published filing by its public words alone: what is masked must not be found."""
    words = report.public_text if report.published_at else report.text
    report.search_text, report.search_exact = search_text(words), search_exact(words)
    return {"search_text": report.search_text, "search_exact": report.search_exact}


def _next(report: Report, act: Act) -> State:
    if report.kind == Kind.COMPLAINT:
        return in_procedure(State(report.state), act)
    passed = dismissals(report) if act in DISPUTING else 0
    return after(State(report.state), act, dismissed=passed)
