"""The forms of hot spots."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soi.core.hotspots import Act
from soi.insight.words import OUTCOMES
from soi.offices.queries import Chart


class _Acting(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, chart: Chart, **more: Any) -> None:
        super().__init__(*args, **more)
        if "office" in self.fields:
            self.fields["office"].choices = _holders(chart)  # type: ignore[attr-defined]


class LookForm(_Acting):
    """Nothing to be said: somebody has looked."""


class FollowForm(_Acting):
    text = forms.CharField(
        label=_("Đã làm gì, đã thấy gì"), max_length=2000, widget=forms.Textarea({"rows": 3})
    )


class AssignForm(_Acting):
    office = forms.ChoiceField(label=_("Nơi giữ việc"))
    text = forms.CharField(
        label=_("Việc cần làm"), max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    due_on = forms.DateField(label=_("Hạn"), widget=forms.DateInput({"type": "date"}))
    document = forms.CharField(label=_("Căn cứ: văn bản hoặc ý kiến chỉ đạo, ngày"), max_length=200)


class CloseForm(_Acting):
    outcome = forms.ChoiceField(
        label=_("Thực ra là gì"), choices=OUTCOMES.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Vì sao biết"), max_length=2000, widget=forms.Textarea({"rows": 3})
    )


FORMS: dict[Act, type[_Acting]] = {
    Act.LOOK: LookForm,
    Act.FOLLOW: FollowForm,
    Act.ASSIGN: AssignForm,
    Act.CLOSE: CloseForm,
}


def _holders(chart: Chart) -> Sequence[tuple[str, str]]:
    rows = [one for one in chart.offices() if not one.outside and one.kind not in ("ward", "group")]
    return [("", ""), *((one.slug, one.name) for one in rows)]
