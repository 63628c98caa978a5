from datetime import UTC, datetime
from decimal import Decimal

import pytest

from soi.core.lives import NotNow
from soi.core.mandates import NotPermitted
from soi.core.refusals import Refusal, Unacceptable
from soi.core.targets import Aim, Kind
from soi.record import queries as record
from soi.reviews import services
from soi.reviews.models import TargetValue
from soi.reviews.queries.targets import standings
from soi.reviews.services import NewTarget
from tests.acting import acting, unbound

UBND, COUNCIL, KT = "ubnd-phuong-mau", "hdnd-phuong-mau", "phong-kt-phuong-mau"
NOW = datetime(2026, 10, 5, 2, tzinfo=UTC)
ARRIVED = {2024: 60, 2025: 66}  # of 100 by September


def council(role="office_head"):
    return acting(role, COUNCIL, NOW)


def holder(office=UBND):
    return acting("office_head", office, NOW)


def new(**changed):
    plain = {
        "office": UBND,
        "year": 2026,
        "name": "Thu ngân sách trên địa bàn",
        "unit": "tỷ đồng",
        "kind": Kind.FLOW,
        "aim": Aim.AT_LEAST,
        "plan": Decimal(44),
        "document": "NQ 8/NQ-HĐND",
        "plan_above": Decimal(40),
        "series": "thu-ngan-sach",
    }
    return NewTarget(**{**plain, **changed})


@pytest.fixture
def target(ward):
    return services.set_target(new=new(), stamp=council()).number


@pytest.fixture
def three_years(ward):
    for year, part in ARRIVED.items():
        old = services.set_target(new=new(year=year, plan=Decimal(100)), stamp=unbound(NOW))
        for month, value in ((9, part), (12, 100)):
            put(old.number, month, value, stamp=unbound(NOW))
    number = services.set_target(new=new(plan=Decimal(100)), stamp=council()).number
    put(number, 9, 50)
    return number


def put(number, month, value, stamp=None, **more):
    words = {"evidence": "Kho bạc", **more}
    return services.enter_value(
        number=number, month=month, value=Decimal(value), stamp=stamp or holder(), **words
    )


def refused(refusal, act, **words):
    before = record.root()
    with pytest.raises(refusal) as found:
        act(**words)
    assert record.root() == before
    return found.value


@pytest.mark.parametrize("stamp", [holder(), holder(KT), acting("front_officer", COUNCIL, NOW)])
def test_nobody_sets_a_target_for_themselves_or_from_below(ward, stamp):
    refused(NotPermitted, services.set_target, new=new(), stamp=stamp)


def test_a_plan_is_changed_by_somebody_else_with_a_document_and_the_one_before_stays(target):
    words = {"plan": Decimal(30), "document": "NQ 9", "reason": "dịch bệnh"}
    refused(NotPermitted, services.replan, number=target, stamp=holder(), **words)

    services.replan(number=target, stamp=council(), **words)

    facts = [line["facts"] for line in record.about(f"target:{target}")]
    assert (facts[-1]["from"], facts[-1]["to"]) == ("44.0000", "30")
    assert facts[-1]["document"] == "NQ 9"


def test_the_holder_reports_and_nobody_else(target):
    refused(NotPermitted, put, number=target, month=9, value=1, stamp=council())

    put(target, 9, 33)

    assert standings(UBND, 2026)[0].actual == 33


def test_an_estimate_is_kept_apart_from_what_is_actual(target):
    put(target, 9, 33)
    put(target, 12, 45, estimate=True)

    (found,) = standings(UBND, 2026)

    assert (found.actual, found.month, found.estimate, found.met) == (33, 9, 45, None)


def test_a_correction_keeps_what_stood_there(target):
    wrong = put(target, 9, 33)
    refused(Unacceptable, put, number=target, month=9, value=34)

    services.correct_value(
        number=target,
        wrong=wrong.pk,
        value=Decimal(31),
        evidence="Kho bạc",
        reason="cộng trùng",
        stamp=holder(),
    )

    (found,) = standings(UBND, 2026)
    assert (found.actual, found.corrected) == (31, 1)
    assert TargetValue.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"month": 11}, "in_the_future"),
        ({"month": 13}, "out_of_range"),
        ({"month": 0}, "out_of_range"),
        ({"value": "NaN"}, "out_of_range"),
        ({"value": "1e16"}, "out_of_range"),
        ({"evidence": " "}, "missing"),
    ],
)
def test_a_value_that_cannot_be_is_refused(target, changed, reason):
    words = {"number": target, "month": 9, "value": 1, **changed}

    refusal = refused(Refusal, put, **words)

    assert refusal.facts["reason"] == reason


def test_a_share_over_all_bounds_is_refused(ward):
    changed = new(unit="%", plan=Decimal(1200))

    refused(Unacceptable, services.set_target, new=changed, stamp=council())


def test_two_earlier_years_give_a_forecast_with_its_interval(three_years):
    (found,) = standings(UBND, 2026)

    assert 75 < found.forecast.expected < 84
    assert found.forecast.low < found.forecast.expected < found.forecast.high
    assert found.last_year == [(9, 66), (12, 100)]


def test_without_two_years_the_pace_is_told_and_why_there_is_no_forecast(target):
    put(target, 9, 33)

    (found,) = standings(UBND, 2026)

    assert found.forecast is None
    assert found.why_none == "years"
    assert found.pace == pytest.approx(Decimal(11) / 3)


def test_a_target_without_a_value_is_not_at_zero(target):
    (found,) = standings(UBND, 2026)

    assert (found.actual, found.progress, found.met) == (None, None, None)


def test_the_page_costs_three_statements_however_many_targets(
    three_years, django_assert_num_queries
):
    for place in range(10):
        services.set_target(new=new(name=f"Chỉ tiêu {place}"), stamp=council())

    with django_assert_num_queries(4):
        standings(UBND, 2026)


def test_an_ended_target_takes_no_new_value(target):
    from soi.core.targets.life import Act
    from soi.counter import services as counter
    from soi.reviews.queries.targets import TARGETS

    with counter.take(TARGETS, Act.END, council(), number=target) as (_row, move):
        move()

    refused(NotNow, put, number=target, month=9, value=1)


def test_the_public_page_has_the_chart_and_its_table(client, three_years):
    body = client.get(f"/targets/{UBND}/2026/").content.decode()

    assert '<svg class="line"' in body
    assert "dự báo cả năm" in body
    assert client.get(f"/targets/{three_years}/").status_code == 200
    assert client.get(f"/targets/{UBND}/2026/?file=csv").status_code == 200


def test_a_refused_value_stays_typed(client, target, person):
    from soi.people.models import User

    stamp = person("office_head", UBND)
    client.force_login(User.objects.get(pk=stamp.person.partition(":")[2]))

    answer = client.post(
        f"/staff/targets/{target}/enter/", {"month": 9, "value": "12,x", "evidence": "Kho bạc 7"}
    )

    assert answer.status_code == 422
    assert "Kho bạc 7" in answer.content.decode()
