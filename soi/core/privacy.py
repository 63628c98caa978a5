"""Places in a text that may give away its sender or a private person.

Marked before publication, by the resident and again by the officer. A reminder, not a
verdict: what is marked is offered for masking, what is not may still be.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

MASK = "▒▒▒"

_LATIN = [chr(code) for code in (*range(0xC0, 0x180), *range(0x1A0, 0x1B1), *range(0x1EA0, 0x1EFA))]
_BIG = "A-Z" + "".join(one for one in _LATIN if one.isupper())
_SMALL = "a-z" + "".join(one for one in _LATIN if one.islower())
_WORD = rf"[{_BIG}][{_SMALL}]*(?![{_BIG}{_SMALL}])"
_NAMES = rf"{_WORD}(?:[ \t]+{_WORD}){{1,4}}"  # two words and more
# Words before a name: how people are addressed, and what they are when accused of something.
_MARKED = (
    r"ông|bà|anh|chị|cô|chú|bác|cậu|thầy|cháu|tên(?: là)?|tôi là|cán bộ|tổ trưởng|chủ tịch"
    r"|công an|trưởng phòng|bí thư|hộ|đồng chí|em là|con là|mình là|tôi tên|em tên|họ tên|họ và tên"
)
# Without marks they also begin the names of places (Ho Nho, cau Van): two words must follow.
_UNMARKED = (
    r"ong|(?<!nga )(?<!ngã )ba|chi|co|chu|bac|thay|chau|ten(?: la)?|toi la|can bo|to truong"
    r"|chu tich|cong an|truong phong|bi thu|ho|dong chi|em la|con la|toi ten|ho ten|ho va ten"
)
_NUMBER = r"\d+[A-Za-z]?(?:/\d+[A-Za-z]?)*"
_ROW = r"\d(?:[ .-]?\d)"  # figures in a row, however they are grouped
_WORDS = r"[^\W\d_]+"
# Without capitals only a family name tells a name. Left out are those that are other words when
# their marks are: "duong thi cong" is a street at work, "co luong huu" has a pension.
_FAMILY = "nguyen|nguyễn|tran|trần|pham|phạm|huynh|huỳnh|hoang|hoàng"
_FAMILY_TOO = (
    "trịnh|lương|le|lê|vo|võ|vu|vũ|phan|đặng|bui|bùi|đỗ|hồ|ngo|ngô|dương|ly|lý|hà|đinh|trương"
    "|tạ|tô|doan|đoàn|đào|lâm|châu"
)
_MIDDLE = "van|văn|thi|thị|huu|hữu|duc|đức|ngoc|ngọc|đình|quang|xuan|xuân"
_TITLES = (
    "ông|ong|bà|ba|anh|chị|chi|cô|chú|chu|bác|bac|tên|ten"
    "|(?:tôi|toi|tên|ten|em|con|mình|minh) (?:là|la)"
)
_ACCOUNT = "stk|tk|số tài khoản|so tai khoan|tài khoản|tai khoan|số tk|so tk|ví momo|vi momo"
_BANK = (
    "vietcombank|vcb|techcombank|tcb|agribank|bidv|vietinbank|acb|mb ?bank|sacombank|vpbank"
    r"|tpbank|hdbank|vib|shb|eximbank|momo|ngân hàng \w+|ngan hang \w+"
)
_PAPERS = (
    "cccd|cmnd|cmt|căn cước|can cuoc|chứng minh|chung minh|định danh|dinh danh|hộ chiếu|ho chieu"
    "|passport|bhxh|bhyt|sổ bảo hiểm|so bao hiem|thẻ bảo hiểm|the bao hiem|mã số thuế|ma so thue"
    "|mst"
)
_PLATE = r"\d{2}[ -]?[A-Z]{1,2}\d?[ .-]*\d{3}[. ]?\d{1,2}"
_PLATE_WORDS = "biển số|bien so|bks|biển kiểm soát|bien kiem soat"
_LANES = "đường|duong|hẻm|hem|kiệt|kiet|ngõ|ngo|ngách|ngach|phố|pho"
_FLATS = "chung cư|chung cu|nhà tập thể|nha tap the|khu tập thể|khu tap the|lô|block"
_AREAS = r"tổ|to|tdp|khu|p\.|phường|phuong"


def _not_after(words: str) -> str:
    return "".join(f"(?<!{word} )" for word in words.split("|"))


_NO_LAMP = _not_after("đèn|den|cột|cot|trụ|tru|cống|cong|tổ|to|quầy|quay")
_NO_DAY = _not_after("ngày|ngay|hôm|hom")
_NO_ROAD = _not_after(f"{_LANES}|trường|truong|cầu|cau|vi|xâm|xam")
_PATTERNS = tuple(
    (what, re.compile(pattern))
    for what, pattern in (
        ("mail", r"[\w.+-]+\s?(?:@|(?i:a còng|a cong|\(at\)))\s?[\w-]+(?:\s?\.\s?[\w-]+)+"),
        ("mail", r"(?<!\w)(?i:facebook|fb|zalo)\.(?:com|me)/\S+"),
        ("citizen_id", r"(?<!\d)\d{3}[ .-]?\d{3}[ .-]?\d{3}[ .-]?\d{3}(?!\d)"),
        # After a word for a paper its number may have any length, and letters before it.
        ("citizen_id", rf"(?<!\w)(?i:{_PAPERS})(?!\w)[^\d\n]{{0,14}}{_ROW}{{6,14}}(?!\d)"),
        ("citizen_id", r"(?<!\w)(?i:sinh\s+(?:ngày|ngay|năm|nam))\s+\d[\d/.-]{3,9}"),
        ("phone", r"(?<![\d/])(?:\+?84|0)(?:[ .-]?\d){8,10}(?!\d)"),
        ("phone", r"(?<![\d/])\(0\d{1,3}\)(?:[ .-]?\d){6,8}(?!\d)"),
        ("phone", r"(?<!\w)[Oo](?:[ .-]?\d){9}(?!\d)"),  # the letter for the figure
        ("plate", r"(?<!\w)\d{2}-?[A-Za-z]{1,2}\d?[ .-]?\d{3}[. ]?\d{1,2}(?!\w)"),
        ("plate", rf"(?<!\w)(?i:(?:{_PLATE_WORDS})\D{{0,8}}{_PLATE})(?!\w)"),
        ("account", rf"(?<!\w)(?i:{_ACCOUNT}|{_BANK})(?!\w)\D{{0,16}}{_ROW}{{7,18}}(?!\d)"),
        ("account", rf"(?<!\d){_ROW}{{7,18}}\s*[,(–-]?\s*(?i:{_BANK})(?!\w)"),
        ("house", rf"(?<!\w)(?i:số nhà|so nha|nhà số|nha so)\s+{_NUMBER}(?![\w/])"),
        # A number before the name of a street; a lamp post and an alley have a number too.
        ("house", rf"{_not_after('hẻm|hem|kiệt|kiet|ngõ|ngo|ngày|ngay')}(?<![\w/]){_NUMBER}\s+"
                  rf"(?:(?i:đường|duong)\s+{_WORD}|{_NAMES})"),
        ("house", rf"(?<!\w)(?i:địa chỉ|dia chi)(?!\w)[^\d\n]{{0,20}}{_NUMBER}(?![\w/])"),
        ("house", rf"(?<!\w)(?i:nhà|nha|ở|o)\s+{_NUMBER},?\s+(?i:{_LANES})(?!\w)"),
        ("house", rf"(?<!\w)(?i:ở|o|tại|tai)\s+{_NUMBER}(?:\s+{_WORDS}){{1,3}},\s*"
                  rf"(?i:{_AREAS})(?!\w)"),
        ("house", rf"{_NO_LAMP}(?<!\w)(?i:số|so)\s+{_NUMBER},?\s+(?i:{_LANES})(?!\w)"),
        ("house", r"(?<!\w)[kK]\d+[A-Za-z]?(?:/\d+[A-Za-z]?)+(?![\w/])"),  # kiệt 45, số 12
        ("house", rf"{_NO_DAY}(?<![\w/])\d+[A-Za-z]?(?:/\d+[A-Za-z]?)+,?\s+(?i:{_LANES})(?!\w)"),
        ("house", r"(?<!\w)(?i:căn hộ|can ho)(?i: số| so)?\s+[A-Za-z]?\d{2,4}(?!\w)"),
        ("house", rf"(?<!\w)(?i:phòng|phong)\s+\d{{3,4}}\s+(?i:{_FLATS})(?!\w)"),
        ("name", rf"(?<!\w)(?:(?i:{_MARKED})[ \t]+{_WORD}|(?i:{_UNMARKED})[ \t]+{_NAMES})"
                 rf"(?:[ \t]+{_WORD}){{0,4}}"),
        ("name", rf"(?<!\w)(?i:fb|facebook|zalo|nick)(?i:[ :]+tên)?[ :]+{_NAMES}"),
        # In small letters, or standing alone: known by the family name.
        ("name", rf"(?<!\w)(?i:{_TITLES})\s+(?i:{_FAMILY})(?:\s+{_WORDS}){{1,3}}"),
        ("name", rf"{_NO_ROAD}(?<!\w)(?<!\d )(?i:{_FAMILY}|{_FAMILY_TOO})\s+(?i:{_MIDDLE})\s+"
                 rf"(?!(?i:công|cong|hành|hanh|đua|dua)\b){_WORDS}(?:\s+{_WORD})?"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A part of a text, as str indices, and what it seems to be."""

    start: int
    end: int
    what: str = ""


def spans(text: str) -> list[Span]:
    """Return the places in `text` that may identify somebody, in order, none overlapping."""
    found: list[Span] = []
    for what, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            span = Span(match.start(), match.end(), what)
            if all(span.end <= other.start or other.end <= span.start for other in found):
                found.append(span)
    return sorted(found)


def mask(text: str, hidden: Iterable[Span]) -> str:
    """Return `text` with each of `hidden` replaced by a sign that something stood there."""
    pieces, at = [], 0
    for span in sorted(hidden):
        pieces += [text[at : span.start], MASK]
        at = max(at, span.end)
    return "".join(pieces) + text[at:]
