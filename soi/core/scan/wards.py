"""One night's look over a ward or a city: every stream by itself, each alarm with its rarity."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from soi.core.scan.chance import recurrence_days
from soi.core.scan.clusters import Cluster, Settings, scan
from soi.core.scan.models import space_time_permutation, windows_of
from soi.core.scan.zones import Zones, circles, graph_circles

HISTORY = 365  # days behind the day that is looked at
WINDOW = 28
RADIUS_KM = 1.0
LEAST_DAYS, LEAST_CASES = 90, 100  # under these a stream has not enough behind it
LEAST_OBSERVED = 5  # of anything shown
SEE, FOLLOW = 365, 30  # days: what chance alone shows more often than this is not shown
REPLICATES = 999


@dataclass(frozen=True, slots=True)
class Event:
    """One sender who told of one matter: where, when, of what kind and topic."""

    place: str
    on: date
    kind: str
    topic: str
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Stream:
    """What is looked at by itself; an empty topic is all of them together."""

    kind: str
    topic: str


@dataclass(frozen=True)
class Spot:
    """More at some places in the last days than chance would have it.

    rarer: the recurrence is the rarest that the replicates can tell; it is rarer still
    """

    stream: Stream
    places: tuple[str, ...]
    first_on: date
    last_on: date
    observed: int
    expected: float
    senders: int
    statistic: float
    p: float
    recurrence: float
    rarer: bool
    usual: Mapping[str, float]  # by place, what was to be expected in these days
    counted: Mapping[str, int]


@dataclass(frozen=True)
class Night:
    """What one night's look gives.

    looked: streams that had enough behind them; too_few: those that had not
    """

    day: date
    looked: tuple[Stream, ...]
    too_few: tuple[Stream, ...]
    spots: tuple[Spot, ...]


def distinct(events: Iterable[Event]) -> list[Event]:
    """Keep one event of a sender for each place, topic and week; who gave no name counts once."""
    seen, kept = set[tuple[object, ...]](), []
    for event in events:
        week = event.on.isocalendar()[:2]
        key = (event.sender, event.place, event.topic, week)
        if event.sender and key in seen:
            continue
        seen.add(key)
        kept.append(event)
    return kept


def look(
    events: Sequence[Event],
    points: Mapping[str, tuple[float, float]],
    day: date,
    *,
    key: int,
    beside: Iterable[tuple[str, str]] | None = None,
    replicates: int = REPLICATES,
) -> Night:
    """Look at every stream on one day.

    events: of the days up to `day`, older ones are passed over; places without a point too
    points: latitude and longitude of each place
    beside: pairs of neighbours; zones then grow along them, else by distance
    key: the night's own, so that it can be run again with the same figures
    """
    order = {place: at for at, place in enumerate(points)}
    since = day - timedelta(days=HISTORY - 1)
    held = [e for e in distinct(events) if since <= e.on <= day and e.place in order]
    streams: dict[Stream, list[Event]] = defaultdict(list)
    for event in held:
        streams[Stream("", "")].append(event)
        streams[Stream(event.kind, event.topic)].append(event)
    zones = _zones(points, order, beside)
    looked = [stream for stream, rows in streams.items() if _enough(rows, day)]
    spots = [
        spot
        for at, stream in enumerate(sorted(looked, key=lambda s: (s.kind, s.topic)))
        for spot in _spots(stream, streams[stream], tuple(order), zones, day, key * 1000 + at,
                           replicates)
    ]  # fmt: skip
    return Night(
        day, tuple(looked), tuple(s for s in streams if s not in looked),
        tuple(sorted(_without_echoes(spots), key=lambda spot: -spot.recurrence)),
    )  # fmt: skip


def _without_echoes(spots: Sequence[Spot]) -> list[Spot]:
    """Leave out what shows in all topics together only because it burns in one of them."""
    named = [spot for spot in spots if spot.stream.topic]
    return named + [
        spot
        for spot in spots
        if not spot.stream.topic and not any(_echoes(spot, one) for one in named)
    ]


def _echoes(spot: Spot, named: Spot) -> bool:
    common = len(set(spot.places) & set(named.places))
    return 2 * common >= min(len(spot.places), len(named.places))


def _zones(
    points: Mapping[str, tuple[float, float]],
    order: Mapping[str, int],
    beside: Iterable[tuple[str, str]] | None,
) -> Zones:
    if beside is not None:
        edges = [(order[a], order[b]) for a, b in beside if a in order and b in order]
        return graph_circles(len(order), edges)
    return circles(np.array(list(points.values())).reshape(-1, 2), max_radius=RADIUS_KM)


def _enough(rows: Sequence[Event], day: date) -> bool:
    oldest = min(event.on for event in rows)
    return len(rows) >= LEAST_CASES and (day - oldest).days + 1 >= LEAST_DAYS


def _spots(  # noqa: PLR0913, PLR0917 - what a stream is looked at with
    stream: Stream,
    rows: Sequence[Event],
    places: tuple[str, ...],
    zones: Zones,
    day: date,
    key: int,
    replicates: int,
) -> list[Spot]:
    first = min(event.on for event in rows)
    days = (day - first).days + 1
    order = {place: at for at, place in enumerate(places)}
    model = space_time_permutation(
        np.array([order[event.place] for event in rows]),
        np.array([(event.on - first).days for event in rows]),
        np.ones(len(rows), np.int64),
        places=len(places), days=days,
        windows=windows_of(days, longest=WINDOW, prospective=True),
    )  # fmt: skip
    found = scan(model, zones, Settings(replicates=replicates, key=key, min_cases=LEAST_OBSERVED))
    rarest = (1 + 1e-9) / (replicates + 1)
    return [
        _spot(stream, rows, places, first, cluster, rarer=cluster.p <= rarest)
        for cluster in found.clusters
        if recurrence_days(cluster.p) >= FOLLOW
    ]


def _spot(
    stream: Stream,
    rows: Sequence[Event],
    places: tuple[str, ...],
    first: date,
    cluster: Cluster,
    *,
    rarer: bool,
) -> Spot:
    within = {places[at] for at in cluster.places}
    window = cluster.window
    begins, ends = first + timedelta(window.first), first + timedelta(window.last)
    inside = [e for e in rows if e.place in within and begins <= e.on <= ends]
    lately = sum(begins <= e.on <= ends for e in rows)
    usual = {place: sum(e.place == place for e in rows) * lately / len(rows) for place in within}
    named = {e.sender for e in inside if e.sender}
    return Spot(
        stream=stream,
        places=tuple(places[at] for at in cluster.places),
        first_on=begins,
        last_on=ends,
        observed=cluster.observed,
        expected=cluster.expected,
        senders=len(named) + sum(not e.sender for e in inside),
        statistic=cluster.statistic,
        p=cluster.p,
        recurrence=cluster.recurrence,
        rarer=rarer,
        usual=usual,
        counted={place: sum(e.place == place for e in inside) for place in within},
    )
