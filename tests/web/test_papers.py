"""Papers as offices lay them out, read back from the file and as LibreOffice prints them."""

import io
import shutil
import subprocess
import sys
from datetime import date

import pytest
from docx import Document

from soi.web import papers
from soi.web.papers import Block, Paper

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def paper(lines=3, **more):
    given = {
        "above": "UBND thành phố Mẫu",
        "office": "UBND phường Mẫu",
        "symbol": "7/QĐ-UBND",
        "place": "phường Mẫu",
        "dated": date(2026, 2, 5),
        "title": "QUYẾT ĐỊNH",
        "subject": "Về việc giải quyết khiếu nại",
        "blocks": [Block(f"Điều {n}. Nội dung của điều này.") for n in range(1, lines + 1)],
        "signer": ["CHỦ TỊCH", "", "", "(ký, ghi rõ họ tên, đóng dấu)"],
        "recipients": ["Người khiếu nại", "Lưu: VT"],
        **more,
    }
    return Paper(**given)


def read(one):
    document = Document(io.BytesIO(papers.docx(one)))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    inside = [line for cell in cells for line in cell.paragraphs]
    return document, [line.text for line in (*document.paragraphs, *inside)]


@pytest.mark.parametrize(
    "text",
    [
        "Luật Đất đai",
        "Căn cứ Luật Đất đai;",
        "Luật Đất đai.",
        "  Luật Đất đai ; ",
    ],
)
def test_every_ground_begins_and_ends_as_grounds_do(text):
    assert [(one.text, one.style) for one in papers.grounds(text)] == [
        ("Căn cứ Luật Đất đai;", "ground")
    ]


def test_each_ground_stands_on_a_line_of_its_own():
    lines = [one.text for one in papers.grounds("Luật Đất đai\n\nNghị định 123/2024/NĐ-CP.")]

    assert lines == ["Căn cứ Luật Đất đai;", "Căn cứ Nghị định 123/2024/NĐ-CP;"]


def test_place_day_and_recipients_are_written_as_the_decree_wants():
    _document, texts = read(paper())

    assert "Phường Mẫu, ngày 05 tháng 02 năm 2026" in texts
    assert [one for one in texts if one.startswith("- ")] == ["- Người khiếu nại;", "- Lưu: VT."]


def test_a_line_break_begins_another_paragraph():
    _document, texts = read(paper(blocks=[Block("Một.\nHai.")]))

    assert {"Một.", "Hai."} <= set(texts)


def test_an_article_begins_in_bold_and_goes_on_plain():
    document, _texts = read(paper(blocks=[Block("Điều 1. Nội dung."), Block("Theo Điều 2. Luật.")]))

    runs = [[(run.text, bool(run.bold)) for run in one.runs] for one in document.paragraphs]
    assert [("Điều 1.", True), (" Nội dung.", False)] in runs
    assert [("Theo Điều 2. Luật.", False)] in runs


def test_the_last_lines_hold_to_the_signature():
    document, _texts = read(paper())

    held = [one.text for one in document.paragraphs if one.paragraph_format.keep_with_next]
    assert [one for one in held if one] == [f"Điều {n}. Nội dung của điều này." for n in (2, 3)]


def test_a_table_gives_room_to_the_column_with_the_most_words():
    rows = [["Số", "Nội dung"], ["NV-1", "Trả lời phản ánh về đèn đường tắt nhiều đêm liền"]]

    document, _texts = read(paper(rows=rows))

    narrow, wide = (column.width for column in document.tables[1].columns)
    assert wide > 3 * narrow


@pytest.mark.slow
@pytest.mark.parametrize("lines", [20, 22, 23, 24, 25])
def test_a_signature_never_stands_on_a_page_of_its_own(tmp_path, lines):
    if not SOFFICE or not shutil.which("pdftotext"):
        sys.stderr.write("\nSKIPPED LOUDLY: no LibreOffice to print with\n")
        pytest.skip("no LibreOffice")
    (tmp_path / "one.docx").write_bytes(papers.docx(paper(lines)))

    subprocess.run(
        [SOFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         "pdf", "--outdir", str(tmp_path), str(tmp_path / "one.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    text = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "one.pdf"), "-"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip

    last = [page for page in text.split("\f") if page.strip()][-1]
    assert "CHỦ TỊCH" in last
    assert f"Điều {lines}." in last
