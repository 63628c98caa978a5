"""The graph of a document as a small SVG, drawn on the server; the words stand beside it."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from soi.directives.forms import RELATIONS
from soi.directives.queries import Document, Edge

_MOST = 12
_ROW, _BOX, _WIDE = 46, 34, 640


def drawn(document: Document, out: list[Edge], into: list[Edge]) -> SafeString:
    """Return the picture: what it leans on above, itself in the middle, what leans on it below."""
    above, below = out[:_MOST], into[:_MOST]
    rows_above, rows_below = (len(above) + 1) // 2, (len(below) + 1) // 2
    middle = rows_above * _ROW + 16
    height = middle + _BOX + rows_below * _ROW + 24
    pieces = [
        *_side([(one.target, one.kind) for one in above], 8, middle),
        *_side([(one.source, one.kind) for one in below], middle + _BOX + 20, middle + _BOX),
        _box(190, middle, str(document)[:34], own=True),
    ]
    body = format_html_join("", "{}", [(one,) for one in pieces])
    return format_html(
        '<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        _WIDE,
        height,
        document,
        body,
    )


def _side(rows: list[tuple[Document, str]], top: int, centre: int) -> list[SafeString]:
    found = []
    for at, (one, kind) in enumerate(rows):
        x, y = 20 + (at % 2) * 340, top + (at // 2) * _ROW
        found.append(
            format_html(
                '<path class="axis" d="M{} {}L320 {}" />',
                x + 130,
                y + (_BOX if y < centre else 0),
                centre,
            )
        )
        found.append(_box(x, y, f"{RELATIONS.get(kind, kind)}: {one}"[:40], own=False))
    return found


def _box(x: int, y: int, words: str, *, own: bool) -> SafeString:
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="260" height="{}" /><text x="{}" y="{}">{}</text>',
        "band1" if own else "band2",
        x,
        y,
        _BOX,
        x + 8,
        y + 22,
        words,
    )
