"""Reception days: posted in time, held from queue to filings, read by residents."""

from datetime import date, time

import pytest
from django.utils import timezone

from soi.core.receptions import NoticeTooShort
from soi.core.refusals import Unacceptable
from soi.core.stamps import Stamp
from soi.desk import queries, services
from soi.desk.models import Intake, Visit
from soi.duties import queries as duties
from soi.law import queries as law
from soi.reports import queries as reports
from soi.reports.services import Contact, Filing
from soi.web import clock
from tests.desk.conftest import LAMP, UBND, at


def scheduled(days=8, **more):
    given = {
        "on": at(days).on,
        "starts": time(8),
        "ends": time(11),
        "place": "Phòng tiếp công dân",
        "post": "ubnd-phuong-mau-truong",
        "stamp": at(office=UBND),
        **more,
    }
    return services.schedule(**given)


def test_a_schedule_is_posted_five_working_days_before(ward):
    assert services.notice_deadline(date(2026, 10, 6), at().on).due_on == date(2026, 9, 29)
    scheduled(8)

    with pytest.raises(NoticeTooShort):
        scheduled(4)
    scheduled(4, urgent="Dân tập trung đông người")


def test_a_reception_day_runs_from_queue_to_filings_and_figures(ward):
    day = scheduled(8)
    contact = Contact(name="Trần Thử", address="tổ 4")
    first = services.arrive(pk=day.pk, subject="Đèn đường", contact=contact, stamp=at(8))
    second = services.arrive(pk=day.pk, subject="Hỏi thủ tục", people=3, stamp=at(8, minutes=5))

    services.call(visit=first.pk, stamp=at(8, minutes=10))
    filed = services.file_from_visit(
        visit=first.pk, filing=Filing(kind="report", text=LAMP), stamp=at(8, minutes=20)
    )
    complaint = services.file_from_visit(
        visit=first.pk,
        filing=Filing(kind="complaint", text="Tôi khiếu nại quyết định xử phạt số 5."),
        stamp=at(8, minutes=25),
    )
    services.finish(
        visit=first.pk, minutes="Ông kể việc.", outcome="Nhận đơn.", stamp=at(8, minutes=40)
    )
    services.refuse(visit=second.pk, ground="drunk", text="Say rượu", stamp=at(8, minutes=50))

    found = queries.figures([day])
    assert (found.visits, found.people, found.held, found.filings) == (2, 4, 1, 2)
    assert (found.waited_minutes, found.talked_minutes) == (10, 30)
    assert Intake.objects.get(report__number=filed.number).way == "reception"
    assert reports.by_number(complaint.number).kind == "complaint"
    refusal = duties.by_number(Visit.objects.get(pk=second.pk).duty)
    assert refusal.due_on == date(2026, 10, 9)  # 3 working days from 06/10/2026


def test_nobody_gets_a_turn_on_another_day(ward):
    day = scheduled(8)

    with pytest.raises(Unacceptable):
        services.arrive(pk=day.pk, subject="Đèn đường", stamp=at(7))


def test_residents_read_the_schedule(client, ward):
    today = timezone.localdate()
    calendar = law.book().calendar()
    on = calendar.add(today, 8)
    stamp = Stamp("ubnd-phuong-mau-truong", clock.now(), UBND, "user:2")
    scheduled(0, on=on, stamp=stamp)

    page = client.get("/receptions/").content.decode()

    assert f"{on:%m/%Y}" in page
    assert "Chủ tịch UBND phường" in page
