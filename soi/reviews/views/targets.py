"""A body's targets of a year: two plans, actuals, the estimate apart, and where it will end."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from soi.core.refusals import Refusal
from soi.core.stamps import Stamp
from soi.core.targets.life import Act
from soi.counter import queries as counter
from soi.offices import queries as offices
from soi.reviews import services
from soi.reviews.forms import TARGET_FORMS
from soi.reviews.queries import targets as queries
from soi.reviews.queries.targets import TARGETS, Standing
from soi.web import charts, clock, sheets
from soi.web.refusals import refuse

FIRST_YEAR = 2020
_DO: dict[Act, Callable[..., object]] = {
    Act.REPLAN: services.replan,
    Act.ENTER: services.enter_value,
    Act.CORRECT: services.correct_value,
}


@require_safe
def targets(request: HttpRequest, office: str, year: int) -> HttpResponse:
    """Show the targets of a body in a year, to anyone; as a sheet where asked."""
    chart = offices.chart(clock.today())
    if not (chart.has(office) and FIRST_YEAR <= year <= clock.today().year + 1):
        raise Http404
    rows = queries.standings(office, year)
    kind = request.GET.get("file", "")
    if kind in ("xlsx", "csv"):
        return sheets.answer(f"chi-tieu-{office}-{year}", kind, _head(), map(_cells, rows))
    page = {
        "name": chart.name(office),
        "office": office,
        "year": year,
        "rows": [_row(one) for one in rows],
        "counts": _counts(rows),
    }
    return render(request, "reviews/targets.html", page)


@require_safe
def target(request: HttpRequest, number: str) -> HttpResponse:
    """Show one target with every value that was ever entered, and its acts."""
    return _show(request, number)


@login_required
@require_POST
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """Do one act on a target; what was refused stays as it was typed."""
    found = queries.target(number)
    if found is None or act not in TARGET_FORMS:
        raise Http404
    form = TARGET_FORMS[act](request.POST, target=found, auto_id=f"{act}-%s")
    try:
        if form.is_valid():
            told = {key: value for key, value in form.cleaned_data.items() if key != "seen"}
            _DO[Act(act)](number=number, stamp=clock.stamp(request), **told)
            return redirect("reviews:target", number)
    except Refusal as refusal:
        refuse(form, refusal)
    return _show(request, number, wrong=(act, form), status=422)


def _show(
    request: HttpRequest, number: str, *, wrong: tuple[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    found = queries.target(number)
    if found is None:
        raise Http404
    chart = offices.chart(clock.today())
    rows = queries.standings(found.office, found.year)
    standing = next(one for one in rows if one.target.pk == found.pk)
    page = {
        "row": _row(standing),
        "target": found,
        "name": chart.name(found.office),
        "values": queries.history(found),
        "acts": _acts(found, clock.stamp(request), wrong),
        "form": wrong[1] if wrong else None,
    }
    return render(request, "reviews/target.html", page, status=status)


def _acts(found: Any, stamp: Stamp, wrong: tuple[str, Any] | None) -> list[dict[str, Any]]:
    offered = [act for act in counter.offered(TARGETS, found, stamp) if act in TARGET_FORMS]
    return [
        {
            "act": act,
            "form": wrong[1]
            if wrong and wrong[0] == act
            else TARGET_FORMS[act](target=found, auto_id=f"{act}-%s"),
            "open": bool(wrong and wrong[0] == act),
        }
        for act in offered
    ]


def _row(one: Standing) -> dict[str, Any]:
    return {"standing": one, "target": one.target, "chart": _chart(one), "judgement": _judged(one)}


def _chart(one: Standing) -> Any:
    if one.actual is None or one.progress is None:
        return ""
    plans = [(_("P"), float(one.target.plan))]
    if one.target.plan_above is not None:
        plans.append((_("CT"), float(one.target.plan_above)))
    fan = (one.forecast.low, one.forecast.high) if one.forecast else None
    real = [(month, float(value)) for month, value in one.by_month]
    past = [(month, float(value)) for month, value in one.last_year]
    return charts.line(_said(one), charts.Path(real, past, plans, fan))


def _said(one: Standing) -> str:
    said = _("%(name)s: đến hết tháng %(month)s được %(actual)s, kế hoạch %(plan)s") % {
        "name": one.target.name,
        "month": one.month,
        "actual": number(one.actual),
        "plan": number(one.target.plan),
    }
    if one.forecast is not None:
        low, high = number(one.forecast.low), number(one.forecast.high)
        said += _("; dự báo cả năm %(low)s đến %(high)s") % {"low": low, "high": high}
    return said


def _judged(one: Standing) -> tuple[str, str]:
    """Return what is said of a target, and the tone that seconds it."""
    if one.met is not None:
        return (_("Đạt"), "done") if one.met else (_("Không đạt"), "unfixed")
    if one.will_miss:
        return _("Sẽ không đạt"), "late"
    if one.forecast is not None:
        sure = one.forecast.low >= one.target.plan
        return (_("Nhiều khả năng đạt"), "done") if sure else (_("Chưa chắc"), "wait")
    return _("Không dự báo"), "faint"


def _counts(rows: list[Standing]) -> dict[str, int]:
    forecast = [one for one in rows if one.forecast is not None]
    return {
        "all": len(rows),
        "forecast": len(forecast),
        "miss": sum(one.will_miss for one in forecast),
        "without": sum(one.actual is None for one in rows),
    }


def number(value: Any) -> str:
    """Write a number as Vietnamese papers do: 1.250,5."""
    if value is None:
        return ""
    text = f"{float(value):,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def _head() -> list[str]:
    return [
        _("Chỉ tiêu"), _("Đơn vị"), _("Năm trước"), _("Kế hoạch cấp trên"), _("Kế hoạch phường"),
        _("Tháng"), _("Thực hiện"), _("Ước năm"), _("Dự báo thấp"), _("Dự báo cao"), _("Nhận định"),
    ]  # fmt: skip


def _cells(one: Standing) -> list[str]:
    target, forecast = one.target, one.forecast
    numbers = (target.baseline, target.plan_above, target.plan)
    interval = (forecast.low, forecast.high) if forecast else (None, None)
    return [
        target.name, target.unit, *map(number, numbers), str(one.month or ""), number(one.actual),
        number(one.estimate), *map(number, interval), _judged(one)[0],
    ]  # fmt: skip
