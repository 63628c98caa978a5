"""A duty is moved by who holds it, who gave it, or a leader over both; sorting gives no say."""

import pytest

from soi.core.competence import MayNotTransfer
from soi.core.stamps import SYSTEM, Stamp
from soi.duties import queries, services
from soi.record import queries as record
from soi.web import clock
from tests.acting import acting, unbound
from tests.duties.conftest import HOLDER

UB, VP, FRONT = "ubnd-phuong-mau", "van-phong-phuong-mau", "mttq-phuong-mau"
PARTY, CITY, DESK = "dang-uy-phuong-mau", "ubnd-thanh-pho-mau", "mot-cua-phuong-mau"


@pytest.fixture
def fresh(ward, new_duty):
    stamp = acting("party_office", PARTY, clock.now())
    return services.assign(new=new_duty(starts_on=clock.today()), stamp=stamp)


def moved(client, duty, to):
    data = {"seen": duty.version, "office": to, "text": "Đúng nơi"}
    answer = client.post(f"/staff/duties/{duty.number}/transfer/", data)
    return answer.status_code, queries.by_number(duty.number).holder.slug


@pytest.mark.parametrize(
    ("role", "office", "status"),
    [
        ("office_head", HOLDER, 302),  # the holder's head
        ("officer", HOLDER, 403),
        ("party_office", PARTY, 302),  # who gave it
        ("leader", UB, 302),  # over both
        ("office_head", UB, 302),
        ("desk_officer", DESK, 403),  # who sorts reports
        ("leader", DESK, 403),
        ("office_head", VP, 403),  # who would like to have it
        ("front_officer", FRONT, 403),
        ("reviewer", UB, 403),
        ("inspection_board", UB, 403),
        ("office_editor", HOLDER, 403),
        ("administrator", HOLDER, 403),
    ],
)
def test_role_by_role_who_moves_a_duty(signed_in, fresh, role, office, status):
    holder = VP if status == 302 else HOLDER

    assert moved(signed_in(role, office), fresh, VP) == (status, holder)


def test_a_clerk_of_the_desk_moves_nothing_between_other_bodies(signed_in, new_duty, fresh):
    duty = services.assign(
        new=new_duty(holder=PARTY, requester_office="thanh-uy-mau", starts_on=clock.today()),
        stamp=unbound(clock.now(), office="thanh-uy-mau"),
    )
    client = signed_in("desk_officer", DESK)

    assert moved(client, duty, FRONT) == (403, PARTY)
    assert moved(client, duty, CITY) == (403, PARTY)
    assert "/transfer/" not in client.get(duty.get_absolute_url()).content.decode()


def test_a_clerk_does_not_give_the_desks_own_duty_away(signed_in, ward, new_duty):
    duty = services.assign(
        new=new_duty(holder=DESK, starts_on=clock.today()),
        stamp=acting("party_office", PARTY, clock.now()),
    )

    assert moved(signed_in("desk_officer", DESK), duty, VP) == (403, DESK)


def test_to_whom_it_was_lent_does_not_give_it_away(signed_in, fresh):
    stamp = acting("office_head", HOLDER, clock.now())
    duty = services.delegate(number=fresh.number, office=VP, reason="Giúp", stamp=stamp)

    assert moved(signed_in("office_head", VP), duty, FRONT) == (403, HOLDER)


@pytest.mark.parametrize("to", [FRONT, CITY, PARTY])
def test_a_leader_imposes_it_on_nobody_else(signed_in, fresh, to):
    client = signed_in("leader", UB)
    data = {"seen": fresh.version, "office": to, "text": "Đúng nơi"}

    answer = client.post(f"/staff/duties/{fresh.number}/transfer/", data)

    assert answer.status_code == 422
    assert "Cấp trên chỉ chuyển việc giữa các nơi mình phụ trách." in answer.content.decode()
    assert queries.by_number(fresh.number).holder.slug == HOLDER


def test_a_leader_may_take_it_on(signed_in, fresh):
    assert moved(signed_in("leader", UB), fresh, UB) == (302, UB)


@pytest.mark.parametrize(("office", "rule"), [(DESK, "stranger"), (VP, "stranger")])
def test_the_act_itself_refuses_a_stranger_without_trace(fresh, office, rule):
    before = record.root()

    with pytest.raises(MayNotTransfer) as refusal:
        services.transfer(
            number=fresh.number,
            office=VP,
            reason="x",
            stamp=acting("office_head", office, clock.now()),
        )

    assert (refusal.value.facts["rule"], record.root()) == (rule, before)


def test_the_machine_moves_what_it_must(fresh):
    services.transfer(number=fresh.number, office=VP, reason="x", stamp=Stamp(SYSTEM, clock.now()))

    assert queries.by_number(fresh.number).holder.slug == VP
