"""Files made to break a reader: told in a sentence, read in bounded time and memory, or refused."""

import io
import random
import time
import zipfile

import pytest
from docx import Document as WordDocument

from soi.directives.services import Unreadable, read

WORDS = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>"
)
LAUGHS = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))


def word_file():
    paper = WordDocument()
    paper.add_paragraph("KẾ HOẠCH số 1")
    table = paper.add_table(rows=3, cols=3)
    table.rows[0].cells[0].text = "Việc"
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def with_parts(**parts):
    """Return a DOCX in which parts are put in place of its own; names without their folder."""
    source, out = zipfile.ZipFile(io.BytesIO(word_file())), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for one in source.infolist():
            name = one.filename.rpartition("/")[2].partition(".")[0]
            package.writestr(one.filename, parts.pop(name, source.read(one.filename)))
        for name, data in parts.items():
            package.writestr(f"word/media/{name}.bin", data)
    return out.getvalue()


def pdf_file(pages, lines=30):
    """Return a PDF with as many pages, each of some lines in Helvetica."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]  # fmt: skip
    kids = []
    for page in range(pages):
        words = b" ".join(b"(Dieu %d, viec so %d) '" % (page, line) for line in range(lines))
        stream = b"BT /F1 12 Tf 50 800 Td 14 TL " + words + b" ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, b" ".join(kids))
    out, places = io.BytesIO(b""), []
    out.write(b"%PDF-1.4\n")
    for number, words in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, words))
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = out.tell()
    out.write(
        b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (len(objects) + 1, table, len(objects) + 1, end)
    )
    return out.getvalue()


def reason(name, data):
    with pytest.raises(Unreadable) as refused:
        read(name, data)
    return refused.value.facts["reason"]


def test_a_pdf_of_five_hundred_pages_is_read_whole_and_in_time():
    began = time.process_time()

    text = read("a.pdf", pdf_file(500)).text

    assert "Dieu 499, viec so 29" in text
    assert time.process_time() - began < 20


def test_a_pdf_of_more_than_a_thousand_pages_is_told_as_too_long():
    assert reason("a.pdf", pdf_file(1001, 1)) == "too_long"


def test_a_text_longer_than_a_thousand_pages_is_told_as_too_long():
    page = "<p>Giao Công an phường kiểm tra.</p>" * 130_000

    assert reason("a.html", f"<html><body>{page}</body></html>".encode()) == "too_long"


@pytest.mark.parametrize(
    "parts",
    [{"zeros": bytes(200 * 1024 * 1024)}, {"document": (WORDS % ("a" * 70_000_000)).encode()}],
    ids=["a picture that unpacks without end", "words that unpack without end"],
)
def test_a_small_file_that_unpacks_without_end_is_refused_before_it_does(parts):
    data = with_parts(**parts)
    assert len(data) < 1_000_000

    assert reason("a.docx", data) == "too_heavy"


def test_a_word_file_brings_in_nothing_from_outside_itself(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("bí mật của máy")
    head = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}">]>'
    data = with_parts(document=(head + WORDS % "&x; Đảng ủy phường").encode())

    try:
        text = read("a.docx", data).text
    except Unreadable:
        text = ""

    assert "bí mật" not in text


def test_entities_that_grow_are_not_let_grow():
    head = f'<!DOCTYPE d [<!ENTITY a "haha">{LAUGHS}]>'

    assert reason("a.docx", with_parts(document=(head + WORDS % "&j;").encode())) == "broken"


@pytest.mark.parametrize(
    ("name", "make"), [("a.pdf", lambda: pdf_file(3, 3)), ("a.docx", word_file)]
)
def test_no_damage_to_a_file_makes_the_reading_fail_otherwise_than_in_a_word(name, make):
    dice, whole = random.Random(1), make()

    for _ in range(150):
        data = bytearray(whole)
        for _hit in range(dice.randint(1, 20)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        end = dice.randrange(len(data)) if dice.random() < 0.2 else len(data)
        try:
            read(name, bytes(data[:end]))
        except Unreadable:
            continue


def test_a_page_nested_without_end_is_refused():
    page = "<html><body>" + "<div>" * 50_000 + "Đảng ủy" + "</div>" * 50_000

    assert reason("a.html", page.encode()) in {"empty", "broken"}


def test_noughts_within_a_text_are_dropped():
    assert read("a.txt", "Đảng\0 ủy\0".encode()).text == "Đảng ủy"
    assert read("a.html", "<p>Đảng\0 ủy</p>".encode()).text == "Đảng ủy"


def test_text_in_utf16_without_its_mark_is_told_as_a_wrong_encoding():
    assert reason("a.txt", "Ủy ban nhân dân phường".encode("utf-16-le")) == "wrong_encoding"


def test_a_file_of_the_old_word_is_told_as_of_a_kind_that_is_not_read():
    assert reason("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)) == "unknown_kind"
