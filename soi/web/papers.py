"""Drafts of papers as DOCX, laid out as offices lay them out.

Soi prints drafts; the authority numbers, signs and issues them.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I (A4; margins 20, 20, 30, 15 mm; Times New Roman 13 to
14 pt; Quốc hiệu in bold capitals; pages numbered at the top from the second on).
"""

import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FONT = "Times New Roman"
_STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_TEXT = 165  # mm between the margins

# An issuing body stands in full (Phụ lục I, mục II.2), however its ward writes it on pages.
_IN_FULL = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân", "MTTQ": "Mặt trận Tổ quốc"}
_ARTICLE = re.compile(r"Điều \d+\.")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, or several where its text has line breaks.

    style: text, ground (căn cứ), heading, centre, list or note
    rows: a table under the paragraph, its first row the head
    """

    text: str
    style: str = "text"
    rows: Sequence[Sequence[str]] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper.

    above, office: the superior body and the body that issues
    symbol: number and sign, such as "12/QĐ-UBND"; the number may be dots in a draft
    title, subject: "QUYẾT ĐỊNH", "Về việc giải quyết khiếu nại ..."
    signer: lines above and below the space to sign; beside: of whoever signs on the left
    recipients: lines of "Nơi nhận"
    rows: a table after the blocks, its first row the head
    party: a body of the Party issues it: the Party's name stands where the state's would
    """

    office: str
    symbol: str
    place: str
    dated: date | None
    title: str
    subject: str
    blocks: Sequence[Block]
    above: str = ""
    signer: Sequence[str] = ()
    beside: Sequence[str] = ()
    recipients: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    after: Sequence[Block] = field(default_factory=tuple)
    party: bool = False


def dated(place: str, day: date | None) -> str:
    """Write place and day the way papers do: days below 10, months 1 and 2 with a nought."""
    if day is None:
        return f"{_capital(place)}, ngày ..... tháng ..... năm ........"
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{_capital(place)}, ngày {day.day:02} tháng {month} năm {day.year}"


def _capital(place: str) -> str:
    return place[:1].upper() + place[1:]


def grounds(text: str) -> list[Block]:
    """Return each line of `text` as one ground (căn cứ), ended as Nghị định 30/2020 ends them."""
    lines = [line.strip().rstrip(".;, ") for line in text.splitlines()]
    named = [line for line in lines if line]
    return [
        Block(f"{line if line.startswith('Căn cứ') else f'Căn cứ {line}'};", "ground")
        for line in named
    ]


def in_full(name: str) -> str:
    """Return the name of a body with the usual short forms written out."""
    return " ".join(_IN_FULL.get(word, word) for word in name.split(" "))


def docx(paper: Paper) -> bytes:
    """Return the paper as the bytes of a DOCX file."""
    document = Document()
    _page(document)
    _head(document, paper)
    _line(document, paper.title, bold=True, size=14, centre=True, before=12)
    _line(document, paper.subject, bold=True, size=14, centre=True, after=12)
    for block in paper.blocks:
        _block(document, block)
    if paper.rows:
        _table(document, paper.rows)
    for block in paper.after:
        _block(document, block)
    _hold_to_foot(document)
    _foot(document, paper)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Any) -> None:
    section = document.sections[0]
    section.start_type = WD_SECTION.NEW_PAGE
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True  # no number on page 1
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(head, "PAGE")


def _field(paragraph: Any, code: str) -> None:
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        if kind:
            one = OxmlElement("w:fldChar")
            one.set(qn("w:fldCharType"), kind)
        else:
            one = OxmlElement("w:instrText")
            one.set(qn("xml:space"), "preserve")
            one.text = text
        run._r.append(one)


def _head(document: Any, paper: Paper) -> None:
    table = document.add_table(rows=2, cols=2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    # The state's name stands on one line: 105 mm of bold 12 pt with the margins of the cell.
    for column, width in zip(table.columns, (Mm(62), Mm(105)), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    left, right = table.rows[0].cells
    if paper.above:
        _line(left, in_full(paper.above).upper(), size=12, centre=True, first=True)
    _line(
        left, in_full(paper.office).upper(), bold=True, size=12, centre=True, first=not paper.above
    )
    # The Party parts the body from its number by a star, the state by a line (36-HD/VPTW).
    _line(left, "*" if paper.party else "_______", size=10, centre=True)
    _line(right, _PARTY if paper.party else _STATE, bold=True, size=12, centre=True, first=True)
    if not paper.party:
        _line(right, _MOTTO, bold=True, size=13, centre=True)
    _line(right, "____________________", size=10, centre=True)
    left, right = table.rows[1].cells
    _line(left, f"Số{'' if paper.party else ':'} {paper.symbol}", centre=True, first=True)
    _line(right, dated(paper.place, paper.dated), italic=True, centre=True, first=True)


def _block(document: Any, block: Block) -> None:
    # A line break inside a justified paragraph would stretch the line before it.
    for text in block.text.split("\n"):
        _paragraph(document, Block(text, block.style))
    if block.rows:
        _table(document, block.rows)


def _paragraph(document: Any, block: Block) -> None:
    if block.style == "centre":
        _line(document, block.text, bold=True, centre=True, before=6, after=6, keep=True)
    elif block.style == "heading":
        _line(document, block.text, bold=True, before=6, indent=True, keep=True)
    elif block.style == "ground":
        _line(document, block.text, italic=True, after=6, indent=True, both=True)
    elif block.style == "note":
        _line(document, block.text, italic=True, size=12, after=6)
    else:
        _line(document, block.text, after=6, indent=block.style == "text", both=True)


def _table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]))
    table.style, table.autofit = "Table Grid", False
    widths = _widths(rows)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width  # of the grid: a reader that asks no cell asks this
    for number, row in enumerate(rows):
        added = table.add_row()
        _row_rule(added, "w:cantSplit")
        if number == 0:
            _row_rule(added, "w:tblHeader")  # the head again on every page
        for cell, text, width in zip(added.cells, row, widths, strict=True):
            cell.width = width
            figure = text.strip().isdecimal()
            centre = number == 0 or figure
            _line(cell, text, bold=number == 0, size=12, first=True, centre=centre)
    _line(document, "", size=6)


def _widths(rows: Sequence[Sequence[str]]) -> list[Any]:
    """Return the width of each column: by its longest text, none narrower than its words."""
    longest = [min(60, max(len(row[n]) for row in rows)) + 3 for n in range(len(rows[0]))]
    words = [max(len(word) for row in rows for word in (row[n].split() or [""])) for n in
             range(len(rows[0]))]  # fmt: skip
    least = [Mm(5 + 2.3 * one) for one in words]
    spare = max(0, Mm(_TEXT) - sum(least))
    return [
        Mm(0) + low + spare * one // sum(longest) for low, one in zip(least, longest, strict=True)
    ]


def _row_rule(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _hold_to_foot(document: Any) -> None:
    """Keep the last lines with the signature: it never stands on a page of its own."""
    last = [one for one in document.paragraphs if one.text.strip()][-2:]
    for paragraph in last:
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.keep_together = True


def _foot(document: Any, paper: Paper) -> None:
    if not (paper.signer or paper.recipients):
        return
    _line(document, "", size=6, keep=True)
    table = document.add_table(rows=2 if paper.beside else 1, cols=2)
    for row in table.rows:
        _row_rule(row, "w:cantSplit")  # a signature does not part from its office
    left, right = table.rows[0].cells
    _signature(right, paper.signer, keep=bool(paper.beside))
    if paper.beside:
        _signature(left, paper.beside, keep=True)
        left = table.rows[1].cells[0]
    if paper.recipients:
        _line(left, "Nơi nhận:", bold=True, italic=True, size=12, first=True)
    for place, one in enumerate(paper.recipients, start=1):
        _line(left, f"- {one}{'.' if place == len(paper.recipients) else ';'}", size=11)


def _signature(cell: Any, lines: Sequence[str], *, keep: bool) -> None:
    for place, one in enumerate(lines):
        bold, first = place < len(lines) - 1, place == 0
        _line(cell, one, bold=bold, centre=True, first=first, keep=keep)


def _line(  # noqa: PLR0913 - a line has its looks
    where: Any,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: int = 13,
    centre: bool = False,
    before: int = 0,
    after: int = 0,
    indent: bool = False,
    both: bool = False,
    first: bool = False,
    keep: bool = False,
) -> None:
    paragraph = where.paragraphs[0] if first else where.add_paragraph()
    # Decomposed letters come apart in print: composed ones alone.
    text = unicodedata.normalize("NFC", text)
    article = _ARTICLE.match(text)
    # "Điều 1." is bold wherever an article begins (Nghị định 30/2020/NĐ-CP, Phụ lục I).
    parts = [(article[0], True), (text[article.end() :], bold)] if article else [(text, bold)]
    for words, strong in parts:
        run = paragraph.add_run(words)
        run.bold, run.italic, run.font.size, run.font.name = strong, italic, Pt(size), _FONT
    look = paragraph.paragraph_format
    look.space_before, look.space_after = Pt(before), Pt(after)
    look.keep_with_next = keep
    if indent:
        look.first_line_indent = Mm(10)
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif both:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
