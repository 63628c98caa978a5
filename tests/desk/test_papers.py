"""Papers at the counter: entered one by one or by the grid, scanned, never twice."""

import json
from datetime import date

import pytest
from django.utils import timezone

from soi.desk import services
from soi.desk.models import Intake
from soi.desk.services import AlreadyEntered, InTheFuture, NoScan
from soi.notices.models import Notice
from soi.record import queries as record
from soi.reports import queries as reports
from soi.reports.models import Report
from soi.reports.services import Contact
from tests.desk.conftest import DESK, LAMP, UBND, at, paper, pdf


def test_the_term_of_a_paper_runs_from_its_receipt_not_from_its_entry(ward):
    receipt = services.take_in(paper=paper(on=date(2026, 9, 21)), stamp=at())

    report, intake = reports.by_number(receipt.number), Intake.objects.get()
    assert (report.received_on, report.duty.due_on) == (date(2026, 9, 21), date(2026, 9, 28))
    assert (intake.received_on, intake.entered_at) == (date(2026, 9, 21), at().at)
    assert reports.history(report)[0].by == f"{DESK}-chuyen-vien"


def test_a_paper_of_a_day_to_come_is_refused_and_leaves_no_trace(ward):
    before = record.root()

    with pytest.raises(InTheFuture):
        services.take_in(paper=paper(on=date(2026, 9, 29)), stamp=at())

    assert record.root() == before


def test_one_pile_entered_by_two_clerks_is_seen(ward):
    first = services.take_in(paper=paper(on=date(2026, 9, 25)), stamp=at())

    with pytest.raises(AlreadyEntered) as refused:
        services.take_in(paper=paper(LAMP.upper(), on=date(2026, 9, 25)), stamp=at(1))
    assert refused.value.facts["number"] == first.number

    services.take_in(paper=paper(on=date(2026, 9, 25), again=True), stamp=at(1))
    assert Report.objects.count() == 2


def test_a_row_sent_twice_gives_the_same_receipt(ward):
    one = paper(on=date(2026, 9, 25), key="k" * 32)

    numbers = {services.take_in(paper=one, stamp=at()).number for _ in range(2)}

    assert (len(numbers), Report.objects.count()) == (1, 1)


@pytest.mark.parametrize(("pages", "fits"), [(1, True), (120, True), (121, False), (300, False)])
def test_a_scan_may_have_so_many_pages(ward, pages, fits):
    number = services.take_in(paper=paper(), stamp=at()).number

    if fits:
        assert (
            services.add_scan(number=number, name="a", data=pdf(pages), stamp=at()).pages == pages
        )
    else:
        with pytest.raises(NoScan) as refused:
            services.add_scan(number=number, name="a", data=pdf(pages), stamp=at())
        assert refused.value.facts["pages"] == pages


def test_what_is_no_pdf_is_no_scan(ward):
    number = services.take_in(paper=paper(), stamp=at()).number

    for data in (b"MZ\x90", b"%PDF-1.7 not really", b""):
        with pytest.raises(NoScan):
            services.add_scan(number=number, name="a", data=data, stamp=at())


def test_whoever_left_a_telephone_gets_number_and_day_but_no_code(ward, settings, tmp_path):
    from soi.notices import services as notices

    outbox = tmp_path / "sms.jsonl"
    settings.SOI_GATEWAYS = {"sms": f"file:{outbox}"}
    contact = Contact(phone="0900 000 012")
    receipt = services.take_in(paper=paper(contact=contact), stamp=at())

    notices.deliver(now=at(1).at)

    (line,) = [json.loads(one) for one in outbox.read_text().splitlines()]
    assert line["channel"] == "sms"
    assert receipt.number in line["text"]
    assert receipt.code not in line["text"]


def test_without_a_gateway_no_short_message_waits(ward):
    services.take_in(paper=paper(contact=Contact(phone="0900 000 012")), stamp=at())

    assert not Notice.objects.filter(channel="sms").exists()


def grid(client, rows):
    data = {"size": "80"}
    for place, row in enumerate(rows):
        told = {"way": "paper", "received_on": f"{timezone.localdate():%d/%m/%Y}", **row}
        data |= {f"r{place}-{name}": value for name, value in told.items()}
    return client.post("/staff/desk/intake/", data)


def test_the_grid_takes_good_rows_and_keeps_the_others_with_a_reason(client, user, ward):
    client.force_login(user("desk_officer", DESK))
    rows = [
        {"text": LAMP},
        {"text": "Hố ga trước trạm y tế lún sâu, xe nhảy tung.", "received_on": "01/01/2100"},
        {"text": "Tôi tố cáo cán bộ quầy hộ tịch nhận hối lộ của dân."},
        {"text": ""},
    ]

    page = grid(client, rows).content.decode()

    assert Report.objects.count() == 1
    assert page.count("slip-80") == 1
    assert "ở sau hôm nay" in page
    assert "Có chữ giống tố cáo" in page


@pytest.mark.parametrize("role", ["officer", "front_officer", "administrator", "reviewer"])
def test_only_the_desk_takes_papers_in(client, user, ward, role):
    client.force_login(user(role, UBND))

    assert client.get("/staff/desk/intake/").status_code == 403
