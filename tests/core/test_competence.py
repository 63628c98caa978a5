import pytest
from hypothesis import given
from hypothesis import strategies as st

from soi.core.competence import Held, MayNotJudge, demand_judge, may_judge, may_transfer

HELD = Held(
    holders=frozenset({"phong-van-hoa", "phong-kinh-te"}),  # the holder and a delegate
    under=frozenset({"to-moi-truong"}),
    persons=frozenset({"user:1"}),
    actors=frozenset({"user:2"}),
    requester="mttq",
    superiors=frozenset({"ubnd"}),
    overseers=frozenset({"hdnd", "van-phong"}),
    earlier=frozenset({"van-phong"}),
)
BY_RESIDENT = Held(holders=frozenset({"phong-van-hoa"}), superiors=frozenset({"ubnd"}))

offices = st.sampled_from(["", "a", "b", "c", "d", "e"])
people = st.sampled_from(["", "user:1", "user:2", "user:3"])
some_offices, some_people = st.frozensets(offices), st.frozensets(people)
helds = st.builds(
    Held, some_offices, some_offices, some_people, some_people, offices, some_offices,
    some_offices, some_offices,
)  # fmt: skip


@pytest.mark.parametrize(
    ("person", "office", "allowed", "rule"),
    [
        ("user:9", "mttq", True, "requester"),
        ("user:9", "ubnd", True, "superior"),
        ("user:9", "hdnd", True, "overseer"),
        ("user:9", "phong-van-hoa", False, "holder"),
        ("user:9", "phong-kinh-te", False, "holder"),
        ("user:9", "van-phong", False, "earlier_holder"),  # whatever else it is to it
        ("user:9", "to-moi-truong", False, "subordinate"),
        ("user:1", "mttq", False, "same_person"),  # another hat, the same head
        ("user:2", "hdnd", False, "same_person"),
        ("user:9", "truong-hoc", False, "stranger"),
        ("", "", False, "stranger"),  # an office asked, so no resident judges
    ],
)
def test_who_may_judge_a_duty(person, office, allowed, rule):
    judgement = may_judge(HELD, person=person, office=office)

    assert (judgement.allowed, judgement.rule) == (allowed, rule)


def test_the_resident_who_asked_judges_by_the_receipt_code():
    assert demand_judge(BY_RESIDENT, person="", office="") == "resident"


def test_an_official_without_an_office_is_not_taken_for_the_resident():
    assert may_judge(BY_RESIDENT, person="user:9", office="").rule == "stranger"


def test_a_judge_who_may_not_is_refused_with_the_rule():
    with pytest.raises(MayNotJudge) as refused:
        demand_judge(HELD, person="user:9", office="phong-van-hoa")

    assert refused.value.facts == {"rule": "holder"}


@given(helds, people, offices)
def test_neither_holder_delegate_nor_subordinate_ever_judges(held, person, office):
    if may_judge(held, person=person, office=office).allowed:
        assert not office or office not in held.holders | held.under | held.earlier


@given(helds, people, offices)
def test_nobody_who_answered_or_sits_with_the_holder_ever_judges(held, person, office):
    if may_judge(held, person=person, office=office).allowed:
        assert not person or person not in held.persons | held.actors


@given(helds, people, offices)
def test_only_requester_superior_overseer_or_resident_judges(held, person, office):
    judgement = may_judge(held, person=person, office=office)

    if judgement.allowed:
        assert judgement.rule in {"requester", "superior", "overseer", "resident"}


@pytest.mark.parametrize(
    ("office", "to", "allowed", "rule"),
    [
        ("phong", "mttq", True, "holder"),  # the holder, to whomever
        ("dang-uy", "mttq", True, "giver"),
        ("ubnd", "van-phong", True, "leader"),
        ("ubnd", "ubnd", True, "leader"),  # takes it on
        ("ubnd", "", True, "leader"),
        ("ubnd", "mttq", False, "beyond_reach"),
        ("mot-cua", "mttq", False, "stranger"),
        ("", "mttq", False, "stranger"),
    ],
)
def test_who_may_give_a_duty_to_another_office(office, to, allowed, rule):
    moved = may_transfer(
        office,
        holder="phong",
        givers=frozenset({"dang-uy"}),
        above=frozenset({"ubnd"}),
        reach=frozenset({office, "phong", "van-phong"}),
        to=to,
    )

    assert (moved.allowed, moved.rule) == (allowed, rule)
