"""What a leader opens at the desk."""

import io

import pytest
from docx import Document

from tests.desk.conftest import UBND


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
