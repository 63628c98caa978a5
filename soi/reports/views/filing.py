"""The way of a filing: tell, check, send. Nothing is stored before the last step."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from soi.core import suggestions
from soi.core.filings import Kind
from soi.core.privacy import spans
from soi.core.refusals import Refusal, Unacceptable
from soi.offices import queries as offices
from soi.reports import queries, services
from soi.reports.forms import staging
from soi.reports.forms.filing import DENUNCIATION, NOBODY, UNKNOWN_PLACE, CheckForm, TellForm
from soi.reports.refusals import NO_ROOM
from soi.reports.services import Contact, Filing, NewPhoto
from soi.reports.views import pictures
from soi.reports.views.public import take_up
from soi.reports.views.receipt import show_receipt
from soi.web import clock, limits
from soi.web.refusals import refuse

_MOST_CHECKS = 60  # an hour, from one address: each may leave five photos waiting
_MOST_TRIES = 120  # an hour, of sendings that may have a field to mend
_CARRIED = ("text", "group", "address", "lat", "long")
_CONTACT = ("name", "phone", "email", "home")


@require_safe
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Show the form that tells of a matter."""
    initial = {"group": request.GET.get("group", "")}
    return _tell(request, TellForm(chart=offices.chart(clock.today()), initial=initial))


@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """Take the resident's words, and show what would become of them."""
    if request.method != "POST":
        return redirect("reports:new")
    chart = offices.chart(clock.today())
    kept = staging.still_there(request.POST.getlist("kept"))
    form = TellForm(request.POST, request.FILES, chart=chart, kept=kept)
    wait = limits.hit("reports.check", limits.address(request), most=_MOST_CHECKS, seconds=3600)
    if wait:
        return _told_to_wait(_tell(request, form, kept, _too_often(wait)), wait)
    if _stale(request):
        return _tell(request, form, kept, _stale_words())
    kept += _staged(form)
    if form.errors:
        return _tell(request, form, kept)
    found = form.cleaned_data
    return _check(request, CheckForm(chart=chart, kept=kept, initial=found), found, kept)


def _staged(form: TellForm) -> list[str]:
    """Return the names under which the form's new photos wait; why they do not, in the form."""
    if not form.is_valid():
        return []
    try:
        return staging.stage(form.cleaned_data["photos"])
    except Unacceptable as refusal:
        refuse(form, refusal)
    except OSError:
        form.add_error("photos", NO_ROOM)
    return []


@never_cache
def send(request: HttpRequest) -> HttpResponse:
    """Send what was checked; or go back to the words, or follow another's report instead."""
    if request.method != "POST":
        return redirect("reports:new")
    kept = staging.still_there(request.POST.getlist("kept"))
    if request.POST.get("follow"):
        staging.drop(kept)
        return take_up(request, request.POST["follow"][:20])
    if DENUNCIATION in {request.POST.get("kind"), request.POST.get("concerns")}:
        # What is said of somebody in power is not kept here, not even for a day.
        staging.drop(kept)
        return redirect("portal:denounce")
    return _decided(request, kept)


def _decided(request: HttpRequest, kept: Sequence[str]) -> HttpResponse:
    chart = offices.chart(clock.today())
    # Before anything is looked at: an answer that names a field to mend costs as much as another.
    wait = limits.hit("reports.try", limits.address(request), most=_MOST_TRIES, seconds=3600)
    if wait:
        form = TellForm(chart=chart, kept=kept, initial=request.POST.dict())
        return _told_to_wait(_tell(request, form, kept, _too_often(wait)), wait)
    if request.POST.get("do") == "edit":
        return _tell(request, TellForm(chart=chart, kept=kept, initial=request.POST.dict()), kept)
    form = CheckForm(request.POST, chart=chart, kept=kept)
    if _stale(request):
        return _tell(request, form, kept, _stale_words())
    if form.is_valid():
        if staging.lost(request.POST.getlist("kept"), kept):
            form.add_error(
                None, _("Có ảnh chờ quá lâu đã bị xóa. Chọn lại ảnh, hoặc gửi như dưới đây.")
            )
            return _again(request, form, kept)
        return _send(request, form, kept)
    broken = set(form.errors) & set(_CARRIED)
    return _tell(request, form, kept) if broken else _again(request, form, kept)


@require_safe
@never_cache
def staged(request: HttpRequest, name: str) -> HttpResponse:
    """Show a photo that waits for its filing to be sent."""
    data = staging.read(name)
    if data is None:
        raise Http404
    return pictures.answer(data)


def _tell(
    request: HttpRequest,
    form: TellForm,
    kept: Sequence[str] = (),
    errors: Sequence[str] = (),
) -> HttpResponse:
    page = {
        "form": form,
        "key": staging.new_key(),
        "kept": kept,
        "contact_open": any(form[name].value() for name in _CONTACT),
        "errors": errors,
    }
    return render(request, "reports/new.html", page, status=422 if errors or form.errors else 200)


def _again(request: HttpRequest, form: CheckForm, kept: Sequence[str]) -> HttpResponse:
    told = {**form.cleaned_data, "kind": request.POST.get("kind"), "mask": request.POST.get("mask")}
    return _check(request, form, told, kept)


def _check(
    request: HttpRequest, form: CheckForm, told: Mapping[str, Any], kept: Sequence[str]
) -> HttpResponse:
    filing = _filing(told)
    planned = services.plan(filing=filing, today=clock.today())
    if not told.get("kind") and planned.suggestion.kind == Kind.COMPLAINT:
        filing = replace(filing, kind=Kind.COMPLAINT)
        planned = services.plan(filing=filing, today=clock.today())
    form.initial.setdefault("topic", planned.topic)
    chart = offices.chart(clock.today())
    page = {
        "form": form,
        "key": request.POST.get("key") if form.is_bound else staging.new_key(),
        "kept": kept,
        "text": filing.text,
        "carried": [(name, told.get(name)) for name in _CARRIED if told.get(name) is not None],
        "suggestion": planned.suggestion,
        "kind": "complaint" if filing.kind == Kind.COMPLAINT else "report",
        "card_kind": filing.kind,
        "topic": planned.topic,
        "mask": told.get("mask"),
        "concerns": request.POST.get("concerns"),
        "marks": spans(filing.text, queries.streets(chart)),
        "place": _place(chart, planned.group, filing.address),
        "similar": _similar(filing, planned),
        "planned": planned,
        "contact_open": form.errors or any(told.get(name) for name in _CONTACT),
    }
    return render(request, "reports/check.html", page, status=422 if form.errors else 200)


def _send(request: HttpRequest, form: CheckForm, kept: Sequence[str]) -> HttpResponse:
    filing = replace(
        _filing({**form.cleaned_data, "text": form.words()}),
        photos=tuple(_photos(kept)),
        key=staging.checked_key(request.POST.get("key", "")),
        as_written=form.cleaned_data.get("mask") == "no",
        accuses_nobody=form.cleaned_data.get("concerns") == NOBODY,
        language=(get_language() or "vi")[:2],
    )
    wait = limits.hit("reports.send", limits.address(request), most=30, seconds=3600)
    if wait:
        text = _("Máy này đã gửi 30 phản ánh trong một giờ. Chờ %(minutes)s phút rồi gửi tiếp.")
        form.add_error(None, text % {"minutes": wait // 60 + 1})
        return _told_to_wait(_again(request, form, kept), wait)
    try:
        receipt = services.receive(filing=filing, stamp=clock.resident_stamp())
    except Refusal as refusal:
        refuse(form, refusal)
        return _again(request, form, kept)
    except (OSError, OperationalError):
        form.add_error(None, NO_ROOM)
        return _again(request, form, kept)
    return show_receipt(request, receipt, filing)


def _filing(told: Mapping[str, Any]) -> Filing:
    group = told.get("group") or ""
    return Filing(
        kind=_kind(told),
        text=told.get("text", ""),
        topic=told.get("topic") or "",
        group="" if group == UNKNOWN_PLACE else group,
        lat=told.get("lat"),
        long=told.get("long"),
        address=told.get("address") or "",
        contact=Contact(*(told.get(name) or "" for name in _CONTACT)),
    )


def _kind(told: Mapping[str, Any]) -> str:
    """Return the kind that was chosen; one and the same choice covers reports and petitions."""
    if told.get("kind") == Kind.COMPLAINT:
        return Kind.COMPLAINT
    suggested = suggestions.suggest(told.get("text", ""), model=queries.understanding.model()).kind
    return Kind.PETITION if suggested == Kind.PETITION else Kind.REPORT


def _photos(kept: Iterable[str]) -> Iterable[NewPhoto]:
    for name in kept:
        data = staging.read(name)
        if data is not None:
            yield NewPhoto(data, *staging.size(name))


def _place(chart: offices.Chart, group: str, address: str) -> str:
    return ", ".join(filter(None, (chart.name(group) if group else "", address)))


def _similar(filing: Filing, planned: services.Plan) -> Sequence[queries.Similar]:
    if filing.kind == Kind.COMPLAINT:
        return []
    return queries.similar(
        text=filing.text,
        topic=planned.topic,
        group=planned.group,
        lat=filing.lat,
        long=filing.long,
        address=filing.address,
        today=clock.today(),
    )


def _told_to_wait(response: HttpResponse, wait: int) -> HttpResponse:
    response.status_code = 429
    response["Retry-After"] = str(wait)
    return response


def _too_often(wait: int) -> list[str]:
    text = _(
        "Máy này đã xem trước %(most)s lần trong một giờ. Lời kể còn nguyên dưới đây; chờ "
        "%(minutes)s phút, chọn lại ảnh nếu có, rồi bấm tiếp."
    )
    return [text % {"most": _MOST_CHECKS, "minutes": wait // 60 + 1}]


def _stale(request: HttpRequest) -> bool:
    try:
        staging.checked_key(request.POST.get("key", ""))
    except staging.StaleForm:
        return True
    return False


def _stale_words() -> list[str]:
    return [
        _(
            "Trang này mở đã quá một ngày nên chưa gửi gì cả. Lời kể còn nguyên dưới đây; "
            "ảnh chờ quá một ngày đã bị xóa, chọn lại ảnh rồi gửi."
        )
    ]
