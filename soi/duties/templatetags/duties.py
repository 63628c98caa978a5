from datetime import date
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse

from soi.core.rooms import house
from soi.duties.queries import Duty
from soi.law import queries as law
from soi.web.words import tables

register = template.Library()


@register.filter
def explained(trace: dict[str, Any]) -> list[str]:
    """Tell step by step how a due day came about."""
    return law.explain(trace)


@register.filter
def duty_title(duty: Duty) -> str:
    """Name a duty in words, where its title is but the number of its case, or a step of it."""
    words = tables()["duty.heading"].get(duty.kind)
    if words and duty.title == after_colon(duty.source_ref):
        return f"{words} {duty.title}"
    case, colon, part = duty.title.rpartition(": ")
    return f"{case}{colon}{tables()['duty.part'].say(part)}" if colon else duty.title


@register.filter
def iso_day(text: str) -> str:
    """Write a day that was kept as text: 21/10/2026."""
    return f"{date.fromisoformat(text):%d/%m/%Y}" if text else ""


@register.filter
def after_colon(reference: str) -> str:
    """Return the number in a reference such as report:PA-2026-00031."""
    return reference.partition(":")[2]


@register.filter
def source_url(duty: Duty) -> str:
    """Return the public page of what a duty comes from; empty where there is none."""
    kind = house().register_of(duty.source_ref)
    if kind is None or not kind.page:
        return ""
    return reverse(kind.page, args=[after_colon(duty.source_ref)])


@register.filter
def work_url(duty: Duty) -> str:
    """Return the page on which staff work on a duty: that of its filing, if it moves there."""
    kind = house().register_of(duty.source_ref)
    if kind is None or not kind.staff_page:
        return duty.get_absolute_url()
    try:
        return reverse(kind.staff_page, args=[after_colon(duty.source_ref)])
    except NoReverseMatch:
        return duty.get_absolute_url()


@register.filter
def measurable(duty: Duty) -> bool:
    """Test if a figure is expected to tell when such a duty is done."""
    kind = house().duty_kinds.get(duty.kind)
    return kind is not None and kind.measurable
