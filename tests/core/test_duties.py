from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soi.core.duties import (
    LIFE,
    Act,
    State,
    Verdict,
    closing_verdict,
    days_late,
    missing_evidence,
)
from soi.core.lives import NotNow
from soi.core.workdays import Calendar

DUE = date(2026, 4, 1)
OPEN_ACTS = [act for act in LIFE.acts_in(State.OPEN) if LIFE.after(State.OPEN, act) is State.OPEN]


@pytest.mark.parametrize(("state", "act"), list(product([None, *State], Act)))
def test_only_what_the_table_has_is_taken(state, act):
    if (state, act) in LIFE.moves:
        assert LIFE.after(state, act) is LIFE.moves[state, act]
    else:
        with pytest.raises(NotNow) as refused:
            LIFE.after(state, act)
        assert refused.value.facts == {"state": state, "act": act}


@pytest.mark.parametrize("state", list(State))
def test_acts_on_offer_are_those_of_the_table(state):
    assert set(LIFE.acts_in(state)) == {act for there, act in LIFE.moves if there is state}


def test_every_act_is_recorded_under_a_name_of_its_own():
    assert set(LIFE.demands) == set(Act)
    assert len({LIFE.kind(act) for act in Act}) == len(Act)


def test_a_draft_binds_nobody_until_it_is_confirmed():
    assert LIFE.acts_in(State.DRAFT) == [Act.CONFIRM, Act.WITHDRAW, Act.KEEP_INSIDE]


def test_after_the_verdict_a_duty_can_only_be_opened_again():
    assert set(LIFE.acts_in(State.CLOSED)) == {Act.REOPEN, Act.UNMERGE, Act.KEEP_INSIDE}


def test_a_duty_goes_from_draft_to_verdict_and_back():
    life = [Act.DRAFT, Act.CONFIRM, Act.ACKNOWLEDGE, Act.REPORT, Act.RETURN, Act.REPORT, Act.JUDGE]

    assert LIFE.fold(life) is State.CLOSED
    assert LIFE.fold([*life, Act.REOPEN]) is State.OPEN
    assert LIFE.fold([]) is None


@pytest.mark.parametrize("state", State)
def test_to_keep_a_duty_inside_moves_it_nowhere(state):
    assert LIFE.after(state, Act.KEEP_INSIDE) is state


def test_a_claim_returned_or_a_duty_reopened_is_owed_again():
    assert (
        LIFE.after(State.REPORTED, Act.RETURN) is LIFE.after(State.CLOSED, Act.REOPEN) is State.OPEN
    )


@given(st.lists(st.sampled_from(OPEN_ACTS), max_size=30))
def test_nothing_that_happens_underway_ends_a_duty(acts):
    assert LIFE.fold([Act.ASSIGN, *acts]) is State.OPEN


@given(st.lists(st.sampled_from(Act), max_size=12))
def test_a_duty_is_closed_by_a_verdict_a_withdrawal_or_a_merger_alone(acts):
    state = None
    for act in acts:
        try:
            moved = LIFE.after(state, act)
        except NotNow:
            continue
        if moved is State.CLOSED is not state:
            assert act in {Act.JUDGE, Act.WITHDRAW, Act.MERGE}
        state = moved


@pytest.mark.parametrize(
    ("state", "due_on", "today", "late"),
    [
        (State.OPEN, DUE, DUE, 0),  # the last day itself is in time
        (State.OPEN, DUE, date(2026, 4, 2), 1),
        (State.OPEN, DUE, date(2026, 4, 6), 3),  # the weekend does not count
        (State.OPEN, date(2026, 4, 3), date(2026, 4, 4), 1),  # late on Saturday already
        (State.OPEN, None, date(2026, 4, 6), 0),
        (State.DRAFT, DUE, date(2026, 4, 6), 0),
        (State.REPORTED, DUE, date(2026, 4, 6), 0),
        (State.CLOSED, DUE, date(2026, 4, 6), 0),
    ],
)
def test_only_what_is_still_owed_is_late(state, due_on, today, late):
    assert days_late(state, due_on, today, Calendar()) == late


@pytest.mark.parametrize(
    ("reported_on", "due_on", "verdict"),
    [
        (DUE, DUE, Verdict.MET),
        (date(2026, 4, 2), DUE, Verdict.MET_LATE),
        (date(2026, 4, 2), None, Verdict.MET),
    ],
)
def test_a_true_claim_is_met_or_met_late(reported_on, due_on, verdict):
    assert closing_verdict(reported_on, due_on) is verdict


@pytest.mark.parametrize(
    ("required", "given_", "missing"),
    [
        ([], [], []),
        (["photo", "document"], ["photo"], ["document"]),
        (["any"], [], ["any"]),
        (["any"], ["note"], []),
        (["any", "photo"], ["note"], ["photo"]),
    ],
)
def test_evidence_of_each_type_asked_for_must_be_there(required, given_, missing):
    assert missing_evidence(required, given_) == missing
