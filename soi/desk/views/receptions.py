"""Reception days: what residents read of them, and how the desk runs one."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soi.core import suggestions
from soi.core.refusals import Refusal
from soi.desk import queries, services
from soi.desk.forms import ArriveForm, BornForm, MinutesForm, RefusalForm, ScheduleForm
from soi.desk.views.access import demand
from soi.desk.views.intake import qr
from soi.law import queries as law
from soi.offices import queries as offices
from soi.people import queries as people
from soi.reports import queries as reports
from soi.reports.services import Contact, Filing, NotStored
from soi.web import clock, sheets
from soi.web.lists import Listing
from soi.web.refusals import refuse


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """Show everybody who receives, when and where; and how past days went, in figures."""
    chart, today = offices.chart(clock.today()), clock.today()
    past = queries.past(today)
    rule = law.book().rule("td.schedule", today)
    page = {
        "coming": [_told(one, chart) for one in queries.coming(today)],
        "figures": queries.figures(past),
        "past": past.count(),
        "law": rule.source if rule else "",
    }
    return render(request, "desk/receptions_public.html", page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    """Show the reception days; let whoever may announce another."""
    chosen = demand(request, "staff.enter")
    chart, today = offices.chart(clock.today()), clock.today()
    may_schedule = people.may((chosen,), "receptions.schedule", chosen.office, today)
    form = ScheduleForm(request.POST or None, chart=chart, office=chosen.office)
    if request.method == "POST":
        demand(request, "receptions.schedule", chosen.office)
        if form.is_valid():
            try:
                services.schedule(stamp=clock.stamp(request), **form.cleaned_data)
                return redirect("desk:receptions")
            except Refusal as refusal:
                refuse(form, refusal)
    past = queries.past(today)
    if request.GET.get("file") in ("xlsx", "csv"):
        return _file(request.GET["file"], chain(queries.coming(today), past.iterator()), chart)
    found = Listing(past).first(request)
    page = {
        "may_run": people.may((chosen,), "receptions.run", chosen.office, today),
        "coming": [_told(one, chart) for one in queries.coming(today)],
        "past": [_told(one, chart) for one in found.rows],
        "standing": [
            {"row": one, "post": chart.title(one.post)} for one in queries.standing_days(today)
        ],
        "figures": queries.figures(past),
        "form": form if may_schedule else None,
    }
    page |= found.pager(request.GET)
    return render(request, "desk/receptions.html", page, status=422 if form.errors else 200)


def _file(kind: str, days: Iterable[Any], chart: offices.Chart) -> HttpResponse:
    head = [_("Ngày"), _("Người tiếp"), _("Nơi"), _("Lượt"), _("Người"), _("Đã tiếp"), _("Đơn")]
    rows = []
    for one in days:
        found = queries.figures([one])
        rows.append(
            [one.on, chart.title(one.post), one.place, found.visits, found.people, found.held,
             found.filings]
        )  # fmt: skip
    return sheets.answer("tiep-cong-dan", kind, head, rows)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def day(request: HttpRequest, pk: int) -> HttpResponse:
    """Run one reception day: who came, who is talked to, what was said."""
    chosen = demand(request, "receptions.run")
    row = queries.reception(pk)
    if row is None or not queries.runs(row, chosen.office, clock.today()):
        raise Http404
    form = ArriveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        contact = Contact(told["name"], told["phone"], "", told["address"])
        try:
            services.arrive(
                pk=pk,
                subject=told["subject"],
                people=told["people"],
                contact=contact,
                stamp=clock.stamp(request),
            )
            return redirect("desk:reception", pk)
        except Refusal as refusal:
            refuse(form, refusal)
    return _day(request, row, form)


def _day(
    request: HttpRequest, row: Any, form: Any, *, receipt: Any = None, wrong: Any = None
) -> HttpResponse:
    chart = offices.chart(clock.today())
    visits = [
        {
            "row": one,
            "born": [born.report.number for born in one.filings.all()],
            "talked": _minutes(one),
            "minutes": MinutesForm(auto_id=f"m{one.pk}-%s"),
            "refusal": RefusalForm(auto_id=f"r{one.pk}-%s"),
            "filing": BornForm(auto_id=f"f{one.pk}-%s"),
        }
        for one in queries.visits(row)
    ]
    page = {
        "day": _told(row, chart),
        "visits": visits,
        "figures": queries.figures([row]),
        "form": wrong or form,
        "arrive": form,
        "today": row.on == clock.today() and not row.cancelled,
        "receipt": receipt,
        "qr": qr(receipt) if receipt else "",
    }
    bad = bool(form.errors or (wrong and wrong.errors))
    return render(request, "desk/reception.html", page, status=422 if bad else 200)


def _minutes(one: Any) -> int | None:
    if not (one.called_at and one.ended_at):
        return None
    seconds: float = (one.ended_at - one.called_at).total_seconds()
    return round(seconds / 60)


@login_required
@require_POST
@never_cache
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Do one thing with one visit, and show the day again."""
    chosen = demand(request, "receptions.run")
    visit = queries.visit(pk)
    if visit is None or act not in _ACTS:
        raise Http404
    if not queries.runs(visit.reception, chosen.office, clock.today()):
        raise Http404
    kind = _ACTS[act]
    form = kind(request.POST) if kind else None
    if form is not None and not form.is_valid():
        return _day(request, visit.reception, ArriveForm(), wrong=form)
    try:
        receipt = _do(act, visit, form.cleaned_data if form else {}, request)
    except Refusal as refusal:
        form = form or ArriveForm({})
        form.is_valid()
        form.errors.clear()
        refuse(form, refusal)
        return _day(request, visit.reception, ArriveForm(), wrong=form)
    if receipt is not None:
        # The code is shown once, here: no redirect may lose it.
        return _day(request, visit.reception, ArriveForm(), receipt=receipt)
    return redirect("desk:reception", visit.reception_id)


_ACTS: dict[str, Any] = {
    "call": None,
    "leave": None,
    "finish": MinutesForm,
    "refuse": RefusalForm,
    "file": BornForm,
}


def _do(act: str, visit: Any, told: dict[str, Any], request: HttpRequest) -> Any:
    stamp = clock.stamp(request)
    if act == "file":
        return _filed(visit, told, stamp)
    do = {
        "call": services.call,
        "leave": services.leave,
        "finish": services.finish,
        "refuse": services.refuse,
    }[act]
    do(visit=visit.pk, stamp=stamp, **told)  # type: ignore[operator]
    return None


def _filed(visit: Any, told: dict[str, Any], stamp: Any) -> Any:
    found = suggestions.suggest(told["text"], model=reports.understanding.model())
    if found.asks and not told["sure"]:
        raise NotStored
    kind = told["kind"] or found.kind
    filing = Filing(kind=kind, text=told["text"], accuses_nobody=told["sure"])
    return services.file_from_visit(visit=visit.pk, filing=filing, stamp=stamp)


def _told(one: Any, chart: offices.Chart) -> dict[str, Any]:
    return {
        "row": one,
        "office": chart.name(one.office),
        "post": chart.title(one.post),
        "deadline": services.notice_deadline(one.on, one.published_on),
    }
