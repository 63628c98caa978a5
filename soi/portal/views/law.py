"""The law as Soi counts it: limits with their source, and which days are worked."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from soi.core.deadlines import compute
from soi.core.refusals import Refusal
from soi.core.workdays import Calendar, days
from soi.law import queries
from soi.law.queries import Book, RuleView, span_words
from soi.portal import services
from soi.portal.forms import DaysForm
from soi.portal.queries import covers
from soi.portal.views.dates import asked_day, asked_year
from soi.web import clock
from soi.web.refusals import sentence

KINDS = {
    "phan_anh": gettext_lazy("Phản ánh, kiến nghị"),
    "khieu_nai": gettext_lazy("Khiếu nại"),
    "to_cao": gettext_lazy("Tố cáo (không nhận ở đây)"),
    "tiep_dan": gettext_lazy("Tiếp công dân"),
    "dan_chu": gettext_lazy("Dân chủ ở cơ sở, Ban Thanh tra nhân dân"),
    "mat_tran": gettext_lazy("Giám sát, phản biện của Mặt trận"),
    "pctn": gettext_lazy("Phòng, chống tham nhũng"),
    "bao_tro": gettext_lazy("Trợ giúp xã hội"),
    "thong_tin": gettext_lazy("Tiếp cận thông tin"),
    "van_thu": gettext_lazy("Văn thư"),
    "danh_gia": gettext_lazy("Đánh giá, xếp loại"),
}


@require_safe
def law(request: HttpRequest) -> HttpResponse:
    """Show each limit that Soi counts with, as of a day, and how it counts."""
    on = asked_day(request, clock.today())
    book = queries.book()
    rules = [rule for rule in book.rules() if rule.in_force(on)]
    page = {
        "on": on,
        "kinds": _by_kind(book, on),
        "example": _example(book, on),
        "transitions": book.transitions(),
        "reviewed": sum(rule.review == "reviewed" for rule in rules),
        "total": len(rules),
    }
    return render(request, "portal/law.html", page)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Show which days of a year differ from Monday to Friday, and by which document."""
    return render(request, "portal/calendar.html", _year_page(request))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enter_days(request: HttpRequest) -> HttpResponse:
    """Enter a swap of days or an extra day off, and move the open due days by it."""
    may_edit = covers(request.mandate, "law.edit")  # type: ignore[attr-defined]
    if request.method == "POST" and not may_edit:
        raise PermissionDenied
    form = DaysForm(request.POST or None) if may_edit else None
    if form is not None and request.method == "POST" and form.is_valid():
        moved = _enter(request, form)
        if moved is not None:
            text = _("Đã ghi lịch. %(count)s ngày hẹn đang mở được tính lại.")
            messages.success(request, text % {"count": moved})
            return redirect("portal:calendar")
    status = 422 if form is not None and form.errors else 200
    page = {**_year_page(request), "form": form}
    return render(request, "portal/calendar.html", page, status=status)


def _enter(request: HttpRequest, form: DaysForm) -> int | None:
    try:
        return services.set_days(
            days=form.days(),
            document=form.cleaned_data["document"],
            ground=form.cleaned_data["ground"],
            stamp=clock.stamp(request),
        )
    except Refusal as refusal:
        form.add_error("worked_on" if refusal.code == "half_swap" else "off_on", sentence(refusal))
        return None


def _by_kind(book: Book, on: date) -> list[tuple[str, list[tuple[RuleView, str]]]]:
    # Another place's own regulation binds nobody here.
    rules = [
        rule
        for rule in book.rules()
        if rule.in_force(on) and not rule.scope.startswith(f"{queries.NATION}-")
    ]
    order = list(KINDS)
    rules.sort(key=lambda one: order.index(one.kind) if one.kind in KINDS else len(order))
    return [
        (str(KINDS.get(kind, kind)), [(rule, span_words(rule.amount, rule.unit)) for rule in some])
        for kind, some in groupby(rules, key=lambda one: one.kind)
    ]


def _example(book: Book, on: date) -> dict[str, object]:
    limit = book.service_level(
        kind="report", topic="ha_tang", urgent=False, offices=_scopes(book), on=on
    )
    deadline = compute(limit, on, book.calendar())
    return {"limit": limit, "deadline": deadline, "skipped": deadline.trace.get("skipped", ())}


def _scopes(book: Book) -> list[str]:
    return sorted({rule.scope for rule in book.rules() if not rule.statutory})


def _year_page(request: HttpRequest) -> dict[str, object]:
    year = asked_year(request, clock.today())
    known = queries.book().calendar()
    return {
        "year": year,
        "years": range(2022, 2028),
        "off": list(_differing(known, year)),
        "worked": [(day, why) for day, why in sorted(known.worked.items()) if day.year == year],
        "overrides": [one for one in queries.overrides() if one.on.year == year],
        "working_days": _working_days(known, year),
        "may_edit": covers(getattr(request, "mandate", None), "law.edit"),
    }


def _differing(known: Calendar, year: int) -> Iterator[tuple[date, str]]:
    for day, why in sorted(known.off.items()):
        if day.year == year and day.weekday() < 5 and not known.is_working(day):
            yield day, why


def _working_days(known: Calendar, year: int) -> int:
    return sum(known.is_working(day) for day in days(date(year, 1, 1), date(year, 12, 31)))
