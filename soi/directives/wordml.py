"""A DOCX as its reader sees it: every place that can hold words is read, or named as not read.

Read by its own parts and not through a model of a document, for such models leave out what they
do not know: content controls, text boxes, tracked changes. Strict and transitional files, with or
without macros, and files whose links lead nowhere, are all the same to it.

Source: ECMA-376, parts 1 and 4 (WordprocessingML).
"""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

MOST_COLUMNS = 64
_READ = ("header", "footer", "footnotes", "endnotes")
_NAMED = {
    "comments": "comments", "diagramData": "diagrams", "chart": "charts", "aFChunk": "inserted",
    "package": "embedded", "oleObject": "embedded", "glossaryDocument": "building_blocks",
}  # fmt: skip
_GONE = {"del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr", "tblPr", "sdtPr",
         "sectPr", "tblGrid", "tcPr", "trPr"}  # fmt: skip
_SHOWN_AS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_BY_COLUMN = re.compile(
    r"chủ trì|thực hiện|phụ trách|phân công|đơn vị|cơ quan|thời|hạn|tiến độ|phối hợp|hoàn thành",
    re.IGNORECASE,
)
_LETTERHEAD = re.compile(r"\s*(?:Số\s*[:.]|[^.;]{0,40}ngày\s+[\d.…]+\s+tháng)")
_PARSER = {"resolve_entities": False, "no_network": True, "huge_tree": False}


class Word:
    """One file, opened. Raises: KeyError, BadZipFile, XMLSyntaxError where it holds no document."""

    def __init__(self, data: bytes) -> None:
        self._package = zipfile.ZipFile(io.BytesIO(data))
        self._names = set(self._package.namelist())
        self.left_out: Counter[str] = Counter()
        self.unread: Counter[str] = Counter()
        self.read: Counter[str] = Counter()
        self._counts: dict[tuple[str, int], int] = {}
        self._main = self._document()
        self._linked = list(self._links(self._main))
        self._formats = self._numbering()

    def lines(self) -> list[str]:
        """Return the lines of the document: a letterhead first, other headers and notes last."""
        headers = list(self._parts("header"))
        heads = [line for line in headers if _LETTERHEAD.match(line) or line.isupper()]
        found = [*heads, *self._body(self._tree(self._main))]
        found += [line for line in headers if line not in heads]
        found += [*self._parts("footer"), *self._parts("footnotes"), *self._parts("endnotes")]
        for kind, part in self._linked:
            if kind in _NAMED and part in self._names:
                self.unread[_NAMED[kind]] += 1
            elif kind in _NAMED:
                self.unread["missing"] += 1
        return found

    def _document(self) -> str:
        for kind, part in self._links(""):
            if kind == "officeDocument" and part in self._names:
                return part
        return next(one for one in self._package.namelist() if one.endswith("word/document.xml"))

    def _links(self, part: str) -> Iterator[tuple[str, str]]:
        """Yield (kind, part) of what a part is linked to, as far as it lies in the file."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self._names:
            return
        for one in self._tree(rels):
            if one.get("TargetMode") != "External" and one.get("Target"):
                target = posixpath.normpath(posixpath.join("/", folder, one.get("Target")))
                yield (one.get("Type") or "").rpartition("/")[2], target.lstrip("/")

    def _tree(self, part: str) -> Any:
        return etree.fromstring(self._package.read(part), etree.XMLParser(**_PARSER))

    def _parts(self, kind: str) -> Iterator[str]:
        seen: set[str] = set()
        for linked, part in self._linked:
            if linked == kind and part in self._names and part not in seen:
                seen.add(part)
                words = [line for line in self._body(self._tree(part)) if line.strip()]
                self.read[kind] += bool(words)
                yield from words

    def _body(self, node: Any) -> Iterator[str]:
        for child in _children(node):
            kind = _kind(child)
            if kind == "p":
                yield from self._paragraph(child)
            elif kind == "tbl":
                yield from self._table(child)
            elif kind in {"del", "moveFrom"}:
                self.left_out["deleted"] += 1
            elif kind not in _GONE:
                yield from self._body(child)

    def _paragraph(self, node: Any) -> Iterator[str]:
        boxes: list[Any] = []
        words = "".join(self._inline(node, boxes))
        label = self._label(node) if words.strip() else ""
        self.read["paragraphs"] += bool(words.strip())
        yield f"{label}{words}"
        for box in boxes:
            self.read["text_boxes"] += 1
            yield from self._body(box)

    def _inline(self, node: Any, boxes: list[Any]) -> Iterator[str]:
        for child in _children(node):
            kind = _kind(child)
            if kind == "t":
                yield child.text or ""
            elif kind in _SHOWN_AS:
                yield _SHOWN_AS[kind]
            elif kind in {"txbxContent", "p"}:
                boxes.append(child if kind == "txbxContent" else node)
            elif not self._is_passed_over(child, kind):
                yield from self._inline(child, boxes)

    def _is_passed_over(self, node: Any, kind: str) -> bool:
        """Test if what stands in a line is not read, and count it."""
        if kind == "r" and _is_hidden(node):
            self.left_out["hidden"] += bool("".join(node.itertext()).strip())
            return True
        self.left_out["deleted"] += kind in {"del", "moveFrom"}
        self.unread["pictures"] += kind in {"blip", "imagedata"}
        self.unread["symbols"] += kind == "sym"
        return kind in _GONE

    def _table(self, table: Any) -> Iterator[str]:
        """Yield a table of tasks as rows with bars; one that lays a page out as plain lines."""
        rows = [self._row(row) for row in _each(table, "tr") if not self._is_deleted(row)]
        self.read["tables"] += 1
        width = max((len(row) for row in rows), default=0)
        if len(rows) < 2 or width < 3:
            for row in rows:
                for cell, _merged in row:
                    yield from self._body(cell) if cell is not None else ()
            return
        yield from self._tasks(rows)

    def _tasks(self, rows: list[list[tuple[Any, bool]]]) -> Iterator[str]:
        above: dict[int, str] = {}
        head: list[str] = []
        for row in rows:
            nested: list[str] = []
            cells = []
            for column, (cell, merged) in enumerate(row):
                words = "" if cell is None else self._cell(cell, nested)
                named = head[column] if column < len(head) else ""
                if merged and _BY_COLUMN.search(named):
                    words = above.get(column, "")  # who and when hold for every row of the cell
                above[column] = words
                cells.append(words.replace("|", "/"))
            head = head or cells
            yield "| " + " | ".join(cells) + " |"
            yield from nested

    def _cell(self, cell: Any, nested: list[str]) -> str:
        words: list[str] = []
        for part in _blocks(cell):
            if _kind(part) == "tbl":
                nested += self._table(part)
            else:
                words += self._paragraph(part)
        return " ".join(" ".join(words).split())

    def _row(self, row: Any) -> list[tuple[Any, bool]]:
        """Return each column's cell, None where another spans it, and whether it goes on above."""
        found: list[tuple[Any, bool]] = []
        for cell in _each(row, "tc"):
            span, merged = 1, False
            for mark in (one for one in _children(cell) if _kind(one) == "tcPr"):
                for one in _children(mark):
                    if _kind(one) == "gridSpan":
                        span = _number(one)
                    if _kind(one) == "vMerge":
                        merged = _value(one) in {"", "continue"}
            found.append((None if merged else cell, merged))
            found += [(None, False)] * (min(span, MOST_COLUMNS - len(found)) - 1)
            if len(found) >= MOST_COLUMNS:
                break
        return found

    def _is_deleted(self, row: Any) -> bool:
        gone = any(
            _kind(one) == "del"
            for mark in _children(row)
            if _kind(mark) == "trPr"
            for one in _children(mark)
        )
        self.left_out["deleted"] += gone
        return gone

    def _numbering(self) -> dict[str, dict[int, tuple[str, str, int]]]:
        """Return of each list its levels: (format, text, first number)."""
        part = next((one for kind, one in self._linked if kind == "numbering"), "")
        if part not in self._names:
            return {}
        tree = self._tree(part)
        abstract: dict[str, dict[int, tuple[str, str, int]]] = {}
        lists: dict[str, dict[int, tuple[str, str, int]]] = {}
        for one in tree:
            if _kind(one) == "abstractNum":
                abstract[_value(one, "abstractNumId")] = dict(_levels(one))
            elif _kind(one) == "num":
                of = next((_value(it) for it in one if _kind(it) == "abstractNumId"), "")
                lists[_value(one, "numId")] = abstract.get(of, {})
        return lists

    def _label(self, paragraph: Any) -> str:
        """Return the number that Word draws before a paragraph of a list."""
        place = {
            _kind(one): _value(one)
            for mark in _children(paragraph)
            if _kind(mark) == "pPr"
            for numbered in _children(mark)
            if _kind(numbered) == "numPr"
            for one in _children(numbered)
        }
        levels = self._formats.get(place.get("numId", ""), {})
        level = int(place["ilvl"]) if place.get("ilvl", "").isdigit() else 0
        if level not in levels or levels[level][0] in {"bullet", "none"}:
            return "- " if level in levels and levels[level][0] == "bullet" else ""
        key = (place["numId"], level)
        self._counts[key] = self._counts.get(key, levels[level][2] - 1) + 1
        for deeper in range(level + 1, 10):
            self._counts.pop((place["numId"], deeper), None)

        def drawn(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            count = self._counts.get((place["numId"], at), 1)
            return _drawn(count, levels[at][0] if at in levels else "decimal")

        return re.sub(r"%(\d)", drawn, levels[level][1]) + " "


def _levels(node: Any) -> Iterator[tuple[int, tuple[str, str, int]]]:
    for one in node:
        if _kind(one) == "lvl":
            told = {_kind(it): _value(it) for it in one}
            place, first = _value(one, "ilvl"), told.get("start", "1")
            yield (
                int(place) if place.isdigit() else 0,
                (
                    told.get("numFmt", "decimal"),
                    told.get("lvlText", ""),
                    int(first) if first.isdigit() else 1,
                ),
            )


def _drawn(number: int, how: str) -> str:
    if how in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if how == "upperLetter" else letter
    if how in {"lowerRoman", "upperRoman"}:
        roman, left = "", number
        for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
            roman += sign * (left // value)
            left %= value
        return roman if how == "upperRoman" else roman.lower()
    return str(number)


def _kind(node: Any) -> str:
    return str(node.tag).rpartition("}")[2] if isinstance(node.tag, str) else ""


def _children(node: Any) -> Iterator[Any]:
    """Yield what stands in a node; of two versions of the same drawing the first alone."""
    for child in node:
        if _kind(child) != "AlternateContent":
            yield child
            continue
        yield from (next(iter(child), ()))


def _each(node: Any, kind: str) -> Iterator[Any]:
    """Yield the rows of a table, or cells of a row, also within controls and insertions."""
    for child in _children(node):
        if _kind(child) == kind:
            yield child
        elif _kind(child) not in _GONE | {"tbl", "p", "tc"}:
            yield from _each(child, kind)


def _blocks(node: Any) -> Iterator[Any]:
    for child in _children(node):
        if _kind(child) in {"p", "tbl"}:
            yield child
        elif _kind(child) not in _GONE:
            yield from _blocks(child)


def _is_hidden(run: Any) -> bool:
    for mark in _children(run):
        if _kind(mark) == "rPr":
            for one in _children(mark):
                if _kind(one) == "vanish":
                    return _value(one) not in {"0", "false", "off"}
    return False


def _value(node: Any, name: str = "val") -> str:
    return next((str(v) for key, v in node.attrib.items() if key.rpartition("}")[2] == name), "")


def _number(node: Any) -> int:
    told = _value(node)
    return max(1, min(int(told), MOST_COLUMNS)) if told.isdigit() and len(told) < 9 else 1
