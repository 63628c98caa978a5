"""What every form of an act on a filing has: the version that was read, and how it looks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soi.offices import queries as offices

LONG = 5000
SAY = {"required": _("Viết ít nhất một câu")}
WHY = {"required": _("Ghi lý do")}


def area(rows: int = 4) -> forms.Textarea:
    """Return a box for several lines."""
    return forms.Textarea(attrs={"rows": rows})


class ActForm(forms.Form):
    """What every act carries: the version that the officer had on the page."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, report: Any, chart: offices.Chart, **more: Any) -> None:
        super().__init__(*args, **more)
        self.report, self.chart = report, chart
        self.fields["seen"].initial = report.version
