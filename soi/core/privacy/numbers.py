"""Telephones, identity numbers, accounts and plates, found by their figures, not their spelling.

Figures are read in groups with whatever stands between them; a row of groups that makes a whole
telephone or identity number is one. What has the shape of a day, an hour or a sum is none.

Source: Thông tư 22/2014/TT-BTTTT and 11/2017 (numbers of telephones); Nghị định 137/2015/NĐ-CP,
Điều 13 (twelve figures of identity); Thông tư 79/2024/TT-BCA (plates).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_FIGURES = {
    "khong": "0", "mot": "1", "hai": "2", "ba": "3", "bon": "4", "tu": "4", "nam": "5",
    "lam": "5", "sau": "6", "bay": "7", "tam": "8", "chin": "9",
    "không": "0", "một": "1", "mốt": "1", "bốn": "4", "tư": "4", "năm": "5", "lăm": "5",
    "sáu": "6", "bảy": "7", "bẩy": "7", "tám": "8", "chín": "9",
}  # fmt: skip
_GROUP = re.compile(rf"\d+|(?<![^\W_])(?:[OoIl]{{1,4}}|(?i:{'|'.join(_FIGURES)}))(?![^\W_])")
_MIXED = re.compile(r"(?<![^\W_])[0-9OoIl]{2,}(?![^\W_])")
_DRAWN = str.maketrans("OoIl", "0011")
_GAP = re.compile(r"[^\w;%=\n]{0,5}|[^\w;%=\n]{0,2}\n[^\w;%=\n]{0,3}|[_\W]{1,3}")
_TIGHT = frozenset(("", " ", ".", "-"))
_DAY = re.compile(
    r"(?<![\d.])(?:[12]?\d|3[01]|0\d)\s?([/.-])\s?(?:0?\d|1[0-2])\s?\1\s?(?:19|20)\d\d(?![./-]?\d)"
    r"|(?<!\d)(?:19|20)\d\d-(?:0\d|1[0-2])-(?:[012]\d|3[01])(?!\d)"
    r"|(?<![\d:])(?:[01]?\d|2[0-4]) ?[:h] ?[0-5]\d(?![\d.:])"
)
_UNIT = (
    r"(?:đồng|dong|đ|d|vnđ|vnd|usd|tỷ|tỉ|ty|triệu|trieu|ngàn|nghìn|ngan|nghin|ng|k|tr|m2|m3|m|km|kg"
    r"|cm|mm|ha|lít|tấn|tan|hộ|người|nguoi|%|₫)(?![^\W_])"
)
_SUM = re.compile(
    rf"(?<!\d)(?:\d{{1,3}}(?:[.,]\d{{3}}){{1,6}}(?:[.,]\d{{1,3}})?\s{{0,2}}{_UNIT}"
    r"|\d{1,15}\s{0,2}(?:%|₫))",
    re.IGNORECASE,
)
_IS_UNIT = re.compile(rf"\s{{0,3}}{_UNIT}", re.IGNORECASE)
_MOBILE = re.compile(r"0[35789]\d{8}")
_FIXED = re.compile(r"02\d{9}|01\d{9}")
_ABROAD = re.compile(r"(?:00)?84(?:0?[35789]\d{8}|0?2\d{9})")
_ANY_PHONE = re.compile(r"0\d{8,10}")
_CALL = re.compile(
    r"(?:sđt|sdt|điện thoại|dien thoai|đt|dt|zalo|gọi|goi|liên hệ|lien he|lh|hotline|tel|phone|alo"
    r"|a lô|máy bàn|may ban|số máy|so may|di động|di dong|viber)\b[^\d\n]{0,12}$",
    re.IGNORECASE,
)
_GLUED = re.compile(r"(?:sđt|sdt|đt|dt|zalo|tel|lh|số|so|gọi|goi|alo|phone|call)$", re.IGNORECASE)
_PAPER = re.compile(
    r"(?<![^\W_])(?:cccd|cmnd|cmt|căn cước|can cuoc|chứng minh|chung minh|định danh|dinh danh"
    r"|hộ chiếu|ho chieu|passport|bhxh|bhyt|sổ bảo hiểm|so bao hiem|thẻ bảo hiểm|the bao hiem"
    r"|mã số thuế|ma so thue|mst)(?![^\W_])[^\d\n]{0,18}$",
    re.IGNORECASE,
)
_BANKS = (
    "vietcombank|vcb|techcombank|tcb|agribank|bidv|vietinbank|acb|mb ?bank|sacombank|vpbank|tpbank"
    r"|hdbank|vib|shb|eximbank|momo|ngân hàng \w{1,20}|ngan hang \w{1,20}"
)
_MONEY = re.compile(
    r"(?<![^\W_])(?:stk|tk|số tài khoản|so tai khoan|tài khoản|tai khoan|số tk|so tk|ví momo"
    rf"|vi momo|{_BANKS})(?![^\W_])\D{{0,18}}$",
    re.IGNORECASE,
)
_BANK_AFTER = re.compile(rf"[\s,(–-]{{0,4}}(?:{_BANKS})(?![^\W_])", re.IGNORECASE)
_BIRTH = re.compile(
    r"(?<![^\W_])sinh\s+(?:(?:ngày|ngay)\s+\d[\d/. -]{3,11}\d|(?:năm|nam)\s+(?:19|20)\d\d)", re.I
)
_BETWEEN = r"[^\w\n]{0,3}"
_PLATE = re.compile(
    rf"(?<![\w/])(?<!\d[.,])(?:\d\d{_BETWEEN}(?:[A-HK-NPS-VX-Z]|MĐ|LD|KT|NG|QT|NN|[A-Z]{{2}})\d?"
    rf"{_BETWEEN}\d{{3}}{_BETWEEN}\d\d(?![\d/])"
    rf"|\d\d-?[A-Za-z]{{1,2}}\d?[ .-]?\d{{3}}[. ]?\d{{1,2}}(?![\w/]))"
)
_PLATE_TOLD = re.compile(
    r"(?<![^\W_])(?:biển số|bien so|bks|biển kiểm soát|bien kiem soat|biển|bien|xe|bs)(?![^\W_])"
    rf"[^\d\n]{{0,14}}(\d\d{_BETWEEN}\n?[A-Za-zđĐ]{{1,2}}\d?{_BETWEEN}\n?"
    rf"\d{{3}}{_BETWEEN}\d{{1,2}})(?!\w)",
    re.IGNORECASE,
)
_LEAD = re.compile(r"\(?\+ ?$|\($")
_HOURS = re.compile(r"\d\d[hmkpgt](?![^ ])|(?:[01]\d|2[0-4])[hHmMkKpPgGtT](?![A-Z]?\d[ .-])")
_PLACES = re.compile(r"(?:0(?:0[0-9]|[1-8]\d|9[0-6]))")  # codes of provinces begin an identity


@dataclass(frozen=True, slots=True)
class _Group:
    """Figures in a row. gap: what stands before them, since the group before; None: too much."""

    start: int
    end: int
    figures: str
    gap: str | None
    word: bool


def numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the places of numbers that tell who somebody is, and what they are."""
    drawn = _MIXED.sub(_figures_drawn, text)
    for found in _BIRTH.finditer(text):
        yield found.start(), found.end(), "citizen_id"
    for found in _PLATE_TOLD.finditer(text):
        yield found.start(1), found.end(1), "plate"
    for found in _PLATE.finditer(text):
        if not _HOURS.match(found[0]) and _no_symbol(found[0]):
            yield found.start(), found.end(), "plate"
    groups = _groups(drawn)
    at = 0
    while at < len(groups):
        found_here = _number(drawn, groups, at)
        if found_here is None:
            at += 1
            continue
        last, what = found_here
        yield _begins(drawn, groups[at].start, what), groups[last].end, what
        at = last + 1


def _begins(text: str, start: int, what: str) -> int:
    """Return where a number begins: with its plus or bracket, an account with its word."""
    if what == "account":
        word = _MONEY.search(text[max(0, start - 34) : start])
        return start - len(word[0]) if word else start
    lead = _LEAD.search(text[max(0, start - 3) : start])
    return start - len(lead[0]) if lead and what == "phone" else start


def figures(text: str) -> str:
    """Return the figures of a number as they are compared: as drawn, 84 abroad as 0 at home."""
    drawn = _MIXED.sub(_figures_drawn, text)
    found = "".join(
        _FIGURES.get(one[0].lower()) or one[0].translate(_DRAWN) for one in _GROUP.finditer(drawn)
    )
    return "0" + found[2:].removeprefix("0") if _ABROAD.fullmatch(found) else found


def _figures_drawn(match: re.Match[str]) -> str:
    return match[0].translate(_DRAWN) if any(one.isdigit() for one in match[0]) else match[0]


def _no_symbol(plate: str) -> bool:
    """Test if it is not the number of a document: 12/QĐ, 45/KH 2026."""
    return "/" not in plate[:4]


def _groups(text: str) -> list[_Group]:
    taken = [one.span() for pattern in (_DAY, _SUM) for one in pattern.finditer(text)]
    taken.sort()
    found: list[_Group] = []
    before, place = 0, 0
    barred = False
    for one in _GROUP.finditer(text):
        while place < len(taken) and taken[place][1] <= one.start():
            place += 1
            barred = True
        if place < len(taken) and taken[place][0] < one.end():
            barred = True
            continue
        gap = text[before : one.start()]
        joined = bool(found) and not barred and _GAP.fullmatch(gap) is not None
        word = one[0].lower() in _FIGURES
        figures = _FIGURES[one[0].lower()] if word else one[0].translate(_DRAWN)
        found.append(_Group(one.start(), one.end(), figures, gap if joined else None, word))
        before, barred = one.end(), False
    return found


def _number(text: str, groups: Sequence[_Group], at: int) -> tuple[int, str] | None:
    """Return the last group of the number that begins at `at`, and what it is."""
    first = groups[at]
    ahead = text[max(0, first.start - 34) : first.start]
    told = not first.word and any(one.isalpha() for one in ahead)
    if told and _PAPER.search(ahead):
        return _run(text, groups, at, 6, 14, "citizen_id")
    if told and _MONEY.search(ahead):
        return _account(text, groups, at)
    if first.figures[0] in "08":
        found = _identity(text, groups, at) or _phone(text, groups, at)
        if found:
            return found
    if told and _CALL.search(ahead):
        return _run(text, groups, at, 7, 11, "phone")
    return _banked(text, groups, at)


def _rows(groups: Sequence[_Group], at: int, most: int) -> Iterator[tuple[int, str]]:
    """Yield each row of groups from `at` on: its last group, and all of its figures."""
    figures = ""
    for last in range(at, min(len(groups), at + most)):
        if last > at and groups[last].gap is None:
            return
        figures += groups[last].figures
        if len(figures) > most:
            return
        yield last, figures


def _identity(text: str, groups: Sequence[_Group], at: int) -> tuple[int, str] | None:
    for last, figures in _rows(groups, at, 12):
        sizes = [len(one.figures) for one in groups[at : last + 1]]
        whole = len(figures) == 12 and _PLACES.match(figures) is not None
        even = len(set(sizes)) == 1 or sizes == [3, 1, 2, 6]
        rising = _counts_up(groups[at : last + 1])
        if whole and even and not rising and _stands_alone(text, groups, at, last):
            return last, "citizen_id"
    return None


def _phone(text: str, groups: Sequence[_Group], at: int) -> tuple[int, str] | None:
    found = None
    for last, figures in _rows(groups, at, 15):
        row = groups[at : last + 1]
        if _is_phone(figures, row, text) and _stands_alone(text, groups, at, last):
            found = last, "phone"
            if _MOBILE.fullmatch(figures):
                break  # whole: what follows is another number
    return found


def _is_phone(figures: str, row: Sequence[_Group], text: str) -> bool:
    words = sum(one.word for one in row)
    if 0 < words < 6:
        return False
    sizes = [len(one.figures) for one in row]
    if sizes[:1] == [1] and len(sizes) == 2 and row[1].gap in {".", ","}:
        return False  # a fraction: 0,905123456
    if _counts_up(row):
        return False
    if _ABROAD.fullmatch(figures):
        after = text[row[-1].end : row[-1].end + 8]
        plus = text[max(0, row[0].start - 2) : row[0].start].strip(" (").endswith("+")
        return plus or (figures[:2] == "00") or not _IS_UNIT.match(after)
    if _MOBILE.fullmatch(figures) or _FIXED.fullmatch(figures):
        return True
    tight = all(one.gap in _TIGHT for one in row[1:]) and not words
    opened = text[max(0, row[0].start - 1) : row[0].start] == "(" and sizes[0] <= 4
    return (tight or opened) and _ANY_PHONE.fullmatch(figures) is not None


def _counts_up(row: Sequence[_Group]) -> bool:
    """Test if these are the numbers of lamps or houses, one after another: 03, 05, 07, 09, 11."""
    if len(row) < 4:
        return False
    values = [int(one.figures) for one in row]
    even = len({len(one.figures) for one in row}) == 1
    return even and all(one < other for one, other in pairwise(values))


def _banked(text: str, groups: Sequence[_Group], at: int) -> tuple[int, str] | None:
    """Return a number before the name of a bank."""
    following = text[groups[at].end : groups[at].end + 60]
    if not any(one.isalpha() for one in following):
        return None
    for last, figures in _rows(groups, at, 19):
        if len(figures) >= 8 and _BANK_AFTER.match(text, groups[last].end):
            return last, "account"
    return None


def _account(text: str, groups: Sequence[_Group], at: int) -> tuple[int, str] | None:
    found = _run(text, groups, at, 6, 19, "account")
    if found is None:
        return None
    row = groups[at : found[0] + 1]
    whole = "".join(one.figures for one in row)
    return found[0], "phone" if _is_phone(whole, row, text) else "account"


def _run(
    text: str, groups: Sequence[_Group], at: int, least: int, most: int, what: str
) -> tuple[int, str] | None:
    """Return the longest row of `least` to `most` figures, if it is no sum."""
    found = None
    for last, figures in _rows(groups, at, most):
        gap = groups[last].gap or ""
        if last > at and len(figures) > least and (", " in gap or "\n" in gap or len(gap) > 3):
            break
        if len(figures) >= least:
            found = last
    if found is None or _IS_UNIT.match(text, groups[found].end):
        return None
    return found, what


def _stands_alone(text: str, groups: Sequence[_Group], at: int, last: int) -> bool:
    """Test if no figure or letter clings to either end of a row of groups."""
    ahead = text[max(0, groups[at].start - 10) : groups[at].start]
    if ahead[-1:].isalpha() and not _GLUED.search(ahead):
        return False
    if (
        at
        and groups[at].gap in {"", ".", "-", "/"}
        and groups[at - 1].end == groups[at].start - len(groups[at].gap or "")
    ):
        return False
    if ahead[-1:] == "/" or (ahead[-1:] in {"-", "."} and ahead[-2:-1].isdigit()):
        return False
    following = groups[last + 1] if last + 1 < len(groups) else None
    if following and following.gap in {".", "-", ""} and not following.word:
        return False
    after = text[groups[last].end : groups[last].end + 3]
    return not re.match(r"/[A-ZĐ]|-[A-Z]", after)
