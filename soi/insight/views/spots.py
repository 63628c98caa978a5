"""Hot spots: the list for everybody, the page of one for those who follow it."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from soi.core.hotspots import Act, Level, Outcome
from soi.core.mandates import Mandate, holds
from soi.core.refusals import Refusal
from soi.counter.queries import offered
from soi.insight import queries, services
from soi.insight.forms import FORMS
from soi.insight.services import Task
from soi.insight.views.pictures import of_ward, table_of
from soi.insight.words import ACTS, sentence, topic_of
from soi.offices import queries as offices
from soi.offices.queries import Chart
from soi.web import clock
from soi.web.refusals import refuse

CLOSED_SHOWN = 20
MOST_BEHIND = 100


@require_safe
def hotspots(request: HttpRequest) -> HttpResponse:
    """Show what burns: the list first, then the map; what was closed, and how often it was real."""
    chart, today = offices.chart(clock.today()), clock.today()
    inside = may_follow(request)
    rows = queries.open_spots() if inside else queries.public(queries.open_spots())
    closed = queries.closed_spots() if inside else queries.public(queries.closed_spots())
    shown = [told(row, chart, inside=inside) for row in rows]
    first = rows.first()
    page = {
        "see": [one for one in shown if one["row"].level == Level.SEE],
        "follow": [one for one in shown if one["row"].level == Level.FOLLOW],
        "closed": [told(row, chart, inside=inside) for row in closed[:CLOSED_SHOWN]],
        "closed_count": closed.count(),
        "night": queries.last_night(),
        "trust": queries.trust(today.year, today),
        "inside": inside,
        "map": of_ward(first, chart, inside=inside),
        "numbers": table_of(first, chart, inside=inside),
        "mapped": shown[0] if shown else None,
    }
    return render(request, "insight/hotspots.html", page)


@login_required
@require_safe
@never_cache
def hotspot(request: HttpRequest, number: str) -> HttpResponse:
    """Show one hot spot: what is behind it, what was done, what may be done now."""
    return _show(request, _find(request, number))


@login_required
@require_POST
@never_cache
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """Do one act and come back; or say beside it why not."""
    spot = _find(request, number)
    if act not in FORMS:
        raise Http404
    which = Act(act)
    if which not in offered(queries.HOTSPOTS, spot, clock.stamp(request)):
        raise PermissionDenied
    form = FORMS[which](request.POST, chart=offices.chart(clock.today()), auto_id=f"{act}-%s")
    if form.is_valid():
        try:
            _do(request, spot.number, which, form.cleaned_data)
            return redirect(spot)
        except Refusal as refusal:
            refuse(form, refusal)
    return _show(request, spot, wrong={which: form})


def may_follow(request: HttpRequest) -> bool:
    """Test if whoever asks may see more than the public does."""
    mandate: Mandate | None = getattr(request, "mandate", None)
    held = [mandate] if mandate else []
    return holds(held, "insight.follow", "", clock.today())


def told(spot: queries.Row, chart: Chart, *, inside: bool) -> dict[str, Any]:
    """Give what a page says of a hot spot."""
    names = {group.slug: group.name for group in chart.groups()}
    ratio = spot.observed / spot.expected if spot.expected else 0.0
    return {
        "row": spot,
        "topic": topic_of(spot),
        "places": [names.get(slug, slug) for slug in spot.places],
        "sentence": sentence(spot),
        "ratio": round(ratio, 1),
        "holder": chart.name(spot.holder) if spot.holder else "",
        "done": queries.done(spot) if inside or spot.duty else [],
    }


def _find(request: HttpRequest, number: str) -> queries.Row:
    spot = queries.by_number(number)
    if not may_follow(request):
        raise PermissionDenied
    if spot is None:
        raise Http404
    return spot


def _show(
    request: HttpRequest, spot: queries.Row, wrong: Mapping[Act, Any] | None = None
) -> HttpResponse:
    wrong = wrong or {}
    chart = offices.chart(clock.today())
    behind = queries.behind(spot)
    acts = [one for one in offered(queries.HOTSPOTS, spot, clock.stamp(request)) if one in FORMS]
    start = {"seen": spot.version, "office": chart.route("report", spot.topic, "").lead}
    page = {
        "one": told(spot, chart, inside=True),
        "spot": spot,
        "map": of_ward(spot, chart, inside=True),
        "numbers": table_of(spot, chart, inside=True),
        "steps": queries.steps(spot),
        "acts": [
            (
                one,
                ACTS[one],
                wrong.get(one) or FORMS[one](initial=start, chart=chart, auto_id=f"{one}-%s"),
            )
            for one in acts
        ],
        "form": next(iter(wrong.values()), None),
        "behind": behind[:MOST_BEHIND],
        "behind_count": behind.count(),
        "chance": _("Nhiều phản ánh không có nghĩa là nơi đó tệ hơn."),
    }
    return render(request, "insight/hotspot.html", page, status=422 if wrong else 200)


def _do(request: HttpRequest, number: str, act: Act, cleaned: dict[str, Any]) -> None:
    common = {"number": number, "stamp": clock.stamp(request), "seen": cleaned["seen"]}
    if act is Act.LOOK:
        services.look(**common)
    elif act is Act.FOLLOW:
        services.follow(text=cleaned["text"], **common)
    elif act is Act.ASSIGN:
        task = Task(cleaned["office"], cleaned["text"], cleaned["due_on"], cleaned["document"])
        services.assign(task=task, **common)
    else:
        services.close(outcome=Outcome(cleaned["outcome"]), text=cleaned["text"], **common)
