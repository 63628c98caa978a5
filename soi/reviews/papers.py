"""The year-end report as a paper."""

from collections.abc import Iterable

from soi.duties.queries import Duty
from soi.offices import queries as offices
from soi.reviews import queries
from soi.reviews.queries import Said, Year
from soi.web.papers import Block, Paper

PARTS = {
    "given": "I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ",
    "shortcomings": "II. HẠN CHẾ, NGUYÊN NHÂN, BÀI HỌC",
    "next": "III. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM SAU",
}
_BLANK = "……………………………………"
# The words of the paper: it is Vietnamese whatever the reader's language.
KINDS = {
    "directive_task": "Nhiệm vụ theo văn bản chỉ đạo",
    "session_request": "Yêu cầu tại buổi làm việc",
    "report_answer": "Trả lời phản ánh",
    "petition_reply": "Trả lời kiến nghị",
    "complaint_step": "Giải quyết khiếu nại",
    "dispute_review": "Xem lại trả lời",
    "referral": "Việc chuyển cơ quan khác",
    "oversight_fix": "Khắc phục kiến nghị giám sát",
    "commitment": "Cam kết",
    "target": "Chỉ tiêu",
    "welfare_entitlement": "Chế độ, chính sách",
    "publication": "Công khai",
    "reporting": "Báo cáo",
    "standing": "Việc định kỳ",
}


def paper(found: Year) -> Paper:
    """Return the paper of a year; numbered and signed by the authority, never here."""
    chart = offices.chart(min(found.span.seen_on, found.span.last))
    above = [slug for slug in chart.parents(found.office) if chart.office(slug).kind == "committee"]
    head = chart.head_post(found.office)
    place = chart.ward_name()
    return Paper(
        above=chart.name(above[0]) if above else "",
        office=chart.name(found.office),
        symbol="……/BC-……",
        place=place,
        dated=None,
        title="BÁO CÁO",
        subject=f"Tổng kết năm {found.number} và phương hướng, nhiệm vụ năm {found.number + 1}",
        blocks=[Block(_note(found), "note"), *_blocks(found)],
        after=[*_annex_late(found), *_annex_undone(found)],
        signer=[(head.title if head else "THỦ TRƯỞNG CƠ QUAN").upper(), "", "", "",
                "(ký, ghi rõ họ tên, đóng dấu)"],
        recipients=["………………", "Lưu: VT"],
        party=chart.office(found.office).kind == "party_committee",
    )  # fmt: skip


def _note(found: Year) -> str:
    last = min(found.span.seen_on, found.span.last)
    return (
        f"Bản nháp soạn từ sổ nhiệm vụ của phần mềm; số liệu tính đến hết ngày {last:%d/%m/%Y}. "
        "Xóa dòng này trước khi ban hành."
    )


def _blocks(found: Year) -> list[Block]:
    blocks: list[Block] = []
    for said in found.passages:
        if said.draft.key in PARTS:
            blocks.append(Block(PARTS[said.draft.key], "heading"))
        blocks.append(Block(said.draft.heading, "heading"))
        blocks.append(_passage(said, found))
    return blocks


def _passage(said: Said, found: Year) -> Block:
    rows = queries.table(found.kinds, KINDS) if said.draft.key == "results" else ()
    return Block(said.text or _BLANK, "text", rows)


def _annex_late(found: Year) -> list[Block]:
    rows = _rows(found, found.late)
    return _annex("PHỤ LỤC 1. NHIỆM VỤ XONG MUỘN HOẶC QUÁ HẠN", rows)


def _annex_undone(found: Year) -> list[Block]:
    rows = _rows(found, found.undone)
    return _annex(f"PHỤ LỤC 2. NHIỆM VỤ CHUYỂN SANG NĂM {found.number + 1}", rows)


def _annex(title: str, rows: list[list[str]]) -> list[Block]:
    if not rows:
        return []
    head = ["Số", "Nội dung", "Nơi thực hiện", "Hạn"]
    return [Block(title, "centre", [head, *rows])]


def _rows(found: Year, held: Iterable[Duty]) -> list[list[str]]:
    chart = offices.chart(min(found.span.seen_on, found.span.last))
    return [_row(duty, chart) for duty in held]


def _row(duty: Duty, chart: offices.Chart) -> list[str]:
    due = f"{duty.due_on:%d/%m/%Y}" if duty.due_on else "luật không định thời hạn"
    # A complaint's duty tells its number alone: what it is about is its parties' (Điều 12).
    title = duty.title if duty.kind != "complaint_step" else "Bước giải quyết khiếu nại"
    return [duty.number, title, chart.name(duty.holder.slug), due]
