import pytest

from soi.core.boards import (
    Board,
    BoardMisformed,
    Candidate,
    MayNotSit,
    Post,
    Standing,
    demand_may_sit,
    demand_well_formed,
)

INSPECTION, INVESTMENT = Board.INSPECTION, Board.INVESTMENT


def one_who_is(*standings, **words):
    return Candidate("người thử", frozenset(standings), **words)


def members(count, **changed):
    made = [
        Candidate(
            f"n{place}",
            frozenset({Standing.RESIDENT}),
            group=f"to-{place:02}",
            post=Post.HEAD if place == 1 else Post.MEMBER,
        )
        for place in range(1, count + 1)
    ]
    return [*made[:-1], Candidate(**{**slots(made[-1]), **changed})]


def slots(candidate):
    return {name: getattr(candidate, name) for name in candidate.__slots__}


@pytest.mark.parametrize(
    ("board", "candidate", "rule"),
    [
        (INSPECTION, one_who_is(Standing.GROUP_HEAD), "group_head"),
        (INSPECTION, one_who_is(Standing.NON_SPECIALISED), "non_specialised"),
        (INSPECTION, one_who_is(Standing.COMMUNE_OFFICIAL, Standing.RESIDENT), "commune_official"),
        (INVESTMENT, one_who_is(Standing.COMMUNE_OFFICIAL, Standing.RESIDENT), "commune_official"),
        (INVESTMENT, one_who_is(Standing.RESIDENT, kin_of_project=True), "kin"),
        (INVESTMENT, one_who_is(Standing.GROUP_HEAD), "no_standing"),
    ],
)
def test_the_law_keeps_some_off_a_board(board, candidate, rule):
    with pytest.raises(MayNotSit) as refusal:
        demand_may_sit(board, candidate)

    assert refusal.value.facts["rule"] == rule


@pytest.mark.parametrize(
    ("board", "candidate"),
    [
        (INVESTMENT, one_who_is(Standing.GROUP_HEAD, Standing.RESIDENT)),
        (INVESTMENT, one_who_is(Standing.NON_SPECIALISED, Standing.FRONT)),
        (INSPECTION, one_who_is(Standing.RESIDENT, kin_of_project=True)),
    ],
)
def test_eligibility_differs_between_the_boards(board, candidate):
    demand_may_sit(board, candidate)


@pytest.mark.parametrize(
    ("board", "people", "rule"),
    [
        (INSPECTION, members(4), "members"),
        (INSPECTION, members(5, group="to-01"), "group"),
        (INSPECTION, members(5, group=""), "group"),
        (INSPECTION, members(5, post=Post.HEAD), "head"),
        (INVESTMENT, members(6), "residents"),
    ],
)
def test_a_board_is_as_the_law_asks(board, people, rule):
    with pytest.raises(BoardMisformed) as refusal:
        demand_well_formed(board, people)

    assert refusal.value.facts["rule"] == rule


def test_a_board_has_two_deputies_at_most():
    people = members(6)
    deputies = [Candidate(**{**slots(who), "post": Post.DEPUTY}) for who in people[1:4]]

    with pytest.raises(BoardMisformed) as refusal:
        demand_well_formed(INSPECTION, [people[0], *deputies, *people[4:]])

    assert refusal.value.facts["rule"] == "deputies"


@pytest.mark.parametrize("board", list(Board))
def test_five_residents_of_five_groups_are_a_board(board):
    demand_well_formed(board, members(5))


def test_members_of_the_inspection_board_do_not_count_as_residents():
    both = frozenset({Standing.RESIDENT, Standing.INSPECTION_MEMBER})

    demand_well_formed(INVESTMENT, members(6, standings=both))
