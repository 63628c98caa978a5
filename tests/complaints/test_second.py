"""What follows a first decision: the sender's own days, a yes by code, the effect, the court."""

from datetime import UTC, date, datetime, timedelta

import pytest

from soi.complaints import queries, services
from soi.complaints.models import Case
from soi.core.complaints import OutOfTime, TooEarly
from soi.core.deadlines import Deadline, later
from soi.core.lives import NotNow
from soi.core.stamps import RESIDENT, SYSTEM, Stamp
from soi.duties import queries as duties
from soi.record import queries as record
from soi.reports import queries as reports
from soi.reports import services as report_services
from soi.reports.models import Report
from soi.reports.services import Contact, Filing
from tests.acting import acting, system
from tests.complaints.conftest import CITY, DESK, UBND, VHXH
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


LAST = date(2026, 8, 19)  # 30 days from 20/07/2026, when it was sent; issued on 18/07


def in_force(number, days_after=1):
    stamp = Stamp(SYSTEM, noon(LAST + timedelta(days=days_after)))
    services.expire(today=stamp.on, stamp=system(stamp))
    assert first(number).state == "in_force"


def noon(day):
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


def late_entry(number, received_on, days_after=2, **more):
    stamp = acting("office_head", UBND, noon(LAST + timedelta(days=days_after)))
    return services.go_on(
        number=number,
        resolver=CITY,
        received_on=received_on,
        document="Đơn lần hai",
        stamp=stamp,
        **more,
    )


def test_no_decision_takes_effect_while_its_sender_may_still_complain(told, at):
    case = first(told.number)
    last = queries.second_deadline(case).due_on

    assert (last, case.effect_on) == (LAST, LAST)
    with pytest.raises(TooEarly):
        services.take_effect(number=told.number, stamp=system(at(on=LAST)))
    (line,) = [one for one in queries.days(case, LAST) if one.step == "effect"]
    assert line.deadline.due_on == LAST
    assert "Điều 44" in line.deadline.source
    assert "Điều 33" in line.deadline.source


def test_a_row_with_the_older_count_waits_for_the_later_day(told, at):
    Case.objects.filter(report__number=told.number).update(effect_on=date(2026, 8, 17))

    assert services.expire(today=LAST, stamp=system(at(on=LAST))) == 0
    in_force(told.number)


@pytest.mark.parametrize("received_on", [LAST, LAST - timedelta(days=9)])
def test_a_second_complaint_in_time_goes_on_though_it_is_entered_after_the_effect(
    told, at, received_on
):
    in_force(told.number)

    second = late_entry(told.number, received_on)

    assert (first(told.number).state, second.received_on) == ("continued", received_on)
    assert reports.by_number(told.number).state == "disputed"
    assert not reports.by_number(told.number).silent
    assert not [one for one in queries.days(first(told.number), LAST) if one.step == "effect"]
    case = second_sent(told.number, at, 46)
    assert (case.state, reports.by_number(told.number).state) == ("sent", "answered")


def test_a_second_complaint_out_of_time_leaves_the_decision_in_force(told, at):
    in_force(told.number)
    before = record.root()

    with pytest.raises(OutOfTime):
        late_entry(told.number, LAST + timedelta(days=1))

    assert (first(told.number).state, record.root()) == ("in_force", before)


def test_a_second_complaint_is_entered_once(told, at):
    in_force(told.number)
    late_entry(told.number, LAST)

    with pytest.raises(NotNow):
        late_entry(told.number, LAST)


@pytest.mark.parametrize("stage", [1, 2])
def test_the_court_may_take_a_matter_whose_decision_is_in_force(told, at, stage):
    if stage == 2:
        on(told.number, at, 20)
        second_sent(told.number, at, 20)
    stamp = at(on=date(2026, 12, 1), office=DESK)
    services.expire(today=stamp.on, stamp=system(stamp))

    case = services.go_to_court(
        number=told.number, document="Thông báo 7/TB-TA", stamp=stamp, stage=stage
    )

    assert case.state == "in_court"


def test_the_clerk_is_offered_the_second_complaint_and_the_court_after_the_effect(
    client, user, told
):
    in_force(told.number)
    client.force_login(user("desk_officer", DESK))

    page = client.get(f"/staff/complaints/{told.number}/").content.decode()

    assert f"/{told.number}/1/second/" in page
    assert f"/{told.number}/1/court/" in page


@pytest.mark.parametrize(
    ("issued", "second", "expected"),
    [
        (21, 23, 23),  # sent late: the sender's own days are the longer
        (21, 21, 21),
        (21, 10, 21),  # ten days against a discipline: Điều 44 alone
        (21, None, 21),
        (None, 23, None),
    ],
)
def test_the_later_of_both_days_comes_before_the_effect(issued, second, expected):
    days = [Deadline(date(2026, 9, one) if one else None) for one in (issued, second)]

    assert later(*days).due_on == (date(2026, 9, expected) if expected else None)


WRITES = ["accept", "decline", "ask", "withdraw"]
DECLINED = {"ground": "out_of_time", "text": "quá hạn", "document": "9/TB"}


@pytest.fixture
def before_the_city(at, complained):
    """A complaint against an office that the city has now; say which office."""

    def make(target):
        number = complained()
        accepted(number, at, target=target)
        decided(number, at)
        services.send(number=number, document="Sổ đi 9", stamp=at(14))
        on(number, at, 20)
        return number

    return make


def written(client, number):
    page = client.get(f"/staff/complaints/{number}/").content.decode()
    return [act for act in WRITES if f"/{number}/2/{act}/" in page]


def decline(client, number):
    told = {"seen": queries.cases(number)[1].version, **DECLINED}
    return client.post(f"/staff/complaints/{number}/2/decline/", told).status_code


@pytest.mark.parametrize("role", ["officer", "office_head"])
def test_the_office_complained_of_has_no_hand_in_the_second_instance(
    client, user, before_the_city, role
):
    number = before_the_city(VHXH)
    client.force_login(user(role, VHXH))
    before = record.root()

    pages = [
        client.get(f"/staff/complaints/{number}/").status_code,
        client.post(f"/staff/complaints/{number}/2/papers/thong-bao-thu-ly.docx").status_code,
        decline(client, number),
    ]

    assert pages == [404, 404, 404]  # as a number nobody has
    assert number not in client.get("/staff/complaints/?state=").content.decode()
    assert record.root() == before


@pytest.mark.parametrize(
    ("role", "office"),
    [("officer", UBND), ("leader", UBND), ("office_head", UBND), ("desk_officer", DESK)],
)
def test_the_first_resolver_and_the_desk_write_the_superiors_steps_down(
    client, user, before_the_city, role, office
):
    number = before_the_city(VHXH)
    client.force_login(user(role, office))

    assert written(client, number) == WRITES
    assert number in client.get("/staff/complaints/?state=").content.decode()
    assert decline(client, number) == 302
    assert queries.cases(number)[1].state == "declined"


@pytest.mark.parametrize(("role", "office"), [("officer", "phong-kt-phuong-mau"), ("leader", UBND)])
def test_nobody_else_writes_them_nor_the_first_resolver_where_it_is_complained_of(
    client, user, before_the_city, role, office
):
    number = before_the_city(UBND)
    client.force_login(user(role, office))

    assert written(client, number) == []
    assert decline(client, number) == (403 if office == UBND else 404)
    assert client.get(f"/staff/complaints/{number}/").status_code == (
        200 if office == UBND else 404
    )


def test_the_desk_writes_for_a_first_resolver_that_is_complained_of(client, user, before_the_city):
    number = before_the_city(UBND)
    client.force_login(user("desk_officer", DESK))

    assert written(client, number) == WRITES
    assert decline(client, number) == 302


def test_a_desk_that_is_complained_of_leaves_it_to_the_first_resolver(
    client, user, before_the_city
):
    number = before_the_city(DESK)
    client.force_login(user("desk_officer", DESK))
    assert decline(client, number) == 403

    client.force_login(user("officer", UBND))
    assert decline(client, number) == 302
