"""Reports for programs: send one, read them, and what a receipt code opens.

No cookie, no session: the receipt code in a header is the whole of the permission, so these
answers are never kept by a cache.
"""

from collections.abc import Callable
from functools import wraps

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from soi.core.competence import MayNotJudge
from soi.core.filings import BORDER, TOPICS, State
from soi.core.receipts import BadCode
from soi.core.refusals import Refusal, Unacceptable
from soi.offices import queries as offices
from soi.record import queries as record
from soi.reports import queries, services
from soi.reports.api.operations import FILTERS
from soi.reports.api.shapes import ReportPageOut, own_shape, receipt_shape, shape
from soi.reports.forms.wire import Unreadable, read_dispute, read_empty, read_filing
from soi.web import clock, limits
from soi.web.openapi import Problem
from soi.web.refusals import sentence

_MOST, _SPAN = 200, 600
_CONFLICTS = {"not_now", "not_allowed", "too_late", "key_reused", "changed_meanwhile"}
_View = Callable[..., HttpResponse]


def answering(*methods: str) -> Callable[[_View], _View]:
    """Give back a decorator: only these methods, and every refusal as a sentence in JSON."""

    def decorate(view: _View) -> _View:
        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, *args: str, **more: str) -> HttpResponse:
            if request.method not in methods:
                response = _problem(405, _("Địa chỉ này chỉ nhận %s.") % ", ".join(methods))
                response["Allow"] = ", ".join(methods)
                return response
            try:
                return view(request, *args, **more)
            except Unreadable as wrong:
                return _problem(wrong.status, wrong.text, wrong.fields)
            except Refusal as refusal:
                return _refused(refusal)

        return answer

    return decorate


@answering("GET", "HEAD", "POST")
def collection(request: HttpRequest) -> HttpResponse:
    """List public reports, or take a new one in."""
    return _create(request) if request.method == "POST" else _list(request)


@answering("GET", "HEAD")
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """Give one public report; a complaint answers exactly as an unknown number does."""
    report = queries.with_parts(queries.public().filter(number=number)).first()
    if report is None:
        return _problem(404, _("Không có số này."))
    return _json(shape(report, offices.chart(clock.today())))


@answering("GET", "HEAD")
def receipt(request: HttpRequest, code: str = "") -> HttpResponse:
    """Give the sender's view of the filing that the code opens."""
    return _own(request, _code(request, code))


@answering("POST")
def accept(request: HttpRequest, code: str = "") -> HttpResponse:
    """Say that the matter is done."""
    code = _code(request, code)
    _slowed(request)
    text = read_empty(request)
    services.accept(code=code, text=text, stamp=clock.resident_stamp())
    return _own(request, code)


@answering("POST")
def dispute(request: HttpRequest, code: str = "") -> HttpResponse:
    """Say that the answer is not good enough; another office will look at it."""
    code = _code(request, code)
    _slowed(request)
    reason, text = read_dispute(request)
    services.dispute(code=code, reason=reason, text=text, stamp=clock.resident_stamp())
    return _own(request, code)


def _create(request: HttpRequest) -> HttpResponse:
    wait = limits.hit("api.send", limits.address(request), most=_MOST, seconds=_SPAN)
    if wait:
        return _too_many(wait)
    given = record.presuming(lambda: _taken_in(request))
    response = _json(receipt_shape(given), 201)
    response["Location"] = f"/api/v1/reports/{given.number}"
    response["Cache-Control"] = "no-store"
    return response


def _taken_in(request: HttpRequest) -> services.Receipt:
    filing = read_filing(request, offices.chart(clock.today()))
    return services.receive(filing=filing, stamp=clock.resident_stamp())


def _list(request: HttpRequest) -> HttpResponse:
    wanted = {name: request.GET.get(name, "") for name in FILTERS}
    limit = request.GET.get("limit") or "50"
    overdue = request.GET.get("overdue", "")
    wrong = _wrong(wanted, limit, overdue)
    if wrong:
        raise Unreadable(422, next(iter(wrong.values())), wrong)
    wanted["kind"] = str(BORDER.get(wanted["kind"], ""))
    today = clock.today()
    late = overdue.lower() in {"1", "true"}
    page = queries.page(
        q=request.GET.get("q", "")[:200],
        after=request.GET.get("after", "")[:200],
        limit=int(limit),
        overdue_on=today if late else None,
        shown=queries.with_parts,
        **wanted,
    )
    chart = offices.chart(today)
    return _json(ReportPageOut([shape(row, chart) for row in page.rows], page.next))


def _wrong(wanted: dict[str, str], limit: str, overdue: str) -> dict[str, str]:
    wrong = {}
    if not (limit.isascii() and limit.isdigit() and len(limit) < 4 and 1 <= int(limit) <= 200):
        wrong["limit"] = _("Chọn từ 1 đến 200.")
    words: dict[str, set[str]] = {"state": {*State}, "topic": set(TOPICS), "kind": set(BORDER)}
    for name, known in words.items():
        if wanted[name] and wanted[name] not in known:
            wrong[name] = _("Không có từ này trong danh sách.")
    if overdue.lower() not in {"", "true", "false", "1", "0"}:
        wrong["overdue"] = _("Ghi true hoặc false.")
    for name in ("office", "group"):
        if wanted[name] and not _known(wanted[name]):
            wrong[name] = _("Không có cơ quan hoặc tổ này.")
    return wrong


def _known(slug: str) -> bool:
    try:
        offices.identify(slug, "")
    except Unacceptable:
        return False
    return True


def _code(request: HttpRequest, in_path: str) -> str:
    """Return the receipt code; the older addresses, which have it in the path, go after a release.

    Raises: Unreadable, where there is none.
    """
    code = in_path or request.headers.get("Soi-Receipt-Code", "")[:60]
    if not code:
        text = _("Ghi mã biên nhận vào đầu mục Soi-Receipt-Code.")
        raise Unreadable(400, text, {"Soi-Receipt-Code": text})
    return code


def _own(request: HttpRequest, code: str) -> HttpResponse:
    if request.method != "POST":
        _slowed(request)
    report = queries.by_code(code)
    if report is None or report.is_erased:
        raise services.NotFound
    response = _json(own_shape(report, offices.chart(clock.today())))
    response["Cache-Control"] = "no-store"
    return response


def _slowed(request: HttpRequest) -> None:
    """Let nobody guess codes in a row: a look-up counts whether it opens something or not."""
    wait = limits.hit("api.code", limits.address(request), most=60, seconds=_SPAN)
    if wait:
        raise TooMany(wait=wait)


class TooMany(Refusal):
    """One address knocks too often. facts: wait, in seconds."""

    code = "too_many"


def _refused(refusal: Refusal) -> HttpResponse:
    if isinstance(refusal, TooMany):
        return _too_many(int(str(refusal.facts["wait"])))
    if isinstance(refusal, BadCode | services.NotFound):
        # A mistyped code and one that opens nothing answer alike.
        response = _problem(404, _("Không có hồ sơ nào mở bằng mã hoặc số này."))
        response["Cache-Control"] = "no-store"
        return response
    words = sentence(refusal)
    if isinstance(refusal, Unacceptable):
        return _problem(422, words, {refusal.field: words} if refusal.field else {})
    if isinstance(refusal, MayNotJudge):
        return _problem(403, words)
    return _problem(409 if refusal.code in _CONFLICTS else 422, words)


def _too_many(wait: int) -> HttpResponse:
    minutes = wait // 60 + 1
    response = _problem(429, _("Quá nhiều lần. Chờ %d phút rồi thử lại.") % minutes)
    response["Retry-After"] = str(wait)
    return response


def _problem(status: int, text: str, fields: dict[str, str] | None = None) -> HttpResponse:
    return _json(Problem(str(text), fields or {}), status)


def _json(data: object, status: int = 200) -> HttpResponse:
    body = msgspec.json.encode(data)
    return HttpResponse(body, status=status, content_type="application/json; charset=utf-8")
