"""Every life, whichever register it is of: what holds of a table that acts stand on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soi.core import complaint_life, duties
from soi.core.lives import Life, NotNow, past
from soi.core.mandates import RIGHTS
from soi.core.permits import Demand

LIVES = [duties.LIFE, complaint_life.LIFE]
named = pytest.mark.parametrize("life", LIVES, ids=lambda one: one.name)
STATES = {life.name: [None, *type(next(iter(life.moves.values())))] for life in LIVES}


@named
def test_every_act_demands_something_of_whoever_does_it(life):
    assert set(life.demands) == set(life.acts)
    assert all(life.demands.values())


@named
def test_every_act_can_happen_somewhere(life):
    assert {act for _, act in life.moves} == set(life.acts)


@named
def test_every_permission_that_is_asked_is_held_by_some_role(life):
    asked = {one.permission for row in life.demands.values() for one in row}
    held = set().union(*RIGHTS.values())

    assert asked <= held


@named
def test_every_act_is_told_in_the_record_under_a_name_of_its_own(life):
    kinds = [life.kind(act) for act in life.acts]

    assert len(set(kinds)) == len(kinds)
    assert all(kind.startswith(f"{life.name}.") for kind in kinds)


@named
def test_every_state_is_reached_from_the_beginning(life):
    found, waiting = set(), [None]
    while waiting:
        state = waiting.pop()
        after = {to for (there, _), to in life.moves.items() if there == state} - found
        found |= after
        waiting += after

    assert found == set(STATES[life.name]) - {None}


@given(st.data())
def test_a_life_goes_where_its_table_says_and_nowhere_else(data):
    life = data.draw(st.sampled_from(LIVES))
    state = data.draw(st.sampled_from(STATES[life.name]))
    act = data.draw(st.sampled_from(life.acts))

    if (state, act) in life.moves:
        assert life.after(state, act) is life.moves[state, act]
        assert act in life.acts_in(state)
    else:
        with pytest.raises(NotNow) as refused:
            life.after(state, act)
        assert refused.value.facts == {"state": state, "act": act}
        assert act not in life.acts_in(state)


@given(st.data())
def test_what_folds_stands_in_the_state_of_its_last_act(data):
    life = data.draw(st.sampled_from(LIVES))
    state, acts = None, []
    for _ in range(data.draw(st.integers(0, 12))):
        possible = life.acts_in(state)
        if not possible:
            break
        acts.append(data.draw(st.sampled_from(possible)))
        state = life.after(state, acts[-1])

    assert life.fold(acts) == state


def test_a_circumstance_opens_a_move_or_forbids_one():
    act, state = duties.Act.REPORT, duties.State
    life = Life(
        "thing",
        moves={(state.OPEN, act): state.REPORTED},
        demands={act: (Demand("duties.report"),)},
        ways={"shut": {(state.OPEN, act): None}, "late": {(state.CLOSED, act): state.OPEN}},
    )

    assert life.after(state.CLOSED, act, "late") is state.OPEN
    assert life.after(state.OPEN, act, "late") is state.REPORTED
    with pytest.raises(NotNow):
        life.after(state.OPEN, act, "shut")


@pytest.mark.parametrize(
    ("act", "told"), [("assign", "assigned"), ("judge", "judged"), ("decided", "decided")]
)
def test_an_act_is_told_in_the_past(act, told):
    assert past(act) == told
