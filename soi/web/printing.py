"""Papers as PDF, laid out as their DOCX is; needs the extra `pdf` and Debian's pango.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

import html
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from soi.core.refusals import Refusal
from soi.web.papers import Block, Paper, dated, in_full

TYPE = "application/pdf"
_TAGS = {"heading": "h3", "centre": "h2"}
_STYLE = """
@page { size: A4; margin: 20mm 15mm 20mm 30mm; @top-center { content: counter(page); } }
@page :first { @top-center { content: none; } }
body { font: 13pt/1.35 "Times New Roman", "Liberation Serif", "Noto Serif", serif; }
p { margin: 0 0 6pt; text-align: justify; text-indent: 10mm; }
p.note { font-style: italic; font-size: 12pt; text-indent: 0; }
p.ground { font-style: italic; }
p.list { text-indent: 0; }
h1, h2 { font-size: 14pt; text-align: center; margin: 6pt 0; }
h3 { font-size: 13pt; margin: 6pt 0; text-indent: 10mm; break-after: avoid; }
.head td:first-child b { white-space: normal; }
table { border-collapse: collapse; width: 100%; margin: 6pt 0; font-size: 12pt; }
table.grid td, table.grid th { border: .5pt solid; padding: 2pt 4pt; text-align: left; }
table.grid .n { text-align: center; }
thead { display: table-header-group; } tr { break-inside: avoid; }
.head td, .foot td { width: 50%; vertical-align: top; text-align: center; text-indent: 0; }
.head td:first-child { width: 62mm; } .head td { width: 105mm; font-size: 12pt; }
.head b { white-space: nowrap; }
.foot td:first-child { text-align: left; font-size: 11pt; }
.foot { break-inside: avoid; }
"""


class NoPrinter(Refusal):
    """Papers cannot be printed as PDF on this machine. facts: lacks (weasyprint or pango)."""

    code = "no_printer"


def pdf(paper: Paper) -> bytes:
    """Return the paper as the bytes of a PDF file.

    Raises: NoPrinter, where the extra or a library of the system is not there.
    """
    try:
        weasyprint: Any = import_module("weasyprint")
    except ImportError as error:
        raise NoPrinter(lacks="weasyprint") from error
    except OSError as error:
        raise NoPrinter(lacks="pango") from error
    # Nothing is fetched while printing: a paper stands alone.
    found = weasyprint.HTML(string=page(paper), url_fetcher=_refuse).write_pdf()
    return bytes(found)


def page(paper: Paper) -> str:
    """Return the paper as one HTML page for print."""
    body = "".join([*_head(paper), *_body(paper), *_foot(paper)])
    title = html.escape(f"{paper.title} – {paper.subject}")
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body>{body}</body></html>"
    )


def _refuse(url: str, *_rest: object, **_more: object) -> dict[str, Any]:
    raise ValueError(f"a paper fetches nothing: {url}")


def _head(paper: Paper) -> Iterator[str]:
    state = "ĐẢNG CỘNG SẢN VIỆT NAM" if paper.party else "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    motto = "" if paper.party else "<br><b>Độc lập - Tự do - Hạnh phúc</b>"
    above = f"{_text(in_full(paper.above).upper())}<br>" if paper.above else ""
    yield '<table class="head"><tr>'
    yield f"<td>{above}<b>{_text(in_full(paper.office).upper())}</b></td>"
    yield f"<td><b>{state}</b>{motto}</td></tr><tr>"
    yield f"<td>Số{'' if paper.party else ':'} {_text(paper.symbol)}</td>"
    yield f"<td><i>{_text(dated(paper.place, paper.dated))}</i></td></tr></table>"
    yield f"<h1>{_text(paper.title)}</h1><h2>{_text(paper.subject)}</h2>"


def _body(paper: Paper) -> Iterator[str]:
    for block in paper.blocks:
        yield from _block(block)
    if paper.rows:
        yield _table(paper.rows)
    for block in paper.after:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    tag = _TAGS.get(block.style, "p")
    for line in block.text.split("\n"):
        yield f'<{tag} class="{block.style}">{_text(line)}</{tag}>'
    if block.rows:
        yield _table(block.rows)


def _table(rows: Any) -> str:
    head, *body = rows
    cells = "".join(f"<th>{_text(cell)}</th>" for cell in head)
    lines = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in body)
    return f'<table class="grid"><thead><tr>{cells}</tr></thead><tbody>{lines}</tbody></table>'


def _cell(text: str) -> str:
    figure = ' class="n"' if text.strip().isdecimal() else ""
    return f"<td{figure}>{_text(text)}</td>"


def _foot(paper: Paper) -> Iterator[str]:
    if not (paper.signer or paper.recipients):
        return
    places = "".join(f"<br>- {_text(one)}" for one in paper.recipients)
    left = f"<b><i>Nơi nhận:</i></b>{places}" if places else ""
    signer = "<br>".join(f"<b>{_text(line)}</b>" if line else "&nbsp;" for line in paper.signer)
    yield f'<table class="foot"><tr><td>{left}</td><td>{signer}</td></tr></table>'


def _text(text: str) -> str:
    return html.escape(text)
