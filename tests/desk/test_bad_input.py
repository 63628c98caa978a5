"""What goes wrong at a counter: refused or carried as the law says, with the article, no trace."""

from datetime import date, datetime, timedelta

import pytest

from soi.complaints import queries as complaint_queries
from soi.complaints import services as complaints
from soi.complaints.services import NewComplainant
from soi.core.complaints import Against
from soi.core.refusals import Refusal
from soi.core.stamps import VIETNAM
from soi.desk import services
from soi.desk.services import NewPaper
from soi.duties import queries as duties
from soi.law import queries as law
from soi.record import queries as record
from soi.reports import queries as reports
from soi.reports.models import Report
from soi.reports.services import Contact, Filing
from soi.web.refusals import sentence
from tests.acting import acting
from tests.desk.conftest import DESK, UBND, VHXH, pdf

SENDER = Contact(name="Trần Thị Thử", address="12 Sen Hồng")


def at(on, hour=9, office=DESK, person="user:1"):
    moment = datetime(on.year, on.month, on.day, hour, tzinfo=VIETNAM)
    by = f"{office}-chuyen-vien"
    return acting("office_head", office, moment, person=person, by=by)


def paper(text, on=None, kind="report", again=False):
    return NewPaper(Filing(kind, text, contact=SENDER, received_on=on), "paper", again=again)


def registered(on, people=(), **more):
    """Return the number of a complaint that came on paper and stands in the register."""
    text = "Tôi khiếu nại quyết định xử phạt vì không đúng thửa đất."
    receipt = services.take_in(paper=paper(text, on, "complaint", again=True), stamp=at(on))
    complaints.open_case(
        number=receipt.number, stamp=at(on, office=UBND), against=Against.DECISION,
        complainants=people, **more,
    )  # fmt: skip
    return receipt.number


def accept(number, on):
    return complaints.accept(
        number=number, document="1/TB", verifier=VHXH, stamp=at(on, office=UBND)
    )


def refused(act, says):
    """Do it, expect a refusal, and return its sentence; nothing may be left behind."""
    before = record.root(), Report.objects.count()
    with pytest.raises(Refusal) as caught:
        act()
    assert (record.root(), Report.objects.count()) == before
    return says(caught.value)


def test_a_paper_dated_in_the_future(ward):
    on = date(2026, 9, 28)
    later = paper("Đèn đường Sen Hồng tắt ba đêm.", on + timedelta(days=1))

    said = refused(lambda: services.take_in(paper=later, stamp=at(on)), sentence)

    assert "29/09/2026" in said
    assert "Điều 147" in said


def test_two_clerks_at_one_pile(ward):
    on, text = date(2026, 9, 28), "Đèn đường Sen Hồng tắt ba đêm."
    first = services.take_in(paper=paper(text, on), stamp=at(on))
    second = at(on, hour=10, person="user:2")

    said = refused(lambda: services.take_in(paper=paper(text.upper(), on), stamp=second), sentence)

    assert first.number in said
    assert "ngày hẹn của đơn ấy giữ nguyên" in said


def test_a_scan_of_three_hundred_pages(ward):
    on = date(2026, 9, 28)
    receipt = services.take_in(paper=paper("Đèn đường Sen Hồng tắt ba đêm.", on), stamp=at(on))
    due_on = reports.by_number(receipt.number).duty.due_on

    said = refused(
        lambda: services.add_scan(number=receipt.number, name="a", data=pdf(300), stamp=at(on)),
        sentence,
    )

    assert "300 trang" in said
    assert "120 trang" in said
    assert reports.by_number(receipt.number).duty.due_on == due_on
    for part in (120, 120, 60):
        services.add_scan(number=receipt.number, name="a", data=pdf(part), stamp=at(on))


def test_a_complainant_who_is_a_minor(ward):
    on = date(2026, 7, 6)
    alone = registered(on, [NewComplainant(SENDER, birth_year=2012)])
    guarded = registered(
        on, [NewComplainant(SENDER, birth_year=2012, guardian=Contact(name="Lê Giám Hộ"))]
    )

    said = refused(lambda: accept(alone, on), sentence)

    assert "Điều 11 khoản 3" in said
    assert accept(guarded, on).state == "accepted"


def test_a_complainant_without_full_capacity(ward):
    on = date(2026, 7, 6)
    number = registered(on, [NewComplainant(SENDER, incapable=True)])

    assert "Điều 11 khoản 3" in refused(lambda: accept(number, on), sentence)


def test_several_complainants_who_named_nobody(ward):
    on = date(2026, 7, 6)
    both = [NewComplainant(SENDER), NewComplainant(Contact(name="Lê Giả", address="tổ 3"))]
    number = registered(on, both)

    said = refused(lambda: accept(number, on), sentence)
    assert "Điều 8 khoản 4" in said

    stamp = at(on, office=UBND)
    complaints.ask_missing(number=number, text="Cử người đại diện", document="2/CV", stamp=stamp)
    complaints.complete(number=number, text="Đã cử", speakers=[1], stamp=stamp)
    assert accept(number, on).state == "accepted"


def test_a_complaint_out_of_time(ward):
    on = date(2026, 7, 6)
    number = registered(on, known_on=date(2026, 3, 2))

    said = refused(lambda: accept(number, on), sentence)
    assert "Điều 9" in said
    assert "01/06/2026" in said

    case = complaints.decline(
        number=number, ground="out_of_time", text="Quá 90 ngày, không có trở ngại",
        document="3/TB", stamp=at(on, office=UBND),
    )  # fmt: skip
    step = complaint_queries.steps(case)[-1]
    assert (case.state, step.facts["clause"]) == ("declined", "6")


def test_a_withdrawn_half_of_a_joint_complaint(ward):
    on = date(2026, 7, 6)
    both = [
        NewComplainant(SENDER, speaks=True),
        NewComplainant(Contact(name="Lê Giả", address="tổ 3")),
    ]
    number = registered(on, both)
    accept(number, on)
    stamp = at(on + timedelta(days=2), office=UBND)
    case = complaints.withdraw(number=number, places=[2], document="Đơn rút", stamp=stamp)
    settle = duties.by_number(case.duties["settle"])

    def stop():
        complaints.stop(number=number, text="Đã rút", document="4/QĐ", stamp=stamp)

    said = refused(stop, sentence)

    assert "Điều 10" in said
    assert "số 1" in said
    assert (case.state, settle.state) == ("accepted", "open")


def test_a_deadline_in_a_week_whose_days_were_swapped(ward):
    """Saturday 22/08/2026 is worked, Monday 31/08/2026 is not."""
    number = registered(date(2026, 8, 20))

    (case,) = complaint_queries.cases(number)
    (line,) = [
        one for one in complaint_queries.days(case, date(2026, 8, 24)) if one.step == "accept"
    ]
    assert line.deadline.due_on == date(2026, 8, 28)
    assert "2026-08-22" in str(line.deadline.trace["worked"])
    calendar = law.book().calendar()
    assert (calendar.is_working(date(2026, 8, 22)), calendar.is_working(date(2026, 8, 31))) == (
        True,
        False,
    )


def test_a_reception_may_be_announced_for_a_worked_saturday_and_for_no_swapped_monday(ward):
    from datetime import time

    given = {
        "starts": time(8), "ends": time(11), "place": "Phòng tiếp công dân",
        "post": f"{UBND}-truong", "stamp": at(date(2026, 8, 3), office=UBND),
    }  # fmt: skip
    services.schedule(on=date(2026, 8, 22), **given)

    said = refused(lambda: services.schedule(on=date(2026, 8, 31), **given), sentence)

    assert "ngày nghỉ" in said
