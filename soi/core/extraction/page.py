"""What a news page says of itself: when it was published, seen how often, by whom."""

import re
from datetime import date

from soi.core.extraction.shapes import Page

_MOMENT = (
    r"(?:(?P<h1>\d{1,2})[:h](?P<n1>\d{2})\s*[,|–-]?\s*(?:ngày\s+)?)?"
    r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4})(?:\s*[-–,|]?\s*(?P<h>\d{1,2})[:h](?P<n>\d{2}))?"
)
_PUBLISHED = re.compile(
    rf"(?:Đăng (?:ngày|lúc)|Ngày đăng|Cập nhật(?: lúc| ngày)?|Xuất bản)\s*:?\s*{_MOMENT}"
)
# A line of its own below the title: "Thứ sáu, 10/4/2026 | 17:05 GMT+7".
_DATELINE = re.compile(
    rf"^[\s|]*(?:(?:Thứ\s+\w+|Chủ nhật)\s*[,|-]?\s*(?:ngày\s+)?)?{_MOMENT}[\s|]*(?:\(?GMT[^\n]{{0,6}})?[\s|]*$",
    re.MULTILINE | re.IGNORECASE,
)
_VIEWS = re.compile(r"(?:Lượt xem|Số lượt xem|lượt đọc|Đã xem)\s*:?\s*([\d.]+)", re.IGNORECASE)
_EVENT = re.compile(
    r"^(?:\([^()\n]{2,20}\)\s*|[^\n,.]{2,24}\s)?(?:[-–]\s*)?(Sáng|Chiều|Tối|Trưa|Ngày)(?: ngày| nay)?\s*,?\s*\(?(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}))?",
    re.MULTILINE,
)
_BYLINE = re.compile(r"(?:Tác giả|Tin, ảnh|Bài, ảnh|Tin và ảnh|Bài và ảnh|Ảnh|Tin)\s*:")
_NOISE = re.compile(
    r"đánh giá bài|các tin khác|tin liên quan|bình luận|chia sẻ|lượt xem|in trang|nguồn",
    re.IGNORECASE,
)


def page(text: str) -> Page:
    """Read a news page; what is not there stays empty."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not lines:
        return Page()
    published = _PUBLISHED.search(text[:3000]) or _DATELINE.search(text[:1500])
    views = _VIEWS.search(text)
    return Page(
        title=lines[0],
        published=_moment(published) if published else "",
        views=int(views[1].replace(".", "")) if views else None,
        captions=tuple(_captions(lines[1:])),
        byline=_byline(lines),
        event=_event(text, published),
    )


def _moment(found: "re.Match[str]") -> str:
    hour, minute = found["h"] or found["h1"], found["n"] or found["n1"]
    day = f"{found['y']}-{int(found['m']):02}-{int(found['d']):02}"
    return f"{day}T{int(hour):02}:{minute}" if hour else day


def _captions(lines: list[str]) -> list[str]:
    found = []
    for line in lines:
        plain = not (line.isupper() or _NOISE.search(line) or _PUBLISHED.search(line))
        plain = plain and not _DATELINE.match(line) and not _BYLINE.match(line)
        if plain and 8 < len(line) < 160 and line[-1] not in '.:;!?,”"' and line[0].isupper():
            found.append(line)
    return found


def _byline(lines: list[str]) -> str:
    for line in reversed(lines):
        words = line.split()
        if (
            line.isupper()
            and 1 < len(words) <= 6
            and not _NOISE.search(line)
            and not any(c.isdigit() for c in line)
        ):
            return line
        if _BYLINE.match(line):
            return line.partition(":")[2].strip()
    return ""


def _event(text: str, published: "re.Match[str] | None") -> str:
    found = _EVENT.search(text)
    if not found:
        return ""
    year = found[4] or (published["y"] if published else "")
    try:
        day = date(int(year), int(found[3]), int(found[2]))
    except ValueError:
        return ""
    half = found[1].lower()
    return f"{day.isoformat()} {half}" if half != "ngày" else day.isoformat()
