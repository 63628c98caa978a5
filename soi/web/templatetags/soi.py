from datetime import date, datetime

from django import template
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from soi.core.rooms import house
from soi.core.vietnamese import weekday
from soi.core.workdays import Calendar
from soi.web.words import tables

register = template.Library()

_ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _weekday(day: date) -> str:
    english = (translation.get_language() or "vi").startswith("en")
    return _ENGLISH[day.weekday()] if english else weekday(day)


@register.filter
def day(value: date | None) -> str:
    """Write a day within a sentence: thứ Tư, 21/10/2026."""
    return f"{_weekday(value)}, {value:%d/%m/%Y}" if value else ""


@register.filter
def day_start(value: date | None) -> str:
    """Write a day at the start of a line: Thứ Tư, 21/10/2026."""
    text = day(value)
    return text[:1].upper() + text[1:]


@register.filter
def week(value: date | None) -> str:
    """Write the day of the week alone, as on a leaf of a calendar."""
    text = _weekday(value) if value else ""
    return text[:1].upper() + text[1:]


@register.filter
def moment(value: datetime | None) -> str:
    """Write a moment: Thứ Hai, 28/09/2026, 07:42."""
    if not value:
        return ""
    local = timezone.localtime(value)
    return f"{day_start(local.date())}, {local:%H:%M}"


@register.filter
def isodate(value: date | datetime | None) -> str:
    """Write a day or moment for the datetime attribute."""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%dT%H:%M")
    return value.isoformat() if value else ""


@register.filter
def thousands(value: int) -> str:
    """Write a figure with dots between thousands, commas in English."""
    text = f"{value:,}"
    english = (translation.get_language() or "vi").startswith("en")
    return text if english else text.replace(",", ".")


def left_words(due_on: date | None, today: date, calendar: Calendar) -> str:
    """Say how many working days are left, or past."""
    if due_on is None:
        return _("Không có hạn")
    if due_on == today:
        return _("Đến hạn hôm nay")
    count = calendar.between(today, due_on)
    if due_on > today:
        text = ngettext("Còn %(count)s ngày làm việc", "Còn %(count)s ngày làm việc", count)
        return text % {"count": count}
    late = max(1, -count)
    text = ngettext("Quá hạn %(count)s ngày làm việc", "Quá hạn %(count)s ngày làm việc", late)
    return text % {"count": late}


@register.filter
def mark_words(text: str, words: list[str]) -> SafeString | str:
    """Mark the first of `words` that stands in `text`."""
    for word in words:
        before, found, after = text.partition(word)
        if found:
            return format_html("{}<mark>{}</mark>{}", before, found, after)
    return text


@register.filter
def say(word: str, table: str) -> str:
    """Return what a stored word is called: `{{ report.state|say:"report.state" }}`."""
    return tables()[table].say(word)


@register.filter
def tone(word: str, table: str) -> str:
    """Return the class of the tag or knot that seconds the words."""
    return tables()[table].tone(word)


@register.simple_tag
def door(name: str, *args: object) -> str:
    """Return the address of what another room has behind a door: `{% door "home" %}`."""
    return reverse(house().doors[name], args=args)
