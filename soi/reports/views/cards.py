"""What a page shows of one report: for everybody, for its sender, for those who work on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from soi.core.filings import REOPEN_DAYS, Kind
from soi.core.privacy import MASK
from soi.law import queries as law
from soi.offices import queries as offices
from soi.offices.queries import Chart
from soi.reports import queries
from soi.reports.views.thread import Knot, thread
from soi.reports.views.words import held, where_it_stands
from soi.reports.words import KINDS
from soi.web import clock
from soi.web.templatetags.soi import left_words

_TITLE = 90


class Reader(Enum):
    """Who looks at a report."""

    ANYBODY = "anybody"
    SENDER = "sender"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Shown:
    """A photo with what stands beside it."""

    pk: int
    url: str
    alt: str
    caption: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Held:
    """One office that held the matter, and how long."""

    name: str
    held: str


@dataclass(slots=True)
class Card:
    """One report as a page shows it. Nothing here that the reader may not see."""

    number: str
    kind: str
    state: str
    title: str
    sentence: str
    office_name: str
    received_on: date
    due: dict[str, Any]
    is_open: object
    published: object
    listed: object
    full: object
    text: str = ""
    thread: list[Knot] = field(default_factory=list)
    holders: list[Held] = field(default_factory=list)
    photos: list[Shown] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)
    evidence: list[Any] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    followers: int = 0
    reopen_until: date | None = None


def card(report: Any, reader: Reader) -> Card:
    """Return a report as `reader` may see it."""
    today = clock.today()
    chart = offices.chart(today)
    # Before an officer has looked at the words, everybody sees number, office, day and state.
    full = report.is_published or reader is not Reader.ANYBODY
    shown = Card(
        number=report.number,
        kind=report.kind,
        state=report.state,
        title=title(report, reader),
        sentence=where_it_stands(
            report.state,
            chart.name(report.office),
            _outside(report, chart),
            closed=report.closed_on is not None,
        ),
        office_name=chart.name(report.office),
        received_on=report.received_on,
        due=due(report),
        is_open=report.closed_on is None,
        published=report.is_published,
        listed=report.listed,
        full=full,
    )
    if full:
        _fill(shown, report, reader, chart)
    return shown


def title(report: Any, reader: Reader) -> str:
    """Return the first words of a report, as far as the reader may see them."""
    text = report.public_text if reader is Reader.ANYBODY else report.text
    if not text or (reader is Reader.ANYBODY and not report.is_published):
        facts = {"kind": KINDS.say(report.kind), "number": report.number}
        return _("%(kind)s %(number)s, chưa đăng lời kể") % facts
    return Truncator(" ".join(text.split())).chars(_TITLE)


def due(report: Any, calendar: Any = None) -> dict[str, Any]:
    """Return the due day of a report with its source, and how much is left of it.

    calendar: of the book in force; asked for where it is not given, so a list gives it
    """
    duty, today = report.duty, clock.today()
    calendar = calendar or law.book().calendar()
    owed = duty.state == "open"
    late = duty.is_late(today)
    left = left_words(duty.due_on, today, calendar) if owed else _ended(report, calendar)
    return {
        "on": duty.due_on,
        "source": duty.due_source,
        "statutory": duty.due_statutory,
        "review": duty.due_review,
        "owed": owed,
        "left": left,
        "late": late,
        "trace": duty.trace,
        "paused": duty.paused,
        "extended": len(duty.granted),
    }


def item(report: Any, chart: Chart) -> dict[str, Any]:
    """Return a report as one line of a public list."""
    return {
        "number": report.number,
        "title": title(report, Reader.ANYBODY),
        "kind": report.kind,
        "state": report.state,
        "published": report.is_published,
        "topic": report.topic,
        "office_name": chart.name(report.office),
        "received_on": report.received_on,
        "due": due(report),
    }


def _ended(report: Any, calendar: Any) -> str:
    done, due_on = report.duty.reported_on, report.duty.due_on
    if not done or not due_on:
        return ""
    late = calendar.between(due_on, done)
    if late <= 0:
        return _("Trả lời %(day)s, đúng hạn") % {"day": f"{done:%d/%m/%Y}"}
    facts = {"day": f"{done:%d/%m/%Y}", "count": late}
    return _("Trả lời %(day)s, trễ %(count)s ngày làm việc") % facts


def _fill(shown: Card, report: Any, reader: Reader, chart: Chart) -> None:
    calendar, today = law.book().calendar(), clock.today()
    shown.text = report.public_text if reader is Reader.ANYBODY else report.text
    shown.thread = thread(queries.history(report), chart, private=reader is not Reader.ANYBODY)
    shown.holders = [
        Held(chart.name(one.office), held(one.since, one.until or today, calendar))
        for one in queries.holders(report, today)
    ]
    shown.answers = [
        {"row": one, "office_name": chart.name(one.office)} for one in queries.answers(report)
    ]
    shown.evidence = list(queries.evidence(report))
    shown.facts = _facts(report, chart)
    shown.followers = queries.followers(report)
    if report.closed_on and report.state != "merged":
        shown.reopen_until = report.closed_on + timedelta(days=REOPEN_DAYS)


def _facts(report: Any, chart: Chart) -> dict[str, Any]:
    sub_holders = list(report.duty.sub_holders.select_related("office"))
    route: Mapping[str, str] = report.route
    return {
        "coordinating": [
            chart.name(one.office.slug) for one in sub_holders if one.role == "coordinates"
        ],
        "overseeing": [
            chart.name(one.office.slug) for one in sub_holders if one.role == "oversees"
        ],
        "handed_to": chart.name(report.handed_to) if report.handed_to else "",
        "group_name": chart.name(report.group) if report.group else "",
        "place": ", ".join(
            filter(None, (report.address, chart.name(report.group) if report.group else ""))
        ),
        "topic": report.topic,
        "masked": MASK in report.public_text,
        "duty": report.duty if report.kind != Kind.COMPLAINT else None,
        "rule": route.get("rule", ""),
        "rule_text": route.get("text", ""),
        "rule_source": route.get("source", ""),
        "merged_into": report.merged_into.number if report.merged_into_id else "",
    }


def _outside(report: Any, chart: Chart) -> str:
    return chart.name(report.handed_to) if report.handed_to else ""
