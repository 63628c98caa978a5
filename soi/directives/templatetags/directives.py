from datetime import date

from django import template

from soi.directives.queries import MOST_COUNTED
from soi.duties.queries import Duty
from soi.offices.queries import Chart

register = template.Library()


@register.filter
def published(moment: str) -> str:
    """Return a moment that a news page printed as pages here write it."""
    day, _sep, hour = moment.replace(" ", "T").partition("T")
    return f"{'/'.join(reversed(day.split('-')))} {hour}".strip()


@register.filter
def counted(number: int) -> str:
    """Return a count, with a mark where counting ended."""
    return f"{MOST_COUNTED:,}+".replace(",", ".") if number >= MOST_COUNTED else str(number)


@register.filter
def office_name(slug: str, chart: Chart) -> str:
    """Return the name of an office on the day of the chart."""
    return chart.name(slug)


@register.filter
def is_late(duty: Duty, today: date) -> bool:
    """Test if a duty is owed and past its last day."""
    return duty.is_late(today)
