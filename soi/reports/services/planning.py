"""Where a filing goes and by which day: worked out by reading, before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from soi.core import receptions, suggestions
from soi.core.deadlines import Deadline, Limit, compute
from soi.core.filings import Kind
from soi.core.refusals import Refusal, Unacceptable
from soi.core.workdays import Calendar
from soi.law import queries as law
from soi.law.queries import Book
from soi.offices import queries as offices
from soi.offices.queries import Chart, Route
from soi.reports.queries import understanding

_COMPLAINT_RULE = "kn.accept1"  # the book follows it to whatever rule came after it


class NeedsIdentity(Refusal):
    """A complaint needs the name and address of who complains (Luật Khiếu nại, Điều 8)."""

    code = "needs_identity"


class NotStored(Refusal):
    """A denunciation (tố cáo) is not kept here; it belongs behind the sealed door."""

    code = "not_stored"


class MayAccuse(Refusal):
    """It may tell of somebody in office: the sender says yes or no first. Nothing is kept."""

    code = "may_accuse"


class KeyReused(Refusal):
    """The same key came with another content."""

    code = "key_reused"


@dataclass(frozen=True, slots=True)
class Contact:
    """Who sends a filing, as typed; all of it may be empty except for a complaint."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""

    @property
    def is_given(self) -> bool:
        """At least one of the fields says something."""
        return any((self.name, self.phone, self.email, self.address))


@dataclass(frozen=True, slots=True)
class NewPhoto:
    """A photo as JPEG bytes, already written anew without metadata."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Filing:
    """What a resident sends, checked and cleaned by the form.

    kind: a `Kind`, or "denunciation", which is refused
    topic: empty takes the suggested one
    lat, long: both or none, within the ward
    key: the idempotency or form key; empty means send as often as you like
    received_on: for paper taken in earlier; None means the day of the stamp
    part_of: number of the filing that this is another part of
    at_reception: it was told at a reception, where the law gives the answer a day of its own
    as_written: the sender asks to leave what may tell of somebody as it is
    accuses_nobody: the sender, or a person who read it, says it concerns nobody in office
    """

    kind: str
    text: str
    topic: str = ""
    group: str = ""
    lat: float | None = None
    long: float | None = None
    address: str = ""
    contact: Contact = Contact()
    photos: tuple[NewPhoto, ...] = ()
    key: str = ""
    channel: str = "web"
    language: str = "vi"
    received_on: date | None = None
    part_of: str = ""
    at_reception: bool = False
    as_written: bool = False
    accuses_nobody: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the sender gets at once; the code is shown once and kept nowhere."""

    number: str
    code: str
    office: str
    office_name: str
    due_on: date | None
    due_source: str
    statutory: bool
    review: str
    url: str
    kind: str
    rule: str = ""
    promise: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Where a filing would go and by which day, without anything written."""

    kind: str
    topic: str
    group: str
    urgent: bool
    route: Route
    office_name: str
    limit: Limit | None
    deadline: Deadline
    suggestion: suggestions.Suggestion
    received_on: date
    email: str = ""
    office_ids: Mapping[str, int] = field(default_factory=dict)
    calendar: Calendar | None = None


def plan(*, filing: Filing, today: date) -> Plan:
    """Work out where a filing goes and by which day; reads only, writes nothing.

    Raises: Unacceptable, for a point outside the ward.
    """
    received_on = filing.received_on or today
    chart, book = offices.chart(today), law.book()
    places = [(one.slug, one.places) for one in chart.groups()]
    suggestion = suggestions.suggest(filing.text, places, model=understanding.model())
    topic = filing.topic or (suggestions.NO_TOPIC if suggestion.unclear else suggestion.topic)
    group = filing.group or _group(filing, suggestion, chart)
    route = chart.route(filing.kind, topic, group)
    urgent = bool(suggestion.urgent_words)
    limit = _limit(filing, topic, chart.lineage(route.lead), received_on, book, urgent=urgent)
    return Plan(
        kind=filing.kind,
        topic=topic,
        group=group,
        urgent=urgent,
        route=route,
        office_name=chart.name(route.lead),
        limit=limit,
        deadline=compute(limit, received_on, book.calendar()),
        suggestion=suggestion,
        received_on=received_on,
        email=chart.office(route.lead).email,
        calendar=book.calendar(),
        office_ids={
            slug: chart.office(slug).id
            for slug in (route.lead, *route.coordinating, *route.overseeing)
        },
    )


def _group(filing: Filing, suggestion: suggestions.Suggestion, chart: Chart) -> str:
    if filing.lat is not None and filing.long is not None:
        if not chart.inside_ward(filing.lat, filing.long):
            raise Unacceptable("lat", "outside_ward")
        return chart.group_at(filing.lat, filing.long) or ""
    places = [(one.slug, one.places) for one in chart.groups()]
    return suggestions.group_named(filing.address, places) or suggestion.group


def _limit(
    filing: Filing, topic: str, upwards: Sequence[str], on: date, book: Book, *, urgent: bool
) -> Limit | None:
    if filing.kind == Kind.COMPLAINT:
        return book.limit(_COMPLAINT_RULE, on)
    own = book.service_level(kind=filing.kind, topic=topic, urgent=urgent, offices=upwards, on=on)
    if not filing.at_reception:
        return own
    return _nearer(own, book.limit(receptions.RULES["answer"], on), on, book)


def _nearer(own: Limit | None, law_: Limit | None, on: date, book: Book) -> Limit | None:
    """Return what comes first: an office may promise sooner than the law, never later.

    Where both fall on one day it is the law's.
    """
    if own is None or law_ is None:
        return own or law_
    days = [compute(one, on, book.calendar()).due_on or date.max for one in (own, law_)]
    return own if days[0] < days[1] else law_
