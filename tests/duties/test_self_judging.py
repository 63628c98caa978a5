"""Whoever once held a duty never judges it, under whatever hat; somebody else always can."""

from datetime import UTC, date, datetime, timedelta

import pytest

from soi.core.competence import MayNotJudge, may_judge
from soi.core.successions import Change, Leg, Share
from soi.duties import queries, services
from soi.duties.services import NewEvidence
from soi.offices import services as offices
from soi.offices.services import NewEvent
from soi.portal import services as portal
from soi.record import queries as record
from tests.acting import acting
from tests.duties.conftest import HOLDER

NOTE = NewEvidence("note", text="Đã đến nơi")
UB, VP, FRONT = "ubnd-phuong-mau", "van-phong-phuong-mau", "mttq-phuong-mau"
PARTY, CITY, DESK = "dang-uy-phuong-mau", "ubnd-thanh-pho-mau", "mot-cua-phuong-mau"
COUNCIL, KT, VH = "hdnd-phuong-mau", HOLDER, "phong-vhxh-phuong-mau"
BEGAN = datetime(2026, 3, 2, 8, tzinfo=UTC)


def by(office, day=1, who=""):
    return acting(
        "office_head", office, BEGAN + timedelta(days=day), person=f"user:{who or office}"
    )


def given(number, office, giver, day=1):
    services.transfer(number=number, office=office, reason="Đúng nơi", stamp=by(giver, day))


def judging(duty, day=3):
    """Return by which rule each office may judge, or may not."""
    held = services.held(queries.by_number(duty.number), by(VP, day))
    offices = (UB, VP, KT, VH, DESK, FRONT, PARTY, CITY, COUNCIL)
    found = {slug: may_judge(held, person="user:nobody", office=slug) for slug in offices}
    return {slug: one.rule for slug, one in found.items()}


def allowed(duty, day=3):
    held = services.held(queries.by_number(duty.number), by(VP, day))
    offices = (UB, VP, KT, VH, DESK, FRONT, PARTY, CITY, COUNCIL)
    return {one for one in offices if may_judge(held, person="user:nobody", office=one).allowed}


@pytest.fixture
def handed_down(ward, new_duty, stamp):
    """What the Party asked of the committee, which handed it to its office; reported."""
    duty = services.assign(new=new_duty(holder=UB), stamp=stamp)
    given(duty.number, VP, UB)
    return services.report(number=duty.number, text="Xong", evidence=[NOTE], stamp=by(VP, 2))


@pytest.mark.parametrize(
    ("office", "rule"),
    [(UB, "earlier_holder"), (VP, "holder"), (KT, "subordinate"), (DESK, "subordinate"),
     (PARTY, "requester"), (CITY, "superior"), (FRONT, "overseer")],
)  # fmt: skip
def test_who_held_it_and_all_below_never_judge_what_they_handed_down(handed_down, office, rule):
    assert judging(handed_down)[office] == rule


@pytest.mark.parametrize("act", ["judge", "return_", "void"])
def test_an_earlier_holder_is_refused_every_verdict_without_trace(handed_down, act):
    words = {} if act == "judge" else {"reason": "Vì tôi đã giao"}
    before = record.root()

    with pytest.raises(MayNotJudge) as refusal:
        getattr(services, act)(number=handed_down.number, stamp=by(UB, 3), **words)

    assert (refusal.value.facts["rule"], record.root()) == ("earlier_holder", before)


def test_whoever_asked_judges_what_was_handed_down(handed_down):
    services.judge(number=handed_down.number, stamp=by(PARTY, 3))

    assert queries.by_number(handed_down.number).state == "closed"


def test_an_earlier_holder_does_not_reopen_either(handed_down):
    services.judge(number=handed_down.number, met="not_met", stamp=by(PARTY, 3))

    with pytest.raises(MayNotJudge):
        services.reopen(number=handed_down.number, reason="x", stamp=by(UB, 4))


def test_who_gave_it_away_does_not_judge_in_another_office(handed_down):
    with pytest.raises(MayNotJudge) as refusal:
        services.judge(number=handed_down.number, stamp=by(PARTY, 3, who=UB))

    assert refusal.value.facts["rule"] == "same_person"


def test_whoever_works_where_it_was_held_does_not_judge_elsewhere(handed_down, person):
    there = person("leader", UB)

    with pytest.raises(MayNotJudge) as refusal:
        services.judge(
            number=handed_down.number,
            stamp=acting("party_office", PARTY, there.at, person=there.person),
        )

    assert refusal.value.facts["rule"] == "same_person"


def test_a_superior_that_never_held_what_it_asked_for_judges(ward, new_duty, stamp):
    duty = services.assign(new=new_duty(requester_office=UB), stamp=stamp)
    services.report(number=duty.number, text="Xong", evidence=[NOTE], stamp=by(KT))

    services.judge(number=duty.number, stamp=by(UB, 2))

    assert queries.by_number(duty.number).verdict == "met"


def test_a_superior_that_moved_it_between_two_below_judges(ward, new_duty, stamp):
    duty = services.assign(new=new_duty(requester_office=UB), stamp=stamp)
    given(duty.number, VP, UB)

    assert judging(duty)[UB] == "requester"
    assert judging(duty)[KT] == "earlier_holder"


def test_every_holder_before_counts_not_only_the_first(ward, new_duty, stamp):
    duty = services.assign(new=new_duty(), stamp=stamp)
    given(duty.number, UB, KT)
    given(duty.number, VP, UB, day=2)

    assert allowed(duty) == {PARTY, CITY, FRONT}


def test_to_whom_it_was_lent_before_does_not_judge(ward, new_duty, stamp):
    duty = services.assign(new=new_duty(), stamp=stamp)
    services.delegate(number=duty.number, office=FRONT, reason="Giúp", stamp=by(KT))
    given(duty.number, VP, KT, day=2)

    assert judging(duty)[FRONT] == "earlier_holder"


def test_whoever_asked_is_not_shut_out_by_having_it_lent_to_them(ward, new_duty, stamp):
    duty = services.assign(new=new_duty(), stamp=stamp)
    services.delegate(number=duty.number, office=PARTY, reason="Giúp", stamp=by(KT))
    services.delegate(number=duty.number, office=VP, reason="Thôi", stamp=by(KT, 2))

    assert judging(duty)[PARTY] == "requester"


def test_where_all_who_could_judge_have_held_it_it_goes_up_a_level(ward, new_duty, stamp):
    city_front, youth = "mttq-thanh-pho-mau", "thanh-nien-phuong-mau"
    duty = services.assign(new=new_duty(holder=UB, requester_office=""), stamp=stamp)
    given(duty.number, city_front, UB)
    given(duty.number, youth, city_front, day=2)

    # All above the union are out with its city's Front; above the committee are others.
    assert allowed(duty) == {CITY, COUNCIL}


def merged(*legs, change=Change.MERGE):
    event = NewEvent(change, date(2026, 4, 1), "Nghị quyết 9/NQ-HĐND", legs=legs)
    number = offices.propose(event=event, stamp=by(UB, 8)).number
    portal.enact_event(number=number, stamp=by(UB, 30))
    return number


def test_a_duty_that_passed_by_law_is_judged_by_the_superior(ward, new_duty, stamp):
    duty = services.assign(new=new_duty(), stamp=stamp)
    merged(Leg(KT, VH))

    assert queries.by_number(duty.number).holder.slug == VH
    assert judging(duty, 31)[UB] == "superior"
    assert judging(duty, 31)[VH] == "holder"


def test_a_holder_before_is_barred_through_whoever_came_after_it(ward, new_duty, stamp):
    duty = services.assign(new=new_duty(), stamp=stamp)
    given(duty.number, FRONT, KT)
    merged(Leg(KT, UB))

    # The committee took over the office that held it: it and all below are out, the city in.
    rules = judging(duty, 31)
    assert (rules[UB], rules[VP]) == ("earlier_holder", "subordinate")
    assert PARTY in allowed(duty, 31)


def test_an_office_that_was_split_and_lives_on_counts_as_a_holder_before(ward, new_duty, stamp):
    duty = services.assign(new=new_duty(holder=UB), stamp=stamp)
    merged(Leg(UB, UB, Share.PART, default=True), Leg(UB, VP, Share.PART), change=Change.SPLIT)
    editor = acting("office_editor", UB, BEGAN + timedelta(days=31))
    services.settle(number=duty.number, office=VP, reason="lĩnh vực", stamp=editor)

    assert judging(duty, 32)[UB] == "earlier_holder"
    assert PARTY in allowed(duty, 32)


def test_an_event_that_was_taken_back_shuts_nobody_out(ward, new_duty, stamp):
    duty = services.assign(new=new_duty(), stamp=stamp)
    number = merged(Leg(KT, UB))
    offices.cancel(number=number, reason="Nhầm", stamp=by(UB, 20))
    services.take_back(event=number, reason="Nhầm", stamp=by(UB, 31))

    assert queries.by_number(duty.number).holder.slug == KT
    assert judging(duty, 32)[UB] == "superior"


def test_a_duty_lies_on_no_desk_that_may_not_judge_it(handed_down):
    def pile(office, below):
        return list(queries.queue("judge", frozenset({office}), frozenset(below)))

    assert pile(UB, {VP, KT}) == []
    assert pile(PARTY, set()) == [handed_down]
    assert pile(CITY, {UB, VP}) == [handed_down]
