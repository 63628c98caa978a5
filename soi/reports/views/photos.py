"""Who may open which photo of a report, and the addresses under which they are shown."""

from collections.abc import Iterable
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from soi.core.stamps import VIETNAM
from soi.reports import queries
from soi.reports.views import pictures
from soi.reports.views.access import may_read
from soi.reports.views.acts import allowed
from soi.reports.views.cards import Reader, Shown
from soi.web import clock
from soi.web.templatetags.soi import day

_SALT = "reports.photo"
_OPEN_SECONDS = 3600


def shown(report: Any, reader: Reader) -> list[Shown]:
    """Return the photos of a report that `reader` may see, with their captions."""
    rows: Iterable[Any] = queries.photos(report, hidden=reader is not Reader.ANYBODY)
    return [_shown(report, one, place, reader) for place, one in enumerate(rows, start=1)]


@require_safe
def photo(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Give one photo that a resident sent, to whoever may see it."""
    row = queries.photo(number, pk)
    if row is None or not _open(request, row.report, f"photo:{pk}", hidden=row.hidden):
        raise Http404
    return _answer(row.file)


@require_safe
def evidence(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Give one photo that shows what an office did, to whoever may see it."""
    report = queries.by_number(number)
    if report is None or not _open(request, report, f"evidence:{pk}", hidden=False):
        raise Http404
    piece: Any = next((one for one in queries.evidence(report) if one.pk == pk), None)
    if piece is None or not piece.file:
        raise Http404
    return _answer(piece.file)


@require_safe
@never_cache
def before(request: HttpRequest, number: str, moderation: int) -> HttpResponse:
    """Give a photo as it was before it was blurred, to whoever has to look at that again."""
    row = queries.moderation(number, moderation)
    if row is None or row.objected_at is None or row.settled_at is not None:
        raise Http404
    if not row.file_before:  # words, or a photo that was hidden as it is
        raise Http404
    report = queries.by_number(number)
    if "settle" not in allowed(request, report) or row.person == clock.stamp(request).person:
        raise Http404
    return _answer(row.file_before)


def evidence_url(report: Any, pk: int, reader: Reader) -> str:
    """Return the address of a photo of evidence, as `reader` may open it."""
    return _address("reports:evidence", report, pk, f"evidence:{pk}", reader)


def _shown(report: Any, row: Any, place: int, reader: Reader) -> Shown:
    facts = {
        "place": place,
        "number": report.number,
        "day": day(row.added_at.astimezone(VIETNAM).date()),
    }
    caption = _("Ảnh %(place)s, do người gửi, %(day)s") % facts
    if row.hidden and reader is not Reader.ANYBODY:
        caption = _("%(caption)s. Không đăng công khai.") % {"caption": caption}
    return Shown(
        pk=row.pk,
        url=_address("reports:photo", report, row.pk, f"photo:{row.pk}", reader),
        alt=_("Ảnh %(place)s của người gửi %(number)s") % facts,
        caption=caption,
        width=row.width,
        height=row.height,
    )


def _address(name: str, report: Any, pk: int, what: str, reader: Reader) -> str:
    address = reverse(name, args=[report.number, pk])
    if reader is not Reader.SENDER:
        return address
    # The sender is known by the code, which stands in no address: this opens one photo, an hour.
    return f"{address}?open={signing.TimestampSigner(salt=_SALT).sign(what)}"


def _open(request: HttpRequest, report: Any, what: str, *, hidden: bool) -> bool:
    if report.is_published and not hidden:
        return True
    if _signed(request.GET.get("open", ""), what):
        return True
    return may_read(request, report)


def _signed(key: str, what: str) -> bool:
    if not key:
        return False
    try:
        opened = signing.TimestampSigner(salt=_SALT).unsign(key, max_age=_OPEN_SECONDS)
    except signing.BadSignature:
        return False
    return opened == what


def _answer(name: str) -> HttpResponse:
    data = pictures.stored(name)
    if data is None:
        raise Http404
    return pictures.answer(data)
