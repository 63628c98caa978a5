"""What the portal's templates need to say and Django cannot."""

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from soi.law.queries import CONDITIONS

register = template.Library()


@register.filter
def bare(field: BoundField) -> BoundField:
    """Return `field` without a placeholder, which is no label, and with a name that is one."""
    field.field.widget.attrs.pop("placeholder", None)
    if field.name == "name" and field.field.label is None:
        field.label = _("Tên của khóa")  # the library left this one in English
    return field


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Test if `field` is one box to tick, whose label stands behind it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def button_class(tags: list[str] | None) -> str:
    """Return the look of a button that the sign-in pages describe by tags."""
    words = set(tags or ())
    if words & {"danger", "delete"}:
        return "button warn"
    if words & {"outline", "secondary", "link", "tool", "panel"}:
        return "button quiet"
    return "button"


@register.filter
def link_class(tags: list[str] | None) -> str:
    """Return the look of a link that is drawn as a button: never the page's main act."""
    found = button_class(tags)
    return "button quiet" if found == "button" else found


@register.filter
def condition_name(word: str) -> str:
    """Name the case in which a limit is another one, or may be extended."""
    return str(CONDITIONS.get(word, word))
