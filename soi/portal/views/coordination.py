"""Who leads, coordinates and oversees in each field, by which rule; and who signs in a body."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from soi.core import coordination as core
from soi.core.refusals import Refusal
from soi.offices import queries
from soi.offices import services as offices
from soi.offices.queries import Chart
from soi.portal.forms.offices import (
    EndRuleForm,
    EndWorkingRuleForm,
    RelationForm,
    WorkingRuleForm,
)
from soi.portal.queries import covers
from soi.portal.views.dates import asked_day
from soi.reports.words import TOPICS
from soi.web import clock
from soi.web.refusals import refuse

REASONS = {
    "two_leaders": gettext_lazy("hai nơi cùng chủ trì một lĩnh vực"),
    "leads_and_oversees": gettext_lazy("một nơi vừa chủ trì vừa giám sát"),
}
ROLES = {
    core.LEADS: gettext_lazy("Chủ trì"),
    core.COORDINATES: gettext_lazy("Phối hợp"),
    core.OVERSEES: gettext_lazy("Giám sát"),
    core.REVIEWS: gettext_lazy("Xem lại"),
}
_FILING_KINDS = ("report", "petition", "complaint")


@require_safe
def coordination(request: HttpRequest) -> HttpResponse:
    """Show the matrix of fields and roles as of a day, with its gaps and contradictions."""
    chart = queries.chart(asked_day(request, clock.today()))
    return render(request, "portal/coordination.html", _matrix(chart))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_coordination(request: HttpRequest) -> HttpResponse:
    """Set or end a rule between offices, or a working rule of one."""
    if not covers(getattr(request, "mandate", None), "offices.edit"):
        raise PermissionDenied
    chart = queries.chart(clock.today())
    asked = request.POST.get("form", "") if request.method == "POST" else ""
    forms = {
        name: form(request.POST if asked == name else None, chart=chart, auto_id=f"{name}-%s")
        for name, form in _FORMS.items()
    }
    if asked in forms and forms[asked].is_valid() and _done(request, asked, forms[asked]):
        return redirect("portal:coordination-edit")
    wrong = any(form.errors for form in forms.values())
    page = {**_matrix(chart), "forms": forms, "form": forms.get(asked)}
    return render(request, "portal/coordination.html", page, status=422 if wrong else 200)


_FORMS: dict[str, Any] = {
    "relate": RelationForm,
    "sign": WorkingRuleForm,
    "end": EndRuleForm,
    "end-sign": EndWorkingRuleForm,
}


def _done(request: HttpRequest, asked: str, form: Form) -> bool:
    stamp = clock.stamp(request)
    try:
        if asked == "relate":
            offices.relate(relation=form.relation(), stamp=stamp)  # type: ignore[attr-defined]
        elif asked == "sign":
            offices.set_working_rule(rule=form.rule(), stamp=stamp)  # type: ignore[attr-defined]
        elif asked == "end-sign":
            offices.end_working_rule(**form.cleaned_data, stamp=stamp)
        else:
            offices.end_relation(**form.cleaned_data, stamp=stamp)
    except Refusal as refusal:
        refuse(form, refusal)
        return False
    messages.success(request, _("Đã ghi. Đơn mới đi theo quy tắc này từ ngày có hiệu lực."))
    return True


def _matrix(chart: Chart) -> dict[str, Any]:
    rules = queries.coordination_rules(chart)
    topics = TOPICS

    def named(rule: core.Rule) -> dict[str, str]:
        field = [
            str(topics.get(rule.topic, rule.topic)) if rule.topic else "",
            chart.name(rule.group) if rule.group else "",
            chart.short_name(rule.over) if rule.over else "",
        ]
        return {
            "office": chart.short_name(rule.office),
            "slug": rule.office,
            "number": rule.number,
            "source": rule.source,
            "field": ", ".join(filter(None, field)),
        }

    general = [rule for rule in rules if not rule.group]
    return {
        "on": chart.on,
        "rows": [(name, _row(general, topic, named)) for topic, name in topics.items()],
        "groups": [named(rule) for rule in rules if rule.group],
        "gaps": _gaps(general, topics),
        "contradictions": [
            (named(one.one), named(one.other), REASONS[one.reason])
            for one in core.contradictions(rules)
        ],
        "working": [(one, chart.name(one.office)) for one in queries.working_rules(chart)],
    }


def _row(rules: list[core.Rule], topic: str, named: Any) -> list[tuple[str, list[Any]]]:
    """Return the cells of one field; who reviews another office's work is left out."""
    found = core.cells(rules, topic)
    leading = {one.office for one in found[core.LEADS]}
    return [
        (
            str(ROLES[role]),
            [
                named(one)
                for one in some
                if role != core.REVIEWS or not one.over or one.over in leading
            ],
        )
        for role, some in found.items()
    ]


def _gaps(rules: list[core.Rule], topics: Any) -> list[tuple[str, str]]:
    words = {core.LEADS: _("chưa có nơi chủ trì"), core.OVERSEES: _("chưa có nơi giám sát")}
    found = core.gaps(rules, topics, _FILING_KINDS)
    return list(dict.fromkeys((str(topics[one.topic]), words[one.role]) for one in found))
