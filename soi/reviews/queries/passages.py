"""The passages of a year-end report, worded from the ledger's figures, as papers word them.

The paper is Vietnamese whatever the reader's language. A percentage stands only over a
denominator of five or more, and never without it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from soi.duties.queries import Outcome, Span

FEWEST_FOR_PERCENT = 5


@dataclass(frozen=True, slots=True)
class Drafted:
    """One passage as the ledger words it; empty where a person alone can say it."""

    key: str
    heading: str
    text: str


def drafts(name: str, year: int, span: Span, all_kinds: Outcome, undone: int) -> list[Drafted]:
    """Return every passage in the order of the paper.

    name: of the body; undone: how many duties go over into the next year
    """
    seen = f"{min(span.seen_on, span.last):%d/%m/%Y}"
    return [
        Drafted("given", "1. Nhiệm vụ được giao", _given(name, year, all_kinds)),
        Drafted("results", "2. Kết quả thực hiện", _results(seen, all_kinds)),
        Drafted("shortcomings", "1. Hạn chế", _shortcomings(all_kinds)),
        Drafted("causes", "2. Nguyên nhân khách quan, chủ quan", ""),
        Drafted("lessons", "3. Bài học kinh nghiệm", ""),
        Drafted("next", "1. Nhiệm vụ chuyển sang", _next(year, all_kinds, undone)),
        Drafted("directions", "2. Phương hướng, giải pháp", ""),
        Drafted("proposals", "3. Kiến nghị, đề xuất", ""),
    ]


def part(of: int, whole: int) -> str:
    """Write "3/4", and the percentage where the denominator bears one."""
    if whole < FEWEST_FOR_PERCENT:
        return f"{of}/{whole}"
    percent = f"{100 * of / whole:.1f}".removesuffix(".0").replace(".", ",")
    return f"{of}/{whole} ({percent} %)"


def table(rows: Mapping[str, Outcome], words: Mapping[str, str]) -> list[list[str]]:
    """Return the figures by kind of duty, each row adding up, with a last row for all."""
    head = [
        "Loại nhiệm vụ", "Đến hạn", "Đúng hạn", "Xong muộn", "Đạt một phần", "Không đạt",
        "Quá hạn, chưa xong", "Tạm dừng", "Chờ xác nhận",
    ]  # fmt: skip
    return [
        head,
        *(_row(words.get(kind, kind), one) for kind, one in rows.items() if one.due),
        _row("Cộng", total(rows.values())),
    ]


def total(rows: Iterable[Outcome]) -> Outcome:
    """Return all of `rows` together."""
    whole = Outcome()
    for one in rows:
        whole = whole.plus(one)
    return whole


def _row(name: str, one: Outcome) -> list[str]:
    figures = (
        one.due, one.in_time, one.met_late, one.partly, one.not_met, one.overdue, one.paused,
        one.waiting,
    )  # fmt: skip
    return [name, *map(str, figures)]


def _given(name: str, year: int, one: Outcome) -> str:
    text = f"Trong năm {year}, {name} nhận {one.given} nhiệm vụ"
    if one.carried_in:
        text += f"; ngoài ra có {one.carried_in} nhiệm vụ từ năm trước chuyển sang"
    if one.lapsed:
        text += f". Số nhiệm vụ được rút, gộp hoặc hủy: {one.lapsed}, không tính vào các số trên"
    return text + "."


def _results(seen: str, one: Outcome) -> str:
    if not one.due:
        return f"Tính đến hết ngày {seen}, chưa có nhiệm vụ nào đến hạn."
    parts = [
        f"xong đúng hạn {part(one.in_time, one.due)}",
        *_named(("xong nhưng muộn", one.met_late), ("đạt một phần", one.partly)),
        *_named(("chờ xác nhận", one.waiting), ("đang tạm dừng theo quyết định", one.paused)),
    ]
    return (
        f"Tính đến hết ngày {seen}, có {one.due} nhiệm vụ đến hạn: {'; '.join(parts)}. "
        "Kết quả do nơi khác nơi thực hiện xác nhận."
    )


def _shortcomings(one: Outcome) -> str:
    left = _named(
        ("quá hạn, chưa xong", one.overdue),
        ("được kết luận là không đạt", one.not_met),
        ("xong nhưng muộn", one.met_late),
    )
    said = [f"Số nhiệm vụ {'; '.join(left)}."] if left else ["Không có nhiệm vụ quá hạn."]
    if one.undated:
        said.append(f"Có {one.undated} nhiệm vụ không có thời hạn luật định, cần đặt ngày cụ thể.")
    return " ".join(said)


def _next(year: int, one: Outcome, undone: int) -> str:
    if not undone:
        return f"Không có nhiệm vụ nào chuyển sang năm {year + 1}."
    late = f", trong đó {one.overdue} đã quá hạn" if one.overdue else ""
    return f"Chuyển sang năm {year + 1}: {undone} nhiệm vụ{late} (phụ lục 2)."


def _named(*pairs: tuple[str, int]) -> Sequence[str]:
    return [f"{name} {count}" for name, count in pairs if count]
