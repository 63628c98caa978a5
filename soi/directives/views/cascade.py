"""Passing a duty down, and answering what one was asked."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soi.core.duties import Visibility
from soi.core.refusals import Refusal
from soi.directives import forms, queries, services
from soi.directives.services import Part
from soi.directives.views.access import demand, mandate
from soi.directives.views.acts import done, made
from soi.duties import queries as duties
from soi.duties.queries import Duty
from soi.offices import queries as offices
from soi.web import clock
from soi.web.lists import Listing
from soi.web.refusals import sentence

_ROWS = 4


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pass_down(request: HttpRequest, number: str) -> HttpResponse:
    """Show a duty with its parts, and give units parts of it."""
    demand(request, "directives.schedule")
    duty = duties.by_number(number)
    if duty is None or duty.visibility == Visibility.SEALED:
        raise Http404
    # Only who holds the whole, or stands above it, gives parts of it away.
    demand(request, "directives.schedule", duty.holder.slug)
    chart = offices.chart(clock.today())
    bound = request.POST if request.method == "POST" else None
    rows = [forms.PartForm(bound, chart=chart, prefix=f"p{n}", auto_id="%s") for n in range(_ROWS)]
    errors: list[str] = []
    if bound is not None and sum(row.is_valid() for row in rows) == _ROWS:
        try:
            services.pass_down(number=number, parts=_parts(rows), stamp=clock.stamp(request))
            return redirect("documents:cascade", number)
        except Refusal as refusal:
            errors = [sentence(refusal)]
    page = {
        "duty": duty,
        "rows": rows,
        "errors": errors,
        "branches": _branches(duty),
        "holder": chart.name(duty.holder.slug),
        "chart": chart,
        "today": clock.today(),
    }
    wrong = bool(errors) or any(row.errors for row in rows)
    return render(request, "directives/cascade.html", page, status=422 if wrong else 200)


def _parts(rows: list[forms.PartForm]) -> list[Part]:
    found = []
    for row in rows:
        told: dict[str, Any] = row.cleaned_data
        if not told.get("office"):
            continue
        helpers = (
            [(told["helper"], told["helper_role"] or "coordinates")] if told.get("helper") else []
        )
        found.append(
            Part(told["office"], told["title"], told["weight"] or 1, told["due_on"], helpers)
        )
    return found


def _branches(duty: Duty) -> list[queries.Branch]:
    return queries.branches([duty], internal=True)


@login_required
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """Show what the chosen office was asked and has not answered."""
    return _rounds(request)


def _rounds(
    request: HttpRequest, wrong: Any = None, at: int = 0, status: int = 200
) -> HttpResponse:
    chosen = mandate(request)
    found = Listing(queries.unanswered([chosen.office] if chosen else []), size=20).first(request)
    rows = [
        {
            "answer": one,
            "form": wrong if one.pk == at else forms.AnswerForm(auto_id=f"a{one.pk}-%s"),
            "duty": duties.by_number(one.duty),
        }
        for one in _with(found.rows, at)
    ]
    return render(
        request,
        "directives/rounds.html",
        {"rows": rows, "form": wrong, "today": clock.today()} | found.pager(request.GET),
        status=status,
    )


def _with(rows: list[Any], at: int) -> list[Any]:
    """Return a page of answers with the one at `at`, whose words would else be lost, before it."""
    mine = queries.answer(at) if at and all(one.pk != at for one in rows) else None
    return [mine, *rows] if mine else rows


@login_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer one question for the office that holds the duty."""
    row = queries.answer(pk)
    if row is None:
        raise Http404
    demand(request, "directives.answer", row.office)
    form = made(forms.AnswerForm, request, auto_id=f"a{pk}-%s")
    if done(form, partial(_answer, pk, clock.stamp(request))):
        return redirect("documents:rounds")
    return _rounds(request, form, pk, status=422)


def _answer(pk: int, stamp: Any, cleaned: dict[str, Any]) -> None:
    services.answer(pk=pk, text=cleaned["text"], percent=cleaned["percent"], stamp=stamp)
