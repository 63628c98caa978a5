"""The night's look: what was told in a year, held against chance; rows, never a verdict.

Needs numpy; nothing of a denunciation is ever within reach here.
"""

import secrets
from datetime import date, timedelta

from django.db import transaction

from soi.core.hotspots import Act, Extent, State, is_quiet, is_same, level
from soi.core.scan.wards import HISTORY, Event, Spot, look
from soi.core.stamps import Stamp
from soi.counter.services import begin, line, step, write
from soi.insight.models import HotSpot, Night
from soi.insight.queries.ties import HOTSPOTS
from soi.offices import queries as offices
from soi.record import services as record
from soi.reports import queries as reports

NUMBERS = "DN"


@transaction.atomic
def scan_night(*, day: date, stamp: Stamp, key: int | None = None, replicates: int = 999) -> Night:
    """Look over the ward as it stood at the end of `day`: find, see again, let go quiet.

    A day that was looked at already is not looked at again.
    """
    known = Night.objects.filter(day=day).first()
    if known:
        return known
    key = secrets.randbits(40) if key is None else key
    found = look(_events(day), _points(day), day, key=key, replicates=replicates)
    for spot in found.spots:
        _enter(spot, day, stamp)
    _let_go(day, stamp)
    return Night.objects.create(
        day=day, at=stamp.at, looked=len(found.looked), found=len(found.spots), key=key,
        too_few=[[stream.kind, stream.topic] for stream in found.too_few],
    )  # fmt: skip


def _events(day: date) -> list[Event]:
    since = day - timedelta(days=HISTORY - 1)
    rows = reports.counted(since=since, until=day, key=secrets.token_bytes(32))
    return [Event(row.group, row.received_on, row.kind, row.topic, row.sender) for row in rows]


def _points(day: date) -> dict[str, tuple[float, float]]:
    """Give the middle of each residential group that was drawn."""
    drawn = [group for group in offices.chart(day).groups() if group.outline]
    return {
        group.slug: (
            sum(lat for lat, _ in group.outline) / len(group.outline),
            sum(long for _, long in group.outline) / len(group.outline),
        )
        for group in drawn
    }


def _enter(spot: Spot, day: date, stamp: Stamp) -> None:
    """Bring a hot spot up to date that is this one, else open a new one."""
    extent = Extent(spot.stream.kind, spot.stream.topic, frozenset(spot.places), spot.first_on,
                    spot.last_on)  # fmt: skip
    open_rows = HotSpot.objects.select_for_update().exclude(state=State.CLOSED)
    same = next((row for row in open_rows if is_same(_extent(row), extent)), None)
    row = same or HotSpot(number=record.numbers(kinds=(NUMBERS,), year=day.year)[0], opened_on=day)
    told = level(spot.recurrence)
    row.kind, row.topic = spot.stream.kind, spot.stream.topic
    row.places, row.counted, row.usual = list(spot.places), dict(spot.counted), dict(spot.usual)
    row.first_on, row.last_on = spot.first_on, spot.last_on
    row.observed, row.expected, row.senders = spot.observed, spot.expected, spot.senders
    row.recurrence, row.rarer, row.level, row.seen_on = spot.recurrence, spot.rarer, told, day
    # The record takes no fractions: a float has no one way to be written.
    tenths = round(spot.expected * 10)
    facts = {"observed": spot.observed, "expected_tenths": tenths, "on": day.isoformat()}
    if same:
        step(HOTSPOTS, row, Act.SEEN, stamp, facts=facts)
        return
    begin(HOTSPOTS, row, Act.FOUND, stamp)
    row.save()
    write(HOTSPOTS, row, Act.FOUND, stamp, facts=facts)
    told_line = line(HOTSPOTS, row, Act.FOUND, facts=facts, begins=True)
    record.append_all(lines=[told_line], stamp=stamp)


def _let_go(day: date, stamp: Stamp) -> None:
    """Let those go quiet that were not seen for a week."""
    for row in HotSpot.objects.select_for_update().exclude(state__in=(State.CLOSED, State.QUIET)):
        if is_quiet(row.seen_on, day):
            step(HOTSPOTS, row, Act.QUIETED, stamp)


def _extent(row: HotSpot) -> Extent:
    return Extent(row.kind, row.topic, frozenset(row.places), row.first_on, row.last_on)
