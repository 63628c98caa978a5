"""Words for what is stored about a report."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from soi.core.filings import Kind
from soi.core.privacy import Span, spans
from soi.reports.words import MODERATION_REASONS, MODERATIONS

register = template.Library()


@register.filter
def due_label(kind: str) -> str:
    """Return what the day of a filing is for.

    A complaint's is the last one to accept it, or to say in writing why it is not accepted
    (Luật Khiếu nại, Điều 27).
    """
    complaint = kind == Kind.COMPLAINT
    return str(_("Hạn thụ lý hoặc báo không thụ lý") if complaint else _("Hẹn trả lời"))


@register.filter
def marked(text: str) -> SafeString:
    """Return `text` with the places marked that may identify somebody."""
    return _with_marks(text, spans(text))


@register.filter
def longest(words: Iterable[str]) -> list[str]:
    """Return the words that do not stand within another of them."""
    every = list(words)
    return [one for one in every if not any(one != other and one in other for other in every)]


@register.filter
def told(text: str) -> SafeString:
    """Return a typed text with its line breaks."""
    return mark_safe(conditional_escape(text).replace("\n", "<br>"))  # noqa: S308 - escaped


def _with_marks(text: str, hidden: Iterable[Span]) -> SafeString:
    hidden = sorted(hidden)
    edges = [0, *(edge for span in hidden for edge in (span.start, span.end)), len(text)]
    pieces = []
    for index, (start, end) in enumerate(pairwise(edges)):
        piece = told(text[start:end])
        pieces.append(format_html("<mark>{}</mark>", piece) if index % 2 else piece)
    return mark_safe("".join(pieces))  # noqa: S308 - every piece is escaped


@register.filter
def moderation_label(row: Any) -> str:
    """Return what a change of what is published did, and why."""
    what = MODERATIONS.say(row.act)
    return f"{what} ({MODERATION_REASONS.say(row.reason).lower()})"
