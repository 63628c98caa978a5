"""Classes of yearly work (xếp loại) as data: predicates lead to a level, or to "to be decided".

A set of rules is proven before anybody uses it: every cell that its thresholds cut out of what
can be must meet exactly one rule. The law itself is not total; where its conditions are unmet,
the competent authority decides, and the rule says `NEEDS_DECISION`. A class found here is only
ever a proposal: it takes a decision, with its document, to become one.

Source: Nghị định 335/2025/NĐ-CP; Nghị định 233/2026/NĐ-CP, Điều 7, 12 (not reviewed by a jurist).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal
from itertools import pairwise, product
from math import prod

from soi.core.refusals import Refusal

NEEDS_DECISION = "needs_decision"
MOST_CELLS = 500_000  # more cells than this are no rule that a person could read either
FEW_UNITS = 5  # below it at most one may be excellent (Nghị định 233/2026, Điều 12)
_SHARE, _SHARE_EXCELLENT_BODY = Decimal("0.20"), Decimal("0.25")

Value = Decimal | bool
Case = Mapping[str, Value]


class RulesBroken(Refusal):
    """A set of rules covers a case twice or not at all. facts: case, rules.

    case: the values of that case; rules: names of the rules that it meets, perhaps none
    """

    code = "rules_broken"


class RulesTooMany(Refusal):
    """The thresholds cut out more cells than can be gone through. facts: cells, most."""

    code = "rules_too_many"


class NotAFact(Refusal):
    """A rule asks for a fact that the set does not have, or of another kind. facts: rule, fact."""

    code = "not_a_fact"


@dataclass(frozen=True, slots=True)
class Span:
    """A range of a number, as a law words it: "from 70 to under 90", "more than 20".

    low, high: None for open ended
    above: `low` itself is left out; upto: `high` itself belongs to it
    """

    low: Decimal | None = None
    high: Decimal | None = None
    above: bool = False
    upto: bool = False

    def has(self, value: Decimal) -> bool:
        """Test if `value` lies in it."""
        from_low = self.low is None or (value > self.low if self.above else value >= self.low)
        to_high = self.high is None or (value <= self.high if self.upto else value < self.high)
        return from_low and to_high


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: the cases that it fits, and what it says of them.

    numbers: fact -> span in which it must lie; flags: fact -> what it must be
    """

    name: str
    level: str
    numbers: Mapping[str, Span] = field(default_factory=dict)
    flags: Mapping[str, bool] = field(default_factory=dict)

    def fits(self, case: Case) -> bool:
        """Test if the case meets every predicate."""
        within = all(span.has(Decimal(case[fact])) for fact, span in self.numbers.items())
        return within and all(case[fact] is wanted for fact, wanted in self.flags.items())


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All rules of one instrument.

    ranges: number -> lowest and highest value that there can be, both included
    flags: facts that are so or not so
    source: the instrument, with its day
    """

    ranges: Mapping[str, tuple[Decimal, Decimal]]
    flags: Sequence[str]
    rules: Sequence[Rule]
    source: str


def propose(rules: RuleSet, case: Case) -> Rule:
    """Return the one rule that fits.

    Raises: RulesBroken, where none or several do.
    """
    fitting = [rule for rule in rules.rules if rule.fits(case)]
    if len(fitting) != 1:
        raise RulesBroken(case=dict(case), rules=[rule.name for rule in fitting])
    return fitting[0]


def demand_proven(rules: RuleSet) -> int:
    """Prove that every case there can be meets exactly one rule; return how many cells there are.

    Between two neighbouring thresholds no predicate changes, so one value stands for all.

    Raises: RulesBroken with a true counterexample, RulesTooMany, NotAFact.
    """
    _demand_facts(rules)
    axes = [_stops(rules, fact) for fact in rules.ranges]
    cells = prod(len(axis) for axis in axes) << len(rules.flags)
    if cells > MOST_CELLS:
        raise RulesTooMany(cells=cells, most=MOST_CELLS)
    for case in _cases(rules, axes):
        propose(rules, case)
    return cells


def _demand_facts(rules: RuleSet) -> None:
    for rule in rules.rules:
        strange = set(rule.numbers) - set(rules.ranges) | set(rule.flags) - set(rules.flags)
        if strange:
            raise NotAFact(rule=rule.name, fact=min(strange))


def _stops(rules: RuleSet, fact: str) -> list[Decimal]:
    """Return each threshold within the range, its ends, and a value between each two."""
    low, high = rules.ranges[fact]
    spans = [rule.numbers[fact] for rule in rules.rules if fact in rule.numbers]
    cuts = {edge for span in spans for edge in (span.low, span.high) if edge is not None}
    points = sorted({low, high, *(cut for cut in cuts if low <= cut <= high)})
    between = [(before + after) / 2 for before, after in pairwise(points)]
    return sorted([*points, *between])


def _cases(rules: RuleSet, axes: Sequence[Sequence[Decimal]]) -> Iterator[Case]:
    names, flags = list(rules.ranges), list(rules.flags)
    for numbers in product(*axes):
        for answers in product((False, True), repeat=len(flags)):
            yield {
                **dict(zip(names, numbers, strict=True)),
                **dict(zip(flags, answers, strict=True)),
            }


@dataclass(frozen=True, slots=True)
class Ceiling:
    """How many may be excellent, under both readings of the law; the authority picks.

    strict: a share of those rated good; wide: a share of those rated good or better
    """

    strict: int
    wide: int


def ceiling(*, units: int, good: int, excellent: int, body_is_excellent: bool) -> Ceiling:
    """Return the ceiling of excellent units or people of one body and group of similar tasks.

    units: how many are rated in all
    good, excellent: how many are proposed as each
    Source: Nghị định 233/2026/NĐ-CP, Điều 7.7, 12 (not reviewed by a jurist).
    """
    if units < FEW_UNITS:
        return Ceiling(1, 1)
    share = _SHARE_EXCELLENT_BODY if body_is_excellent else _SHARE
    return Ceiling(_floor(share * good), _floor(share * (good + excellent)))


def _floor(number: Decimal) -> int:
    return int(number.to_integral_value(ROUND_FLOOR))
