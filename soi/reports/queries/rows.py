"""Filings, one by one and page by page."""

import hashlib
import hmac
from collections.abc import Callable, Sequence
from datetime import date

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet

from soi.core import receipts
from soi.core.duties import State as DutyState
from soi.reports.models import Photo, Report, ReportEvent
from soi.reports.queries.pages import Page, paged
from soi.reports.queries.words import looked_for

_PUBLIC = (
    "number", "kind", "topic", "group", "lat", "long", "public_text", "published_at", "listed",
    "received_on", "received_at", "state", "office", "handed_to",
    "duty__state", "duty__due_on", "duty__due_source", "duty__paused_on",
)  # fmt: skip
_HEAVY = (
    "text", "search_text", "search_exact", "suggested", "route",
    "duty__text_verbatim", "duty__limit", "duty__facts", "duty__source_span",
    "duty__evidence_required", "duty__actors",
)  # fmt: skip


def digest(purpose: str, value: str) -> str:
    """Return the mark under which a secret is kept, so that the table does not give it away."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"soi/{purpose}\x00{value}".encode(), hashlib.sha256).hexdigest()


def code_hash(code: str) -> str:
    """Return the mark of a receipt code as it was printed.

    Raises: BadCode.
    """
    return digest("receipt", receipts.normal(code))


def code_hashes(typed: str) -> list[str]:
    """Return the marks of every code that may have been typed.

    Raises: BadCode.
    """
    return [digest("receipt", one) for one in receipts.readings(typed)]


def reports() -> QuerySet[Report]:
    """Return every filing with its duty."""
    return Report.objects.select_related("duty", "duty__holder")


def public() -> QuerySet[Report]:
    """Return the filings whose number and state are public: no complaint is among them."""
    return reports().filter(listed=True)


def by_number(number: str) -> Report | None:
    """Return one filing of any kind."""
    return reports().filter(number=number).first()


def as_they_stand(numbers: Sequence[str]) -> dict[str, Report]:
    """Return where each of these filings stands, in one statement, and no more of it."""
    rows = Report.objects.filter(number__in=numbers)
    rows = rows.only("number", "version", "kind", "topic", "office", "state")
    return {one.number: one for one in rows}


def by_code(code: str) -> Report | None:
    """Return the filing that a receipt code opens, found by the mark alone.

    Raises: BadCode, for what cannot be a code.
    """
    return reports().filter(code_hash__in=code_hashes(code)).first()


def page(  # noqa: PLR0913 - all named, so many are no burden
    *,
    q: str = "",
    state: str = "",
    topic: str = "",
    group: str = "",
    office: str = "",
    kind: str = "",
    overdue_on: date | None = None,
    after: str = "",
    limit: int = 50,
    shown: Callable[[QuerySet[Report]], QuerySet[Report]] | None = None,
) -> Page:
    """Return a page of public filings, the newest first, by key and never by offset.

    q: words to look for, with or without marks; published texts only
    after: `next` of the page before
    shown: what to read of each row; as a line of a list unless said otherwise
    Raises: Unacceptable, for a key that is none of ours.
    """
    wanted = {"state": state, "topic": topic, "group": group, "office": office, "kind": kind}
    rows = public().filter(**{name: word for name, word in wanted.items() if word})
    if group:  # before an officer has looked at a filing, its place is nobody's to know
        rows = rows.filter(published_at__isnull=False)
    if overdue_on:
        rows = rows.filter(late(overdue_on))
    if q.strip():
        published = Q(published_at__isnull=False) | Q(number=q.strip().upper())
        return looked_for(rows.filter(published), q, after, limit, shown or as_lines)
    return paged((shown or as_lines)(rows), after, limit)


def as_lines(rows: QuerySet[Report]) -> QuerySet[Report]:
    """Return `rows` with what one line of a public list shows, and no more."""
    return rows.select_related(None).select_related("duty").defer(*_HEAVY)


def late(today: date) -> Q:
    """Return what picks the filings whose answer is owed, past its day, and not paused."""
    return Q(duty__state=DutyState.OPEN, duty__due_on__lt=today, duty__paused_on=None)


def with_parts(rows: QuerySet[Report]) -> QuerySet[Report]:
    """Return `rows` with what everybody may read of each, in two more statements.

    Kept as plain lists, `read_photos` and `read_events`: a manager a row costs half the time
    of a list of 100.
    """
    photos = Photo.objects.filter(hidden=False).only("report", "hidden").order_by("id")
    events = ReportEvent.objects.only("report", "act", "on", "office", "text").order_by("id")
    return (
        rows.select_related(None)
        .select_related("duty")
        .only(*_PUBLIC)
        .prefetch_related(
            Prefetch("photos", photos, to_attr="read_photos"),
            Prefetch("events", events, to_attr="read_events"),
        )
    )


def photo_files() -> list[str]:
    """Return the names of all kept photos of filings."""
    return list(reports().exclude(photos__file=None).values_list("photos__file", flat=True))
