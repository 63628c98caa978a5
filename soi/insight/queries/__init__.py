"""What may be asked about hot spots."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum

from soi.core.hotspots import Act, Proven, State, proven
from soi.insight.models import HotSpot, HotSpotStep, Night
from soi.insight.queries.ties import HOTSPOTS
from soi.reports import queries as reports

PUBLIC_SENDERS = 5  # fewer people than these behind a hot spot: no page of the public tells of it
YEAR = 365

Row = HotSpot
Event = HotSpotStep

__all__ = [
    "HOTSPOTS",
    "Event",
    "Row",
    "Trust",
    "behind",
    "by_number",
    "closed_spots",
    "done",
    "last_night",
    "open_spots",
    "public",
    "steps",
    "trust",
    "waiting",
]


def open_spots() -> QuerySet[HotSpot]:
    """Return the hot spots that nobody has closed yet, the rarest first."""
    return HotSpot.objects.exclude(state=State.CLOSED)


def closed_spots() -> QuerySet[HotSpot]:
    """Return the closed ones, the last first."""
    return HotSpot.objects.filter(state=State.CLOSED).order_by("-closed_on", "-pk")


def public(rows: QuerySet[HotSpot]) -> QuerySet[HotSpot]:
    """Keep those with enough people behind them to be told to everybody."""
    return rows.filter(senders__gte=PUBLIC_SENDERS)


def by_number(number: str) -> HotSpot | None:
    """Return a hot spot by its number."""
    return HotSpot.objects.filter(number=number).first()


def steps(spot: HotSpot) -> Sequence[HotSpotStep]:
    """Return what was done about it, the first act first."""
    return list(spot.steps.all())


def done(spot: HotSpot) -> Sequence[HotSpotStep]:
    """Return what people did or saw about it, in their words."""
    return [one for one in spot.steps.all() if one.act in (Act.FOLLOW, Act.ASSIGN, Act.CLOSE)]


def behind(spot: HotSpot) -> QuerySet[reports.Row]:
    """Return the filings behind it, the newest first; who may read one, its own page decides."""
    rows = reports.reports().filter(
        group__in=spot.places, received_on__range=(spot.first_on, spot.last_on)
    )
    if spot.topic:
        rows = rows.filter(topic=spot.topic, kind=spot.kind)
    return rows.order_by("-received_at", "-pk")


def last_night() -> Night | None:
    """Return the last look over the ward, if there was any."""
    return Night.objects.first()


def waiting() -> int:
    """Return how many hot spots nobody has looked at yet."""
    return HotSpot.objects.filter(state=State.FOUND).count()


@dataclass(frozen=True, slots=True)
class Trust:
    """How far the machine's word goes: what closed hot spots proved, and what chance brings.

    by_chance: hot spots that chance alone would show in a year, at the level “to be seen”
    missed: nights of the last 28 on which no look was taken
    """

    proven: Proven
    by_chance: float
    nights: int
    missed: int


def trust(year: int, today: date) -> Trust:
    """Return how often hot spots of a year proved real, beside what chance alone brings."""
    closed = closed_spots().filter(opened_on__year=year).values_list("outcome", flat=True)
    nights = Night.objects.filter(day__year=year)
    count = nights.count()
    looked = nights.aggregate(all=Sum("looked"))["all"] or 0
    lately = [
        (today - night).days for night in nights.values_list("day", flat=True)
        if 0 < (today - night).days <= 28
    ]  # fmt: skip
    oldest = max(lately, default=0)
    # Each stream passes the level once in a year by chance.
    by_chance = looked / count if count else 0.0
    return Trust(proven(list(closed)), by_chance, count, oldest - len(lately))
