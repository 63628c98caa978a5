"""Running prose: news of a working session, petitions. Requests begin with an act of speech."""

import re
from collections.abc import Iterator
from dataclasses import replace

from soi.core.citations.types import CAPITALS
from soi.core.extraction.blocks import Block
from soi.core.extraction.clauses import sentences, skip_opening
from soi.core.extraction.lexicon import BODY, TASK
from soi.core.extraction.phrases import (
    Asked,
    after_preamble,
    goes_on_asking,
    imperative,
    spoken,
    subject,
)
from soi.core.vietnamese import fold

_ENDS = re.compile(
    r"(?:Trước đó|Dịp này|Nhân dịp|Cũng tại|Tại buổi|Theo báo cáo|Được biết|Sau buổi|Kết thúc buổi|Phát biểu tiếp thu|"
    r"Trong khi đó|Như vậy|Hiện nay|Hiện|Trả lời|Cùng ngày|Theo đó, đến)(?!\w)"
)
_TELLS = re.compile(
    r"(?<!\w)(?:đã|vừa|đạt|tiếp thu|cảm ơn|cho biết|cho rằng|khẳng định|bày tỏ|ghi nhận|đánh giá cao|báo cáo với|"
    r"trao đổi với|có mặt|tham dự|cùng dự|hứa|cam kết|phát biểu|chia sẻ|thừa nhận|là|được)(?!\w)"
)
_PERSON = re.compile(rf"(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à)(?:\s+[{CAPITALS}][^\W\d_]*){{2,5}}(?!\w)")
_LABEL = re.compile(
    r"(?:(?:Nội dung\s+)?[Kk]iến nghị|Ý kiến cử tri|Câu hỏi|Nội dung)\s*(?:số\s*)?\d*\s*:\s*"
)
_MET = re.compile(r"(?:buổi|cuộc)\s+(?:làm việc|giám sát|kiểm tra)\s+với\s")
_HAS = re.compile(r"\s(?:đã\s+|vừa\s+)?(?:có|tổ chức|chủ trì)$")
_DAY_BEFORE = re.compile(
    r"^(?:\([^()]{2,20}\)\s*[-–]?\s*)?(?:Sáng|Chiều|Tối|Trưa|Ngày)[^,]{0,24},\s*(?:tại [^,]{3,40},\s*)?"
)
_NEEDS = re.compile(r"(?<!\w)(?:cần|phải|tiếp tục|khẩn trương|có trách nhiệm)(?!\w)")


def requests(text: str, found: list[Block]) -> Iterator[tuple[Asked, int]]:
    """Yield each task with the place of its clause; who asks and who owes are carried on.

    They are carried over "Cùng với đó", "Đồng thời", "Đặc biệt" only after an act of speech:
    without this, what a body is praised for would become its duty.
    """
    told: Asked | None = None
    speaker = ""
    for block in found:
        if not _is_prose(block):
            continue
        speaker = _last_named(block.text) or speaker
        for start, end in sentences(text, block.start, block.end):
            asked = _spoken_here(text, start, end, told.holder if told else "")
            if asked:
                told = _carried(_with_name(asked, speaker), told)
                yield told, start
                continue
            if told is None:
                continue
            told, one = _goes_on(text, start, end, told)
            if one:
                yield one, start


def visiting(text: str) -> str:
    """Return the body that held the session a page tells of: "X có buổi làm việc với Y"."""
    for found in _MET.finditer(text):
        floor = max(0, found.start() - 400)
        begin = max(text.rfind(one, floor, found.start()) for one in ".\n") + 1
        words = _HAS.sub("", text[max(begin, floor) : found.start()].strip(' “”"-–'))
        words = _DAY_BEFORE.sub("", words)
        words = re.split(r",?\s+do\s+|\s+(?:đã|vừa)$", words)[0].strip(" ,")
        if BODY.match(words) and len(words) < 140:
            return words
    return ""


def _last_named(text: str) -> str:
    """Return the last person named in a paragraph, as printed: "đồng chí Nguyễn Văn A"."""
    found = [one.group().strip() for one in _PERSON.finditer(text)]
    return found[-1] if found else ""


def _with_name(asked: Asked, speaker: str) -> Asked:
    """Return what is asked with the name for which "Đồng chí", "Ông", "Bà" stands."""
    if fold(asked.requester) not in {"dong chi", "ong", "ba"} or not speaker:
        return asked
    return replace(asked, requester=speaker)


def _is_prose(block: Block) -> bool:
    return block.kind in {"para", "item"} and len(block.text) > 25 and not block.text.isupper()


def _spoken_here(text: str, start: int, end: int, holder: str) -> Asked | None:
    begin = skip_opening(text, start, end)
    label = _LABEL.match(text, begin, end)
    begin = label.end() if label else begin
    return spoken(text, begin, end, holder) or imperative(text, begin, end)


def _carried(asked: Asked, told: Asked | None) -> Asked:
    if told is None or (asked.requester and asked.holder):
        return asked
    return Asked(
        asked.start,
        asked.end,
        asked.holder or told.holder,
        asked.requester or told.requester,
        asked.modal,
        speech=True,
        from_=asked.from_,
    )


def _goes_on(text: str, start: int, end: int, told: Asked) -> tuple[Asked | None, Asked | None]:
    """Return (what is carried on, the task of this clause if it has one)."""
    if text[start:end].lstrip()[:1] in {'"', "“"}:
        return told, None  # a quotation speaks for itself
    begin = skip_opening(text, start, end)
    if _ENDS.match(text, begin):
        return None, None
    other = goes_on_asking(text, begin, end)
    if other:
        told = _carried(other, told)
        return told, told
    inner = after_preamble(text, begin, end)
    for at in (begin, inner):
        if at is not None and TASK.match(text, at, end):
            return told, Asked(at, end, told.holder, told.requester, from_=begin)
    listed = text[:start].rstrip()[-1:] == ";"  # "đề nghị: A làm x; B làm y"
    connected = listed or text[start:begin].strip(" \n,;*_") != ""
    return _by_subject(text, (begin if inner is None else inner, end), told, connected)


def _by_subject(
    text: str, span: tuple[int, int], told: Asked, connected: object
) -> tuple[Asked | None, Asked | None]:
    begin, end = span
    named = subject(text, begin, end)
    if named is None:
        return (None if BODY.match(text, begin, end) else told), None
    holder, at, modal = named
    narrated = _TELLS.search(text[begin : at if modal else at + 12])
    if narrated or holder == told.requester or not (connected or modal or _NEEDS.match(text, at)):
        return None, None
    new = Asked(at, end, holder, told.requester, modal, from_=begin)
    return new, new
