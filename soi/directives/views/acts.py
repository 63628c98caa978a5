"""How a form becomes an act, and how a refusal becomes a sentence beside its field."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import HttpRequest

from soi.core.refusals import Refusal
from soi.directives import forms
from soi.offices import queries as offices
from soi.web import clock
from soi.web.refusals import refuse


def made(kind: type[django_forms.Form], request: HttpRequest | None = None, **kwargs: Any) -> Any:
    """Return a form, bound to the request if there is one; with the offices of the day."""
    if issubclass(kind, forms.OfficesForm):
        kwargs["chart"] = offices.chart(clock.today())
    if request is None:
        return kind(**kwargs)
    return kind(request.POST, request.FILES, **kwargs)


def done(form: Any, act: Callable[[dict[str, Any]], object]) -> bool:
    """Do the act with what a form brings; on a refusal, leave the sentence in the form."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Refusal as refusal:
        refuse(form, refusal)
        return False
    return True
