"""Reports for programs: send one, read them, and what a receipt code opens.

No cookie, no session: the receipt code in a header is the whole of the permission, so these
answers are never kept by a cache.
"""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from soi.core.filings import BORDER, TOPICS, State
from soi.core.receipts import BadCode
from soi.core.refusals import Refusal, Unacceptable
from soi.offices import queries as offices
from soi.record import queries as record
from soi.reports import queries, services
from soi.reports.api.shapes import ReportPageOut, own_shape, receipt_shape, shape
from soi.reports.forms.wire import read_dispute, read_empty, read_filing
from soi.web import api, clock, limits

_MOST, _SPAN = 200, 600


def _refused(refusal: Refusal) -> HttpResponse:
    if isinstance(refusal, BadCode | services.NotFound):
        # A mistyped code and one that opens nothing answer alike.
        response = api.problem(404, _("Không có hồ sơ nào mở bằng mã hoặc số này."))
        response["Cache-Control"] = "no-store"
        return response
    return api.refused(refusal)


answering = partial(api.answering, refused=_refused)


@answering("GET", "HEAD", "POST")
def collection(request: HttpRequest) -> HttpResponse:
    """List public reports, or take a new one in."""
    return _create(request) if request.method == "POST" else _list(request)


@answering("GET", "HEAD")
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """Give one public report; a complaint answers exactly as an unknown number does."""
    report = queries.with_parts(queries.public().filter(number=number)).first()
    if report is None:
        return api.problem(404, _("Không có số này."))
    return api.answer(shape(report, offices.chart(clock.today())))


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
        raise api.TooMany(wait=wait)
    given = record.presuming(lambda: _taken_in(request))
    response = api.answer(receipt_shape(given), 201)
    response["Location"] = f"/api/v1/reports/{given.number}"
    response["Cache-Control"] = "no-store"
    return response


def _taken_in(request: HttpRequest) -> services.Receipt:
    filing = read_filing(request, offices.chart(clock.today()))
    return services.receive(filing=filing, stamp=clock.resident_stamp())


def _list(request: HttpRequest) -> HttpResponse:
    asked, today = api.Asked(request), clock.today()
    limit, overdue = asked.limit(), asked.flag("overdue")
    wanted = {
        "state": asked.word("state", {*State}),
        "topic": asked.word("topic", TOPICS),
        "kind": str(BORDER.get(asked.word("kind", BORDER), "")),
        "office": asked.word("office", _known),
        "group": asked.word("group", _known),
    }
    asked.done()
    page = queries.page(
        q=request.GET.get("q", "")[:200],
        after=request.GET.get("after", "")[:200],
        limit=limit,
        overdue_on=today if overdue else None,
        shown=queries.with_parts,
        **wanted,
    )
    chart = offices.chart(today)
    return api.answer(ReportPageOut([shape(row, chart) for row in page.rows], page.next))


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
        raise api.Unreadable(400, text, {"Soi-Receipt-Code": text})
    return code


def _own(request: HttpRequest, code: str) -> HttpResponse:
    if request.method != "POST":
        _slowed(request)
    report = queries.by_code(code)
    if report is None or report.is_erased:
        raise services.NotFound
    response = api.answer(own_shape(report, offices.chart(clock.today())))
    response["Cache-Control"] = "no-store"
    return response


def _slowed(request: HttpRequest) -> None:
    """Let nobody guess codes in a row: a look-up counts whether it opens something or not."""
    wait = limits.hit("api.code", limits.address(request), most=60, seconds=_SPAN)
    if wait:
        raise api.TooMany(wait=wait)
