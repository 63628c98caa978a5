"""What may be asked about reports, and what never comes out."""

import json
from datetime import date, timedelta

import msgspec
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from soi.core.refusals import Unacceptable
from soi.offices import queries as offices
from soi.reports import queries, services
from soi.reports.api.shapes import own_shape, shape
from soi.reports.models import Identity
from tests.reports.conftest import KT, START

TODAY = START.date()
DESK = "mot-cua-phuong-mau"
SECRETS = services.Contact("Phạm Văn Giấu", "0905 123 456", "giau@example.vn", "99/7 Kiệt Kín")


def test_similar_reports_are_near_open_and_of_the_same_topic(told):
    near = told("Đèn tắt ở đầu đường, tối om cả đoạn.", lat=16.015, long=108.245)
    told("Đèn tắt ở xa lắm, bên kia phường.", lat=16.029, long=108.259)
    told("Rác đầy trước nhà, ba ngày chưa dọn.", lat=16.015, long=108.245, topic="rac_thai")

    found = queries.similar(
        text="Bóng đèn hỏng", topic="ha_tang", lat=16.0155, long=108.2452, today=TODAY
    )

    assert [one.number for one in found] == [near]


def test_similar_reports_name_the_same_street(told):
    same = told("Bóng đèn ở đường Sen Hồng hỏng hết rồi.")

    found = queries.similar(text="den sen hong tat", topic="ha_tang", today=TODAY)

    assert [one.number for one in found] == [same]


def test_similar_reports_are_published_and_at_most_five(told, ward, filing, resident):
    services.receive(filing=filing(), stamp=resident())
    for hours in range(7):
        told("Bóng đèn ở đường Sen Hồng hỏng hết rồi.", hours=hours)

    found = queries.similar(text="đèn đường Sen Hồng", topic="ha_tang", today=TODAY)

    assert len(found) == 5


def test_a_similar_report_is_no_older_than_twelve_weeks(told):
    told("Bóng đèn ở đường Sen Hồng hỏng hết rồi.")

    later = TODAY + timedelta(weeks=12, days=1)

    assert queries.similar(text="đèn đường Sen Hồng", topic="ha_tang", today=later) == []


def test_a_key_of_somebody_elses_making_is_refused(ward):
    for key in ("x", "MQ", "MHwyMDI2LTAxLTAxfDE", "=" * 50, "é"):
        with pytest.raises(Unacceptable):
            queries.page(after=key)


def test_who_sent_it_is_in_no_answer(ward, filing, resident, officer):
    receipt = services.receive(filing=filing(contact=SECRETS), stamp=resident())
    services.publish(number=receipt.number, stamp=officer(DESK))
    report = queries.with_parts(queries.public()).get()
    chart = offices.chart(TODAY)

    out = msgspec.json.encode([shape(report, chart), own_shape(report, chart)]).decode()
    out += json.dumps([event.facts for event in queries.history(report)])

    identity = Identity.objects.get()
    for secret in (identity.name, identity.phone, identity.email, identity.address, identity.key):
        assert secret not in out


def test_no_question_of_this_room_joins_who_sent_it(told, ward):
    told("Đèn đường Sen Hồng tắt ba đêm liền.", contact=SECRETS)

    with CaptureQueriesContext(connection) as caught:
        list(queries.page(q="den").rows)
        queries.similar(text="đèn Sen Hồng", topic="ha_tang", today=TODAY)
        queries.staff_counts(offices=[KT], today=TODAY)
        for queue in queries.QUEUES:
            list(queries.staff_queue(queue, offices=[KT], today=TODAY, q="den").rows)

    assert not [one["sql"] for one in caught if "reports_identity" in one["sql"]]


def test_each_pile_counts_what_lies_in_it(told, ward, filing, resident):
    told("Đèn đường Sen Hồng tắt ba đêm liền.")
    services.receive(filing=filing(), stamp=resident(hours=2))

    counts = queries.staff_counts(offices=[KT], today=TODAY + timedelta(days=1))

    assert (counts["publish"], counts["unclaimed"], counts["held"]) == (1, 2, 2)
    for queue, count in counts.items():
        page = queries.staff_queue(queue, offices=[KT], today=TODAY + timedelta(days=1))
        assert len(page.rows) == count


def test_a_pile_that_does_not_exist_is_refused(ward):
    with pytest.raises(Unacceptable):
        queries.staff_queue("heap", offices=[KT], today=TODAY)


def test_complaints_are_counted_and_nothing_more(ward, filing, resident):
    services.receive(filing=filing(kind="complaint", contact=SECRETS), stamp=resident())

    counts = queries.counts(TODAY)

    assert (counts["complaint_all"], counts["report_all"]) == (1, 0)
    assert queries.page().rows == []


def test_the_holders_chain_has_days(answered, resident):
    services.accept(code=answered.code, stamp=resident(days=3))
    report = queries.by_number(answered.number)

    (holder,) = queries.holders(report, date(2026, 12, 1))

    assert (holder.office, holder.days) == (KT, 3)
