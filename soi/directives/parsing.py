"""From a file to composed plain text, by libraries; runs in a workshop, without Django.

PDF by pypdf, DOCX and HTML by lxml; text as UTF-8, UTF-16, or the fonts' own codes
TCVN3 (ABC) and VNI, which older offices still keep. Nothing is guessed beyond that.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from lxml import etree, html
from pypdf import PdfReader

from soi.core import letters
from soi.core.legacy import recognised
from soi.core.refusals import Refusal
from soi.core.vietnamese import nfc
from soi.directives.wordml import Word

MAX_BYTES = 30 * 1024 * 1024
MAX_PAGES = 1000
PAGE = 3_500  # characters, a page of single spacing
MAX_UNPACKED = 150 * 1024 * 1024
MAX_PARTS = 5000  # files in one DOCX
MAX_WORDS = 60 * 1024 * 1024  # of one part in XML
_BLOCKS = {
    "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "blockquote",
    "figcaption", "header", "footer", "table", "ul", "ol", "dd", "dt", "title",
    "td", "th", "pre", "caption", "center", "form", "fieldset", "legend", "details", "summary",
    "option", "textarea", "address", "main", "aside", "figure", "hr", "body",
}  # fmt: skip
_WASTE = {
    "script": "", "style": "", "template": "hidden", "nav": "menus", "noscript": "no_script",
    "iframe": "frames", "frame": "frames", "object": "frames", "select": "fields",
    "input": "fields", "button": "", "datalist": "", "textarea": "fields",
}  # fmt: skip
_HIDDEN = (
    "//*[@hidden or contains(translate(@style,' ',''),'display:none')"
    " or contains(translate(@style,' ',''),'visibility:hidden')]"
)
_LABEL = 12  # letters; what is longer in a field is more than the name of a button
_PARAGRAPHS = 6  # in one cell; more is a page in a table
_AHEAD = 1024  # bytes that may stand before the header of a PDF (ISO 32000-1, annex H.3.4.1)


class Unreadable(Refusal):
    """A file holds no text that can be read. facts: reason.

    reason: scanned, broken, wrong_encoding, too_long, too_heavy, too_costly, busy, locked, empty,
    unknown_kind
    """

    code = "unreadable"


@dataclass(frozen=True, slots=True)
class Read:
    """What a file gave.

    note: what was converted, such as "tcvn3"; media: pdf, docx, html, txt
    account: what was `read`, `not_read` and `left_out`, by kind
    unseen: places in `text` before which a sign that nobody sees was taken out, one for each
    """

    text: str
    media: str
    note: str = ""
    account: dict[str, dict[str, Any]] = field(default_factory=dict)
    unseen: list[int] = field(default_factory=list)


def plain(name: str, data: bytes) -> dict[str, Any]:
    """Return the fields of `Read`.

    Raises: Unreadable, with the reason; nothing is read in part.
    """
    return asdict(read(name, data))


def media_of(name: str, data: bytes) -> str:
    """Return pdf, docx, html or txt by the file's own first bytes, then by its name.

    Raises: Unreadable, for any other kind.
    """
    if b"%PDF-" in data[:_AHEAD]:
        return "pdf"
    if data[:4] == b"PK\x03\x04":
        return "docx"
    suffix = name.lower().rpartition(".")[2]
    if suffix in {"pdf", "docx", "docm"}:
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
        return replace(found, text=converted.text, note=converted.code)
    text, unseen = letters.taken_out(text)
    if unseen:
        found.account.setdefault("left_out", {})["unseen"] = len(unseen)
    return replace(found, text=letters.plain(text), unseen=unseen)


def _read(media: str, data: bytes) -> Read:
    try:
        return _READERS[media](data)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(reason="broken") from error


def _pdf(data: bytes) -> Read:
    reader = PdfReader(io.BytesIO(data[data.find(b"%PDF-") :]))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable(reason="locked")
    if len(reader.pages) > MAX_PAGES:
        raise Unreadable(reason="too_long")
    pages, bare, notes = [], [], 0
    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text() or ""
        written, noted = _upon(page)
        notes += noted
        if not any(one.isalpha() for one in text):
            bare.append(number)
        pages.append("\n".join([text, *written]))
    unread: dict[str, Any] = {"pages": bare} if bare else {}
    if notes:
        unread["notes"] = notes
    if "/EmbeddedFiles" in (reader.root_object.get("/Names") or {}):
        unread["attachments"] = 1
    return Read("\n".join(pages), "pdf", account=_account({"pages": len(pages)}, unread))


def _upon(page: Any) -> tuple[list[str], int]:
    """Return what was filled into the fields of a page, and how many notes lie upon it."""
    written, noted = [], 0
    for one in page.get("/Annots") or ():
        mark = one.get_object()
        filled = mark.get("/V") if mark.get("/Subtype") == "/Widget" else None
        if mark.get("/Subtype") == "/FreeText" and mark.get("/Contents"):
            filled = mark["/Contents"]
        if isinstance(filled, str) and filled.strip() and not filled.startswith("/"):
            written.append(str(filled))
        elif mark.get("/Contents"):
            noted += 1
    return written, noted


def _docx(data: bytes) -> Read:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = package.infolist()
    # A small file may unpack to fill the memory; words alone never need so much.
    words = max((one.file_size for one in parts if one.filename.endswith(".xml")), default=0)
    if len(parts) > MAX_PARTS:
        raise Unreadable(reason="too_heavy")
    if words > MAX_WORDS or sum(one.file_size for one in parts) > MAX_UNPACKED:
        raise Unreadable(reason="too_heavy")
    word = Word(data)
    lines = word.lines()
    return Read("\n".join(lines), "docx", account=_account(word.read, word.unread, word.left_out))


def _account(*counted: Any) -> dict[str, dict[str, Any]]:
    kinds = zip(("read", "not_read", "left_out"), counted, strict=False)
    return {kind: {name: n for name, n in one.items() if n} for kind, one in kinds if any(one)}


def _html(data: bytes) -> Read:
    text, note = _decoded(data)
    root = html.document_fromstring(
        text.replace("\x00", "").encode("utf-8"), parser=html.HTMLParser(encoding="utf-8")
    )
    left_out: Counter[str] = Counter()
    unread: Counter[str] = Counter()
    for waste in list(root.iter(*_WASTE, etree.Comment)):
        kind = _WASTE.get(waste.tag, "")
        if kind in {"menus", "hidden"}:
            left_out[kind] += bool(waste.text_content().strip())
        elif kind:
            unread[kind] += _has_words(waste)
        if waste.getparent() is not None:
            waste.drop_tree()
    for hidden in root.xpath(_HIDDEN):
        left_out["hidden"] += bool(hidden.text_content().strip())
        if hidden.getparent() is not None:
            hidden.drop_tree()
    lines = [line.strip(" ") for line in "".join(_html_text(root)).split("\n")]
    account = _account({"paragraphs": sum(map(bool, lines))}, unread, left_out)
    return Read("\n".join(line for line in lines if line), "html", note, account)


def _has_words(node: Any) -> bool:
    if node.tag == "input":
        shown = (node.get("type") or "text").lower() not in {"hidden", "submit", "button", "image"}
        return shown and len(node.get("value") or "") > _LABEL
    if node.tag == "iframe":
        return True
    return len(node.text_content().strip()) > _LABEL


def _html_text(node: Any, *, kept: bool = False) -> Iterator[str]:
    if not isinstance(node.tag, str):
        yield _flowing(node.tail, kept=kept)
        return
    block, within = node.tag in _BLOCKS, kept or node.tag == "pre"
    yield "\n" if block or node.tag == "br" else ""
    if node.tag == "tr" and _is_task_row(node):
        yield "| " + " | ".join(" ".join(cell.text_content().split()) for cell in node) + " |"
    else:
        yield _flowing(node.text, kept=within)
        for child in node:
            yield from _html_text(child, kept=within)
    yield "\n" if block else ""
    yield _flowing(node.tail, kept=kept)


def _flowing(text: str | None, *, kept: bool) -> str:
    """Return text as a browser lays it out: blanks and line ends are one blank, but in <pre>."""
    if not text or kept:
        return text or ""
    return re.sub(r"[ \t\r\n\f]+", " ", text)


def _is_task_row(row: Any) -> bool:
    """Test if a row is one of a table of tasks, not of one that lays a page out."""
    cells = [one for one in row if one.tag in {"td", "th"}]
    return len(cells) > 2 and not any(
        cell.find(".//table") is not None or len(cell.findall(".//p")) > _PARAGRAPHS
        for cell in cells
    )


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
