"""By when, and how much: as printed, or nothing. Never guessed."""

import re
from calendar import monthrange
from datetime import date

from soi.core.citations.dates import first, last

_DAY = r"(?:ngày\s+)?\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{4})?|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?"
_MONTH = r"tháng\s+\d{1,2}(?:\s*(?:/|-|năm)\s*\d{4})?"
_QUARTER = r"[Qq]u[ýí]\s+(?:[IV]+|\d)(?:\s*(?:/|-|năm)?\s*\d{4})?"
_PERIODS = rf"(?:{_DAY}|{_MONTH}|{_QUARTER}|năm\s+\d{{4}}|cuối\s+năm(?:\s+\d{{4}})?)"
_EACH = r"(?:h[ằà]ng|mỗi)\s+(?:tháng|quý|tuần|năm)"
_RULES: tuple[tuple[str, str], ...] = (
    (
        "recurring",
        rf"(?:[Đđ]ịnh kỳ\s+)?(?:(?:trước|vào|chậm nhất(?:\s+là)?)\s+)?ngày\s+\d{{1,2}}\s+(?:của\s+)?(?:{_EACH}|tháng\s+(?:cuối|đầu|sau|liền kề)(?:\s+(?:của\s+)?(?:mỗi\s+)?(?:quý|kỳ|năm))?|các tháng[^,;.()]{{0,20}})",
    ),
    (
        "date",
        rf"(?:hoàn thành\s+|xong\s+|báo cáo\s+)?(?:trước|chậm nhất(?:\s+là)?|không quá|muộn nhất(?:\s+là)?)\s+(?:vào\s+)?(?:\d{{1,2}}\s*(?:giờ|h)\s*(?:\d{{2}})?\s*,?\s*)?(?:{_PERIODS})",
    ),
    (
        "relative",
        r"(?:chậm nhất\s+(?:là\s+)?|không quá\s+)?(?:trong\s+)?(?:thời hạn|vòng|thời gian)\s+(?:không quá\s+)?\d{1,3}\s+(?:ngày|tháng|giờ|tuần)(?:\s+làm việc)?(?:[^,;.()]{0,10}?(?:kể từ|từ|sau)\s+(?:ngày|khi)\s+[^,;.()]{3,40})?",
    ),
    (
        "relative",
        r"(?:chậm nhất|không quá)\s+(?:là\s+)?\d{1,3}\s+(?:ngày|tháng|giờ|tuần)(?:\s+làm việc)?(?:\s+(?:kể từ|từ|sau)\s+[^,;.()]{3,40})?",
    ),
    (
        "period",
        r"[Tt]ừ\s+(?:khi|ngày|nay|tháng|quý|đầu)\s+[^;()]{3,90}?\s+(?:đến|tới)\s+(?:\d{1,2}\s*giờ\s*(?:\d{2})?\s*,?\s*)?(?:khi|ngày|hết)\s+[^;.()]{3,120}",
    ),
    ("period", rf"hoàn thành\s+(?:trong|vào)\s+{_PERIODS}"),
    (
        "period",
        rf"(?:(?<!đề ra )(?<!nêu )(?<!giao )(?<!mục tiêu ))(?:trong|vào|ngay trong)\s+(?:{_MONTH}|{_QUARTER}|năm\s+\d{{4}}|nhiệm kỳ)",
    ),
    (
        "recurring",
        r"(?:định kỳ\s+(?:và đột xuất|hằng\s+\w+|hàng\s+\w+|\d+\s+(?:tháng|năm|tuần)(?:\s*(?:một|1|01|/)?\s*lần)?)|mỗi\s+(?:tuần|tháng|quý|năm)\s+(?:một|hai|ba|\d+)\s+(?:lần|kỳ|buổi)|\d+\s+(?:lần|ngày|buổi|kỳ)\s*(?:/|trong|mỗi|một)\s*(?:0?1\s+|một\s+)?(?:tuần|tháng|quý|năm)|[Hh][ằà]ng\s+(?:tháng|quý|tuần|năm|ngày)(?:,\s*h[ằà]ng\s+(?:tháng|quý|tuần|năm))*)",
    ),
    ("date", rf"(?:trong|vào)\s+(?:(?:buổi\s+)?(?:sáng|chiều|tối)\s+)?(?:{_DAY})"),
    (
        "period",
        r"(?:ngay\s+)?trong\s+(?:tuần\s+(?:này|tới|sau|thứ\s+\w+|đầu|cuối)|tháng\s+(?:này|tới|sau)|quý\s+(?:này|tới)|năm\s+(?:nay|học))(?:\s+(?:của\s+)?tháng\s+\d{1,2}(?:\s*/\s*\d{4})?)?|ngay\s+trong\s+ngày(?!\s+\d)",
    ),
    (
        "period",
        rf"\((?:[Tt]hực hiện|[Hh]oàn thành|[Tt]hời gian)?\s*:?\s*((?:trong\s+)?(?:{_QUARTER}|[Tt]háng\s+\d{{1,2}}(?:\s*/\s*\d{{4}})?|cả năm|[Tt]hường xuyên))\s*\)?$",
    ),
    (
        "event",
        r"\((?:[Tt]hực hiện|[Hh]oàn thành|[Tt]hời gian)\s*:?\s*((?:trước|sau|trong)\s+[^()]{4,60})\)?$",
    ),
    ("date", rf"\(dự kiến\s+(?:(?:vào|trong)\s+)?((?:{_DAY}|{_MONTH}|{_QUARTER}))"),
    ("date", rf"(?<!tính )(?:đến|tới)\s+(?:(?:hết|cuối)\s+(?:{_PERIODS})|{_DAY})"),
    (
        "period",
        r"trong\s+(?:các|những)\s+(?:tháng|ngày|thời điểm)\s+(?:cuối năm|tới|cao điểm|đầu năm)|trong\s+thời gian\s+(?:nghỉ hè|bầu cử|diễn ra[^,;.]{0,30})|trong\s+dịp\s+[^,;.]{2,30}",
    ),
)
_COMPILED = tuple((kind, re.compile(rule)) for kind, rule in _RULES)
_EVENT = re.compile(
    r"(?<!\w)(?:dịp\s+)?Tết(?:\s+(?:Nguyên đán|cổ truyền|Trung thu))?(?:\s+[A-ZĐẤÂ]\w+\s+[A-ZĐ]\w+)?(?:\s+(?:năm\s+)?\d{4})?"
)
_EVENT_WHEN = re.compile(
    r"(?<!\w)(?:khi|ngay sau khi|sau khi|trước khi)\s+(?:có|các|phát sinh|kết thúc|được|phát hiện)\s[^;]{3,140}$"
)
_AFTER = re.compile(r"^[\s*_]*((?:Kết thúc|Sau khi kết thúc|Sau khi)\s[^,]{4,60}),")
_AT_ONCE = re.compile(r"^(?:[^\W\d_]+\s+){1,2}(ngay)(?!\w)(?!\s+(?:từ|sau|tại|trong))|^(ngay)\s")
_OFTEN = re.compile(
    r"^(?:\w+\s+){0,2}?((?:[Tt]hường xuyên|[Đđ]ịnh kỳ(?:\s+(?:h[ằà]ng\s+\w+|\d+\s+(?:tháng|tuần|năm)))?|[Hh][ằà]ng (?:năm|quý|tháng|tuần)))(?!\w)"
)
_YEAR_PLAN = re.compile(
    r"(?:phương hướng|nhiệm vụ|kế hoạch|chương trình)[^;]{0,60}?(?:cho\s+|của\s+)?((?<!\w)năm\s+\d{4})$"
)
_AIM = re.compile(
    r"(?:đề ra|mục tiêu|chỉ tiêu|kế hoạch|trưởng|dự toán|so với|nghị quyết)[^,;.]{0,40}$"
)
_MEASURE = re.compile(
    r"(?:(?:ít nhất|tối thiểu|trên|đạt|từ|dưới|không quá|bình quân)\s+)?\d{1,3}(?:[.,]\d+)*\s*(?:%|phần trăm|hộ|lượt|người|"
    r"lần|buổi|mô hình|công trình|vụ|suất|triệu|tỷ|đồng|điểm|tổ|chi bộ|km|m2|ha|căn|trường hợp|hồ sơ|ca|đợt|cuộc)(?!\w)"
    r"|không (?:ai|một ai|hộ nào|trường hợp nào)\s+[^,;.]{3,30}"
)
_FIGURE = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d{1,9})(?![\d.,]*\d)\s*(%|[^\d.,;()]*)")
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}


_ENDS = re.compile(r"[Qq]u[ýí]\s+(?:[IV]+|\d)|(?<!\d )[Tt]háng\s+\d")


def due(text: str) -> tuple[str, str]:
    """Return (due as printed, kind) of a task's text, or ("", "none")."""
    dated = _COMPILED[0][1].search(text)
    if dated:
        return dated.group().strip(" ,"), "recurring"
    often = _OFTEN.match(text)
    if often:
        return often[1], "recurring"
    for kind, rule in _COMPILED:
        for found in rule.finditer(text):
            if (
                kind == "period"
                and _AIM.search(text[max(0, found.start() - 60) : found.start()])
                and "hoàn thành" not in text[max(0, found.start() - 25) : found.end()]
            ):
                continue
            printed = found[1] if rule.groups else found.group()
            return printed.strip(" ,"), kind
    return _due_event(text)


def _due_event(text: str) -> tuple[str, str]:
    at_once = _AT_ONCE.match(text)
    if at_once:
        return at_once[1] or at_once[2], "event"
    for rule in (_EVENT, _EVENT_WHEN, _YEAR_PLAN):
        found = rule.search(text)
        if found:
            printed = found[1] if rule is _YEAR_PLAN else found.group()
            return printed.strip(" ,"), "event"
    return "", "none"


def due_before(preamble: str) -> tuple[str, str]:
    """Return the due that words before the holder or the task give: "Kết thúc cuộc bầu cử,"."""
    found = _AFTER.match(preamble)
    if found:
        return found[1].strip(), "event"
    when = re.search(
        r"(?<!\w)(khi có [^,;]{3,30}?)(?=\s+(?:chủ động|kịp thời|thì)|\s*,|\s*$)", preamble
    )
    if when:
        return when[1].strip(), "event"
    for kind, rule in _COMPILED:
        dated = rule.search(preamble)
        if dated:
            return (dated[1] if rule.groups else dated.group()).strip(" ,"), kind
    return "", "none"


def due_day(printed: str, kind: str, issued: date | None) -> date | None:
    """Return the last day that a printed due names, if it names one by itself.

    "trong tháng 8 năm 2026" is its last day; "trước ngày 5/9" takes the year it was issued in.
    """
    if kind not in {"date", "period"}:
        return None
    whole = last(printed)
    if whole:
        return whole
    year = _year(printed, issued)
    if year is None or len(_ENDS.findall(printed)) > 1:
        return None
    short = re.search(
        r"(\d{1,2})\s*[/.-]\s*(\d{1,2})(?!\d)|ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})", printed
    )
    if short:
        return _made(year, int(short[2] or short[4]), int(short[1] or short[3]))
    return _end_of(printed, year)


def _end_of(printed: str, year: int) -> date | None:
    month = re.search(r"tháng\s+(\d{1,2})", printed)
    quarter = re.search(r"[Qq]u[ýí]\s+(IV|III|II|I|[1-4])", printed)
    if month and 1 <= int(month[1]) <= 12:
        return date(year, int(month[1]), monthrange(year, int(month[1]))[1])
    if quarter:
        end = 3 * _QUARTERS[quarter[1]]
        return date(year, end, monthrange(year, end)[1])
    return date(year, 12, 31) if re.search(r"năm\s+\d{4}|cuối\s+năm", printed) else None


def _year(printed: str, issued: date | None) -> int | None:
    found = re.search(r"(?<!\d)(20\d{2})(?!\d)", printed)
    return int(found[1]) if found else (issued.year if issued else None)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def measure(text: str) -> str:
    """Return the figure with its unit that the task is to reach, as printed, or ""."""
    found = next((one for one in _MEASURE.finditer(text) if not _is_place(text, one)), None)
    return " ".join(found.group().split()) if found else ""


def _is_place(text: str, found: "re.Match[str]") -> bool:
    """Test if a figure counts places rather than results: "tại 12 tổ dân phố"."""
    return text[: found.start()].rstrip().endswith(("tại", " ở", "trên địa bàn", "thuộc"))


def figure(printed: str) -> tuple[int, str] | None:
    """Return (target, unit) of a measure as printed: "trên 95%" is (95, "%"); None without one."""
    found = _FIGURE.search(printed)
    if not found:
        return None
    return int(re.sub(r"[.,]", "", found[1])), " ".join(found[2].split())[:40]


def is_day(text: str) -> bool:
    """Test if a line that follows "Thời gian:" tells a time rather than a task."""
    words = text.strip().lower()
    return bool(first(text)) or words.startswith(
        (
            "từ ",
            "trước",
            "trong",
            "hoàn thành",
            "xong",
            "ngày",
            "quý",
            "tháng",
            "chậm nhất",
            "năm",
            "sau",
            "thường xuyên",
            "hằng",
            "hàng",
            "định kỳ",
            "khi",
        )
    )
