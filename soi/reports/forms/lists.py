"""What refines a list. A filter that is not known is left out, never an error."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soi.offices import queries as offices
from soi.reports.words import KINDS, STATES, TOPICS


class PublicFilter(forms.Form):
    """What refines the public list."""

    q = forms.CharField(
        label=_("Tìm (không cần dấu)"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = forms.ChoiceField(label=_("Trạng thái"), required=False)
    topic = forms.ChoiceField(label=_("Lĩnh vực"), required=False)
    group = forms.ChoiceField(label=_("Tổ"), required=False)

    def __init__(self, *args: Any, chart: offices.Chart, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "filter-%s", **more})
        groups = [(group.slug, group.name) for group in chart.groups()]
        self._offer("state", _("Mọi trạng thái"), STATES.choices())
        self._offer("topic", _("Mọi lĩnh vực"), TOPICS.choices())
        self._offer("group", _("Mọi tổ"), groups)

    def wanted(self, name: str) -> str:
        """Return what was asked for, or nothing where it makes no sense."""
        self.is_valid()
        found: str = self.cleaned_data.get(name, "") or ""
        return found

    def _offer(self, name: str, every: Any, choices: list[tuple[str, Any]]) -> None:
        one = self.fields.get(name)
        if isinstance(one, forms.ChoiceField):
            one.choices = [("", every), *choices]


class InboxFilter(PublicFilter):
    """What refines a pile on a desk."""

    kind = forms.ChoiceField(label=_("Loại"), required=False)
    field_order = ("q", "kind", "topic", "group")

    def __init__(self, *args: Any, chart: offices.Chart, **more: Any) -> None:
        super().__init__(*args, chart=chart, **more)
        del self.fields["state"]
        self._offer("kind", _("Mọi loại"), KINDS.choices())
