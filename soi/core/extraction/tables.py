"""Tables of tasks: who does what by when, a row each."""

import re
from collections.abc import Iterator

from soi.core.extraction.blocks import Block
from soi.core.extraction.lexicon import TASK
from soi.core.extraction.phrases import Asked
from soi.core.vietnamese import fold

_CELL = re.compile(r"[^|\n]+")
_WHAT = re.compile(r"nhiem vu|noi dung|cong viec|viec can lam|hoat dong")
_WHO = re.compile(r"chu tri|thuc hien|phu trach|tham muu|phan cong|trach nhiem|don vi|co quan")
_WHEN = re.compile(r"thoi gian|thoi han|tien do|hoan thanh|han ")
_WITH = re.compile(r"phoi hop")
_COLUMNS = (("when", _WHEN), ("what", _WHAT), ("with", _WITH), ("who", _WHO))
_RULE = re.compile(r"[\s:|-]+$")


def rows(text: str, found: list[Block]) -> Iterator[tuple[Asked, str, tuple[str, ...]]]:
    """Yield (task, due as printed, who works with the holder) from every table of tasks."""
    columns: dict[str, int] = {}
    for block in found:
        if block.kind != "row":
            columns = {}
            continue
        cells = _cells(text, block)
        if not columns:
            columns = _columns(cells)
            continue
        one = _task(text, cells, columns)
        if one:
            yield one


def _cells(text: str, block: Block) -> list[tuple[int, int, str]]:
    line_start = text.rfind("\n", 0, block.start) + 1
    line = text[line_start : block.raw_end]
    if _RULE.fullmatch(line):
        return []
    return [
        (line_start + one.start(), line_start + one.end(), one.group().strip(" *_"))
        for one in _CELL.finditer(line)
    ]


def _columns(cells: list[tuple[int, int, str]]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for at, (_start, _end, words) in enumerate(cells):
        told = fold(words)
        for name, rule in _COLUMNS:
            if rule.search(told) and name not in columns and at not in columns.values():
                columns[name] = at
                break
    return columns if "what" in columns and len(columns) > 1 else {}


def _task(
    text: str, cells: list[tuple[int, int, str]], columns: dict[str, int]
) -> tuple[Asked, str, tuple[str, ...]] | None:
    if len(cells) <= max(columns.values()):
        return None
    start, end, words = cells[columns["what"]]
    start = start + len(text[start:end]) - len(text[start:end].lstrip(" *_-+"))
    end = start + len(text[start:end].rstrip(" *_.;"))
    who, when, beside = (
        cells[columns[name]][2] if name in columns else "" for name in ("who", "when", "with")
    )
    # A row with a holder or a day is a task, whatever its words; without both, a verb must say so.
    if len(words) < 12 or not (who or when or TASK.match(text, start, end)):
        return None
    named = tuple(one.strip() for one in re.split(r"[,;]\s+", beside) if one.strip())
    return Asked(start, end, who, from_=start), when, named
