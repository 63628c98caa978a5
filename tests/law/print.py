"""Print the law book: the tables of this folder, to docs/law and to the public site.

Run as `python -m tests.law.print`; a test fails where what was printed is no longer what the
tables say.
"""

import importlib
import json
import re
from pathlib import Path

from tests.law.book import RULES, WEEKDAYS, day

HERE, ROOT = Path(__file__).parent, Path(__file__).parents[2]
DOCS, SITE = ROOT / "docs/law", ROOT / "soi/law/data/book.json"
_DATE = re.compile(r"(?:(?:thứ \w+|Chủ nhật) )?(\d\d/\d\d/\d{4})")
_TITLE = re.compile(r"^([A-Z_0-9]+) = \"\"\"", re.MULTILINE)


def chapters() -> list[dict]:
    """Return every chapter: its file, its heading, what it says, and its tables."""
    return [found for path in sorted(HERE.glob("test_*.py")) if (found := _chapter(path))["tables"]]


def _chapter(path: Path) -> dict:
    module = importlib.import_module(f"tests.law.{path.stem}")
    heading, _blank, text = (module.__doc__ or path.stem).strip().partition("\n")
    named = [name for name in _TITLE.findall(path.read_text("utf-8")) if hasattr(module, name)]
    tables = [_table(getattr(module, name)) for name in named]
    return {
        "name": path.stem.removeprefix("test_"),
        "heading": heading.rstrip("."),
        "text": " ".join(text.split()),
        "tables": [one for one in tables if one],
    }


def _table(text: str) -> dict | None:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    cells = [[cell.strip() for cell in line.split("|")] for line in lines]
    if len(cells) < 3 or "vì sao" not in cells[0]:
        return None
    return {"head": cells[0], "rows": [[_dated(cell) for cell in row] for row in cells[2:]]}


def _dated(cell: str) -> str:
    """Name the weekday of a cell that is a date, the way readers check one."""
    found = _DATE.fullmatch(cell)
    if not found:
        return cell
    on = day(found[1])
    return f"{WEEKDAYS[on.weekday()]}, {found[1]}"


def pages() -> dict[Path, str]:
    """Return what is to be printed: each file with its text."""
    book = chapters()
    found = {DOCS / f"{one['name']}.md": _markdown(one) for one in book}
    found[DOCS / "README.md"] = _contents(book)
    found[DOCS / "rules.md"] = _rules()
    found[SITE] = json.dumps(book, ensure_ascii=False, indent=1) + "\n"
    return found


def _markdown(one: dict) -> str:
    parts = [f"# {one['heading']}", one["text"]]
    for table in one["tables"]:
        rows = [table["head"], ["---"] * len(table["head"]), *table["rows"]]
        parts.append("\n".join("| " + " | ".join(row) + " |" for row in rows))
    return "\n\n".join(filter(None, parts)) + "\n"


def _contents(book: list[dict]) -> str:
    lines = [f"- [{one['heading']}]({one['name']}.md)" for one in book]
    return (
        "# Sách luật\n\nMỗi bảng dưới đây là một phép thử: máy tính lại từng dòng mỗi lần phần mềm "
        "được kiểm tra. In bằng `python -m tests.law.print`.\n\n"
        "- [Mọi quy tắc, căn cứ, ngày hiệu lực, ai đã rà soát](rules.md)\n"
        + "\n".join(lines)
        + "\n"
    )


def _rules() -> str:
    rows = ["| Mã | Khi nào | Ai | Thời hạn | Căn cứ | Hiệu lực | Rà soát |", "|" + "---|" * 7]
    for one in RULES:
        law = one["law"]
        until = one["valid_to"] or ""
        review = "rồi" if one["review"] == "reviewed" else "chưa được luật gia rà soát"
        cells = (
            f"`{one['id']}`", one["trigger"], one["holder"], _span(one),
            " ".join(filter(None, (law["title"], law["number"], law["article"]))),
            f"{one['valid_from']} – {until}", review,
        )  # fmt: skip
        rows.append("| " + " | ".join(cells) + " |")
    return "# Mọi quy tắc về thời hạn\n\n" + "\n".join(rows) + "\n"


def _span(one: dict) -> str:
    units = {
        "working_day": "ngày làm việc", "calendar_day": "ngày", "month": "tháng",
        "day_per_week": "ngày mỗi tuần", "day_per_month": "ngày mỗi tháng",
    }  # fmt: skip
    if one["unit"] == "immediate":
        return "trong ngày"
    words = f"{one['amount']} {units[one['unit']]}"
    others = [f"{row['amount']} ({row['condition']})" for row in one["alternatives"]]
    more = [f"+{row['amount_each']} × {row['max_times']} ({row['condition']})"
            for row in one["extensions"]]  # fmt: skip
    prefix = {"at_least": "ít nhất "}.get(one["bound"], "")
    suffix = " trước mốc" if one["direction"] == "before" else ""
    return "; ".join([prefix + words + suffix, *others, *more])


def main() -> None:
    """Write every page."""
    DOCS.mkdir(parents=True, exist_ok=True)
    for path, text in pages().items():
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
