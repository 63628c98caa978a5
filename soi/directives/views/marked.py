"""A text with numbered spans, as a page shows it beside the drafts read from it."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from soi.directives.queries import DraftDuty, Edge

_MOST = 60_000  # a page of 60 kB is the limit; a longer text is cut round its drafts


def marked(text: str, drafts: Iterable[tuple[int, DraftDuty]], edges: Iterable[Edge]) -> SafeString:
    """Return the text as paragraphs of HTML, drafts numbered, references underlined.

    drafts: those of one page, with their numbers; what is far from them is left out
    """
    marks = [(one.start, one.end, "draft", number) for number, one in drafts if one.end]
    taken = [(start, end) for start, end, _kind, _number in marks]
    marks += [
        (one.start, one.end, "cite", one.pk)
        for one in edges
        if one.start is not None and one.end is not None
        and not any(start < one.end and one.start < end for start, end in taken)
    ]  # fmt: skip
    pieces, at = [], 0
    for start, end, kind, number in sorted(marks):
        if start < at or end > len(text):
            continue
        pieces += [_plain(text[at:start]), _span(text[start:end], kind, number)]
        at = end
    pieces.append(_plain(text[at:]))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece is escaped


def _plain(text: str) -> str:
    if len(text) > 1600:
        cut = _("… lược một đoạn dài, xem trong tệp gốc …")
        text = f"{text[:800]}\n{cut}\n{text[-700:]}"
    lines = [(line,) for line in text.split("\n")]
    return str(format_html_join(mark_safe("<br>"), "{}", lines))


def _span(words: str, kind: str, number: int) -> str:
    if kind == "cite":
        return str(format_html('<span class="span cite" id="c{}">{}</span>', number, words))
    return str(
        format_html(
            '<a class="mark-no" href="#d{n}"><span class="hidden">{go} </span>{n}</a> '
            '<span class="span" id="s{n}">{words}</span>',
            n=number,
            go=_("Đến việc"),
            words=words,
        )
    )
