import base64
import hashlib

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def to(name: str) -> str:
    """Return the address of a page of the door, in the language of this one."""
    address = reverse(f"denunciations:{name}")
    return f"{address}?lang=en" if get_language() == "en" else address


@register.simple_tag
def script(name: str) -> SafeString:
    """Return a script element whose bytes the browser checks before it runs them."""
    path = finders.find(name)
    if not isinstance(path, str):
        return SafeString("")
    with open(path, "rb") as file:
        digest = base64.b64encode(hashlib.sha384(file.read()).digest()).decode()
    return format_html(
        '<script src="{}" integrity="sha384-{}" defer></script>', static(name), digest
    )
