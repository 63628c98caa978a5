"""The duties of a document or a session: their parts, their evidence, what was answered."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from soi.core.duties import Act
from soi.directives.models import Answer, Share
from soi.duties import queries as duties
from soi.duties.queries import Duty


@dataclass(frozen=True, slots=True)
class Branch:
    """A duty with its parts. percent: computed from the parts where there are any.

    counted, total: how many parts have told a figure, of how many; formula: as shown
    why: what the holder last answered when it was asked; proofs: pieces of evidence
    """

    duty: Duty
    weight: int
    percent: int | None
    judged: str
    formula: str = ""
    counted: int = 0
    total: int = 0
    parts: "tuple[Branch, ...]" = field(default=())
    why: str = ""
    proofs: int = 0


def owed(numbers: Sequence[str], *, internal: bool) -> list[Duty]:
    """Return the duties with these numbers that a visitor may see."""
    rows = duties.duties() if internal else duties.public()
    return list(rows.filter(number__in=numbers).order_by("pk"))


def branches(roots: Sequence[Duty], *, internal: bool) -> list[Branch]:
    """Return each duty with its parts below it, all levels in a few statements."""
    known = {one.number: one for one in roots}
    shares: dict[str, list[Share]] = {}
    level = list(known)
    while level:
        rows = list(Share.objects.filter(parent__in=level).order_by("pk"))
        for row in rows:
            shares.setdefault(row.parent, []).append(row)
        level = [row.child for row in rows if row.child not in known]
        known |= {one.number: one for one in owed(level, internal=internal)}
    told, proofs = _answers(known), Counter(_proven(known))
    return [_with_words(_branch(one, 1, shares, known, ()), told, proofs) for one in roots]


def _answers(numbers: Iterable[str]) -> dict[str, str]:
    """Return what was last answered about each duty, by number."""
    rows = Answer.objects.filter(duty__in=list(numbers), answered_at__isnull=False)
    return {row.duty: row.text for row in rows.order_by("answered_at")}


def _proven(numbers: Iterable[str]) -> list[str]:
    rows = duties.evidence(list(numbers)).values_list("duty__number", flat=True)
    return [str(one) for one in rows]


def _with_words(one: Branch, told: dict[str, str], proofs: Counter[str]) -> Branch:
    parts = tuple(_with_words(part, told, proofs) for part in one.parts)
    number = one.duty.number
    return replace(one, why=told.get(number, ""), proofs=proofs[number], parts=parts)


def tally(rows: Sequence[Duty], today: date) -> dict[str, int]:
    """Return how many were asked, are owed, said done, proven, judged, disputed, late, vague."""
    numbers = [one.number for one in rows]
    sent_back = duties.events(numbers).filter(act__in=(Act.RETURN, Act.REOPEN)) if rows else []
    return {
        "asked": len(rows),
        "open": sum(one.state == "open" for one in rows),
        "reported": sum(one.state == "reported" for one in rows),
        "proven": len(set(_proven(numbers))) if rows else 0,
        "met": sum(one.verdict in {"met", "met_late"} for one in rows),
        "unmet": sum(one.verdict in {"partly", "not_met"} for one in rows),
        "disputed": len({one.duty.number for one in sent_back}),
        "late": sum(one.is_late(today) for one in rows),
        "no_day": sum(one.due_on is None for one in rows),
        "no_measure": sum(not one.measured for one in rows),
    }


def _branch(
    one: Duty,
    weight: int,
    shares: dict[str, list[Share]],
    known: dict[str, Duty],
    path: tuple[str, ...],
) -> Branch:
    below = [
        row for row in shares.get(one.number, []) if row.child in known and row.child not in path
    ]
    parts = tuple(
        _branch(known[row.child], row.weight, shares, known, (*path, one.number)) for row in below
    )
    if not parts:
        return Branch(one, weight, _told(one), one.verdict)
    told = [part for part in parts if part.percent is not None]
    total = sum(part.weight for part in parts)
    if not told:
        return Branch(one, weight, None, one.verdict, "", 0, len(parts), parts)
    # A part that has told nothing counts as nothing done, and is shown as such.
    percent = round(sum(part.weight * (part.percent or 0) for part in told) / total)
    terms = " + ".join(
        f"{part.weight}×{part.percent if part.percent is not None else 0}" for part in parts
    )
    formula = f"({terms}) / {total} = {percent} %"
    return Branch(one, weight, percent, one.verdict, formula, len(told), len(parts), parts)


def _told(one: Duty) -> int | None:
    if one.verdict in {"met", "met_late"}:
        return 100
    return one.percent
