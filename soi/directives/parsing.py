"""From a file to composed plain text, by libraries; runs in a workshop, without Django.

PDF by pypdf, DOCX by python-docx, HTML by lxml; text as UTF-8, UTF-16, or the fonts' own codes
TCVN3 (ABC) and VNI, which older offices still keep. Nothing is guessed beyond that.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from docx import Document as WordDocument
from docx.table import Table
from lxml import html
from pypdf import PdfReader

from soi.core.legacy import recognised
from soi.core.refusals import Refusal
from soi.core.vietnamese import nfc

MAX_BYTES = 30 * 1024 * 1024
MAX_PAGES = 1000
PAGE = 3_500  # characters, a page of single spacing
MAX_UNPACKED = 150 * 1024 * 1024
MAX_PARTS = 5000  # files in one DOCX
MAX_WORDS = 60 * 1024 * 1024  # of one part in XML
_BLOCKS = {
    "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "blockquote",
    "figcaption", "header", "footer", "table", "ul", "ol", "dd", "dt", "title",
}  # fmt: skip


class Unreadable(Refusal):
    """A file holds no text that can be read. facts: reason.

    reason: scanned, broken, wrong_encoding, too_long, too_heavy, too_costly, busy, locked, empty,
    unknown_kind
    """

    code = "unreadable"


@dataclass(frozen=True, slots=True)
class Read:
    """What a file gave. note: what was converted, such as "tcvn3"; media: pdf, docx, html, txt."""

    text: str
    media: str
    note: str = ""


def plain(name: str, data: bytes) -> dict[str, str]:
    """Return a file's `text`, `media` and `note`.

    Raises: Unreadable, with the reason; nothing is read in part.
    """
    return asdict(read(name, data))


def media_of(name: str, data: bytes) -> str:
    """Return pdf, docx, html or txt by the file's own first bytes, then by its name.

    Raises: Unreadable, for any other kind.
    """
    if data[:5] == b"%PDF-":
        return "pdf"
    if data[:4] == b"PK\x03\x04":
        return "docx"
    suffix = name.lower().rpartition(".")[2]
    if suffix in {"pdf", "docx"}:
        raise Unreadable(reason="broken")
    head = data[:2000].lower()
    if suffix in {"html", "htm", "xhtml"} or b"<html" in head or b"<!doctype html" in head:
        return "html"
    if suffix in {"txt", "md", "text", ""}:
        return "txt"
    raise Unreadable(reason="unknown_kind")


def read(name: str, data: bytes) -> Read:
    """Read a file whole.

    Raises: Unreadable, with the reason; nothing is read in part.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(reason="too_heavy")
    media = media_of(name, data)
    found = _read(media, data)
    text = nfc(found.text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", ""))
    if not any(one.isalpha() for one in text):
        raise Unreadable(reason="scanned" if media == "pdf" else "empty")
    if len(text) > MAX_PAGES * PAGE:
        raise Unreadable(reason="too_long")
    converted = recognised(text)
    if converted is not None:
        return Read(converted.text, media, converted.code)
    return Read(text, media, found.note)


def _read(media: str, data: bytes) -> Read:
    try:
        return _READERS[media](data)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(reason="broken") from error


def _pdf(data: bytes) -> Read:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable(reason="locked")
    if len(reader.pages) > MAX_PAGES:
        raise Unreadable(reason="too_long")
    pages = [page.extract_text() or "" for page in reader.pages]
    return Read("\n".join(pages), "pdf")


def _docx(data: bytes) -> Read:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = package.infolist()
    # A small file may unpack to fill the memory; words alone never need so much.
    words = max((one.file_size for one in parts if one.filename.endswith(".xml")), default=0)
    if len(parts) > MAX_PARTS:
        raise Unreadable(reason="too_heavy")
    if words > MAX_WORDS or sum(one.file_size for one in parts) > MAX_UNPACKED:
        raise Unreadable(reason="too_heavy")
    lines = list(_docx_lines(WordDocument(io.BytesIO(data))))
    return Read("\n".join(lines), "docx")


def _docx_lines(document: Any) -> Iterator[str]:
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            yield from _table_lines(part)
        else:
            yield part.text


def _table_lines(table: Table) -> Iterator[str]:
    """Yield a table of tasks as rows with bars; one that lays a page out as plain lines."""
    rows = [[" ".join(cell.text.split()) for cell in row.cells] for row in table.rows]
    if len(rows) < 2 or len(rows[0]) < 3:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.text.split("\n")
        return
    for cells in rows:
        yield "| " + " | ".join(cells) + " |"


def _html(data: bytes) -> Read:
    text, note = _decoded(data)
    root = html.document_fromstring(
        text.replace("\x00", "").encode("utf-8"), parser=html.HTMLParser(encoding="utf-8")
    )
    for waste in root.xpath("//script|//style|//nav|//noscript|//form|//iframe"):
        waste.drop_tree()
    lines = [" ".join(line.split()) for line in "".join(_html_text(root)).split("\n")]
    return Read("\n".join(line for line in lines if line), "html", note)


def _html_text(node: Any) -> Iterator[str]:
    if not isinstance(node.tag, str):
        yield node.tail or ""
        return
    block = node.tag in _BLOCKS
    yield "\n" if block or node.tag == "br" else ""
    if node.tag == "tr" and len(node) > 2:
        yield "| " + " | ".join(" ".join(cell.text_content().split()) for cell in node) + " |"
    else:
        yield " ".join((node.text or "").split("\n")) if node.text else ""
        for child in node:
            yield from _html_text(child)
    yield "\n" if block else ""
    yield (node.tail or "").replace("\n", " ")


def _txt(data: bytes) -> Read:
    text, note = _decoded(data)
    return Read(text, "txt", note)


def _decoded(data: bytes) -> tuple[str, str]:
    """Return (text, note) of bytes; a font's codes stand in them as Latin letters."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", errors="replace"), ""
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        pass
    latin = (
        data.decode("cp1252", errors="replace") if b"\x81" not in data else data.decode("latin-1")
    )
    for text in (data.decode("latin-1"), latin):
        if recognised(text) is not None:
            return text, ""
    windows = _windows_1258(data)
    if windows:
        return windows, "windows-1258"
    raise Unreadable(reason="wrong_encoding")


def _windows_1258(data: bytes) -> str:
    try:
        text = nfc(data.decode("cp1258"))
    except UnicodeDecodeError:
        return ""
    marked = sum(one in "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđ" for one in text.lower())
    return text if marked * 40 > len(text) else ""


_READERS = {"pdf": _pdf, "docx": _docx, "html": _html, "txt": _txt}
