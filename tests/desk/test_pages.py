"""What a leader opens at the desk."""

import io

import pytest
from django.urls import reverse
from docx import Document

from soi.core.stamps import Stamp
from soi.reports import queries
from soi.reports import services as reports
from soi.reports.services import Filing
from tests.desk.conftest import START, UBND


def test_the_month_comes_as_a_report(client, user, hundred):
    client.force_login(user("office_head", UBND))

    answer = client.get("/staff/desk/month/?month=2026-09&file=docx")

    document = Document(io.BytesIO(answer.content))
    cells = [one.text for table in document.tables for row in table.rows for one in row.cells]
    assert "30" in cells
    assert any("Kết quả tiếp công dân" in one.text for one in document.paragraphs)


def test_the_paper_is_vietnamese_whoever_reads_the_page(client, user, hundred):
    client.force_login(user("office_head", UBND))
    client.cookies["django_language"] = "en"

    page = client.get("/staff/desk/month/?month=2026-09").content.decode()
    answer = client.get("/staff/desk/month/?month=2026-09&file=docx")

    (head, *rows) = Document(io.BytesIO(answer.content)).tables[1].rows
    assert ">Report<" in page
    assert ">Phản ánh<" not in page
    assert head.cells[0].text == "Loại"
    assert "Phản ánh" in [row.cells[0].text for row in rows]


@pytest.mark.parametrize("path", ["month/", "insight/", "receptions/", "many/", "turns/"])
def test_every_page_of_the_desk_opens_for_a_leader(client, user, hundred, path):
    client.force_login(user("leader", UBND))

    assert client.get(f"/staff/desk/{path}").status_code == 200


def test_a_filing_of_unclear_field_goes_to_the_desk_with_two_guesses_one_press_away(
    client, user, hundred
):
    text = "Con mương sau nhà bị lấp, giờ xe đậu lên trên, mưa là hôi."
    stamp = Stamp("resident", START)
    number = reports.receive(filing=Filing(kind="report", text=text), stamp=stamp).number
    client.force_login(user("desk_officer", "mot-cua-phuong-mau"))

    report = queries.by_number(number)
    page = client.get(reverse("desk:sort", args=[number])).content.decode()
    told = {"kind": "report", "topic": "moi_truong", "reason": "Theo nội dung đơn."}
    client.post(reverse("desk:sort-act", args=[number, "sort"]), told)

    assert report.topic == "khac"
    assert 'value="ha_tang"' in page.split("Chưa rõ lĩnh vực")[1].split("</div>")[0]
    assert queries.by_number(number).topic == "moi_truong"
