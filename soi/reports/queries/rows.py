"""Filings, one by one and page by page."""

import hashlib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

from django.conf import settings
from django.core.signing import b64_decode, b64_encode
from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, When

from soi.core import receipts
from soi.core.duties import State as DutyState
from soi.core.filings import SERIES
from soi.core.refusals import Unacceptable
from soi.core.vietnamese import fold, search_exact
from soi.reports.models import TOPICS, Photo, Report, ReportEvent

_MOST_WORDS = 12
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


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, and the key of the page after them; None on the last."""

    rows: list[Report]
    next: str | None


def digest(purpose: str, value: str) -> str:
    """Return the mark under which a secret is kept, so that the table does not give it away."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"soi/{purpose}\x00{value}".encode(), hashlib.sha256).hexdigest()


def code_hash(code: str) -> str:
    """Return the mark of a receipt code, however it was typed.

    Raises: BadCode.
    """
    return digest("receipt", receipts.normal(code))


def topic_names() -> dict[str, str]:
    """Return what each topic is called."""
    return {topic: str(name) for topic, name in TOPICS}


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
    return reports().filter(code_hash=code_hash(code)).first()


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
    if overdue_on:
        rows = rows.filter(late(overdue_on))
    if q.strip():
        published = Q(published_at__isnull=False) | Q(number=q.strip().upper())
        rows = search(rows.filter(published), q)
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


def search(rows: QuerySet[Report], query: str) -> QuerySet[Report]:
    """Return those of `rows` in which every word of `query` begins a word; marks do not matter.

    Rows that hold the query just as it was typed, marks and all, come first (`rank` 0). The
    same on both databases, for both search the same folded column.
    """
    query = query.replace("\x00", " ")
    number = query.strip().upper()
    if number.partition("-")[0] in set(SERIES.values()) and number.count("-") == 2:
        return rows.filter(number=number)
    words = fold(query).split()[:_MOST_WORDS]
    if not words:
        return rows.none()
    for word in words:
        rows = rows.filter(search_text__contains=f" {word}")
    if fold(query) == query.strip().lower():
        # Nothing to rank by: the newest come first, and the database stops at a full page.
        return rows
    exact = When(search_exact__contains=search_exact(query.strip()), then=0)
    return rows.annotate(rank=Case(exact, default=1, output_field=IntegerField()))


def paged(rows: QuerySet[Report], after: str, limit: int) -> Page:
    """Return the page after a key, the newest first, or by rank where words were looked for."""
    ranked = "rank" in rows.query.annotations
    order = ("rank", "-received_at", "-id") if ranked else ("-received_at", "-id")
    if after:
        rows = rows.filter(_below(after, ranked=ranked))
    found = list(rows.order_by(*order)[: limit + 1])
    more = len(found) > limit
    return Page(found[:limit], _key(found[limit - 1], ranked=ranked) if more else None)


def by_day(rows: QuerySet[Report], day: str, after: str, limit: int) -> Page:
    """Return the page after a key, the earliest first.

    day: the field of a day by which they stand
    Raises: Unacceptable, for a key that is none of ours.
    """
    if after:
        on, key = _day_key(after)
        later = Q(**{f"{day}__gt": on}) | Q(**{day: on}, pk__gt=key)
        rows = rows.filter(Q(**{f"{day}__gte": on}) & later)
    found = list(rows.order_by(day, "pk")[: limit + 1])
    if len(found) <= limit:
        return Page(found, None)
    last = found[limit - 1]
    on = attrgetter(day.replace("__", "."))(last)
    return Page(found[:limit], b64_encode(f"{on}|{last.pk}".encode()).decode())


def _day_key(after: str) -> tuple[date, int]:
    try:
        day, key = b64_decode(after.encode("ascii")).decode("ascii").split("|")
        found = date.fromisoformat(day), int(key)
    except (ValueError, UnicodeError) as error:
        raise Unacceptable("after", "unknown_key") from error
    if not 0 <= found[1] < 2**62:
        raise Unacceptable("after", "unknown_key")
    return found


def _key(row: Report, *, ranked: bool) -> str:
    rank = getattr(row, "rank", 0) if ranked else 0
    text = f"{rank}|{row.received_at.isoformat()}|{row.pk}"
    return b64_encode(text.encode()).decode()


def _below(after: str, *, ranked: bool) -> Q:
    try:
        rank, at, pk = b64_decode(after.encode("ascii")).decode("ascii").split("|")
        moment, key, place = datetime.fromisoformat(at), int(pk), int(rank)
    except (ValueError, UnicodeError) as error:
        raise Unacceptable("after", "unknown_key") from error
    if moment.tzinfo is None or not 0 <= key < 2**62:
        raise Unacceptable("after", "unknown_key")
    # The first condition alone lets both databases begin at the right place of the index.
    earlier = Q(received_at__lte=moment) & (Q(received_at__lt=moment) | Q(id__lt=key))
    return Q(rank__gt=place) | Q(rank=place) & earlier if ranked else earlier
