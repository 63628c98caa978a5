"""The whole reading of one text."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from soi.core.citations import Reference, Role, Sort, read
from soi.core.citations.reader import own_number
from soi.core.extraction.blocks import Block, blocks
from soi.core.extraction.clauses import atoms
from soi.core.extraction.dues import due, due_before, due_day, measure
from soi.core.extraction.findings import Known, findings
from soi.core.extraction.heads import Head, head
from soi.core.extraction.orders import Walk
from soi.core.extraction.page import page
from soi.core.extraction.phrases import Asked, clean_span, sub_holders
from soi.core.extraction.prose import requests, visiting
from soi.core.extraction.restated import Task
from soi.core.extraction.shapes import Draft, Extraction, Genre, Page
from soi.core.extraction.tables import rows
from soi.core.vietnamese import fold, nfc

_STRUCTURED = {Genre.PLAN, Genre.ORDER, Genre.CONCLUSION}
_SHORTEST = 12
# What closes a document or opens a list asks for nothing that could be judged.
_THIS = r"(?:\s+(?:các nội dung|nội dung|những nội dung|tốt|nghiêm túc|nghiêm|có hiệu quả|hiệu quả|(?:Kế hoạch|Công điện|Chỉ thị|Nghị quyết|Công văn|Quyết định|Thông báo|Kết luận|ý kiến chỉ đạo)\s+(?:này|trên|nêu trên)))*"
_SAYS_NOTHING = re.compile(
    rf"(?:(?:nghiêm túc|khẩn trương|tích cực|phối hợp|kịp thời)\s+)*(?:tổ chức\s+)?(?:triển khai\s+)?(?:(?:thực hiện|triển khai|thi hành){_THIS})$"
    r"|(?:tiếp tục\s+)?(?:tập trung|thực hiện|quan tâm|lưu ý|triển khai)(?:\s+(?:thực hiện|vào|tốt|chỉ đạo|lãnh đạo|triển khai|làm tốt))*\s+"
    r"(?:(?:một số|các|những|\d+)\s+)?(?:nội dung|nhiệm vụ|việc|vấn đề)(?:\s+(?:trọng tâm|cụ thể|sau|chủ yếu|sau đây|trọng yếu|như sau|như))*$",
    re.IGNORECASE,
)


def extract(text: str, known: Iterable[Known] = ()) -> Extraction:
    """Read a text: its references, draft duties, findings; places are in its composed form.

    known: documents with their true dates, to check what is printed against
    """
    text = nfc(text)
    found = blocks(text)
    told = head(text, found)
    references = tuple(read(text))
    about = page(text) if told.genre is Genre.NEWS else Page()
    if about.published and told.issued_on is None:
        told = replace(told, issued_on=date.fromisoformat(about.published[:10]))
    issued = told.issued_on
    drafts = [
        *(
            _structured(text, found, told)
            if told.genre in _STRUCTURED
            else _prose(text, found, told)
        ),
        *_tabled(text, found, told),
    ]
    starts = [one.start for one in references]
    decider = told.issuer or (visiting(text) if told.genre is Genre.NEWS else "")
    drafts = [_cited(one, references, starts).moved(decider=decider) for one in _apart(drafts)]
    return Extraction(
        text=text,
        genre=told.genre,
        issuer=told.issuer,
        symbol=own_number(text),
        issued_on=issued,
        references=references,
        drafts=tuple(drafts),
        findings=tuple(findings(text, references, found, known, issued)),
        page=about,
    )


def _prose(text: str, found: list[Block], told: Head) -> Iterator[Draft]:
    for asked, clause in requests(text, found):
        yield from _drafts(text, asked, clause, told.issued_on)


def _structured(text: str, found: list[Block], told: Head) -> Iterator[Draft]:
    for task in Walk(text, found, told).run():
        outer = _outer_due(text, task)
        implicit = task.asked.holder not in text[task.asked.from_ : task.asked.end]
        for one in _drafts(text, task.asked, task.asked.from_, told.issued_on):
            dated = one
            if outer and not (one.due and one.due_kind in {"date", "relative"}):
                printed, kind = outer
                dated = one.moved(
                    due=printed, due_kind=kind, due_on=due_day(printed, kind, told.issued_on)
                )
            yield dated.moved(implicit=implicit)


def _tabled(text: str, found: list[Block], told: Head) -> Iterator[Draft]:
    for asked, when, beside in rows(text, found):
        requester = told.requester or told.issuer
        plain = Asked(
            asked.start, asked.end, asked.holder or told.holder, requester, from_=asked.start
        )
        for one in _drafts(text, plain, asked.start, told.issued_on):
            kind = due(when[:1].lower() + when[1:])[1] if when else "none"
            kind = "period" if when and kind == "none" else kind
            yield one.moved(sub_holders=beside or one.sub_holders, due=when or one.due, due_kind=kind if when else one.due_kind,
                            due_on=due_day(when, kind, told.issued_on) if when else one.due_on)  # fmt: skip


def _drafts(text: str, asked: Asked, clause: int, issued: date | None) -> Iterator[Draft]:
    start, end = clean_span(text, asked.start, asked.end)
    before = due_before(text[asked.from_ : start]) if asked.from_ < start else ("", "none")
    for begin, stop in atoms(text, start, end):
        begin, stop = clean_span(text, begin, stop)
        words = text[begin:stop]
        if len(words) < _SHORTEST or _SAYS_NOTHING.match(words):
            continue
        printed, kind = due(words)
        if not printed and before[0]:
            printed, kind = before
        yield Draft(
            start=begin,
            end=stop,
            text=words,
            holder=asked.holder,
            requester=asked.requester,
            due=printed,
            due_kind=kind,
            due_on=due_day(printed, kind, issued),
            measure=measure(words),
            sub_holders=sub_holders(words),
            clause=clause,
        )


def _outer_due(text: str, task: Task) -> tuple[str, str] | None:
    """Return the due of the "Thời gian thực hiện" that governs a task."""
    if not task.dues:
        return None
    words = set(fold(text[task.asked.start : task.asked.end]).split())
    ranked = sorted(
        task.dues,
        key=lambda one: -_share(fold(one[0]).split(), words) if one[0] else 0.0,
    )
    named = [one for one in ranked if one[0] and _share(fold(one[0]).split(), words) > 0.6]
    printed = (named or task.dues)[0][1]
    kind = due(printed)[1]
    return printed, kind if kind != "none" else "period"


def _share(label: list[str], words: set[str]) -> float:
    return sum(one in words for one in label) / max(1, len(label))


def _apart(drafts: list[Draft]) -> list[Draft]:
    """Drop what was found twice: the longer reading of one place stays."""
    kept: list[Draft] = []
    for one in sorted(drafts, key=lambda each: (each.start, -each.end)):
        if kept and one.start < kept[-1].end and one.end <= kept[-1].end:
            continue
        kept.append(one)
    return kept


def _cited(draft: Draft, references: tuple[Reference, ...], starts: list[int]) -> Draft:
    inside = references[bisect_left(starts, draft.start) : bisect_left(starts, draft.end)]
    named = [one for one in inside if one.sort is not Sort.BLANK and one.role is Role.CITES]
    return draft.moved(citations=tuple(dict.fromkeys(one.symbol or one.name for one in named)))
