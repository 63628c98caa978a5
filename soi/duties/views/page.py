"""One duty: who owes it, by when, under which law, and all that was done."""

from datetime import date
from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from soi.core.duties import missing_evidence
from soi.core.workdays import Calendar
from soi.duties import forms, queries
from soi.duties.queries import Duty, DutyEvent, Stay
from soi.duties.templatetags.duties import source_url
from soi.duties.views.permits import ACTS, allowed, find, reads_words, seen
from soi.law import queries as law
from soi.offices import queries as offices
from soi.offices.queries import Chart
from soi.web import clock
from soi.web.templatetags.soi import left_words

_WITH_OFFICE = {"delegate", "transfer", "escalate"}


@require_safe
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """Show one duty."""
    return show(request, find(request, number))


def show(
    request: HttpRequest,
    duty: Duty,
    *,
    wrong: forms.ActForm | None = None,
    wrong_act: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render the page, with a form that was refused if there is one."""
    today, calendar = clock.today(), law.book().calendar()
    chart = offices.chart(today)
    told = list(queries.events([duty.number]))
    given = list(queries.evidence([duty.number]))
    open_words = reads_words(request, duty)
    page: dict[str, Any] = {
        "duty": duty,
        "form": wrong,
        "wrong_act": wrong_act,
        "holder": chart.name(duty.holder.slug),
        "delegate": chart.name(duty.delegate.slug) if duty.delegate else "",
        "requester": chart.name(duty.requester_office) if duty.requester_office else "",
        "late": duty.is_late(today),
        "left": left_words(duty.due_on, today, calendar) if duty.state == "open" else "",
        "events": [_told(event, chart) for event in told],
        "holders": _holders(duty, told, chart, calendar),
        "evidence": given if open_words else [],
        "open_words": open_words,
        "missing": missing_evidence(duty.evidence_required, [piece.kind for piece in given]),
        "signing": offices.signing(duty.holder.slug, duty.kind, chart),
        "sub_holders": [(one.role, chart.name(one.office.slug)) for one in queries.beside(duty)],
        "children": seen(request, queries.children(duty)),
        "acts": _acts(allowed(request, duty), duty, chart, (wrong_act, wrong)),
        "source_url": source_url(duty),
    }
    return render(request, "duties/detail.html", page, status=status)


@require_safe
def evidence(request: HttpRequest, number: str, pk: int) -> HttpResponse | FileResponse:
    """Give one photo of a duty that the visitor may see."""
    duty = find(request, number)
    piece = queries.evidence_file(pk)
    if piece is None or piece.duty_id != duty.pk or not piece.file:
        raise Http404
    if not reads_words(request, duty):
        raise Http404
    return FileResponse(default_storage.open(piece.file), content_type="image/jpeg")


def _acts(
    names: list[str], duty: Duty, chart: Chart, wrong: tuple[str, forms.ActForm | None]
) -> list[dict[str, Any]]:
    refused, form = wrong
    return [
        {
            "act": act,
            "form": form
            if form and act == refused
            else ACTS[act].form(duty=duty, chart=chart, auto_id=f"{act}-%s"),
        }
        for act in names
    ]


def _holders(
    duty: Duty, told: list[DutyEvent], chart: Chart, calendar: Calendar
) -> list[dict[str, str]]:
    return [
        {"name": chart.name(stay.office), "held": _span(stay, chart.on, calendar)}
        for stay in queries.stays(duty, told)
    ]


def _span(stay: Stay, today: date, calendar: Calendar) -> str:
    count = calendar.between(stay.since, stay.until or today)
    if count <= 0:
        return _("trong ngày")
    return ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", count) % {"n": count}


def _told(event: DutyEvent, chart: Chart) -> dict[str, Any]:
    to = event.facts.get("to", "") if event.act in _WITH_OFFICE else ""
    return {
        "event": event,
        "office": chart.name(event.office) if event.office else "",
        "to": chart.name(to) if to else "",
    }
