"""What does not fit in a text's references. Findings warn; they never block nor correct."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from soi.core.citations import Reference, Role, Sort, code_of, issuer_of, types, year_of
from soi.core.extraction.blocks import Block
from soi.core.extraction.shapes import Finding
from soi.core.vietnamese import canon, fold

DISTRICTS_ENDED = date(2025, 7, 1)  # Resolution 203/2025/QH15: two levels from this day
_DISTRICT = re.compile(r"(?:^|-)(?:HU|QU|ThU|BTVHU|BTVQU)(?:-|$)")
_CARRIES_OUT = re.compile(r"(?:thực hiện|triển khai|căn cứ|thi hành)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """A document whose true date is known.

    source: where that is written
    parent: symbol of the document that it carries out, if it does
    until: last day in force
    """

    symbol: str
    day: date
    type: str = ""
    name: str = ""
    term: str = ""
    parent: str = ""
    since: date | None = None
    until: date | None = None
    source: str = ""
    aliases: tuple[str, ...] = ()


def findings(
    text: str,
    references: tuple[Reference, ...],
    found: list[Block],
    known: Iterable[Known],
    issued: date | None,
) -> Iterator[Finding]:
    """Yield every finding on a text, in no order."""
    cited = [one for one in references if one.sort is Sort.NUMBERED and one.role is Role.CITES]
    by_symbol: dict[str, list[Known]] = {}
    for one in known:
        by_symbol.setdefault(one.symbol, []).append(one)
    yield from _date_conflicts(cited, by_symbol)
    yield from _two_dates(cited)
    yield from _children(text, cited, by_symbol)
    yield from _younger_than_its_source(cited, issued)
    yield from _by_form(cited)
    yield from _in_force(cited, by_symbol, issued)
    yield from _swapped(cited)
    yield from _numbering(text, found)
    yield from _blank_or_self(text, references)


def _date_conflicts(cited: list[Reference], known: dict[str, list[Known]]) -> Iterator[Finding]:
    for one in cited:
        there = known.get(one.symbol, [])
        if one.day and there and all(one.day != other.day for other in there):
            true = " hoặc ".join(f"{other.day:%d/%m/%Y} ({other.source})" for other in there)
            told = f"{one.symbol} in ngày {one.day:%d/%m/%Y}; theo nguồn đã biết là {true}."
            yield Finding("date_conflict", told, one.start, one.end)


def _two_dates(cited: list[Reference]) -> Iterator[Finding]:
    days: dict[str, date] = {}
    for one in cited:
        if one.day and days.setdefault(one.symbol, one.day) != one.day:
            told = f"{one.symbol} được dẫn với hai ngày: {days[one.symbol]:%d/%m/%Y} và {one.day:%d/%m/%Y}."
            yield Finding("two_dates", told, one.start, one.end)


def _children(
    text: str, cited: list[Reference], known: dict[str, list[Known]]
) -> Iterator[Finding]:
    """Compare printed dates of documents of which one carries the other out."""
    printed = {one.symbol: one for one in reversed(cited) if one.day}
    for before, child in zip([None, *cited], cited, strict=False):
        parent = _known_parent(child, printed, known) or _parent_beside(text, before, child)
        if parent and child.day and parent.day and child.day < parent.day:
            told = (
                f"{child.symbol} ngày {child.day:%d/%m/%Y} có trước {parent.symbol} ngày {parent.day:%d/%m/%Y} "
                "mà nó thực hiện: một trong hai ngày in sai."
            )
            yield Finding("child_before_parent", told, child.start, child.end)


def _known_parent(
    child: Reference, printed: dict[str, Reference], known: dict[str, list[Known]]
) -> Reference | None:
    parents = [printed.get(entry.parent) for entry in known.get(child.symbol, [])]
    return next((one for one in parents if one), None)


def _parent_beside(text: str, before: Reference | None, child: Reference) -> Reference | None:
    """Read "thực hiện Kết luận … của Trung ương và Kế hoạch … của Thành ủy": the lower carries out."""
    if before is None or not child.day or not before.day:
        return None
    between = text[before.end : child.start]
    if len(between) > 90 or "và" not in between.split() or _rank(before) >= _rank(child):
        return None
    return before if _CARRIES_OUT.search(text[max(0, before.start - 60) : before.start]) else None


def _rank(one: Reference) -> int:
    issuer = issuer_of(one.symbol)
    if re.search(r"TW|CP|TTg|QH|UBTVQH", issuer):
        return 0
    return 1 if re.search(r"TU|HĐND|UBND", issuer) else 2


def _younger_than_its_source(cited: list[Reference], issued: date | None) -> Iterator[Finding]:
    for one in cited:
        if issued and one.day and one.day > issued:
            told = f"Văn bản đề ngày {issued:%d/%m/%Y} lại dẫn {one.symbol} ngày {one.day:%d/%m/%Y}, có sau nó."
            yield Finding("child_before_parent", told, one.start, one.end)


def _by_form(cited: list[Reference]) -> Iterator[Finding]:
    for one in cited:
        year = year_of(one.symbol)
        if year and one.day and one.day.year != year:
            told = f"Năm trong số hiệu {one.symbol} không khớp ngày {one.day:%d/%m/%Y}."
            yield Finding("year_mismatch", told, one.start, one.end)
        code = code_of(one.symbol)
        if one.type and code in types.CODES and not types.fits(one.type, code):
            told = f"{one.type} không mang chữ viết tắt “{code}” trong số hiệu {one.symbol}."
            yield Finding("type_mismatch", told, one.start, one.end)
        if one.day and one.day >= DISTRICTS_ENDED and _DISTRICT.search(issuer_of(one.symbol)):
            told = f"{one.symbol} ngày {one.day:%d/%m/%Y}: cấp huyện đã kết thúc từ 01/07/2025."
            yield Finding("issuer_impossible", told, one.start, one.end)


def _in_force(
    cited: list[Reference], known: dict[str, list[Known]], issued: date | None
) -> Iterator[Finding]:
    for one in cited:
        there = known.get(one.symbol, [])
        if not issued or len(there) != 1:
            continue
        if there[0].until and issued > there[0].until:
            told = f"{one.symbol} hết hiệu lực sau {there[0].until:%d/%m/%Y} ({there[0].source})."
            yield Finding("not_in_force", told, one.start, one.end)
        if there[0].since and issued < there[0].since:
            told = f"{one.symbol} chỉ có hiệu lực từ {there[0].since:%d/%m/%Y} ({there[0].source})."
            yield Finding("not_in_force", told, one.start, one.end)


def _swapped(cited: list[Reference]) -> Iterator[Finding]:
    shapes: dict[tuple[str, ...], str] = {}
    for one in cited:
        parts = tuple(sorted(re.split(r"[/-]", one.symbol)))
        if shapes.setdefault(parts, one.symbol) != one.symbol:
            told = (
                f"{one.symbol} và {shapes[parts]}: cơ quan và bộ phận viết đảo nhau, có lẽ là một."
            )
            yield Finding("issuer_swapped", told, one.start, one.end)


def _numbering(text: str, found: list[Block]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for block in found:
        if block.number != "roman" or not re.fullmatch(r"[IVX]+", block.mark):
            continue
        if block.mark == "I":
            seen = {}
        if block.mark in seen:
            told = f"Mục {block.mark} có hai lần trong văn bản."
            yield Finding("repeated_section", told, block.start, block.end)
        seen[block.mark] = block.start


def _blank_or_self(text: str, references: tuple[Reference, ...]) -> Iterator[Finding]:
    for one in references:
        before = text[max(text.rfind("\n", 0, one.start) + 1, one.start - 160) : one.start]
        if one.role is Role.OWN and before.strip(" *_").startswith(("Căn cứ", "Thực hiện")):
            told = f"Văn bản dẫn chính nó: {one.symbol}."
            yield Finding("cites_itself", told, one.start, one.end)
        if one.sort is Sort.BLANK:
            yield Finding("number_missing", "Chỗ ghi số văn bản còn để trống.", one.start, one.end)


def same_name(one: str, other: str) -> bool:
    """Test if two printed names are one, whatever their tone marks' places and capitals."""
    return fold(canon(one)) == fold(canon(other))
