"""Where a sentence ends, a clause ends, and where one clause asks for two things."""

import re
from collections.abc import Iterator
from itertools import pairwise

from soi.core.citations.types import CAPITALS
from soi.core.extraction.dues import due
from soi.core.extraction.lexicon import BARE, BODY, OUTCOME, PURPOSE, STRONG, TASK

Span = tuple[int, int]
_SENTENCE = re.compile(
    rf"[.!?](?=[\s*_”\"]+[*_“\"]*[{CAPITALS}(])|(?<=[a-zà-ỹ])\.(?=\s+\d)|;|\n(?=\s*[-+•])"
)
_COUNTED = r"(?:(?:[Mm]ột|[Hh]ai|[Bb]a|[Bb]ốn|[Nn]ăm|[Ss]áu|[Bb]ảy|[Tt]ám) là|[Tt]hứ (?:nhất|hai|ba|tư|năm|sáu|bảy))"
_ENUMERATOR = re.compile(
    rf"(?<![\w/])(?:\((?:[ivx]{{1,4}}|\d{{1,2}}|[a-hđ])\)\s+|{_COUNTED}\s*[,:]\s*)"
    r"|(?<=như): (?=\w)"  # "… một số nhiệm vụ trọng tâm như: tuyên truyền …; chuẩn bị …"
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:TP|Tp|v|vv|ThS|TS|PGS|GS|Nxb|St|tr|Q|P|T|Đ|ĐT|KT|TM|TL|TUQ)|(?:^|\n)\s*\d{1,2})$"
)
_OPENING_WORDS = re.compile(
    r"(?:và|đồng thời|Đồng thời|Cùng với đó|cùng với đó|Đặc biệt|đặc biệt|Bên cạnh đó|bên cạnh đó|Ngoài ra|"
    r"ngoài ra|Song song với đó|Mặt khác|Trước mắt|trước mắt|Trong thời gian tới|Thời gian tới|Từ đó|"
    rf"{_COUNTED}(?=\s*[,:])|"
    r"Tiếp đến|Tiếp theo|Qua đó|Theo đó|theo đó|Do đó|Vì vậy|Muốn vậy|Vì thế|Theo đó|trong đó)(?!\w)\s*[,:]?\s*"
)
_TRAILING = re.compile(
    r"(?:[\s,]*(?:cụ thể(?: như sau| các nội dung| là)?|như sau|sau đây|bao gồm|gồm|thông qua))?[\s*_.;:,/]*$"
)
_VERB_BY_AND = re.compile(
    r"\s+và\s+(?=(?:tăng cường|đẩy mạnh|phối hợp với|tiếp tục|kịp thời|khẩn trương|hỗ trợ)\s)"
)
_EVENT = re.compile(
    r"tổ chức\s+(?:tốt\s+)?(?:kiểm điểm|tổng kết|sơ kết|hội nghị|tập huấn|gặp mặt|đối thoại|lấy ý kiến|ra quân)",
    re.IGNORECASE,
)
_NOMINAL = re.compile(
    r"(?<!\w)(?:về|việc|công tác|trong|nhiệm vụ|giải pháp|tình hình|chế độ|kết quả|đề án|chương trình)(?!\w)(?:\s+\w+){1,9}\s*$"
)
_DONE_BY = re.compile(r"(?:hoàn thành|xong|thời gian)\s+(?:trong|trước|vào|chậm|hoàn|xong|thực)")
_TOO_LONG = 4_000  # characters; a clause of this length is a list without marks
_BLANK = re.compile(r"\s")
_EVENT_NOUN = re.compile(
    r"(?:kiểm điểm|tổng kết|sơ kết|tuyên truyền|đánh giá|gặp mặt|kiểm tra)(?!\w)"
)


def sentences(text: str, start: int, end: int) -> list[Span]:
    """Return the clauses between two places: sentence ends, enumerators, ";" before a new task."""
    cuts = [start]
    for found in _SENTENCE.finditer(text, start, end):
        if _inside(text, cuts[-1], found.start()) or not _ends(text, found, end):
            continue
        cuts.append(found.end())
    bounds = [*cuts, end]
    spans = list(pairwise(bounds))
    return [one for span in spans for one in _enumerated(text, *span)]


def _ends(text: str, found: "re.Match[str]", end: int) -> bool:
    if found.group() != ";":
        return not _ABBREVIATED.search(text[max(0, found.start() - 5) : found.start()])
    at = skip_opening(text, found.end(), end)
    if _DONE_BY.match(text, at):
        return False
    if TASK.match(text, at) or _ENUMERATOR.match(text, at):
        return True
    begin = max(text.rfind(one, 0, found.start()) for one in ".;:\n") + 1
    if not any(
        TASK.match(text, one.end()) for one in _BLANK.finditer(text, begin + 9, found.start())
    ):
        return False  # a list of those who are asked: "các sở; Chủ tịch UBND các xã"
    # A body opens a new clause only where it is to do something.
    clause = re.split(r"[;.(]", text[at : min(end, at + 260)])[0]
    return bool(
        BODY.match(clause) and any(TASK.match(clause, one.end()) for one in _BLANK.finditer(clause))
    )


def _enumerated(text: str, start: int, end: int) -> Iterator[Span]:
    marks = list(_ENUMERATOR.finditer(text, start, end))
    marks = [one for one in marks if TASK.match(text, one.end()) or BODY.match(text, one.end())]
    at = start
    for one in marks:
        if text[at : one.start()].strip(" ;,"):
            yield at, one.start()
        at = one.end()
    yield at, end


def skip_opening(text: str, at: int, end: int) -> int:
    """Return the place after blanks, marks and words like "Đồng thời,"."""
    while at < end:
        blank = re.compile(r"[\s*_,;:“\"–-]*").match(text, at, end)
        at = blank.end() if blank else at
        word = _OPENING_WORDS.match(text, at, end)
        if not word:
            return at
        at = word.end()
    return at


def trim(text: str, start: int, end: int) -> Span:
    """Return the span without blanks, closing marks and words that open a list."""
    while start < end and text[start] in " \t\n*_,;:":
        start += 1
    found = _TRAILING.search(text[start:end])
    return start, start + (found.start() if found else end - start)


def atoms(text: str, start: int, end: int) -> list[Span]:
    """Return the parts of a clause that could be judged one by one; one part, if in doubt.

    Verb phrases joined by a comma or "và" are parted only where each has an object of its own
    and the later one is no outcome, purpose or manner of the earlier.
    """
    cuts = [start]
    if end - start > _TOO_LONG:
        return [trim(text, start, end)]
    for at, after in _joints(text, start, end):
        if _parts(text, cuts[-1], at, after, end):
            cuts.append(after)
    bounds = [*cuts, end]
    return [trim(text, *span) for span in pairwise(bounds)]


def _joints(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = [
        (one.start(), one.end())
        for one in re.compile(r",\s+").finditer(text, start, end)
        if TASK.match(text, skip_opening(text, one.end(), end))
    ]
    found += [(one.start(), one.end()) for one in _VERB_BY_AND.finditer(text, start, end)]
    return sorted(one for one in found if not _inside(text, start, one[0]))


def _parts(text: str, start: int, at: int, after: int, end: int) -> bool:
    left, right = text[start:at], text[after:end]
    segment = left.rpartition(",")[2]
    follows = re.split(r"[,;(]", right)[0]
    if PURPOSE.search(left) or OUTCOME.match(right) or len(follows.split()) < 4:
        return False
    by_and = text[at:after].strip() == "và"
    sure = by_and or STRONG.match(right)
    if _tells_when_only(follows) or (not sure and (_NOMINAL.search(segment) or _has_outcome(left))):
        return False
    if _is_event(segment) and not _EVENT_NOUN.match(right):
        return True
    if BARE.search(left) or len(segment.split()) < 5:
        return False
    lead = skip_opening(text, at - len(segment), at)
    if by_and:
        return len(left.split()) >= 6
    return bool(STRONG.match(right)) or bool(TASK.match(text, lead))


def _tells_when_only(words: str) -> bool:
    """Test if a part only dates the one before it: "…, ban hành trước ngày 31/01/2026"."""
    printed, kind = due(words)
    return kind in {"date", "period", "relative"} and len(words.replace(printed, " ").split()) < 4


def _has_outcome(left: str) -> bool:
    return any(OUTCOME.match(one.strip()) for one in left.split(",")[1:])


def _is_event(segment: str) -> bool:
    return bool(_EVENT.match(segment.strip())) and len(segment.split()) >= 4


def _inside(text: str, start: int, at: int) -> bool:
    """Test if a place lies within brackets that opened after `start`."""
    piece = text[start:at]
    return piece.count("(") > piece.count(")")
