"""The paragraphs, headings and items of a text, with their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]+")
_MARK = re.compile(
    r"[\s>*_#]*(?:(?P<roman>(?:[IVX]{1,5}|[A-Z])[.)](?=[\s*])|[IVX]{1,5}\s?[-–](?=\s))|(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}(?:[.)]|\s?[-–](?=\s+[^\d\s]))?(?=[\s*]+\S)"
    r"(?![\s*]+(?:tháng|năm|giờ|ngày|người|đồng|triệu|tỷ|%)))|(?P<letter>[a-zđ][.)](?=[\s*]))|"
    r"(?P<article>Điều\s+\d+[.:])|(?P<bullet>[-–—+•●▪*](?!\*)(?=\s*[^\s*\d-])|\(\d{1,2}\)|[-+](?=\s*\d)))?"
    r"[\s*_]*"
)
_END = re.compile(r"[\s*_./;:,]+$")
_STOPS = ".;:!?/"
_LONG_LINE = 60
_WIDEST = 150  # characters that a line broken by its width may have


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or item.

    start, end: the words after the mark, without what closes them
    raw_end: the end with its closing marks
    kind: "heading", "item", "para" or "row"; mark: "II", "1.2", "-", "+", "a" or ""
    number: the sort of the mark: roman, number, letter, article, bullet or ""
    opens: it ends in a colon
    depth: 0 for Roman numerals, then numbers, letters, bullets; 9 for plain paragraphs
    """

    start: int
    end: int
    raw_end: int
    kind: str
    mark: str
    depth: int
    text: str
    number: str = ""
    opens: bool = False


def blocks(text: str) -> list[Block]:
    """Return the blocks of `text`, in order; soft line ends within a paragraph are undone."""
    return [_block(text, start, end) for start, end in _paragraphs(text) if text[start:end].strip()]


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = end = -1
    wide = _is_wide(text)
    for line in _LINE.finditer(text):
        if not line.group().strip():
            continue
        if start >= 0 and _goes_on(text, start, end, line, wide=wide):
            end = line.end()
            continue
        if start >= 0:
            yield start, end
        start, end = line.start(), line.end()
    if start >= 0:
        yield start, end


def _is_wide(text: str) -> bool:
    """Test if paragraphs stand on one line each: then a new line is a new paragraph."""
    lengths = [len(line.group()) for line in _LINE.finditer(text)]
    return sum(one > _WIDEST for one in lengths) * 25 > len(lengths)


def _goes_on(text: str, start: int, end: int, line: "re.Match[str]", *, wide: bool) -> bool:
    """Test if a line goes on with the paragraph before it: it was broken by its width."""
    if text[end : line.start()].count("\n") > 1 or "|" in line.group()[:3]:
        return False
    before, here = text[start:end].rstrip(" *_"), line.group().lstrip()
    if not before or before[-1] in _STOPS or here[:1] in "#>*|-–+•":
        return False
    mark = _MARK.match(line.group())
    if mark and mark.lastgroup:
        return False
    if here[:1].islower() or before.endswith(","):
        return not before.isupper()
    if wide:
        return False
    last = before.rpartition("\n")[2]
    return len(last) >= _LONG_LINE and not before.isupper() and not here.isupper()


def _block(text: str, start: int, end: int) -> Block:
    mark = _MARK.match(text, start, end)
    begin = mark.end() if mark else start
    name = (mark.lastgroup if mark else None) or ""
    printed = (mark[name] if mark and name else "").strip(" .)(:–" + "-" * (name != "bullet"))
    raw = text[begin:end].rstrip(" *_\t")
    close = _END.search(raw)
    stop = begin + (close.start() if close else len(raw))
    inner = text[begin:stop]
    if text[start:end].lstrip().startswith("|"):
        kind = "row"
    elif _is_heading(text[start:end], inner, name):
        kind = "heading"
    else:
        kind = "item" if name else "para"
    depth = {"roman": 0, "article": 1, "number": 1 + printed.count("."), "letter": 5}.get(name, 9)
    if name == "bullet":
        depth = 7 if printed[:1] in "+•●▪*" else 6
    mark_text = printed if name else ""
    opens = raw.rstrip("*_ ").endswith(":")
    return Block(begin, stop, begin + len(raw), kind, mark_text, depth, inner, name, opens)


def _is_heading(line: str, inner: str, name: str) -> bool:
    letters = [one for one in inner if one.isalpha()]
    if not letters:
        return False
    shouted = sum(one.isupper() for one in letters) > 0.8 * len(letters)
    return bool(name == "roman" or line.lstrip().startswith("#") or (shouted and len(letters) > 3))
