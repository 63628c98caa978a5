"""The notice of conclusions (thông báo kết luận) as a draft in DOCX; the authority issues it.

The layout is that of every paper of the house, after Decree 30/2020/NĐ-CP; a body of the Party
heads its papers its own way (Guidance 36-HD/VPTW).
"""

from collections.abc import Iterator
from datetime import date

from soi.core.citations import written
from soi.directives import queries
from soi.directives.queries import DraftDuty, WorkingSession
from soi.offices.queries import Chart
from soi.web import papers
from soi.web.papers import Block, Paper

_HALVES = {"morning": "Sáng ngày", "afternoon": "Chiều ngày", "evening": "Tối ngày", "day": "Ngày"}
_DOTS = "..."


def conclusion_notice(*, session: WorkingSession, chart: Chart, day: date) -> bytes:
    """Return the draft notice of a session as the bytes of a DOCX."""
    return papers.docx(_paper(session, chart, day))


def _paper(session: WorkingSession, chart: Chart, day: date) -> Paper:
    visiting, subject = chart.name(session.visiting), chart.name(session.subject)
    party = chart.office(session.visiting).track == "party"
    chair = next((one for one in session.participants.all() if one.role == "chair"), None)
    ward, level = chart.ward_name(), chart.office(session.visiting).level
    about = session.title[:1].lower() + session.title[1:]
    return Paper(
        above=_superior(session, chart),
        office=visiting,
        symbol=session.notice or (f"{_DOTS}-TB/{_DOTS}" if party else f"{_DOTS}/TB-{_DOTS}"),
        place=f"{ward[:1].upper()}{ward[1:]}" if level == "commune" else "........",
        dated=day,
        title="THÔNG BÁO",
        subject=f"Kết luận buổi làm việc giữa {visiting} và {subject} về {about}",
        blocks=list(_blocks(session, chart)),
        signer=(
            f"{'T/M' if party else 'TM.'} {visiting.upper()}",
            chair.post.upper() if chair else "",
        ),
        recipients=[*_recipients(session, chart), "Lưu: VT"],
        party=party,
    )


def _superior(session: WorkingSession, chart: Chart) -> str:
    above = chart.parents(session.visiting)
    slug = next((one for one in above if chart.office(one).kind != "ward"), "")
    return chart.name(slug) if slug else ""


def _blocks(session: WorkingSession, chart: Chart) -> Iterator[Block]:
    yield Block(_opening(session, chart))
    others = [one.post for one in session.participants.all() if one.role != "chair"]
    if others:
        yield Block(f"Cùng dự có: {'; '.join(others)}.")
    reviewed = [str(one.document) for one in queries.reviewed(session)]
    if reviewed:
        yield Block(f"Buổi làm việc xem xét việc thực hiện {', '.join(reviewed)}.")
    if session.assessment:
        yield Block("I. ĐÁNH GIÁ", "heading")
        yield from (Block(line) for line in session.assessment.split("\n") if line.strip())
    yield Block(f"{'II' if session.assessment else 'I'}. YÊU CẦU", "heading")
    rows = [one for one in queries.requests(session) if one.state != "rejected"]
    for number, one in enumerate(rows, 1):
        yield Block(f"{number}. {_request(one, chart)}")
    if not rows:
        yield Block("Buổi làm việc không nêu yêu cầu nào.")
    yield Block(
        f"{chart.name(session.visiting)} thông báo để các cơ quan, đơn vị biết, thực hiện./."
    )


def _opening(session: WorkingSession, chart: Chart) -> str:
    chair = next((one for one in session.participants.all() if one.role == "chair"), None)
    place = f", tại {session.place}" if session.place else ""
    who = ""
    if chair:
        acting = f", thay mặt {chart.name(chair.acting_for)}" if chair.acting_for else ""
        who = f" do {chair.post}{acting} chủ trì"
    return (
        f"{_HALVES.get(session.half, 'Ngày')} {written(session.held_on)}{place}, "
        f"{chart.name(session.visiting)} có buổi làm việc với {chart.name(session.subject)}{who}."
    )


def _request(one: DraftDuty, chart: Chart) -> str:
    """Return one request as a sentence; what has no day and no measure says so."""
    holder = chart.name(one.holder) if one.holder else one.holder_printed
    due = f"trước hết ngày {written(one.due_on)}" if one.due_on else one.due_printed
    measure = one.measure_printed or (
        f"{one.measure_target} {one.measure_unit}".strip() if one.measure_target is not None else ""
    )
    title = one.title.rstrip(".")
    return (
        f"{holder}: {title[:1].lower()}{title[1:]}. Thời hạn: {due or 'không nêu'}. "
        f"Chỉ số: {measure or 'không nêu'}."
    )


def _recipients(session: WorkingSession, chart: Chart) -> list[str]:
    slugs = [session.subject, *(one.office for one in session.participants.all() if one.office)]
    return list(dict.fromkeys(chart.name(slug) for slug in slugs))
