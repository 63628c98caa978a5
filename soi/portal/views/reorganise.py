"""The reorganisation of offices: a draft, every duty that would move, apply, take back."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soi.core import successions
from soi.core.refusals import Refusal
from soi.core.successions import Heir
from soi.duties import queries as duties
from soi.duties import services as ledger
from soi.offices import queries
from soi.offices import services as offices
from soi.portal import services
from soi.portal.forms.offices import CHANGES, STATUS, DecideForm, EventForm
from soi.portal.queries import covers
from soi.web import clock
from soi.web.refusals import refuse, sentence

_MOST = 200  # duties listed one by one; their number is told in full


@login_required
@require_safe
def reorganisations(request: HttpRequest) -> HttpResponse:
    """Show every decision on offices, and the duties that wait for a person."""
    _demand_editor(request)
    chart = queries.chart(clock.today())
    page = {
        "events": [
            (one, CHANGES.get(one.change, one.change), STATUS.get(one.status, one.status))
            for one in queries.events()
        ],
        "waiting": [
            (one, chart.name(one.old), DecideForm(row=one, chart=chart, auto_id=f"{one.number}-%s"))
            for one in duties.waiting()
        ],
    }
    return render(request, "portal/reorganisations.html", page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def draft_event(request: HttpRequest) -> HttpResponse:
    """Write a decision down; nothing moves by it yet."""
    _demand_editor(request)
    chart = queries.chart(clock.today())
    form = EventForm(request.POST or None, chart=chart)
    if request.method == "POST" and form.is_valid():
        try:
            event = offices.propose(event=form.event(), stamp=clock.stamp(request))
            return redirect("portal:reorganisation", event.number)
        except Refusal as refusal:
            refuse(form, refusal)
    status = 422 if form.errors else 200
    return render(request, "portal/reorganise.html", {"form": form}, status=status)


@login_required
@require_safe
def reorganisation(request: HttpRequest, number: str) -> HttpResponse:
    """Show one decision with every duty that moves by it."""
    _demand_editor(request)
    return _show(request, number)


@login_required
@require_POST
def act_on_event(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """Enact a decision, or take it back before its day."""
    _demand_editor(request)
    stamp = clock.stamp(request)
    try:
        if act == "enact":
            services.enact_event(number=number, stamp=stamp)
            messages.success(request, _("Quyết định đã ban hành."))
        elif act == "cancel":
            reason = request.POST.get("reason", "")
            offices.cancel(number=number, reason=reason, stamp=stamp)
            messages.success(request, _("Đã hoàn tác. Bộ máy như trước quyết định ấy."))
        else:
            raise Http404
    except Refusal as refusal:
        return _show(request, number, error=sentence(refusal))
    return redirect("portal:reorganisation", number)


@login_required
@require_POST
def settle_handover(request: HttpRequest, number: str) -> HttpResponse:
    """Decide which office a waiting duty goes to."""
    _demand_editor(request)
    try:
        ledger.settle(
            number=number,
            office=request.POST.get("office", ""),
            reason=request.POST.get("reason", ""),
            document=request.POST.get("document", ""),
            stamp=clock.stamp(request),
        )
        text = _("Việc %(number)s đã có nơi giữ chính thức.") % {"number": number}
        messages.success(request, text)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    return redirect("portal:reorganisations")


def _show(request: HttpRequest, number: str, error: str = "") -> HttpResponse:
    event = queries.find_event(number)
    if event is None:
        raise Http404
    today = clock.today()
    chart = queries.chart(max(today, event.effective_on))
    before = queries.chart(today)
    legs = offices.legs_of(event)
    created = {one["slug"]: one["name"] for one in event.creates}

    def name(slug: str) -> str:
        return created.get(slug) or (chart if chart.has(slug) else before).name(slug)

    page: dict[str, Any] = {
        "event": event,
        "change": CHANGES.get(event.change, event.change),
        "status": STATUS.get(event.status, event.status),
        "legs": [(leg, name(leg.old), name(leg.new)) for leg in legs],
        "created": created,
        "renamed": [(before.name(slug), names[0]) for slug, names in event.names.items()],
        "errors": [error] if error else [],
        "may_undo": event.status == "proposed" or event.effective_on > today,
        **_moving(successions.heirs(legs), name),
    }
    return render(request, "portal/reorganisation.html", page, status=422 if error else 200)


def _moving(heirs: list[Heir], name: Any) -> dict[str, Any]:
    """Return every duty that would move, with where to, and how many there are."""
    to = {(one.old, one.kind): one for one in heirs}
    rows = duties.held_by({one.old for one in heirs})
    found: list[tuple[Any, str, str, bool]] = []
    counts: Counter[str] = Counter()
    for duty in rows.iterator(chunk_size=2000):
        heir = to.get((duty.holder.slug, duty.kind)) or to.get((duty.holder.slug, ""))
        if heir is None or (heir.new == heir.old and not heir.queued):
            continue
        counts["queued" if heir.queued else "moved"] += 1
        if len(found) < _MOST:
            found.append((duty, name(heir.old), name(heir.new), heir.queued))
    return {"moving": found, "moved": counts["moved"], "queued": counts["queued"]}


def _demand_editor(request: HttpRequest) -> None:
    if not covers(getattr(request, "mandate", None), "offices.edit"):
        raise PermissionDenied
