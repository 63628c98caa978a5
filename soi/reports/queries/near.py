"""Reports that may be about the same matter, offered before another one is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Prefetch

from soi.core.filings import OPEN, State
from soi.core.places import coarse, distance_m
from soi.core.vietnamese import fold
from soi.offices import queries as offices
from soi.reports.models import Photo, Report
from soi.reports.queries.rows import public

NEAR_M = 250
NEAR_WEEKS = 12
NEAR_MOST = 5
_CANDIDATES = 300


@dataclass(frozen=True, slots=True)
class Similar:
    """A report about what may be the same matter, as the public may see it."""

    number: str
    title: str
    state: str
    due_on: date | None
    followers: int
    photo: int | None
    received_on: date
    metres: int | None


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


def _places_named(text: str, today: date) -> list[str]:
    """Return the folded streets and landmarks of the ward that a text names."""
    folded = f" {fold(text)} "
    places = [name for group in offices.chart(today).groups() for name in group.places]
    names = {fold(name.partition("(")[0]).removeprefix("duong ") for name in places}
    return [name for name in names if name and f" {name} " in folded]


def _near(
    row: Report, point: tuple[float, float] | None, group: str, names: Sequence[str]
) -> int | None:
    """Return how near a report is, in metres or a stand-in for them; None if it is not."""
    metres = _metres(row, point)
    if metres is not None:
        return metres if metres <= NEAR_M else None
    if any(f" {name} " in f"{row.search_text} " for name in names):
        return NEAR_M + 1
    return NEAR_M + 2 if group and row.group == group else None


def _metres(row: Report, point: tuple[float, float] | None) -> int | None:
    # Of the point as it is published: by the edge of a circle about the true one, a stranger
    # who asks again and again would find where the sender stood.
    if point is None or row.lat is None or row.long is None:
        return None
    return round(distance_m(point, (coarse(row.lat), coarse(row.long))) / 10) * 10


def _similar(row: Report, point: tuple[float, float] | None) -> Similar:
    shown = list(row.photos.all())
    return Similar(
        number=row.number,
        title=row.public_text[:160],
        state=row.state,
        due_on=row.duty.due_on,
        followers=getattr(row, "followers", 0),
        photo=shown[0].pk if shown else None,
        received_on=row.received_on,
        metres=_metres(row, point),
    )
