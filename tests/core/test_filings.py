from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soi.core.filings import (
    ASIDE,
    BORDER,
    CLOSED,
    OPEN,
    TABLE,
    TO_BORDER,
    Act,
    NotNow,
    State,
    after,
    may,
    state_of,
)

RECEIVED = [Act.RECEIVED]
ANSWERED = [Act.RECEIVED, Act.ASSIGNED, Act.ACKNOWLEDGED, Act.ANSWERED]
CONTRACT = (
    "received, assigned, in_progress, answered, done, done_silent, closed_unfixed, refused, "
    "merged, disputed, reopened, handed_over, withdrawn"
)

LIVES = [
    (RECEIVED, State.RECEIVED),
    ([*RECEIVED, Act.ASSIGNED], State.ASSIGNED),
    (ANSWERED[:3], State.IN_PROGRESS),
    (ANSWERED, State.ANSWERED),
    ([*ANSWERED, Act.ACCEPTED], State.DONE),
    ([*ANSWERED, Act.EXPIRED], State.DONE_SILENT),  # silence is not satisfaction
    ([*ANSWERED, Act.DISPUTED], State.DISPUTED),
    ([*ANSWERED, Act.DISPUTED, Act.UPHELD], State.REOPENED),
    ([*ANSWERED, Act.DISPUTED, Act.DISMISSED], State.ANSWERED),
    ([*ANSWERED, *[Act.DISPUTED, Act.DISMISSED] * 2], State.DISPUTED),  # final
    ([*ANSWERED, Act.DISPUTED, Act.ACCEPTED], State.DONE),
    ([*RECEIVED, Act.REFERRED], State.HANDED_OVER),
    ([*RECEIVED, Act.REFERRED, Act.TAKEN_OVER], State.HANDED_OVER),
    ([*RECEIVED, Act.REFERRED, Act.ANSWERED], State.ANSWERED),
    ([*RECEIVED, Act.REFERRED, Act.TRANSFERRED], State.ASSIGNED),
    ([*RECEIVED, Act.REFUSED], State.REFUSED),
    ([*RECEIVED, Act.CLOSED_UNFIXED, Act.REOPENED], State.REOPENED),
    ([*RECEIVED, Act.MERGED], State.MERGED),
    ([*RECEIVED, Act.WITHDRAWN], State.WITHDRAWN),
    ([*RECEIVED, Act.PUBLISHED, Act.ADDED, Act.HIDDEN], State.RECEIVED),
    ([], None),
]


def test_the_words_of_a_state_are_those_of_the_contract():
    assert ", ".join(State) == CONTRACT


def test_the_kinds_at_the_border_lead_there_and_back():
    assert {word: TO_BORDER[kind] for word, kind in BORDER.items()} == {
        word: word for word in BORDER
    }


@pytest.mark.parametrize(("acts", "state"), LIVES)
def test_the_state_follows_from_what_happened(acts, state):
    assert state_of(acts) == state


@pytest.mark.parametrize(("state", "act"), list(product([None, *State], Act)))
def test_what_the_table_does_not_have_is_refused(state, act):
    if (state, act) in TABLE or (act in ASIDE and state):
        assert after(state, act) in State
    else:
        with pytest.raises(NotNow):
            after(state, act)


@pytest.mark.parametrize("act", [Act.DISPUTED, Act.UPHELD, Act.DISMISSED])
def test_after_two_dismissals_an_answer_is_not_disputed_again(act):
    with pytest.raises(NotNow):
        state_of([*ANSWERED, *[Act.DISPUTED, Act.DISMISSED] * 2, act])


def test_another_answer_can_be_disputed_anew():
    upheld = [Act.DISPUTED, Act.DISMISSED, Act.DISPUTED, Act.UPHELD, Act.ANSWERED]

    assert state_of([*ANSWERED, *upheld, Act.DISPUTED, Act.DISMISSED]) is State.ANSWERED


@pytest.mark.parametrize(
    ("state", "days", "dismissed", "allowed"),
    [
        (State.RECEIVED, 0, 0, {"withdraw", "add"}),
        (State.ANSWERED, 0, 0, {"accept", "dispute", "withdraw", "add"}),
        (State.ANSWERED, 0, 1, {"accept", "dispute", "withdraw", "add"}),
        (State.DISPUTED, 0, 1, {"accept", "withdraw", "add"}),
        (State.DISPUTED, 0, 2, {"accept"}),
        (State.ANSWERED, 0, 2, {"accept"}),
        (State.DONE, 90, 0, {"reopen"}),
        (State.DONE, 91, 0, set()),
        (State.DONE_SILENT, 1, 0, {"reopen"}),
        (State.CLOSED_UNFIXED, 1, 0, {"reopen"}),
        (State.REFUSED, 1, 0, {"reopen"}),
        (State.WITHDRAWN, 1, 0, {"reopen"}),
        (State.MERGED, 1, 0, set()),
    ],
)
def test_what_the_sender_may_do_now(state, days, dismissed, allowed):
    assert set(may(state, days_since_closed=days, dismissed=dismissed)) == allowed


def test_every_state_is_open_closed_or_waits_for_the_sender():
    assert set(State) == {*OPEN, *CLOSED, State.ANSWERED, State.DISPUTED}


@given(st.lists(st.sampled_from(Act), max_size=30))
def test_no_report_is_done_unless_the_sender_said_so(acts):
    state = None
    for act in acts:
        try:
            moved = after(state, act)
        except NotNow:
            continue
        if moved is State.DONE and state is not State.DONE:
            assert act is Act.ACCEPTED
        state = moved
