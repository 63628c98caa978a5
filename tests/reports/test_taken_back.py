"""What was taken back from the public is not shown in the record either; the entries stay."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext

from soi.core.mandates import Role
from soi.core.rooms import house
from soi.duties import services as duties
from soi.record import queries as record
from soi.record import services as record_services
from soi.reports import queries, services
from soi.reports.services import Contact, PartGiven, acts
from tests.reports.conftest import KT, START

DESK = "mot-cua-phuong-mau"


@pytest.fixture
def clerk(officer):
    return officer(DESK, Role.DESK_OFFICER, days=1)


@pytest.fixture
def read(client, settings, tmp_path):
    """Publish the record, and give back what anybody can read: each entry by place, the page."""
    settings.SOI_DATA, settings.SOI_SEALED_SECONDS = tmp_path, 3600

    def read(hours):
        size = record_services.publish(at=START + timedelta(hours=hours)).size
        answers = {place: client.get(f"/record/entry/{place}") for place in range(size)}
        told = {at: one.json()["payload"] for at, one in answers.items() if one.status_code == 200}
        return told, client.get("/record/").content.decode()

    return read


@pytest.fixture
def worked_on(ward, filing, resident, officer):
    """A report that its office has acknowledged, with its duty's number."""
    contact = Contact(name="Trần Thử", address="tổ 4")
    receipt = services.receive(filing=filing(contact=contact), stamp=resident())
    services.acknowledge(number=receipt.number, stamp=officer(KT))
    return receipt.number, queries.by_number(receipt.number).duty.number


def about(told, *words):
    return [one for one in told.values() if any(word in one for word in words)]


def test_a_report_that_became_a_complaint_is_not_shown_any_more(worked_on, clerk, read):
    number, duty = worked_on
    before, page = read(2)
    assert len(about(before, number, duty)) > 2
    assert number in page

    services.reclassify(number=number, kind="complaint", topic="thu_chi", reason="x", stamp=clerk)

    told, page = read(30)
    assert about(told, number, duty, "duty.kept_inside", "report.reclassified") == []
    assert number not in page
    assert duty not in page
    assert "Thôi công khai việc này" not in page
    assert record.check().whole


def test_a_duty_kept_inside_takes_all_its_entries_along_and_no_others(
    ward, filing, resident, clerk, read
):
    first, second = (services.receive(filing=filing(), stamp=resident()).number for _ in range(2))
    numbers = [queries.by_number(one).duty.number for one in (first, second)]
    duties.keep_inside(source_ref=f"report:{first}", stamp=clerk.within(f"report:{first}"))

    told, page = read(2)

    assert about(told, numbers[0]) == []
    assert about(told, numbers[1])
    assert numbers[0] not in page


def test_a_public_duty_does_not_name_one_that_is_kept_inside(ward, filing, resident, clerk, read):
    first, second = (services.receive(filing=filing(), stamp=resident()).number for _ in range(2))
    whole, part = (queries.by_number(one).duty.number for one in (first, second))
    for named in (part, whole):
        record_services.append(
            kind="duty.linked", subject=f"duty:{whole}", facts={"part": named}, stamp=clerk
        )
    duties.keep_inside(source_ref=f"report:{second}", stamp=clerk.within(f"report:{second}"))

    told = read(2)[0]

    assert len(about(told, "duty.linked")) == 1
    assert about(told, part) == []


def test_a_report_sorted_into_another_kind_stays_shown(worked_on, clerk, read):
    number, _duty = worked_on

    services.reclassify(number=number, kind="petition", topic="thu_tuc", reason="x", stamp=clerk)

    assert len(about(read(30)[0], "report.reclassified")) == 1


def test_a_hidden_report_still_shows_its_acts_and_none_of_its_words(
    ward, filing, resident, clerk, read
):
    # Text, place and photos go; number, day and state stay, in the list as in the record.
    receipt = services.receive(filing=filing(), stamp=resident())
    services.publish(number=receipt.number, stamp=clerk)
    services.hide(number=receipt.number, reason="Lộ số nhà của người khác", stamp=clerk)

    told, page = read(30)

    assert [one for one in about(told, receipt.number) if "report.hidden" in one]
    assert about(told, "Sen Hồng", "Lộ số nhà") == []
    assert receipt.number in page


def test_that_a_sender_withdrew_stays_under_the_seal(ward, filing, resident, read):
    receipt = services.receive(filing=filing(), stamp=resident())
    services.withdraw(code=receipt.code, text="Đã tự sửa xong", stamp=resident(1))

    told, _page = read(30)

    assert about(told, "report.withdrawn", "report.received", "tự sửa") == []
    assert about(told, "duty.withdrawn")


def test_a_filing_that_was_split_does_not_tell_what_was_stored_nowhere(
    ward, filing, resident, clerk, read
):
    number = services.receive(filing=filing(), stamp=resident()).number
    parts = [
        PartGiven("report", "ha_tang", "Đèn đường Sen Hồng tắt ba đêm."),
        PartGiven("denunciation", "khac", "Ông ấy nhận tiền để cấp phép xây dựng."),
    ]
    services.split(number=number, parts=parts, stamp=clerk)

    assert about(read(30)[0], "not_stored", "report.split") == []


def test_a_complaint_is_never_shown(ward, filing, resident, read):
    contact = Contact(name="Trần Thử", address="tổ 4")
    given = filing(kind="complaint", topic="thu_chi", contact=contact)
    number = services.receive(filing=given, stamp=resident()).number

    assert about(read(30)[0], number, queries.by_number(number).duty.number) == []


def test_the_page_of_the_record_asks_no_more_for_more_lines(client, ward, filing, resident, read):
    from django.db import connection

    counts = []
    for hours in (2, 3):
        for _ in range(1 if hours == 2 else 12):
            services.receive(filing=filing(), stamp=resident())
        read(hours)
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/record/").status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_the_record_knows_what_is_always_under_the_seal():
    assert house().registers["report"].sealed == {f"report.{act}" for act in acts._SEALED}
