"""One duty: who owes it, by when, under which law, and all that was done."""

from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soi.core.duties import Visibility
from soi.core.mandates import Mandate
from soi.duties import forms, queries
from soi.duties.queries import Duty
from soi.law import queries as law
from soi.offices import queries as offices
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
_BY_HOLDER = {"acknowledge", "evidence", "progress", "report", "extend", "pause", "resume", "delegate"}


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
    acts = [
        {"act": act, "form": wrong if act == wrong_act else ACTS[act][1](initial={"seen": duty.version}, auto_id=f"{act}-%s")}
        for act in allowed(request, duty)
    ]  # fmt: skip
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
        "missing": [one for one in duty.evidence_required if one not in {piece.kind for piece in given} and not (one == "any" and given)],
        "sub_holders": [(one.role, chart.name(one.office.slug)) for one in duty.sub_holders.select_related("office")],
        "children": list(duty.children.all()),
        "acts": acts,
        "offices": [(one.slug, one.name) for one in chart.offices() if one.kind != "residential_group"] if acts else [],
        "source_url": f"/reports/{duty.source_ref.partition(':')[2]}/" if duty.source_ref.startswith("report:") else "",
    }  # fmt: skip
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


def _told(event: Any, chart: Any) -> dict[str, Any]:
    facts = event.facts
    return {
        "event": event,
        "office": chart.name(event.office) if event.office else "",
        "to": chart.name(facts["to"]) if facts.get("to") and event.act in {"delegate", "transfer", "escalate"} else "",
    }  # fmt: skip
