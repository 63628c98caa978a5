import json
import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

import soi
from soi.core.classification import (
    NEEDS_DECISION,
    NotAFact,
    Rule,
    RulesBroken,
    RuleSet,
    RulesTooMany,
    Span,
    ceiling,
    demand_proven,
    propose,
)

BOOK = json.loads((Path(soi.__file__).parent / "reviews/data/classes.json").read_text("utf-8"))
SHIPPED = {name: msgspec.convert(plain, RuleSet, strict=False) for name, plain in BOOK.items()}
NUMBERS_233 = {"points": Decimal(95), "done": Decimal(100), "late": Decimal(0)}
CASE_233 = {
    **NUMBERS_233,
    "beyond": Decimal(30),
    "wrongdoing": False,
    "sub_unit_failed": False,
    "shortcomings_left": False,
}


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_set_of_rules_covers_each_case_once(name):
    assert demand_proven(SHIPPED[name]) > 10


@pytest.mark.parametrize(
    ("changed", "level"),
    [
        ({}, "excellent"),
        ({"points": Decimal("89.99")}, "good"),
        ({"points": Decimal(70)}, "good"),
        ({"points": Decimal("69.5"), "late": Decimal(20)}, "completed"),
        ({"points": Decimal("69.5"), "late": Decimal("20.1")}, NEEDS_DECISION),
        ({"points": Decimal(49)}, "failed"),
        ({"done": Decimal(69)}, "failed"),
        ({"done": Decimal(99)}, NEEDS_DECISION),
        ({"wrongdoing": True}, "failed"),
        ({"beyond": Decimal(29)}, NEEDS_DECISION),
        ({"sub_unit_failed": True}, NEEDS_DECISION),
        ({"shortcomings_left": True}, NEEDS_DECISION),
        ({"late": Decimal("0.1")}, NEEDS_DECISION),
    ],
)
def test_points_are_not_enough(changed, level):
    assert propose(SHIPPED["nd-233-2026"], {**CASE_233, **changed}).level == level


def broken():
    """Return fifty sets: an edge moved, a flag dropped, a row too few or too many."""
    chance = random.Random(50)
    made = []
    while len(made) < 50:
        whole = SHIPPED[chance.choice(sorted(SHIPPED))]
        rules = list(whole.rules)
        place = chance.randrange(len(rules))
        how = chance.choice(("drop", "double", "move", "unflag"))
        if how == "drop":
            del rules[place]
        elif how == "double":
            rules.append(replace(rules[place], name="again", level="failed"))
        elif how == "unflag" and rules[place].flags:
            rules[place] = replace(rules[place], flags={})
        elif how == "move" and rules[place].numbers:
            rules[place] = moved(rules[place], chance)
        else:
            continue
        if rules != list(whole.rules):
            made.append(replace(whole, rules=rules))
    return made


def moved(rule, chance):
    fact = chance.choice(sorted(rule.numbers))
    span, step = rule.numbers[fact], Decimal(chance.choice((-7, -1, 1, 7)))
    other = replace(
        span,
        low=None if span.low is None else min(Decimal(99), span.low + step),
        high=None if span.high is None else max(Decimal(1), span.high + step),
    )
    return replace(rule, numbers={**rule.numbers, fact: other})


def test_fifty_broken_sets_are_refused_each_with_a_case_that_is_true():
    for rules in broken():
        with pytest.raises(RulesBroken) as refusal:
            demand_proven(rules)

        case = refusal.value.facts["case"]
        fitting = [rule.name for rule in rules.rules if rule.fits(case)]
        assert fitting == refusal.value.facts["rules"]
        assert len(fitting) != 1


def test_a_rule_about_a_fact_that_is_not_there_is_refused():
    rules = RuleSet({"points": (Decimal(0), Decimal(100))}, [], [Rule("a", "good", {"x": Span()})],
                    "QĐ 1")  # fmt: skip

    with pytest.raises(NotAFact):
        demand_proven(rules)


def test_more_cells_than_anybody_could_read_are_refused():
    hundred = (Decimal(0), Decimal(100))
    ranges = {f"n{place}": hundred for place in range(9)}
    spans = {name: Span(Decimal(10), Decimal(90)) for name in ranges}
    rules = RuleSet(ranges, ["a", "b"], [Rule("a", "good", spans)], "QĐ 1")

    with pytest.raises(RulesTooMany):
        demand_proven(rules)


@pytest.mark.parametrize(
    ("units", "good", "excellent", "body_is_excellent", "strict", "wide"),
    [
        (4, 3, 1, False, 1, 1),
        (20, 10, 5, False, 2, 3),
        (20, 10, 6, True, 2, 4),
        (10, 0, 10, False, 0, 2),
    ],
)
def test_ceilings_are_told_under_both_readings(
    units, good, excellent, body_is_excellent, strict, wide
):
    found = ceiling(
        units=units, good=good, excellent=excellent, body_is_excellent=body_is_excellent
    )

    assert (found.strict, found.wide) == (strict, wide)
