"""What a news page says of itself: when it was published, seen how often, by whom."""

import re
from datetime import date

from soi.core.extraction.shapes import Page

_PUBLISHED = re.compile(
    r"(?:Đăng (?:ngày|lúc)|Ngày đăng|Cập nhật|Xuất bản)\s*:?\s*(?:(?P<h1>\d{1,2})[:h](?P<n1>\d{2})\s*,?\s*)?"
    r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4})(?:\s*[-,]?\s*(?P<h>\d{1,2})[:h](?P<n>\d{2}))?"
)
_VIEWS = re.compile(r"(?:Lượt xem|Số lượt xem|lượt đọc|Đã xem)\s*:?\s*([\d.]+)", re.IGNORECASE)
_EVENT = re.compile(
    r"^(Sáng|Chiều|Tối|Trưa|Ngày)(?: ngày| nay)?\s*,?\s*\(?(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}))?",
    re.MULTILINE,
)
_NOISE = re.compile(
    r"đánh giá bài|các tin khác|tin liên quan|bình luận|chia sẻ|lượt xem|in trang|nguồn",
    re.IGNORECASE,
)


def page(text: str) -> Page:
    """Read a news page; what is not there stays empty."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not lines:
        return Page()
    published = _PUBLISHED.search(text[:3000])
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
        plain = not line.isupper() and not _NOISE.search(line) and not _PUBLISHED.search(line)
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
        if re.match(r"(?:Tác giả|Tin, ảnh|Bài, ảnh|Tin và ảnh|Bài và ảnh)\s*:", line):
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
