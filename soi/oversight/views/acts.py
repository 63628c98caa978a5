"""The acts on a visit and on what it recommends."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from soi.core.mandates import NotPermitted
from soi.core.oversight import Act, Step
from soi.core.refusals import Refusal
from soi.counter.services import ChangedMeanwhile
from soi.offices import queries as offices
from soi.oversight import queries
from soi.oversight.forms import ActForm
from soi.oversight.views.pages import find, show
from soi.oversight.views.ways import STEPS, WAYS, Way
from soi.web import clock
from soi.web.refusals import refuse


@login_required
@require_POST
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """Do one act on a visit; what was refused stays as it was typed."""
    found = find(request, number)
    if act not in WAYS:
        raise Http404
    way, chart = WAYS[Act(act)], offices.chart(clock.today())
    form = way.form(request.POST, visit=found, chart=chart, auto_id=f"{act}-%s")
    status = _do(request, way, form, number)
    if not status:
        return redirect(found)
    return show(request, find(request, number), wrong=(act, form), status=status)


@login_required
@require_POST
def step(request: HttpRequest, number: str, step: str) -> HttpResponse:
    """Do one act on a recommendation."""
    row = queries.recommendation(number)
    if row is None or step not in STEPS:
        raise Http404
    found, chart = find(request, row.visit.number), offices.chart(clock.today())
    way = STEPS[Step(step)]
    form = way.form(request.POST, visit=found, chart=chart, auto_id=f"{number}-{step}-%s")
    status = _do(request, way, form, number)
    if not status:
        return redirect(found)
    return show(request, found, wrong=(f"{number}/{step}", form), status=status)


def _do(request: HttpRequest, way: Way, form: ActForm, number: str) -> int:
    """Do what was filled in; returns 0, or the status of the refusal."""
    if not form.is_valid():
        return 422
    told = {**form.cleaned_data, "number": number}
    try:
        way.do(stamp=clock.stamp(request), **way.adapt(form, told))
    except Refusal as refusal:
        refuse(form, refusal)
        return _status(refusal)
    return 0


def _status(refusal: Refusal) -> int:
    if isinstance(refusal, ChangedMeanwhile):
        return 409
    return 403 if isinstance(refusal, NotPermitted) else 422
