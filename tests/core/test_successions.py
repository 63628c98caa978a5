from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soi.core.successions import Change, Heir, Leg, LegsDoNotAddUp, Share, Standing, check, heirs

DAY = date(2025, 7, 1)
OLD = Standing("committee", date(2000, 1, 1))
OFFICES = {
    "a": OLD,
    "b": OLD,
    "c": OLD,
    "moi": Standing("committee", DAY),
    "khac": Standing("committee", DAY),
    "mat-tran": Standing("front", date(2000, 1, 1)),
    "cu": Standing("committee", date(2000, 1, 1), date(2024, 1, 1)),
}
PART = Share.PART


@pytest.mark.parametrize(
    ("change", "legs", "reason"),
    [
        (Change.MERGE, [], "no_legs"),
        (Change.RENAME, [Leg("a", "b")], "no_legs_here"),
        (Change.MERGE, [Leg("cu", "moi")], "old_not_there"),
        (Change.MERGE, [Leg("moi", "a")], "old_not_there"),
        (Change.MERGE, [Leg("a", "cu")], "new_not_there"),
        (Change.ABOLISH, [Leg("a", "a")], "to_itself"),
        (Change.MERGE, [Leg("a", "mat-tran")], "another_track"),
        (Change.MERGE, [Leg("a", "moi"), Leg("a", "moi")], "repeated"),
        (Change.MERGE, [Leg("a", "moi"), Leg("a", "khac", PART)], "whole_and_more"),
        (Change.MERGE, [Leg("a", "moi", PART)], "one_part"),
        (Change.SPLIT, [Leg("a", "moi", PART)], "one_part"),
        (Change.SPLIT, [Leg("a", "moi")], "one_whole"),
        (Change.TRANSFER, [Leg("a", "b")], "no_kinds"),
        (Change.TRANSFER, [Leg("a", "b", kinds=("x",)), Leg("a", "c", kinds=("x",))], "kind_twice"),
        (Change.ABOLISH, [Leg("a", "b", kinds=("x",))], "nobody_for_the_rest"),
        (Change.MERGE, [Leg("a", "b"), Leg("b", "moi")], "heir_ends_too"),
        (
            Change.SPLIT,
            [Leg("a", "moi", PART, default=True), Leg("a", "khac", PART, default=True)],
            "two_defaults",
        ),
    ],
)
def test_legs_that_do_not_add_up_are_refused_by_name(change, legs, reason):
    with pytest.raises(LegsDoNotAddUp) as refusal:
        check(change, legs, OFFICES, DAY)

    assert refusal.value.facts["reason"] == reason


@pytest.mark.parametrize(
    ("change", "legs"),
    [
        (Change.MERGE, [Leg("a", "moi"), Leg("b", "moi")]),
        (Change.MERGE, [Leg("a", "moi", PART), Leg("a", "khac", PART), Leg("b", "moi")]),
        (Change.SPLIT, [Leg("a", "a", PART), Leg("a", "moi", PART)]),
        (Change.ABOLISH, [Leg("a", "b"), Leg("a", "mat-tran", kinds=("oversight_fix",))]),
        (Change.TRANSFER, [Leg("a", "mat-tran", kinds=("oversight_fix",))]),
        (Change.CREATE, []),
    ],
)
def test_legs_that_add_up_pass(change, legs):
    check(change, legs, OFFICES, DAY)


def test_a_whole_goes_to_one_heir_and_a_split_waits_with_its_largest_part():
    legs = [
        Leg("a", "moi"),
        Leg("b", "moi", PART),
        Leg("b", "khac", PART, default=True),
        Leg("c", "moi", kinds=("target",)),
    ]

    assert heirs(legs) == [
        Heir("a", "moi"),
        Heir("b", "khac", queued=True, candidates=("khac", "moi")),
        Heir("c", "moi", "target"),
    ]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["moi", "khac", "b"]),
                          st.sampled_from(Share), st.booleans()), max_size=6))  # fmt: skip
def test_after_a_merge_that_adds_up_every_ended_office_has_exactly_one_holder(drawn):
    legs = [Leg(old, new, share, default=default) for old, new, share, default in drawn]
    try:
        check(Change.MERGE, legs, OFFICES, DAY)
    except LegsDoNotAddUp:
        return

    found = heirs(legs)

    assert {one.old for one in found} == {leg.old for leg in legs}
    assert len(found) == len({one.old for one in found})
