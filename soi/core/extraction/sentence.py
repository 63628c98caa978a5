"""One sentence of a plan, an order or a notice: who is to do what in it."""

import re

from soi.core.extraction.clauses import skip_opening
from soi.core.extraction.lexicon import BODY, TASK
from soi.core.extraction.phrases import (
    Asked,
    after_preamble,
    goes_on_asking,
    imperative,
    named_task,
    spoken,
    subject,
)
from soi.core.extraction.shapes import Genre

_LABEL = re.compile(r"[\s*_]*(?P<label>[^\W\d_][^:.;,\n]{1,40}):[\s*_]*(?=\S|$)")
_TROUBLE = re.compile(
    r"[Nn]ếu\s+(?:có|gặp|phát sinh)\s[^.;,]{0,30}?(?:vướng mắc|khó khăn|phát sinh)"
)
_CLOSING = re.compile(
    r"chịu trách nhiệm (?:thi hành|thực hiện) (?:Quyết định|Nghị quyết|Kế hoạch|Quy chế|Chỉ thị) này|"
    r"(?:thông báo để|xin thông báo|để (?:các|biết)|biết, (?:tập trung|thực hiện|triển khai))|Trân trọng"
)
_MONEY = re.compile(r"(?:Kinh phí|Nguồn kinh phí|Kinh phí thực hiện)(?!\w)")
_GOVERNING = (
    " với",
    " cho",
    " của",
    " đến",
    " về",
    " do",
    " bởi",
    " gửi",
    " mưu",
    " cáo",
    " và",
    " đốc",
    " trình",
    " nghị",
    " đạo",
    " giúp",
    " cùng",
    " tại",
    " từ",
    " là",
    " khi",
    " để",
    " đồng chí",
    " phó",
    " thường trực",
    " ban",
    " với các",
    " lãnh đạo",
)  # words after which a body is an object, no subject
_PRAISES = re.compile(
    r"(?:Biểu dương|Ghi nhận|Đánh giá cao|Hoan nghênh|Cảm ơn|Chúc mừng|Thống nhất|Nhất trí|Đồng ý|Cơ bản|Chấp thuận|Thông qua)(?!\w)"
)
_REPORT_FRAME = re.compile(r"(?<!\w)(?:đã|vừa)\s+\w+")


def asked_in(text: str, start: int, end: int, genre: Genre) -> Asked | None:
    """Return the task of one sentence of a plan, an order or a notice, or None."""
    begin = skip_opening(text, start, end)
    label = _LABEL.match(text, begin, end)
    if label and not TASK.match(text, begin) and not BODY.match(text, begin):
        begin = label.end() if label.end() < end else begin
    sentence = text[begin:end]
    if _TROUBLE.search(sentence) and not BODY.match(sentence):
        return None  # "nếu có vướng mắc, phản ánh về …": how to ask, which is nobody's task
    if _CLOSING.search(sentence[:220]) and not sentence.startswith(("Đề nghị", "Yêu cầu")):
        return None
    if _MONEY.match(sentence):
        return None
    return _kinds(text, begin, end, genre)


def _kinds(text: str, begin: int, end: int, genre: Genre) -> Asked | None:
    said = imperative(text, begin, end) or named_task(text, begin, end)
    if said is None and genre is not Genre.PLAN:
        said = goes_on_asking(text, begin, end)
    if said:
        return said
    if genre is Genre.CONCLUSION and _PRAISES.match(text, begin):
        return None
    return _plain(text, begin, end)


def _plain(text: str, begin: int, end: int) -> Asked | None:
    named = subject(text, begin, end)
    if named:
        holder, at, modal = named
        told = _REPORT_FRAME.match(text[at - 4 : at + 12].strip())
        return None if told else Asked(at, end, holder, modal=modal, from_=begin)
    if TASK.match(text, begin, end):
        return _embedded(text, begin, end) or Asked(begin, end, from_=begin)
    return _after_preamble(text, begin, end) or spoken(text, begin, end)


def _embedded(text: str, begin: int, end: int) -> Asked | None:
    """Read a heading that ran into its sentence: "Tiếp nhận đơn thư Ban Thường trực … thực hiện"."""
    found = re.compile(
        r"(?<=[^\W\d_]) (?=(?:Ban Thường trực|Ủy ban|UBND|Đảng ủy|Chủ tịch) )"
    ).search(text, begin, min(end, begin + 140))
    before = text[begin : found.start()].rstrip().lower() if found else ""
    listed = before.endswith(("tố cáo, kiến nghị", "phản ánh, kiến nghị"))
    if not found or (not listed and f" {before}".endswith(_GOVERNING)):
        return None
    named = subject(text, found.end(), end)
    return Asked(named[1], end, named[0], modal=named[2], from_=found.end()) if named else None


def _after_preamble(text: str, begin: int, end: int) -> Asked | None:
    for comma in re.compile(r",\s+").finditer(text, begin, min(end, begin + 160)):
        asked = goes_on_asking(text, comma.end(), end)  # "Trong quý IV, yêu cầu các cấp ủy …"
        if asked:
            return asked
    inner = after_preamble(text, begin, end)
    if inner is None:
        return None
    said = imperative(text, inner, end)
    if said:
        return said
    named = subject(text, inner, end)
    if named:
        return Asked(named[1], end, named[0], modal=named[2], from_=begin)
    if TASK.match(text, skip_opening(text, inner, end), end):
        return Asked(skip_opening(text, inner, end), end, from_=begin)
    return None
