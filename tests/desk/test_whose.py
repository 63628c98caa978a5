"""Papers and reception days of one office are to another as if they were not there."""

import pytest

from soi.core.filings import Act
from soi.desk import queries, services
from soi.reports import queries as reports
from tests.desk.conftest import at, paper
from tests.desk.test_erasing import scanned, told_at_reception

OTHERS = [
    ("desk_officer", "phong-vhxh-phuong-mau"),
    ("leader", "mttq-phuong-mau"),
    ("leader", "cong-an-phuong-mau"),
    ("identity_reader", "tram-y-te-phuong-mau"),
]


@pytest.fixture
def scan(ward):
    receipt = services.take_in(paper=paper("Đèn đường ở ngõ 5 hỏng đã một tháng."), stamp=at())
    return scanned(receipt.number, at())


@pytest.mark.parametrize(("role", "office"), OTHERS)
def test_a_strangers_scan_is_as_if_it_were_not_there(scan, signed_in, role, office):
    client = signed_in(role, office)

    answers = [client.get(f"/staff/desk/scans/{pk}.pdf") for pk in (scan.pk, scan.pk + 999)]

    assert [one.status_code for one in answers] == [404, 404]
    posted = client.post(f"/staff/desk/scans/{scan.pk}.pdf", {"text": "Vì sao không"})
    assert posted.status_code == 404


def test_a_scan_is_read_by_permission_for_a_reason_and_leaves_a_trace(scan, signed_in):
    number = scan.intake.report.number
    desk = reports.by_number(number).office
    plain = signed_in("desk_officer", desk)
    reader = signed_in("identity_reader", desk)

    assert plain.get(f"/staff/desk/scans/{scan.pk}.pdf").status_code == 403
    assert reader.get(f"/staff/desk/scans/{scan.pk}.pdf")["Content-Type"].startswith("text/html")
    answer = reader.post(f"/staff/desk/scans/{scan.pk}.pdf", {"text": "Gọi lại người gửi"})

    assert answer["Content-Type"] == "application/pdf"
    traces = [
        one for one in reports.history(reports.by_number(number)) if one.act == Act.IDENTITY_READ
    ]
    assert [one.note for one in traces] == ["Gọi lại người gửi"]


@pytest.mark.parametrize(("role", "office"), OTHERS[:3])
def test_a_strangers_reception_is_as_if_it_were_not_there(ward, signed_in, role, office):
    visit, _numbers = told_at_reception("Xin hỏi về giấy tờ nhà ở của gia đình.")
    day = queries.visit(visit).reception
    client = signed_in(role, office)

    answers = [client.get(f"/staff/desk/receptions/{pk}/").status_code for pk in (day.pk, 999)]
    acts = [client.post(f"/staff/desk/visits/{pk}/call/").status_code for pk in (visit, 999)]

    assert len(set(answers)) == len(set(acts)) == 1
    assert {*answers, *acts} <= {403, 404}
