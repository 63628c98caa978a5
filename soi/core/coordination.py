"""Who leads, coordinates and oversees in each field: what no rule covers, what two rules contest.

Source: directives.md, section 1 (quy chế phối hợp: relations between bodies, per field, from a
cited rule, dated).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

LEADS, COORDINATES, OVERSEES, REVIEWS = "leads", "coordinates", "oversees", "reviews"
ROLES = (LEADS, COORDINATES, OVERSEES, REVIEWS)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in force. kind, topic, group, over: the field; empty means any."""

    number: str
    role: str
    office: str
    source: str
    kind: str = ""
    topic: str = ""
    group: str = ""
    over: str = ""
    rank: int = 100

    @property
    def field(self) -> tuple[str, str, str, str]:
        """What the rule is about."""
        return self.kind, self.topic, self.group, self.over


@dataclass(frozen=True, slots=True)
class Gap:
    """A field in which nobody has a role. role: leads or oversees."""

    topic: str
    kind: str
    role: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two rules in force that cannot both be followed, or cannot both be meant.

    reason: two_leaders (same field, different offices) or leads_and_oversees (one office
    does both)
    """

    one: Rule
    other: Rule
    reason: str


def cells(rules: Iterable[Rule], topic: str, kind: str = "") -> dict[str, list[Rule]]:
    """Return who has each role in a field, the more exact rule first."""
    found: dict[str, list[Rule]] = {role: [] for role in ROLES}
    for rule in rules:
        if rule.topic in ("", topic) and rule.kind in ("", kind) and rule.role in found:
            found[rule.role].append(rule)
    for some in found.values():
        some.sort(key=lambda rule: (not rule.kind, not rule.topic, rule.rank, rule.number))
    return found


def gaps(rules: Sequence[Rule], topics: Iterable[str], kinds: Sequence[str]) -> list[Gap]:
    """Return the fields in which no rule names a leader, or an overseer."""
    found = []
    for topic in topics:
        for kind in kinds:
            there = cells(rules, topic, kind)
            found += [Gap(topic, kind, role) for role in (LEADS, OVERSEES) if not there[role]]
    return found


def contradictions(rules: Sequence[Rule]) -> list[Contradiction]:
    """Return every pair of rules in force that contest each other, each pair once."""
    found = []
    for one, other in combinations(rules, 2):
        reason = _reason(one, other)
        if reason:
            found.append(Contradiction(one, other, reason))
    return found


def _reason(one: Rule, other: Rule) -> str:
    if one.role == other.role == LEADS:
        same = one.field == other.field and one.rank == other.rank
        return "two_leaders" if same and one.office != other.office else ""
    if {one.role, other.role} == {LEADS, OVERSEES} and one.office == other.office:
        # Who works in a field cannot be the one who looks whether it was done.
        meets = all(not a or not b or a == b for a, b in zip(one.field[:3], other.field[:3],
                                                             strict=True))  # fmt: skip
        over = one.over or other.over
        return "leads_and_oversees" if meets and over in ("", one.office) else ""
    return ""
