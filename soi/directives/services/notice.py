"""The notice of conclusions (thông báo kết luận) as a draft in DOCX; the authority issues it.

Source: Decree 30/2020/NĐ-CP, annex I: A4; margins 20-25, 20-25, 30-35, 15-20 mm; Times New Roman
13-14; the nation's name and motto at the right, the issuer at the left; page numbers at the top
but not on the first page; "Nơi nhận" at the left below, the signature at the right.
"""

import io
from datetime import date
from typing import Any

from docx import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from soi.core.citations import written
from soi.directives import queries
from soi.directives.models import WorkingSession
from soi.offices.queries import Chart

_CENTRE, _JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
_HALVES = {"morning": "Sáng", "afternoon": "Chiều", "evening": "Tối", "day": "Ngày"}


def conclusion_notice(*, session: WorkingSession, chart: Chart, day: date) -> bytes:
    """Return the draft notice of a session as the bytes of a DOCX."""
    paper: Any = WordDocument()
    _page(paper)
    _head(paper, session, chart, day)
    _title(paper, session, chart)
    _opening(paper, session, chart)
    _requests(paper, session, chart)
    _foot(paper, session, chart)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _page(paper: Any) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    style.paragraph_format.space_after = Pt(6)
    header = section.header.paragraphs[0]
    header.alignment = _CENTRE
    _field(header, "PAGE")


def _field(paragraph: Any, code: str) -> None:
    run = paragraph.add_run()
    for kind, words in (("begin", ""), ("", code), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = words
        run._r.append(part)


def _head(paper: Any, session: WorkingSession, chart: Chart, day: date) -> None:
    table = paper.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    above = chart.parents(session.visiting)
    superior = next((one for one in above if chart.office(one).kind != "ward"), "")
    if superior:
        _line(left, chart.name(superior).upper(), size=13, first=True)
    _line(left, chart.name(session.visiting).upper(), size=13, bold=True, first=not superior)
    _line(left, f"Số: {session.notice or '        /TB-'}", size=13)
    if chart.office(session.visiting).track == "party":
        _line(right, "ĐẢNG CỘNG SẢN VIỆT NAM", size=13, bold=True, first=True)
    else:
        _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True, first=True)
        _line(right, "Độc lập - Tự do - Hạnh phúc", size=13, bold=True)
    ward = chart.ward_name()
    _line(right, f"{ward[:1].upper()}{ward[1:]}, ngày {written(day)}", size=13, italic=True)


def _title(paper: Any, session: WorkingSession, chart: Chart) -> None:
    _line(paper, "THÔNG BÁO", bold=True)
    visiting, subject = chart.name(session.visiting), chart.name(session.subject)
    told = f"Kết luận buổi làm việc giữa {visiting} và {subject}"
    _line(paper, told, bold=True)
    _line(paper, f"về {session.title[:1].lower()}{session.title[1:]}", bold=True)


def _opening(paper: Any, session: WorkingSession, chart: Chart) -> None:
    people = list(session.participants.all())
    chair = next((one for one in people if one.role == "chair"), None)
    others = [one.post for one in people if one.role != "chair"]
    half, held = _HALVES.get(session.half, "Ngày"), written(session.held_on)
    when = f"{half} ngày {held}" if half != "Ngày" else f"Ngày {held}"
    place = f" tại {session.place}" if session.place else ""
    who = f", do {_acting(chair, chart)} chủ trì" if chair else ""
    _text(
        paper,
        f"{when}{place}, {chart.name(session.visiting)} làm việc với "
        f"{chart.name(session.subject)}{who}.",
    )
    if others:
        _text(paper, f"Cùng dự có: {'; '.join(others)}.")
    papers = [
        str(one.document)
        for one in session.papers.filter(role="reviewed").select_related("document")
    ]
    if papers:
        _text(paper, f"Buổi làm việc xem xét việc thực hiện {', '.join(papers)}.")
    if session.assessment:
        _text(paper, "I. Đánh giá", bold=True)
        for line in session.assessment.split("\n"):
            _text(paper, line)


def _requests(paper: Any, session: WorkingSession, chart: Chart) -> None:
    _text(paper, f"{'II' if session.assessment else 'I'}. Yêu cầu", bold=True)
    rows = [one for one in queries.requests(session) if one.state != "rejected"]
    if not rows:
        _text(paper, "Buổi làm việc không nêu yêu cầu nào.")
    for number, one in enumerate(rows, 1):
        due = (
            f"trước hết ngày {written(one.due_on)}"
            if one.due_on
            else (one.due_printed or "không có hạn")
        )
        measure = one.measure_printed or (
            f"{one.measure_target} {one.measure_unit}".strip()
            if one.measure_target is not None
            else "không có chỉ số"
        )
        holder = chart.name(one.holder) if one.holder else one.holder_printed
        _text(
            paper,
            f"{number}. {holder}: {one.title.rstrip('.')}. Thời hạn: {due}. Chỉ số: {measure}.",
        )


def _foot(paper: Any, session: WorkingSession, chart: Chart) -> None:
    _text(
        paper, f"{chart.name(session.visiting)} thông báo để các cơ quan, đơn vị biết, thực hiện./."
    )
    table = paper.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    _line(left, "Nơi nhận:", size=12, bold=True, italic=True, first=True, centred=False)
    for name in (
        chart.name(session.subject),
        *sorted({one.office and chart.name(one.office) for one in session.participants.all()}),
    ):
        if name:
            _line(left, f"- {name};", size=11, centred=False)
    _line(left, "- Lưu: VT.", size=11, centred=False)
    chair = session.participants.filter(role="chair").first()
    _line(right, f"TM. {chart.name(session.visiting).upper()}", size=13, bold=True, first=True)
    _line(right, (chair.post if chair else "").upper(), size=13, bold=True)


def _acting(one: Any, chart: Chart) -> str:
    return f"{one.post}, thay mặt {chart.name(one.acting_for)}," if one.acting_for else one.post


def _line(
    holder: Any, words: str, *, size: int = 14, bold: bool = False, italic: bool = False,
    first: bool = False, centred: bool = True,
) -> None:  # fmt: skip
    paragraph = holder.paragraphs[0] if first else holder.add_paragraph()
    paragraph.alignment = _CENTRE if centred else WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(words)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)


def _text(paper: Any, words: str, *, bold: bool = False) -> None:
    paragraph = paper.add_paragraph()
    paragraph.alignment = _JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(10)
    paragraph.add_run(words).bold = bold
