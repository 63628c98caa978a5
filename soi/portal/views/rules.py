"""One rule: its versions, who read them, and any day under it explained step by step."""

import json
from datetime import date
from functools import cache
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from soi.core.deadlines import compute
from soi.core.refusals import Refusal
from soi.duties import services as duties
from soi.law import queries
from soi.law import services as laws
from soi.law.queries import Book, RuleView
from soi.law.services import DATA, NewRule
from soi.offices import queries as offices
from soi.portal import services
from soi.portal.forms import ReviewForm, RuleForm
from soi.portal.queries import covers
from soi.portal.views.dates import asked_day
from soi.portal.views.law import KINDS
from soi.web import clock
from soi.web.refusals import refuse


@require_safe
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """Show one rule in all its versions, and count a day under it if one is asked for."""
    book = queries.book()
    versions = book.versions(code)
    if not versions:
        raise Http404
    page = _rule_page(request, book, versions)
    return render(request, "portal/rule.html", page)


@require_safe
def law_book(request: HttpRequest) -> HttpResponse:
    """Show the law book: every case that the software is tested by."""
    asked = request.GET.get("chapter", "")
    chapter = next((one for one in _chapters() if one["name"] == asked), None)
    page = {"chapters": _chapters(), "chapter": chapter}
    return render(request, "portal/law_book.html", page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review_rule(request: HttpRequest, code: str) -> HttpResponse:
    """Note that a jurist has read one version of a rule."""
    _demand_editor(request)
    versions = queries.book().versions(code)
    if not versions:
        raise Http404
    form = ReviewForm(request.POST or None, versions=versions)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        laws.review(
            code=code,
            version=date.fromisoformat(words["version"]),
            by=words["by"],
            document=words["document"],
            stamp=clock.stamp(request),
        )
        messages.success(request, _("Đã ghi ai rà soát, theo văn bản nào."))
        return redirect("portal:rule", code)
    page = {"form": form, "code": code, "rule": versions[-1]}
    return render(request, "portal/rule_review.html", page, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enter_rule(request: HttpRequest) -> HttpResponse:
    """Enter a version of a rule: first see which open duties it touches, then apply."""
    _demand_editor(request)
    base = queries.book().versions(request.GET.get("code", ""))
    form = RuleForm(request.POST or None, initial=_initial(base[-1]) if base else None)
    page: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        answer = _enter(request, form, page)
        if answer is not None:
            return answer
    return render(request, "portal/rule_enter.html", page, status=422 if form.errors else 200)


def _enter(request: HttpRequest, form: RuleForm, page: dict[str, Any]) -> HttpResponse | None:
    new = NewRule(**form.fields_of_rule())
    try:
        _demand_scope(new)
        if "apply" in request.POST:
            moved = services.enter_rule(rule=new, stamp=clock.stamp(request))
            text = _("Đã ghi quy tắc. %(count)s ngày hẹn đang mở đổi theo.") % {"count": moved}
            messages.success(request, text)
            return redirect("portal:rule", new.code)
        laws.check_rule(new)
        page["touched"] = _touched(new)
        page["preview"] = True
    except Refusal as refusal:
        refuse(form, refusal)
    return None


def _demand_scope(new: NewRule) -> None:
    if new.scope != queries.NATION and not offices.chart(clock.today()).has(new.scope):
        offices.identify(new.scope, "")  # says which office is not known


def _touched(new: NewRule) -> list[Any]:
    limit = laws.limit_of(new)
    if limit is None:
        return []
    calendar = queries.book().calendar()
    return duties.touched(limit=limit, calendar=calendar, today=clock.today())


def _rule_page(
    request: HttpRequest, book: Book, versions: tuple[RuleView, ...]
) -> dict[str, object]:
    last = versions[-1]
    began_on = _asked(request)
    facts = request.GET.getlist("fact")
    found = book.rule(last.code, began_on) or last
    deadline = compute(found.limit, began_on, book.calendar(), facts=queries.facts(facts))
    return {
        "rule": last,
        "kind": KINDS.get(last.kind, last.kind),
        "versions": [(one, queries.span_words(one.amount, one.unit)) for one in versions[::-1]],
        "conditions": _conditions(last, facts),
        "extensions": last.limit.extensions if last.limit else (),
        "transitions": [one for one in book.transitions() if last.code in one.rules],
        "reviews": queries.reviews(last.code),
        "began_on": began_on,
        "asked": "from" in request.GET,
        "used": found,
        "due_on": deadline.due_on or queries.last_working_day(found, began_on, book.calendar()),
        "steps": queries.told(deadline),
        "cases": _cases(last.code),
        "may_edit": covers(getattr(request, "mandate", None), "law.edit"),
    }


def _conditions(rule: RuleView, chosen: list[str]) -> list[tuple[str, str, str, bool]]:
    limit = rule.limit
    if limit is None:
        return []
    return [
        (
            one.condition,
            str(queries.CONDITIONS.get(one.condition, one.condition)),
            queries.span_words(one.amount, one.unit),
            one.condition in chosen,
        )
        for one in limit.alternatives
    ]


def _asked(request: HttpRequest) -> date:
    return asked_day(request, clock.today(), "from")


def _initial(rule: RuleView) -> dict[str, object]:
    names = ("code", "kind", "scope", "amount", "unit", "trigger", "holder", "counted_from")
    return {name: getattr(rule, name) for name in names}


def _cases(code: str) -> list[dict[str, Any]]:
    found = []
    for chapter in _chapters():
        for table in chapter["tables"]:
            rows = [row for row in table["rows"] if row[0] == code]
            if rows:
                found.append({"head": table["head"][1:], "rows": [row[1:] for row in rows]})
    return found


@cache
def _chapters() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((DATA / "book.json").read_text("utf-8"))
    return found


def _demand_editor(request: HttpRequest) -> None:
    if not covers(getattr(request, "mandate", None), "law.edit"):
        raise PermissionDenied
