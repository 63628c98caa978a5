"""Duties for programs: GET /api/v1/duties."""

from datetime import date

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from soi.core.duties import State
from soi.duties import queries
from soi.duties.queries import Duty
from soi.duties.templatetags.duties import source_url
from soi.offices import queries as offices
from soi.web import clock, openapi

_YES, _NO = {"1", "true"}, {"0", "false"}
_NO_DAY = "không có thời hạn luật định"


class DutyShape(msgspec.Struct):
    """One public duty."""

    number: str
    title: str
    kind: str
    holder: str
    requester: str
    state: str
    verdict: str | None
    due_on: date | None
    due_source: str
    overdue: bool
    source_url: str
    url: str


class DutyPage(msgspec.Struct):
    """A page of duties; `next` is the key of the page after it."""

    items: list[DutyShape]
    next: str | None


class Wrong(msgspec.Struct):
    """Why a request was refused: one sentence, and one for each field."""

    error: str
    fields: dict[str, str]


def listed(request: HttpRequest) -> HttpResponse:
    """Give public duties, newest first."""
    if request.method not in {"GET", "HEAD"}:
        refusal = _json(Wrong(_("Địa chỉ này chỉ đọc."), {}), 405)
        refusal["Allow"] = "GET, HEAD"
        return refusal
    wrong = _wrong(request)
    if wrong:
        first = next(iter(wrong.values()))
        return _json(Wrong(first, wrong), 422)
    limit = int(request.GET.get("limit") or 50)
    today = clock.today()
    overdue = request.GET.get("overdue", "").lower()
    rows = queries.listed(
        office=request.GET.get("office", ""),
        state=request.GET.get("state", ""),
        late_on=today if overdue in _YES else None,
        in_time_on=today if overdue in _NO else None,
        after=int(request.GET["after"]) if request.GET.get("after") else None,
    )
    found = list(rows[: limit + 1])
    following = str(found[limit - 1].pk) if len(found) > limit else None
    return _json(DutyPage([shape(duty, today) for duty in found[:limit]], following), 200)


def shape(duty: Duty, today: date) -> DutyShape:
    """Return one duty as programs see it."""
    return DutyShape(
        number=duty.number,
        title=duty.title,
        kind=duty.kind,
        holder=duty.holder.slug,
        requester=duty.requester_office,
        state=duty.state,
        verdict=duty.verdict or None,
        due_on=duty.due_on,
        due_source=duty.due_source or _NO_DAY,
        overdue=duty.is_late(today),
        source_url=source_url(duty),
        url=duty.get_absolute_url(),
    )


def _wrong(request: HttpRequest) -> dict[str, str]:
    wrong = {}
    limit, after = request.GET.get("limit") or "50", request.GET.get("after") or "0"
    if not (limit.isascii() and limit.isdigit() and 1 <= int(limit[:6]) <= 200 and len(limit) < 6):
        wrong["limit"] = _("Chọn từ 1 đến 200.")
    if not (after.isascii() and after.isdigit() and len(after) < 18):
        wrong["after"] = _("Dùng giá trị next của trang trước.")
    if request.GET.get("state") and request.GET["state"] not in set(State):
        wrong["state"] = _("Không có trạng thái này.")
    if request.GET.get("overdue", "").lower() not in {*_YES, *_NO, ""}:
        wrong["overdue"] = _("Ghi true hoặc false.")
    slug = request.GET.get("office", "")
    if slug and not offices.chart(clock.today()).has(slug):
        wrong["office"] = _("Không có cơ quan này.")
    return wrong


def _json(data: object, status: int) -> HttpResponse:
    body = msgspec.json.encode(data)
    return HttpResponse(body, status=status, content_type="application/json; charset=utf-8")


OPERATIONS = (
    openapi.Operation(
        "GET",
        "/api/v1/duties",
        "Public duties, newest first",
        (200, DutyPage),
        parameters=(
            openapi.Parameter("office", "query", "slug of the office that owes it"),
            openapi.Parameter("state", "query", "draft, open, reported or closed"),
            openapi.Parameter("overdue", "query", "true: only those past their day", "boolean"),
            openapi.Parameter("after", "query", "`next` of the page before"),
            openapi.Parameter("limit", "query", "how many, at most 200", "integer"),
        ),
        refuses=(405, 422),
    ),
)
