"""Who may decide (thẩm quyền): never the holder of the duty, and never a stranger to it.

Source: mission.md, principles 3 and 5 (self-report is not a verdict); directives.md,
section 9: a verdict is given by the requester's side or a superior, never by the holder,
a delegate or a subordinate. Who held it before counts as a holder: else a duty handed down
would be judged by the very head who handed it down.
"""

from collections.abc import Set
from dataclasses import dataclass

from soi.core.mandates import NotPermitted


class MayNotJudge(NotPermitted):
    """Refuse a verdict by this person on this duty. facts: rule."""

    code = "may_not_judge"


@dataclass(frozen=True, slots=True)
class Held:
    """A duty as far as it matters for who may judge it, on one day.

    holders: the holder office and any delegate
    under: every office below one of the holders, or of those before
    persons: whoever has a post in one of the holders, or of those before, on that day
    actors: whoever answered or reported for them
    requester: the office that asked; empty where a resident did
    superiors: offices above the holder
    overseers: offices that a rule names to oversee or review the holder
    earlier: the offices that held it before, or to which it was delegated
    """

    holders: Set[str]
    under: Set[str] = frozenset()
    persons: Set[str] = frozenset()
    actors: Set[str] = frozenset()
    requester: str = ""
    superiors: Set[str] = frozenset()
    overseers: Set[str] = frozenset()
    earlier: Set[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Judgement:
    """May this person judge, and by which rule."""

    allowed: bool
    rule: str


def may_judge(held: Held, *, person: str, office: str) -> Judgement:
    """Test if `person`, acting for `office`, may give a verdict on what is held.

    person, office: both empty for the resident who asked, known by the receipt code alone
    """
    refusal = _refused(held, person, office)
    if refusal:
        return Judgement(allowed=False, rule=refusal)
    if not office and not person and not held.requester:
        return Judgement(allowed=True, rule="resident")
    sides = (
        ("requester", {held.requester} - {""}),
        ("superior", held.superiors),
        ("overseer", held.overseers),
    )
    for rule, offices in sides:
        if office in offices:
            return Judgement(allowed=True, rule=rule)
    return Judgement(allowed=False, rule="stranger")


def demand_judge(held: Held, *, person: str, office: str) -> str:
    """Return the rule that lets this person judge.

    Raises: MayNotJudge.
    """
    judgement = may_judge(held, person=person, office=office)
    if not judgement.allowed:
        raise MayNotJudge(rule=judgement.rule)
    return judgement.rule


def _refused(held: Held, person: str, office: str) -> str:
    if office and office in held.holders:
        return "holder"
    if office and office in held.earlier:
        return "earlier_holder"
    if office and office in held.under:
        return "subordinate"
    # Another hat does not make another person.
    if person and (person in held.actors or person in held.persons):
        return "same_person"
    return ""
