"""One duty: who owes it, by when, under which law, and all that was done."""

from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soi.core.duties import Visibility, missing_evidence
from soi.core.mandates import Mandate
from soi.duties import forms, queries
from soi.duties.queries import Duty, DutyEvent
from soi.law import queries as law
from soi.offices import queries as offices
from soi.offices.queries import Chart
from soi.people import queries as people
from soi.web import clock
from soi.web.templatetags.soi import left_words

# act -> (permission, form, states in which it makes sense)
ACTS: dict[str, tuple[str, type[forms.ActForm], tuple[str, ...]]] = {
    "acknowledge": ("duties.acknowledge", forms.ActForm, ("open",)),
    "evidence": ("duties.add_evidence", forms.EvidenceForm, ("open", "reported")),
    "progress": ("duties.progress", forms.ProgressForm, ("open",)),
    "report": ("duties.report", forms.EvidenceForm, ("open",)),
    "extend": ("duties.extend", forms.ExtendForm, ("open",)),
    "pause": ("duties.pause", forms.PauseForm, ("open",)),
    "resume": ("duties.pause", forms.ActForm, ("open",)),
    "delegate": ("duties.delegate", forms.OfficeForm, ("open",)),
    "transfer": ("duties.transfer", forms.OfficeForm, ("open",)),
    "judge": ("duties.judge", forms.JudgeForm, ("reported",)),
    "return": ("duties.judge", forms.ActForm, ("reported",)),
    "reopen": ("duties.judge", forms.ActForm, ("closed",)),
}
# What the holder's own people do; the rest is done by others.
_WITH_OFFICE = {"delegate", "transfer", "escalate"}
_BY_HOLDER = {
    "acknowledge", "evidence", "progress", "report", "extend", "pause", "resume", "delegate",
}  # fmt: skip


def find(request: HttpRequest, number: str) -> Duty:
    """Return the duty if this visitor may see it, else answer as if there were none."""
    duty = queries.by_number(number)
    if duty is None or not _visible(request, duty):
        raise Http404
    return duty


def allowed(request: HttpRequest, duty: Duty) -> list[str]:
    """Return the acts that the chosen mandate may do with the duty as it stands."""
    mandate: Mandate | None = request.mandate  # type: ignore[attr-defined]
    if not mandate:
        return []
    # A report's own duty is answered, disputed and judged on the report's page.
    by_page = duty.source_ref.startswith("report:")
    return [
        act
        for act, (permission, _form, states) in ACTS.items()
        if duty.state in states
        and not (by_page and act in {"report", "judge", "return", "reopen"})
        and not (act == "resume" and not duty.paused)
        and _covered(mandate, act, permission, duty)
    ]


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
    given = list(queries.evidence([duty.number]))
    acts = [_act(act, duty, wrong if act == wrong_act else None) for act in allowed(request, duty)]
    page: dict[str, Any] = {
        "duty": duty,
        "form": wrong,
        "wrong_act": wrong_act,
        "holder": chart.name(duty.holder.slug),
        "delegate": chart.name(duty.delegate.slug) if duty.delegate else "",
        "requester": chart.name(duty.requester_office) if duty.requester_office else "",
        "late": duty.is_late(today),
        "left": left_words(duty.due_on, today, calendar) if duty.state == "open" else "",
        "events": [_told(event, chart) for event in queries.events([duty.number])],
        "evidence": given,
        "missing": missing_evidence(duty.evidence_required, [piece.kind for piece in given]),
        "sub_holders": [(one.role, chart.name(one.office.slug)) for one in queries.beside(duty)],
        "children": queries.children(duty),
        "acts": acts,
        "offices": _choices(chart) if acts else [],
        "source_url": _source_url(duty),
    }
    return render(request, "duties/detail.html", page, status=status)


@require_safe
def evidence(request: HttpRequest, number: str, pk: int) -> HttpResponse | FileResponse:
    """Give one photo of a duty that the visitor may see."""
    duty = find(request, number)
    piece = queries.evidence_file(pk)
    if piece is None or piece.duty_id != duty.pk or not piece.file:
        raise Http404
    return FileResponse(default_storage.open(piece.file), content_type="image/jpeg")


def _visible(request: HttpRequest, duty: Duty) -> bool:
    if duty.visibility == Visibility.PUBLIC and duty.state != "draft":
        return True
    mandate: Mandate | None = request.mandate  # type: ignore[attr-defined]
    return bool(mandate) and people.may((mandate,), "duties.read_internal", "", clock.today())


def _covered(mandate: Mandate, act: str, permission: str, duty: Duty) -> bool:
    if act not in _BY_HOLDER:
        return people.may((mandate,), permission, "", clock.today())
    slugs = {duty.holder.slug} | ({duty.delegate.slug} if duty.delegate else set())
    return any(people.may((mandate,), permission, slug, clock.today()) for slug in slugs)


def _act(act: str, duty: Duty, wrong: forms.ActForm | None) -> dict[str, Any]:
    kind = ACTS[act][1]
    form = wrong or kind(initial={"seen": duty.version}, auto_id=f"{act}-%s")
    return {"act": act, "form": form}


def _choices(chart: Chart) -> list[tuple[str, str]]:
    return [(one.slug, one.name) for one in chart.offices() if one.kind != "residential_group"]


def _source_url(duty: Duty) -> str:
    kind, _colon, number = duty.source_ref.partition(":")
    return f"/reports/{number}/" if kind == "report" else ""


def _told(event: DutyEvent, chart: Chart) -> dict[str, Any]:
    to = event.facts.get("to", "") if event.act in _WITH_OFFICE else ""
    return {
        "event": event,
        "office": chart.name(event.office) if event.office else "",
        "to": chart.name(to) if to else "",
    }
