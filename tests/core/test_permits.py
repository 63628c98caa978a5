"""Who is let in by a tie, who is barred, and what stands for a permission in a larger act."""

from dataclasses import replace
from datetime import timedelta

import pytest

from soi.core.mandates import NotPermitted
from soi.core.permits import BY_RESIDENT, BY_SYSTEM, Demand, permits
from soi.core.stamps import RESIDENT, SYSTEM, Stamp
from tests.acting import NOW, acting

HEAD = acting("office_head", "kt")
ABOVE = {"kt": {"ub"}}
TIES = {
    "holder": lambda: {"kt"},
    "asked": lambda: {"party"},
    "away": lambda: {"kt", "user:7"},
}
HOLDS = Demand("duties.delegate", of=("holder",), from_above=True)
JUDGES = Demand("duties.judge", of=("asked",), never=("away",), always=True)


def tried(*demands, stamp, part=False):
    def above(slug):
        return ABOVE.get(slug, set())

    try:
        return permits("act", demands, TIES, stamp, above=above, part=part).tie
    except NotPermitted as refusal:
        return refusal.facts["rule"]


@pytest.mark.parametrize(
    ("stamp", "rule"),
    [
        (HEAD, "holder"),
        (acting("leader", "ub"), "holder"),  # a mandate above reaches down
        (acting("office_head", "party"), "stranger"),
        (acting("officer", "kt"), "powerless"),
        (replace(HEAD, mandate=None), "powerless"),
        (Stamp("", NOW), "stranger"),
        (replace(HEAD, at=NOW - timedelta(days=9000)), "powerless"),  # before the mandate
    ],
)
def test_a_tie_lets_in_whoever_has_the_permission(stamp, rule):
    assert tried(HOLDS, stamp=stamp) == rule


def test_nobody_speaks_for_an_office_from_above():
    speaks = Demand("duties.report", of=("holder",), from_above=True)

    assert tried(speaks, stamp=acting("office_head", "ub")) == "stranger"


@pytest.mark.parametrize(
    ("stamp", "rule"),
    [
        (acting("office_head", "party"), "asked"),
        (HEAD, "away"),
        (acting("office_head", "party", person="user:7"), "away"),  # another hat
    ],
)
def test_what_bars_comes_before_what_lets_in(stamp, rule):
    assert tried(JUDGES, stamp=stamp) == rule


def test_a_part_of_a_larger_act_needs_the_competence_and_not_the_permission():
    clerk = acting("officer", "party")

    assert tried(JUDGES, stamp=clerk) == "powerless"
    assert tried(JUDGES, stamp=clerk, part=True) == "asked"
    assert tried(JUDGES, stamp=HEAD, part=True) == "away"
    assert tried(HOLDS, stamp=Stamp("x", NOW, "elsewhere"), part=True) == ""


def test_residents_and_the_system_act_under_mandates_of_their_own():
    assert tried(BY_SYSTEM, stamp=Stamp(SYSTEM, NOW)) == "anybody"
    assert tried(BY_RESIDENT, stamp=Stamp(RESIDENT, NOW)) == "anybody"
    assert tried(BY_SYSTEM, stamp=Stamp(RESIDENT, NOW)) == "powerless"
    assert tried(BY_RESIDENT, BY_SYSTEM, stamp=HEAD) == "powerless"


def test_no_post_becomes_the_system_by_its_name():
    named = replace(HEAD, by=SYSTEM)

    assert tried(BY_SYSTEM, stamp=named) == "powerless"


def test_the_demand_that_came_closest_tells_why():
    refused = Demand("duties.transfer", of=("asked",))

    assert tried(refused, JUDGES, stamp=HEAD) == "away"
