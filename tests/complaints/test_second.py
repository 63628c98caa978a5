"""What follows a first decision: the sender's own days, a yes by code, the effect, the court."""

import pytest

from soi.complaints import queries, services
from soi.core.stamps import RESIDENT, Stamp
from soi.duties import queries as duties
from soi.reports import queries as reports
from soi.reports import services as report_services
from soi.reports.models import Report
from soi.reports.services import Contact, Filing
from tests.complaints.conftest import CITY
from tests.complaints.test_services import accepted, decided


@pytest.fixture
def told(ward, at):
    """A complaint decided on the twelfth day and sent two days after; its receipt."""
    filing = Filing(
        kind="complaint",
        text="Tôi khiếu nại quyết định xử phạt vì không đúng thửa đất.",
        topic="dat_dai",
        contact=Contact(name="Trần Thị Thử", address="12 Sen Hồng"),
    )
    receipt = report_services.receive(filing=filing, stamp=Stamp(RESIDENT, at(0).at))
    accepted(receipt.number, at)
    decided(receipt.number, at)
    services.send(number=receipt.number, document="Sổ đi 9", stamp=at(14))
    return receipt


def first(number):
    return queries.cases(number)[0]


def on(number, at, day, received=None):
    return services.go_on(
        number=number,
        resolver=CITY,
        received_on=at(day if received is None else received).on,
        document="Đơn lần hai",
        stamp=at(day),
    )


def second_sent(number, at, since):
    def city(days=0, **more):
        return at(days, office=CITY, **more)

    services.accept(number=number, document="11/TB", verifier=CITY, stamp=city(since + 1), stage=2)
    decided(number, city, stage=2, days=since + 12)
    return services.send(number=number, document="Sổ đi 99", stamp=city(since + 14), stage=2)


def agreed(receipt, at, day):
    report_services.accept(code=receipt.code, stamp=Stamp(RESIDENT, at(day).at))


def test_whoever_agreed_by_code_may_still_go_before_the_superior(told, at):
    agreed(told, at, 16)
    assert reports.by_number(told.number).state == "done"

    on(told.number, at, 20)
    report = reports.by_number(told.number)
    assert (report.state, report.closed_on) == ("disputed", None)
    case = second_sent(told.number, at, 20)

    report = reports.by_number(told.number)
    assert (case.state, report.state) == ("sent", "answered")
    assert [one.document for one in reports.answers(report)] == ["5/QĐ-UBND"] * 2
    assert duties.by_number(case.duties["send"]).state == "reported"


def test_a_second_decision_is_told_also_where_the_first_yes_was_never_taken_back(told, at):
    agreed(told, at, 16)
    on(told.number, at, 20)
    # As rows were left before a yes by code gave way to the second instance.
    Report.objects.filter(number=told.number).update(state="done", closed_on=at(16).on)

    case = second_sent(told.number, at, 20)

    assert (case.state, reports.by_number(told.number).state) == ("sent", "answered")


def test_a_yes_to_a_decision_is_told_to_waive_nothing(client, told):
    page = client.post("/lookup/accept/", {"code": told.code}).content.decode()

    assert reports.by_number(told.number).state == "done"
    assert "Điều 33" in page
    assert "tái diễn thì mở lại được" not in page
