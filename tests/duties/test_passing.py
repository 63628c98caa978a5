"""Duties that pass on when offices change: none lost, none moved in time, all taken back."""

from datetime import UTC, date, datetime

import pytest

from soi.core.duties import Act, Kind
from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.core.successions import Change, Leg, LegsDoNotAddUp, Share
from soi.duties import queries, services
from soi.duties.services import NewDuty
from soi.law import queries as law
from soi.offices import queries as offices
from soi.offices import services as acts
from soi.offices.services import NewEvent, NewOffice
from soi.portal import services as portal
from soi.record import queries as record
from tests.acting import unbound

KT, VH, VP = "phong-kt-phuong-mau", "phong-vhxh-phuong-mau", "van-phong-phuong-mau"
UB, FRONT = "ubnd-phuong-mau", "mttq-phuong-mau"
DAY, BEFORE = date(2026, 4, 1), date(2026, 3, 31)
DOCUMENT = "Nghị quyết 9/NQ-HĐND"

CASE = "test:1"  # whose parts all these acts are


def at(day: date) -> Stamp:
    return unbound(datetime(day.year, day.month, day.day, 2, tzinfo=UTC), office=UB).within(CASE)


def owed(holder: str, kind: Kind = Kind.PETITION_REPLY, **more):
    new = NewDuty(kind=kind, title="Trả lời", holder=holder, starts_on=date(2026, 3, 2),
                  source_ref=CASE,
                  limit=law.book().limit("td.reply", date(2026, 3, 2)), **more)  # fmt: skip
    return services.assign(new=new, stamp=at(date(2026, 3, 2)))


def merged(*legs: Leg, change: Change = Change.MERGE, day: date = DAY, **more):
    event = NewEvent(change, day, DOCUMENT, legs=legs, **more)
    return acts.propose(event=event, stamp=at(date(2026, 3, 10))).number


def again(duty):
    return queries.by_number(duty.number)


@pytest.fixture
def untouched(ward):
    before = record.root()
    yield
    assert record.root() == before


def test_a_proposed_event_acts_on_nothing(ward):
    duty = owed(KT)
    merged(Leg(KT, VH))

    assert portal.pass_due(stamp=at(DAY)) == []
    assert again(duty).holder.slug == KT
    assert offices.chart(DAY).has(KT)


def test_on_its_day_an_enacted_merger_hands_each_duty_on(ward):
    duty, other = owed(KT), owed(VP)
    portal.enact_event(number=merged(Leg(KT, VH)), stamp=at(date(2026, 3, 11)))
    assert again(duty).holder.slug == KT

    (passed,) = portal.pass_due(stamp=at(DAY))

    after = again(duty)
    assert (passed.moved, passed.queued) == (1, 0)
    assert (after.holder.slug, after.origin_holder, after.due_on) == (VH, KT, duty.due_on)
    assert again(other).holder.slug == VP
    assert not offices.chart(DAY).has(KT)
    assert offices.chart(DAY).successor(KT) == VH
    last = queries.events([duty.number]).last()
    assert (last.act, last.facts["from"], last.facts["to"]) == (Act.TRANSFER, KT, VH)
    assert queries.held_by_none_of(offices.alive(DAY)) == 0
    assert portal.pass_due(stamp=at(DAY)) == []


def test_a_split_waits_for_a_person_with_a_provisional_holder(ward):
    duty = owed(KT)
    number = merged(
        Leg(KT, VH, Share.PART), Leg(KT, VP, Share.PART, default=True), change=Change.SPLIT
    )
    portal.enact_event(number=number, stamp=at(DAY))

    after = again(duty)
    assert (after.holder.slug, after.provisional) == (VP, True)
    (waiting,) = queries.waiting()
    assert (waiting.number, waiting.candidates) == (duty.number, (VP, VH))

    services.settle(number=duty.number, office=VH, reason="thuộc lĩnh vực", stamp=at(DAY))

    assert (again(duty).holder.slug, again(duty).provisional) == (VH, False)
    assert queries.waiting() == []


def test_a_queued_duty_goes_to_no_office_but_those_that_came_after(ward):
    duty = owed(KT)
    number = merged(Leg(KT, VH, Share.PART), Leg(KT, VP, Share.PART), change=Change.SPLIT)
    portal.enact_event(number=number, stamp=at(DAY))

    with pytest.raises(Unacceptable) as refusal:
        services.settle(number=duty.number, office=UB, reason="x", stamp=at(DAY))

    assert refusal.value.reason == "no_candidate"


def test_functions_go_by_the_kind_of_duty(ward):
    target, reply = owed(KT, Kind.TARGET), owed(KT)
    number = merged(Leg(KT, VH, kinds=("target",)), change=Change.TRANSFER)
    portal.enact_event(number=number, stamp=at(DAY))

    assert (again(target).holder.slug, again(reply).holder.slug) == (VH, KT)
    assert offices.chart(DAY).has(KT)


def test_an_abolished_office_hands_functions_out_and_the_rest_to_one(ward):
    target, reply = owed(KT, Kind.TARGET), owed(KT)
    number = merged(Leg(KT, VP), Leg(KT, VH, kinds=("target",)), change=Change.ABOLISH)
    portal.enact_event(number=number, stamp=at(DAY))

    assert (again(target).holder.slug, again(reply).holder.slug) == (VH, VP)


def test_what_stood_beside_a_holder_passes_on_too_and_comes_back(ward):
    duty = owed(UB, sub_holders=[(KT, "coordinates"), (VH, "oversees")])
    services.delegate(number=duty.number, office=KT, reason="làm thay", stamp=at(DAY))
    number = merged(Leg(KT, VP))
    portal.enact_event(number=number, stamp=at(DAY))

    assert again(duty).delegate.slug == VP
    assert {one.office.slug for one in queries.beside(duty)} == {VP, VH}

    services.take_back(event=number, reason="thử", stamp=at(DAY))

    assert again(duty).delegate.slug == KT
    assert {one.office.slug for one in queries.beside(duty)} == {KT, VH}


def test_until_its_day_an_event_can_be_taken_back_without_a_trace_in_the_tree(ward):
    new = NewOffice("phong-moi", "Phòng Mới", "Phòng Mới", "department", "committee", "commune",
                    DAY, parents=[(UB, offices.ADMINISTRATIVE)])  # fmt: skip
    before = acts.tree_digest()
    number = merged(Leg(KT, "phong-moi"), Leg(VH, "phong-moi"), creates=[new])
    portal.enact_event(number=number, stamp=at(date(2026, 3, 11)))
    assert offices.chart(DAY).has("phong-moi")

    acts.cancel(number=number, reason="hoãn", stamp=at(BEFORE))

    assert acts.tree_digest() == before
    assert offices.chart(DAY).posts(KT)
    with pytest.raises(Unacceptable):
        acts.cancel(number=number, reason="hoãn", stamp=at(BEFORE))


def test_from_its_day_on_it_cannot_be_taken_back(ward):
    number = merged(Leg(KT, VH))
    portal.enact_event(number=number, stamp=at(date(2026, 3, 11)))

    with pytest.raises(Unacceptable) as refusal:
        acts.cancel(number=number, reason="hoãn", stamp=at(DAY))

    assert refusal.value.reason == "in_force"


def test_taking_back_gives_the_same_state_and_refuses_once_somebody_acted(ward):
    duty = owed(KT)
    before = queries.state_digest()
    number = merged(Leg(KT, VH))
    portal.enact_event(number=number, stamp=at(DAY))
    services.take_back(event=number, reason="thử", stamp=at(DAY))
    assert queries.state_digest() == before

    second = merged(Leg(VP, VH))
    other = owed(VP)
    portal.enact_event(number=second, stamp=at(DAY))
    services.acknowledge(number=other.number, stamp=at(DAY))

    with pytest.raises(Unacceptable) as refusal:
        services.take_back(event=second, reason="thử", stamp=at(DAY))
    assert refusal.value.facts["number"] == other.number
    assert again(duty).holder.slug == KT


def test_a_past_day_with_duties_closed_since_is_refused(ward):
    duty = owed(KT)
    services.withdraw(number=duty.number, reason="rút", stamp=at(date(2026, 3, 20)))
    number = merged(Leg(KT, VH), day=date(2026, 3, 15))
    before = record.root()

    with pytest.raises(Unacceptable) as refusal:
        portal.enact_event(number=number, stamp=at(DAY))

    assert refusal.value.facts["number"] == duty.number
    assert record.root() == before
    assert offices.chart(DAY).has(KT)


@pytest.mark.parametrize(
    ("legs", "reason"),
    [
        ([Leg(KT, FRONT)], "another_track"),
        ([Leg(KT, VH, Share.PART)], "one_part"),
        ([Leg("khong-co", VH)], "old_not_there"),
    ],
)
def test_an_event_whose_legs_do_not_add_up_leaves_no_trace(untouched, legs, reason):
    with pytest.raises(LegsDoNotAddUp) as refusal:
        merged(*legs)

    assert refusal.value.facts["reason"] == reason


def test_the_requester_of_a_duty_may_have_been_merged_and_its_heir_judges(ward):
    duty = owed(KT, requester_office=VP)
    portal.enact_event(number=merged(Leg(VP, VH)), stamp=at(DAY))

    assert services.held(again(duty), at(DAY)).requester == VH
