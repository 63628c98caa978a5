"""The acts that staff do on a duty's page."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from soi.core.deadlines import Unit
from soi.core.refusals import Refusal
from soi.core.stamps import Stamp
from soi.duties import services
from soi.duties.queries import Duty
from soi.duties.services import ChangedMeanwhile, NewEvidence
from soi.duties.views.page import show
from soi.duties.views.permits import ACTS, allowed, find
from soi.offices import queries as offices
from soi.web import clock, pictures
from soi.web.refusals import refuse

_Cleaned = dict[str, Any]


@login_required
@require_POST
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """Do one act, and come back to the page; or say beside it why not."""
    duty = find(request, number)
    if act not in allowed(request, duty):
        raise PermissionDenied
    chart = offices.chart(clock.today())
    form = ACTS[act].form(request.POST, request.FILES, duty=duty, chart=chart, auto_id=f"{act}-%s")
    try:
        if form.is_valid():
            _do(act, duty, form.cleaned_data, clock.stamp(request))
            return redirect(duty)
    except ChangedMeanwhile as changed:
        return _changed(request, duty, changed)
    except Refusal as refusal:
        refuse(form, refusal)
    return show(request, duty, wrong=form, wrong_act=act, status=422)


def pieces(cleaned: _Cleaned) -> list[NewEvidence]:
    """Return the evidence that a form brings, photos written anew."""
    found = []
    if cleaned.get("photo"):
        picture = pictures.reencode(cleaned["photo"], "photo")
        found.append(NewEvidence("photo", data=picture.data, alt=cleaned.get("alt", "")))
    if cleaned.get("document"):
        found.append(NewEvidence("document", document_number=cleaned["document"]))
    if cleaned.get("note"):
        found.append(NewEvidence("note", text=cleaned["note"]))
    return found


def _do(act: str, duty: Duty, cleaned: _Cleaned, stamp: Stamp) -> None:
    common = {"number": duty.number, "stamp": stamp, "seen": cleaned["seen"]}
    _DONE[act](duty, cleaned, common)


def _extend(duty: Duty, cleaned: _Cleaned, common: dict[str, Any]) -> None:
    rules = (duty.limit or {}).get("extensions", [])
    units = {one["condition"]: one["unit"] for one in rules}
    services.extend(
        condition=cleaned["condition"],
        unit=Unit(units.get(cleaned["condition"], Unit.WORKING_DAY)),
        amount=cleaned["amount"],
        document=cleaned["document"],
        reason=cleaned["text"],
        criteria=cleaned.get("criteria", ()),
        **common,
    )


_DONE: dict[str, Callable[[Duty, _Cleaned, dict[str, Any]], object]] = {
    "acknowledge": lambda duty, form, common: services.acknowledge(**common),
    "evidence": lambda duty, form, common: services.add_evidence(evidence=pieces(form), **common),
    "progress": lambda duty, form, common: services.progress(
        percent=form["percent"], text=form["text"], **common
    ),
    "report": lambda duty, form, common: services.report(
        text=form["text"], evidence=pieces(form), **common
    ),
    "extend": _extend,
    "pause": lambda duty, form, common: services.pause(
        ground=form["text"], document=form["document"], **common
    ),
    "resume": lambda duty, form, common: services.resume(reason=form["text"], **common),
    "delegate": lambda duty, form, common: services.delegate(
        office=form["office"], reason=form["text"], **common
    ),
    "transfer": lambda duty, form, common: services.transfer(
        office=form["office"], reason=form["text"], document=form["document"], **common
    ),
    "judge": lambda duty, form, common: services.judge(
        met=form["met"], text=form["text"], **common
    ),
    "return": lambda duty, form, common: services.return_(reason=form["text"], **common),
    "void": lambda duty, form, common: services.void(reason=form["text"], **common),
    "escalate": lambda duty, form, common: services.escalate(
        to=form["office"], reason=form["text"], **common
    ),
    "confirm": lambda duty, form, common: services.confirm(**common),
    "withdraw": lambda duty, form, common: services.withdraw(reason=form["text"], **common),
    "reopen": lambda duty, form, common: services.reopen(reason=form["text"], **common),
}


def _changed(request: HttpRequest, duty: Duty, changed: ChangedMeanwhile) -> HttpResponse:
    office = str(changed.facts.get("office") or "")
    page = {
        "back": duty.get_absolute_url(),
        "number": duty.number,
        "last": changed.facts,
        "office": offices.chart(clock.today()).name(office) if office else "",
    }
    return render(request, "duties/changed.html", page, status=409)
