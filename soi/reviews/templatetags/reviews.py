from typing import Any

from django import template

from soi.reviews.views.targets import number

register = template.Library()


@register.filter
def figure(value: Any) -> str:
    """Write a number as Vietnamese papers do."""
    return number(value)
