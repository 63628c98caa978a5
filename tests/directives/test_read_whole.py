"""Documents are read whole, or the account says what was not."""

import io
import json
import time
from pathlib import Path

import pytest
from django.core.management import call_command
from pypdf import PdfWriter
from pypdf.annotations import FreeText, Text

from soi.core.extraction import extract
from soi.core.legacy import recognised
from soi.directives.account import LEFT_OUT, UNREAD, sentences
from soi.directives.parsing import read
from tests.directives.word import (
    DUTY,
    cell,
    docx,
    paragraph,
    part,
    plain,
    row,
    run,
    table,
)  # fmt: skip

FOUND = Path(__file__).parents[3] / "shared" / "data" / "found"
SAME = ["base.txt", "eth.txt", "leaders.txt", "nbsp_indent.txt", "soft_hyphen.txt", "u2028.txt",
        "zwsp.txt", "leading_bom.pdf", "leading_newline.pdf", "text_and_scan.pdf", "aspform.html",
        "hidden.html", "pre.html", "zwsp_shy.html"]  # fmt: skip
WORD = ["header", "macro", "nested", "nullrel", "sdt", "sdt_inline", "strict", "textbox", "tracked"]


def read_file(name):
    path = FOUND / f"bug_{name}"
    if not path.exists():
        pytest.skip(f"no {path}")
    return read(path.name, path.read_bytes())


@pytest.mark.parametrize("name", SAME)
def test_a_plan_says_the_same_in_every_shape(name):
    found = extract(read_file(name).text)

    assert (found.symbol, found.issued_on.isoformat()) == ("45/KH-UBND", "2026-10-12")
    assert [one.symbol for one in found.references if one.role == "cites"] == [
        "12-CT/TU", "1234/QĐ-UBND",
    ]  # fmt: skip
    assert [(one.holder, one.due_on.isoformat()) for one in found.drafts] == [
        ("Phòng Kinh tế, Hạ tầng và Đô thị", "2026-11-30"),
        ("Ủy ban Mặt trận Tổ quốc phường", "2026-12-15"),
    ]


@pytest.mark.parametrize("name", WORD)
def test_word_keeps_words_in_many_places_and_each_is_read(name):
    found = extract(read_file(f"{name}.docx").text)
    first = "2026-12-20" if name == "tracked" else "2026-11-30"

    assert found.symbol == "45/KH-UBND"
    assert [(one.holder, one.due_on.isoformat()) for one in found.drafts] == [
        ("Phòng Kinh tế, Hạ tầng và Đô thị", first),
        ("Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường", "2026-12-15"),
    ]


def test_merged_cells_are_read_once():
    assert len(extract(read_file("merged2.docx").text).drafts) == 1
    found = extract(read_file("merged.docx").text)
    assert [(one.text, one.holder) for one in found.drafts] == [
        ("Lập danh sách các điểm rác tồn đọng", "Phòng Kinh tế, Hạ tầng và Đô thị"),
        ("Tổng hợp, báo cáo kết quả ra quân", "Phòng Kinh tế, Hạ tầng và Đô thị"),
    ]


_P = plain(DUTY)
_BOX = (
    f'<w:pict><v:textbox xmlns:v="urn:v"><w:txbxContent>{_P}</w:txbxContent></v:textbox></w:pict>'
)
_ALTERNATE = (
    '<mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice><w:drawing><w:txbxContent>'
    f"{_P}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback>{_BOX}</mc:Fallback></mc:AlternateContent>"
)
_HALVES = (run(DUTY[:30]), run(DUTY[30:]))
_THREE = row(*(cell(plain(one)) for one in ("a", "b", "c")))
IN_BODY = {
    "a paragraph": _P,
    "an insertion": paragraph(f"<w:ins>{run(DUTY)}</w:ins>"),
    "a moved paragraph": paragraph(f"<w:moveTo>{run(DUTY)}</w:moveTo>"),
    "a half inserted": paragraph(f"{_HALVES[0]}<w:ins>{_HALVES[1]}</w:ins>"),
    "a control of a block": f"<w:sdt><w:sdtPr/><w:sdtContent>{_P}</w:sdtContent></w:sdt>",
    "a control in a line": paragraph(f"<w:sdt><w:sdtContent>{run(DUTY)}</w:sdtContent></w:sdt>"),
    "a control of a cell": table(row(f"<w:sdt><w:sdtContent>{cell(_P)}</w:sdtContent></w:sdt>")),
    "a control of a row": table(f"<w:sdt><w:sdtContent>{row(cell(_P))}</w:sdtContent></w:sdt>"),
    "a smart tag": paragraph(f"<w:smartTag>{_HALVES[0]}</w:smartTag>{_HALVES[1]}"),
    "custom XML": f"<w:customXml>{paragraph(f'<w:customXml>{run(DUTY)}</w:customXml>')}</w:customXml>",
    "a hyperlink": paragraph(f"<w:hyperlink>{run(DUTY)}</w:hyperlink>"),
    "a field": paragraph(f"<w:fldSimple>{run(DUTY)}</w:fldSimple>"),
    "bidirectional text": paragraph(f"<w:bdo>{run(DUTY)}</w:bdo>"),
    "a text box": paragraph(f"<w:r>{_BOX}</w:r>"),
    "a text box in two versions": paragraph(f"<w:r>{_ALTERNATE}</w:r>"),
    "a cell": table(row(cell(_P))),
    "a spanning cell": table(row(cell(_P, '<w:gridSpan w:val="2"/>'))),
    "a nested table": table(row(cell(table(row(cell(_P)))))),
    "a table nested in a table of tasks": table(
        _THREE, _THREE, row(cell(plain("x")), cell(table(row(cell(_P)))), cell(plain("y")))
    ),
    "an inserted row": table(row(cell(_P), properties="<w:ins/>")),
    "a frame": paragraph(run(DUTY), '<w:framePr w:w="100"/>'),
}  # fmt: skip
IN_PARTS = {
    "a header": ("header", "hdr"), "a footer": ("footer", "ftr"),
    "a footnote": ("footnotes", "footnotes"), "an endnote": ("endnotes", "endnotes"),
}  # fmt: skip


def duties(data, name="ke-hoach.docx"):
    found = read(name, data)
    return found, [one.holder for one in extract(found.text).drafts]


@pytest.mark.parametrize("place", IN_BODY)
def test_a_duty_is_read_wherever_the_body_of_a_document_can_hold_it(place):
    assert duties(docx(IN_BODY[place]))[1] == ["Công an phường"]


@pytest.mark.parametrize("place", IN_PARTS)
def test_a_duty_is_read_in_every_part_that_is_printed(place):
    kind, tag = IN_PARTS[place]
    inner = f"<w:footnote>{_P}</w:footnote>" if "notes" in kind else _P

    assert duties(docx("", {"x.xml": (kind, part(tag, inner))}))[1] == ["Công an phường"]


@pytest.mark.parametrize(
    ("kind", "named"),
    [("comments", "comments"), ("chart", "charts"), ("diagramData", "diagrams"),
     ("aFChunk", "inserted"), ("package", "embedded"), ("glossaryDocument", "building_blocks")],
)  # fmt: skip
def test_what_is_not_read_is_named(kind, named):
    found, _ = duties(docx(_P, {"x.xml": (kind, part("x", _P))}))

    assert found.account["not_read"] == {named: 1}
    assert len(sentences(found.account)) == 1


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (paragraph(f"<w:del><w:r><w:delText>{DUTY}</w:delText></w:r></w:del>"), "deleted"),
        (paragraph(f"<w:moveFrom>{run(DUTY)}</w:moveFrom>"), "deleted"),
        (paragraph(run(DUTY, "<w:vanish/>")), "hidden"),
        (table(row(cell(_P), properties="<w:del/>"), row(cell(plain("x")))), "deleted"),
    ],
)
def test_what_no_reader_sees_is_no_duty_and_is_named(body, named):
    found, held = duties(docx(body))

    assert (held, list(found.account["left_out"])) == ([], [named])


def test_the_numbers_of_a_list_are_read_as_they_are_drawn():
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
        '</w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>'
    )
    lists = part("numbering", f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
                 '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>')  # fmt: skip
    item = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="3"/></w:numPr>'
    body = "".join(paragraph(run(one), item.format(level)) for one, level in
                   (("Một", 0), ("Hai", 0), ("Ba", 1), ("Bốn", 1), ("Năm", 0)))  # fmt: skip

    found = read("a.docx", docx(body, {"numbering.xml": ("numbering", lists)}))

    assert found.text.split("\n")[-5:] == ["1. Một", "2. Hai", "a) Ba", "b) Bốn", "3. Năm"]


def test_a_link_that_leads_nowhere_stops_nothing():
    _found, held = duties(docx(_P, {"../NULL": ("image", "")}))

    assert held == ["Công an phường"]


@pytest.mark.parametrize(
    "body",
    [
        table(row(cell(plain("a"), '<w:gridSpan w:val="50000000"/>')), _THREE),
        table(*[row(cell(_P), cell(plain(""), "<w:vMerge/>"), cell(plain("x")))] * 3000),
    ],
    ids=["a span of millions", "thousands of merged rows"],
)
def test_a_table_costs_no_more_than_its_cells(body):
    started = time.process_time()
    read("a.docx", docx(body))

    assert time.process_time() - started < 4


_PAGE = "<p>Số: 45/KH-UBND</p><p>KẾ HOẠCH</p>"
IN_HTML = {
    "a paragraph": f"<p>{DUTY}</p>", "a form": f"<form><div>{DUTY}</div></form>",
    "a form within forms": f"<form><fieldset><label>{DUTY}</label></fieldset></form>",
    "a pre": f"<pre>x\n{DUTY}\ny</pre>", "a cell": f"<table><tr><td>{DUTY}</td></tr></table>",
    "a cell beside another": f"<table><tr><td>x</td><td>{DUTY}</td></tr></table>",
    "a page in a table": "<table><tr><td>x</td><td>y</td><td>"
    f"<table><tr><td>{DUTY}</td></tr></table></td></tr></table>",
    "a list": f"<ul><li>x<li>{DUTY}</ul>", "details": f"<details>{DUTY}</details>",
    "a definition": f"<dl><dt>x<dd>{DUTY}</dl>", "a quotation": f"<blockquote>{DUTY}</blockquote>",
    "bare text": f"<br>{DUTY}", "a caption": f"<figure><figcaption>{DUTY}</figcaption></figure>",
    "split tags": f"<p>{DUTY[:20]}<b>{DUTY[20:40]}</b><i>{DUTY[40:]}</i></p>",
    "a textarea": f"<textarea>{DUTY}</textarea>", "a field": f'<input value="{DUTY}">',
    "an inner frame": f'<iframe srcdoc="{DUTY}"></iframe>', "noscript": f"<noscript>{DUTY}</noscript>",
    "a list to choose from": f"<select><option>{DUTY}</option></select>",
}  # fmt: skip


@pytest.mark.parametrize("place", IN_HTML)
def test_a_duty_on_a_page_is_read_or_named(place):
    page = f"<!doctype html><meta charset=utf-8><body>{_PAGE}{IN_HTML[place]}</body>"

    found, held = duties(page.encode(), "a.html")

    assert held == ["Công an phường"] or found.account.get("not_read")


def test_neighbouring_cells_do_not_run_together():
    page = "<meta charset=utf-8><table><tr><td>Giao</td><td>Công an</td></tr></table>"

    assert read("a.html", page.encode()).text == "Giao\nCông an"


@pytest.mark.parametrize("sign", "…─•·¸–\u00a0")
def test_good_unicode_is_never_taken_for_an_old_font(sign):
    text = f"Ủy ban nhân dân phường {sign * 400} Phòng Kinh tế của việc được giao"

    assert recognised(text) is None


def test_the_account_stands_in_json_with_places_in_the_file(tmp_path, capsys):
    text = f"Số: 45/KH-UBND\nKẾ HOẠCH\n1. G\u200biao{DUTY.removeprefix('1. Giao')}"
    path = tmp_path / "a.txt"
    path.write_text(text)

    call_command("directives_extract", str(path), "--json")
    told = json.loads(capsys.readouterr().out)

    assert told["account"]["left_out"] == {"unseen": 1}
    one = told["duties"][0]
    assert text[one["start"] : one["end"]] == one["text"]


def test_every_kind_of_the_account_has_its_words():
    account = {
        "not_read": {name: [2, 3] if name == "pages" else 2 for name in UNREAD},
        "left_out": dict.fromkeys(LEFT_OUT, 1),
    }

    assert len(sentences(account)) == 2


def pdf(*notes, attached=False):
    """Return a PDF whose one page has text, with notes upon it."""
    path = FOUND / "bug_leading_newline.pdf"
    if not path.exists():
        pytest.skip(f"no {path}")
    writer = PdfWriter(clone_from=io.BytesIO(path.read_bytes().lstrip()))
    for note in notes:
        writer.add_annotation(0, note)
    if attached:
        writer.add_attachment("a.txt", DUTY.encode())
    target = io.BytesIO()
    writer.write(target)
    return read("a.pdf", target.getvalue())


def test_words_written_upon_a_page_of_a_pdf_are_read():
    found = pdf(FreeText(text="Ghi thêm: gửi trước ngày 15", rect=(50, 50, 200, 100)))

    assert "Ghi thêm: gửi trước ngày 15" in found.text


def test_a_note_stuck_on_a_pdf_and_a_file_in_it_are_named():
    found = pdf(Text(text=DUTY, rect=(50, 50, 60, 60)), attached=True)

    assert found.account["not_read"] == {"notes": 1, "attachments": 1}
    assert DUTY not in found.text
