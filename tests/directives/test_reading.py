"""Files as offices have them: PDF, DOCX, HTML, and text in the codes of old fonts."""

import io

import pytest
from docx import Document as WordDocument
from pypdf import PdfWriter

from soi.core import legacy
from soi.directives.services import Unreadable, read

WORDS = "Ủy ban nhân dân phường thực hiện Nghị quyết của Đảng, không để chậm việc được giao"


def reason(name, data):
    with pytest.raises(Unreadable) as refused:
        read(name, data)
    return refused.value.facts["reason"]


def test_a_word_file_gives_its_paragraphs_and_its_table_of_tasks():
    paper = WordDocument()
    paper.add_paragraph("KẾ HOẠCH")
    table = paper.add_table(rows=2, cols=3)
    for at, words in enumerate(["Nội dung công việc", "Đơn vị chủ trì", "Thời gian"]):
        table.rows[0].cells[at].text = words
    for at, words in enumerate(["Rà soát hộ nghèo", "Công an phường", "Quý II/2026"]):
        table.rows[1].cells[at].text = words
    out = io.BytesIO()
    paper.save(out)

    assert read("a.docx", out.getvalue()).text.split("\n") == [
        "KẾ HOẠCH",
        "| Nội dung công việc | Đơn vị chủ trì | Thời gian |",
        "| Rà soát hộ nghèo | Công an phường | Quý II/2026 |",
    ]


def test_a_page_gives_its_text_without_scripts():
    page = f"<html><head><script>x()</script></head><body><h1>Tin</h1><p>{WORDS}</p></body></html>"

    assert read("a.html", page.encode()).text == f"Tin\n{WORDS}"


def test_a_pdf_of_pictures_alone_is_told_as_scanned():
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    out = io.BytesIO()
    writer.write(out)

    assert reason("a.pdf", out.getvalue()) == "scanned"


def test_broken_files_are_told_as_broken():
    assert reason("a.pdf", b"%PDF-1.7 nothing") == "broken"
    assert reason("a.docx", b"PK\x03\x04nothing") == "broken"
    assert reason("a.docx", b"plain") == "broken"


def test_text_in_the_codes_of_tcvn3_is_put_right():
    codes = str.maketrans(legacy._TCVN3_LETTERS, legacy._TCVN3_CODES)
    data = WORDS.lower().translate(codes).encode("latin-1")

    found = read("a.txt", data)

    assert (found.text, found.note) == (WORDS.lower(), "tcvn3")


def test_text_in_the_codes_of_vni_is_put_right():
    pairs = {letter: code for code, letter in legacy._VNI_ALONE.items()}
    pairs |= {letter: code for code, letter in legacy._VNI.items() if code.islower()}
    typed = "".join(pairs.get(one, one) for one in WORDS.lower())

    found = read("a.txt", typed.encode("latin-1"))

    assert (found.text, found.note) == (WORDS.lower(), "vni")


def test_unicode_text_is_left_as_it_is():
    assert read("a.txt", WORDS.encode()).note == ""
    assert read("a.txt", WORDS.encode("utf-16")).text == WORDS
    assert legacy.recognised("Café déjà vu, señor, naïve façade, über alles, garçon, père") is None
