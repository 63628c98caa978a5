from datetime import date
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse

from soi.duties.queries import Duty
from soi.duties.words import ABOUT_A_FILING
from soi.law import queries as law

register = template.Library()


@register.filter
def explained(trace: dict[str, Any]) -> list[str]:
    """Tell step by step how a due day came about."""
    return law.explain(trace)


@register.filter
def duty_title(duty: Duty) -> str:
    """Name a duty; one that came with a report says so, for its own title is but a number."""
    words = ABOUT_A_FILING.get(duty.kind)
    if words and duty.title == after_colon(duty.source_ref):
        return f"{words} {duty.title}"
    return duty.title


@register.filter
def iso_day(text: str) -> str:
    """Write a day that was kept as text: 21/10/2026."""
    return f"{date.fromisoformat(text):%d/%m/%Y}" if text else ""


@register.filter
def after_colon(reference: str) -> str:
    """Return the number in a reference such as report:PA-2026-00031."""
    return reference.partition(":")[2]


@register.filter
def work_url(duty: Duty) -> str:
    """Return the page on which staff work on a duty: the report's, if it came from one."""
    kind, _colon, number = duty.source_ref.partition(":")
    if kind == "report":
        try:
            return reverse("reports:staff", args=[number])
        except NoReverseMatch:
            return duty.get_absolute_url()
    return duty.get_absolute_url()
