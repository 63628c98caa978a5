"""The graph of a document as a small SVG, drawn on the server; the words stand beside it.

One column, so that its letters can be read on a telephone too.
"""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from soi.directives.queries import Document, Edge
from soi.directives.words import RELATIONS

_MOST = 12
_ROW, _BOX, _WIDE, _SPINE, _LETTERS = 40, 30, 400, 12, 50


def drawn(document: Document, out: list[Edge], into: list[Edge]) -> SafeString:
    """Return the picture: what it leans on above, itself in the middle, what leans on it below."""
    above = [_words(one.target, one.kind) for one in out[:_MOST]]
    below = [_words(one.source, one.kind) for one in into[:_MOST]]
    rows = [*above, str(document), *below]
    middle, last = len(above), len(rows) - 1
    pieces = [
        format_html('<path class="axis" d="M{} {}V{}" />', _SPINE, _centre(0), _centre(last)),
        *(_line(at, words, own=at == middle) for at, words in enumerate(rows)),
    ]
    body = format_html_join("", "{}", [(one,) for one in pieces])
    return format_html(
        '<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        _WIDE,
        len(rows) * _ROW,
        document,
        body,
    )


def _words(one: Document, kind: str) -> str:
    return f"{RELATIONS.say(kind)}: {one}"


def _centre(at: int) -> int:
    return at * _ROW + _ROW // 2


def _line(at: int, words: str, *, own: bool) -> SafeString:
    x = _SPINE - 8 if own else _SPINE + 18
    middle = _centre(at)
    told = words if len(words) <= _LETTERS else f"{words[: _LETTERS - 1]}…"
    return format_html(
        '<path class="axis" d="M{} {}H{}" />'
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" />'
        '<text x="{}" y="{}">{}</text>',
        _SPINE,
        middle,
        x,
        "band1" if own else "band2",
        x,
        middle - _BOX // 2,
        _WIDE - x - 4,
        _BOX,
        x + 8,
        middle + 4,
        told,
    )
