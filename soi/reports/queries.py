"""What may be asked about filings. Nothing here ever touches who sent them."""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.signing import b64_decode, b64_encode
from django.db.models import Case, Count, IntegerField, Prefetch, Q, QuerySet, Value, When

from soi.core import receipts
from soi.core.duties import State as DutyState
from soi.core.filings import OPEN, SERIES, Act, Kind, State
from soi.core.filings import may as core_may
from soi.core.places import distance_m
from soi.core.refusals import Unacceptable
from soi.core.vietnamese import fold, search_exact
from soi.duties import queries as duties
from soi.offices import queries as offices
from soi.reports.models import TOPICS, Answer, Dispute, Photo, Referral, Report, ReportEvent

Row = Report  # what pages call a filing
Event = ReportEvent

NEAR_M = 250
NEAR_WEEKS = 12
NEAR_MOST = 5
_CANDIDATES = 300
_MOST_WORDS = 12
QUEUES = (
    "publish",
    "unclaimed",
    "disputed",
    "asked",
    "soon",
    "overdue",
    "held",
    "referred",
    "done",
)


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, and the key of the page after them; None on the last."""

    rows: list[Report]
    next: str | None


@dataclass(frozen=True, slots=True)
class Similar:
    """A report about what may be the same matter, as the public may see it."""

    number: str
    title: str
    state: str
    state_label: str
    due_on: date | None
    followers: int
    photo: int | None
    received_on: date
    metres: int | None


@dataclass(frozen=True, slots=True)
class Holder:
    """An office that held a filing, and from when until when; None: still does."""

    office: str
    since: date
    until: date | None
    days: int


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
) -> Page:
    """Return a page of public filings, the newest first, by key and never by offset.

    q: words to look for, with or without marks; published texts only
    after: `next` of the page before
    Raises: Unacceptable, for a key that is none of ours.
    """
    wanted = {"state": state, "topic": topic, "group": group, "office": office, "kind": kind}
    rows = public().filter(**{name: word for name, word in wanted.items() if word})
    if overdue_on:
        rows = rows.filter(duty__state=DutyState.OPEN, duty__due_on__lt=overdue_on)
    if q.strip():
        published = Q(published_at__isnull=False) | Q(number=q.strip().upper())
        rows = search(rows.filter(published), q)
    return _page(with_parts(rows), after, limit)


def with_parts(rows: QuerySet[Report]) -> QuerySet[Report]:
    """Return `rows` with the photos and events that a list shows, in two more statements."""
    return rows.prefetch_related(
        Prefetch("photos", Photo.objects.filter(hidden=False).order_by("id")),
        Prefetch("events", ReportEvent.objects.order_by("id")),
    )


def search(rows: QuerySet[Report], query: str) -> QuerySet[Report]:
    """Return those of `rows` in which every word of `query` begins a word; marks do not matter.

    Rows that hold the query just as it was typed, marks and all, come first (`rank` 0). The
    same on both databases, for both search the same folded column.
    """
    query = query.replace("\x00", " ")
    number = query.strip().upper()
    if number.partition("-")[0] in set(SERIES.values()) and number.count("-") == 2:
        return rows.filter(number=number).annotate(rank=Value(0))
    words = fold(query).split()[:_MOST_WORDS]
    if not words:
        return rows.none().annotate(rank=Value(0))
    for word in words:
        rows = rows.filter(search_text__contains=f" {word}")
    if fold(query) == query.strip().lower():
        return rows.annotate(rank=Value(0))
    exact = When(search_exact__contains=search_exact(query.strip()), then=0)
    return rows.annotate(rank=Case(exact, default=1, output_field=IntegerField()))


def similar(  # noqa: PLR0913 - all named, so many are no burden
    *,
    text: str,
    topic: str,
    today: date,
    group: str = "",
    lat: float | None = None,
    long: float | None = None,
    address: str = "",
) -> list[Similar]:
    """Return at most five open, published reports that may be about the same matter.

    Same topic, within 12 weeks, and within 250 metres, or in the same residential group, or
    at the same street or landmark in words.
    """
    since = today - timedelta(weeks=NEAR_WEEKS)
    rows = public().filter(
        topic=topic,
        state__in=[*OPEN, State.ANSWERED, State.DISPUTED],
        published_at__isnull=False,
        received_on__gte=since,
    )
    point = (lat, long) if lat is not None and long is not None else None
    names = _places_named(f"{text} {address}", today)
    rows = rows.annotate(followers=Count("follows")).prefetch_related(
        Prefetch("photos", Photo.objects.filter(hidden=False).order_by("id"))
    )
    found = []
    for row in rows.order_by("-received_at", "-id")[:_CANDIDATES]:
        near = _near(row, point, group, names)
        if near is not None:
            found.append((near, row))
    found.sort(key=lambda pair: pair[0])
    return [_similar(row, point) for _, row in found[:NEAR_MOST]]


def history(report: Report) -> list[ReportEvent]:
    """Return every act on a filing, oldest first."""
    return sorted(report.events.all(), key=lambda event: event.pk)


def holders(report: Report, today: date) -> list[Holder]:
    """Return which offices held a filing, one after another, with the days each held it."""
    starts = [
        (event.facts.get("to") or event.office, event.on)
        for event in history(report)
        if event.act in {Act.ASSIGNED, Act.TRANSFERRED}
    ]
    ends = [on for _, on in starts[1:]] + [report.closed_on]
    return [
        Holder(office, since, until, ((until or today) - since).days)
        for (office, since), until in zip(starts, ends, strict=True)
    ]


def photos(report: Report, *, hidden: bool = False) -> list[Photo]:
    """Return the photos of a filing; those kept from the public only if `hidden`."""
    return [one for one in report.photos.all() if hidden or not one.hidden]


def photo(number: str, pk: int) -> Photo | None:
    """Return one photo with its filing."""
    return Photo.objects.select_related("report").filter(report__number=number, pk=pk).first()


def answers(report: Report) -> list[Answer]:
    """Return what was answered, oldest first."""
    return list(report.answers.order_by("id"))


def disputes(report: Report) -> list[Dispute]:
    """Return the objections to answers, oldest first, each with its duty."""
    return list(report.disputes.select_related("duty", "duty__holder").order_by("id"))


def referrals(report: Report) -> list[Referral]:
    """Return where a filing was passed on to, each with what is owed to us for it."""
    return list(report.referrals.select_related("duty", "duty__holder").order_by("id"))


def evidence(report: Report) -> list[object]:
    """Return the pieces of evidence for the answer, oldest first."""
    return list(duties.evidence([report.duty.number]))


def parts(report: Report) -> list[Report]:
    """Return the other filings that came from the same words."""
    main = report.part_of_id or report.pk
    rows = reports().filter(Q(pk=main) | Q(part_of_id=main)).exclude(pk=report.pk)
    return list(rows.order_by("id"))


def followers(report: Report) -> int:
    """Return how many follow it, its sender not counted."""
    return report.follows.count()


def may(report: Report, today: date) -> list[str]:
    """Return what the holder of the receipt code may do now."""
    closed = (today - report.closed_on).days if report.closed_on else 0
    return core_may(State(report.state), days_since_closed=closed)


def staff_queue(  # noqa: PLR0913 - all named, so many are no burden
    queue: str,
    *,
    offices: Iterable[str],
    today: date,
    q: str = "",
    kind: str = "",
    topic: str = "",
    group: str = "",
    after: str = "",
    limit: int = 50,
) -> Page:
    """Return one pile on a desk, newest first.

    queue: one of QUEUES
    offices: those whose filings this desk sees
    """
    wanted = {"kind": kind, "topic": topic, "group": group}
    rows = _pile(queue, list(offices), today)
    rows = rows.filter(**{name: word for name, word in wanted.items() if word})
    return _page(with_parts(search(rows, q) if q.strip() else rows), after, limit)


def staff_counts(*, offices: Iterable[str], today: date) -> dict[str, int]:
    """Return how many filings lie in each pile, in one statement."""
    slugs = list(offices)
    counted = {name: Count("pk", filter=_in_pile(name, slugs, today)) for name in QUEUES}
    return Report.objects.aggregate(**counted)


def counts(today: date) -> dict[str, int]:
    """Return how many filings there are of each kind and how many of those are open.

    Complaints are told as a number, and in no other way.
    """
    told = {
        f"{kind.value}_{name}": Count("pk", filter=Q(kind=kind) & condition)
        for kind in Kind
        for name, condition in (("all", Q()), ("open", Q(closed_on=None)))
    }
    late = Q(duty__state=DutyState.OPEN, duty__due_on__lt=today)
    ends = {
        state.value: Count("pk", filter=Q(state=state))
        for state in (State.DONE, State.DONE_SILENT, State.CLOSED_UNFIXED, State.REFUSED)
    }
    return Report.objects.aggregate(**told, **ends, overdue=Count("pk", filter=late))


def _pile(queue: str, slugs: list[str], today: date) -> QuerySet[Report]:
    if queue not in QUEUES:
        raise Unacceptable("queue", "unknown")
    return reports().filter(_in_pile(queue, slugs, today))


def _in_pile(queue: str, slugs: list[str], today: date) -> Q:
    ours, owed = Q(office__in=slugs), Q(duty__state=DutyState.OPEN)
    piles = {
        "publish": Q(listed=True, published_at=None, closed_on=None),
        "unclaimed": Q(state__in=[State.RECEIVED, State.ASSIGNED], received_on__lt=today),
        "disputed": Q(state=State.DISPUTED),
        "asked": Q(state__in=OPEN, duty__state=DutyState.REPORTED),
        "soon": owed & Q(duty__due_on__range=(today, today + timedelta(days=2))),
        "overdue": owed & Q(duty__due_on__lt=today),
        "held": owed,
        "referred": Q(state=State.HANDED_OVER),
        "done": Q(closed_on__isnull=False),
    }
    reviewed = Q(disputes__reviewer__in=slugs, disputes__decided_on=None)
    return piles[queue] & (ours | reviewed if queue == "disputed" else ours)


def _page(rows: QuerySet[Report], after: str, limit: int) -> Page:
    ranked = "rank" in rows.query.annotations
    order = ("rank", "-received_at", "-id") if ranked else ("-received_at", "-id")
    if after:
        rows = rows.filter(_below(after, ranked=ranked))
    found = list(rows.order_by(*order)[: limit + 1])
    more = len(found) > limit
    return Page(found[:limit], _key(found[limit - 1], ranked=ranked) if more else None)


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


def _places_named(text: str, today: date) -> list[str]:
    """Return the folded streets and landmarks of the ward that a text names."""
    folded = f" {fold(text)} "
    names = {fold(name) for group in offices.chart(today).groups() for name in group.places}
    return [name for name in names if name and f" {name} " in folded]


def _near(
    row: Report, point: tuple[float, float] | None, group: str, names: Sequence[str]
) -> int | None:
    """Return how near a report is, in metres or a stand-in for them; None if it is not."""
    if point and row.lat is not None and row.long is not None:
        metres = round(distance_m(point, (row.lat, row.long)))
        return metres if metres <= NEAR_M else None
    if any(f" {name} " in f"{row.search_text} " for name in names):
        return NEAR_M + 1
    return NEAR_M + 2 if group and row.group == group else None


def _similar(row: Report, point: tuple[float, float] | None) -> Similar:
    shown = list(row.photos.all())
    metres = None
    if point and row.lat is not None and row.long is not None:
        # To ten metres: a finer figure would let a stranger find the sender's point.
        metres = round(distance_m(point, (round(row.lat, 3), round(row.long, 3))), -1)
    return Similar(
        number=row.number,
        title=row.public_text[:160],
        state=row.state,
        state_label=str(row.get_state_display()),
        due_on=row.duty.due_on,
        followers=getattr(row, "followers", 0),
        photo=shown[0].pk if shown else None,
        received_on=row.received_on,
        metres=None if metres is None else int(metres),
    )
