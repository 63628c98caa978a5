"""What refines a list. A filter that is not known is left out, never an error."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soi.core.filings import TOPICS, State
from soi.offices import queries as offices
from soi.reports.templatetags.reports import KIND_LABELS, topic_label
from soi.web.templatetags.soi import state_label


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
        self._offer("state", _("Mọi trạng thái"), [(one.value, state_label(one)) for one in State])
        self._offer("topic", _("Mọi lĩnh vực"), [(one, topic_label(one)) for one in TOPICS])
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
        kinds = [(kind, label) for kind, label in KIND_LABELS.items() if kind != "denunciation"]
        self._offer("kind", _("Mọi loại"), kinds)
