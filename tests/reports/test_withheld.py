"""What is withheld on a filing's page is withheld on every other page as well."""

import pytest

from soi.core.mandates import Role
from soi.core.places import distance_m
from soi.reports import queries, services
from tests.reports.conftest import KT, START, UBND, VHXH

DESK = "mot-cua-phuong-mau"
ANSWER = "Đã thay ba bóng đèn trên đường Sen Hồng."


@pytest.fixture
def enter(client, officer):
    def enter(office, role=Role.OFFICER):
        from soi.people.models import User

        stamp = officer(office, role)
        client.force_login(User.objects.get(pk=stamp.person.partition(":")[2]))
        return client

    return enter


@pytest.fixture
def duty(received, officer, note):
    """The duty of a report that is answered, and that nobody has looked over yet."""
    services.answer(
        number=received.number, text=ANSWER, evidence=[note], outcome="done",
        stamp=officer(KT, days=2),
    )  # fmt: skip
    return queries.by_number(received.number).duty


def test_a_duty_shows_no_answer_that_its_report_does_not(client, duty):
    page = client.get(duty.get_absolute_url()).content.decode()

    assert ANSWER not in page
    assert "12/BB-KT" not in page
    assert f"/reports/{duty.source_ref.partition(':')[2]}/" in page


@pytest.mark.parametrize(
    ("office", "role", "reads"),
    [
        (KT, Role.OFFICER, True),
        (UBND, Role.LEADER, True),
        (DESK, Role.DESK_OFFICER, True),
        (KT, Role.ADMINISTRATOR, False),
        (VHXH, Role.OFFICER, False),
        ("mttq-phuong-mau", Role.FRONT_OFFICER, False),
    ],
)
def test_the_words_of_a_duty_are_for_its_own_officers(enter, duty, office, role, reads):
    page = enter(office, role).get(duty.get_absolute_url()).content.decode()

    assert (ANSWER in page) is reads


def test_a_report_that_is_a_complaint_after_all_leaves_no_public_duty(
    client, filing, resident, officer, ward
):
    contact = services.Contact("Lê Thử Tên", "0900000012", "", "1 đường Mẫu")
    number = services.receive(filing=filing(contact=contact), stamp=resident()).number
    old = queries.by_number(number).duty

    services.reclassify(
        number=number, kind="complaint", topic="ha_tang", reason="là khiếu nại",
        stamp=officer(DESK, Role.DESK_OFFICER, days=1),
    )  # fmt: skip

    assert client.get(old.get_absolute_url()).status_code == 404
    assert number not in client.get("/api/v1/duties").content.decode()
    assert number not in client.get("/duties/").content.decode()


@pytest.mark.parametrize("path", ["/reports/", "/api/v1/reports"])
def test_nobody_finds_a_report_by_its_place_before_it_was_looked_over(
    client, filing, resident, officer, ward, path
):
    number = services.receive(filing=filing(group="to-03"), stamp=resident()).number

    before = client.get(f"{path}?group=to-03").content.decode()
    services.publish(number=number, stamp=officer(DESK, Role.DESK_OFFICER))
    after = client.get(f"{path}?group=to-03").content.decode()

    assert number not in before
    assert number in after


def test_asking_again_and_again_what_is_near_finds_no_point_but_the_published_one(told):
    told("Đèn tắt ở đầu đường, tối om cả đoạn.", lat=16.0151, long=108.2452)

    def near(lat):
        found = queries.similar(
            text="đèn", topic="ha_tang", lat=lat, long=108.2452, today=START.date()
        )
        return [one.metres for one in found]

    edge = next(step for step in range(9_999) if not near(16.015 + step / 100_000)) / 100_000
    metres = distance_m((16.015 + edge, 108.2452), (16.015, 108.245))
    assert 245 < metres < 260
    assert all(one % 10 == 0 for one in near(16.0152))
