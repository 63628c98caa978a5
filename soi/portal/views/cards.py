"""A filing or a duty as one item of a list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _

from soi.core.workdays import Calendar
from soi.offices.queries import Chart
from soi.reports import queries as reports
from soi.web.templatetags.soi import left_words

_LONGEST = 110


class _Holder(Protocol):
    slug: str


class Owed(Protocol):
    """A duty as far as a list shows it."""

    number: str
    title: str
    source_ref: str
    state: str
    starts_on: date
    due_on: date | None

    @property
    def holder(self) -> _Holder:
        """The office that owes it."""

    def get_absolute_url(self) -> str:
        """Return the page of the duty."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a list says of a filing or a duty."""

    number: str
    title: str
    url: str
    where: str
    state: str
    on: date
    due_on: date | None = None
    left: str = ""
    late: bool = False


def titled(text: str) -> str:
    """Return the first sentence of a text, cut between words where it is long."""
    first = text.replace("\n", " ").split(". ")[0].strip().rstrip(".")
    if len(first) <= _LONGEST:
        return first
    return f"{first[:_LONGEST].rpartition(' ')[0]}…"


def report_title(report: reports.Row) -> str:
    """Return a filing's first sentence, or its number while nobody has looked it over."""
    if report.public_text:
        return titled(report.public_text)
    return _("%(number)s, chờ người của phường xem rồi đăng") % {"number": report.number}


def report_card(report: reports.Row, chart: Chart, on: date) -> Card:
    """Return a filing as an item; `on` is the day that the list is about."""
    return Card(
        number=report.number,
        title=report_title(report),
        url=report.get_absolute_url(),
        where=_where(chart.name(report.office), _group(report), chart),
        state=report.state,
        on=on,
    )


def owed_cards(duties: Iterable[Owed], chart: Chart, today: date, calendar: Calendar) -> list[Card]:
    """Return duties as items with their day; one about a filing takes that filing's words."""
    rows = list(duties)
    known = _filings([row.source_ref for row in rows])
    return [_owed(row, known.get(row.source_ref), chart, today, calendar) for row in rows]


def _owed(
    duty: Owed, report: reports.Row | None, chart: Chart, today: date, calendar: Calendar
) -> Card:
    holder = chart.name(duty.holder.slug)
    due_on: date | None = duty.due_on
    return Card(
        number=duty.number,
        title=report_title(report) if report else duty.title,
        url=report.get_absolute_url() if report else duty.get_absolute_url(),
        where=_where(holder, _group(report), chart),
        state=duty.state,
        on=duty.starts_on,
        due_on=due_on,
        left=left_words(due_on, today, calendar),
        late=due_on is not None and due_on < today,
    )


def _filings(refs: Sequence[str]) -> dict[str, reports.Row]:
    numbers = [ref.partition(":")[2] for ref in refs if ref.startswith("report:")]
    return {row.ref: row for row in reports.public().filter(number__in=numbers)}


def _group(report: reports.Row | None) -> str:
    # Before an officer has looked at a filing, its place is nobody's to know.
    return report.group if report and report.is_published else ""


def _where(office: str, group: str, chart: Chart) -> str:
    return f"{office} · {chart.name(group)}" if group else office
