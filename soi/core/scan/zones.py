"""Zones: a centre and its neighbours, added one at a time by distance or along a graph."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

EARTH_KM = 6371.0088  # mean radius, IUGG


@dataclass(frozen=True)
class Zones:
    """Every zone of a study: for each centre a row of members, each prefix of it a zone.

    The members of centre i are ``members[starts[i]:starts[i + 1]]``, the centre first;
    ``distances`` stand beside them: kilometres, the unit of flat coordinates, or steps.
    """

    starts: Ints
    members: npt.NDArray[np.int32]
    distances: Floats

    def row(self, centre: int) -> npt.NDArray[np.int32]:
        """Give the members of a centre in the order in which they join."""
        return self.members[self.starts[centre] : self.starts[centre + 1]]

    def held_to(self, weights: Floats, most: float) -> "Zones":
        """Cut every row before the zone's weight exceeds what one zone may hold.

        A centre that alone exceeds it has no zone at all.
        """
        kept, distances, lengths = [], [], []
        for centre in range(len(self.starts) - 1):
            row = self.row(centre)
            fits = int(np.searchsorted(np.cumsum(weights[row]), most, side="right"))
            kept.append(row[:fits])
            distances.append(self.distances[self.starts[centre] :][:fits])
            lengths.append(fits)
        return _joined(kept, distances, lengths)


def circles(points: Floats, *, max_radius: float | None = None, flat: bool = False) -> Zones:
    """Draw circles round each place; places at equal distance join one at a time, in order.

    points: shape (places, 2), latitude and longitude in degrees, or x and y when flat.
    max_radius: kilometres, or the unit of flat coordinates; None sets no bound.
    Only places in the band that the radius allows are compared, never all with all.
    """
    band = points[:, 0]
    order = np.argsort(band, kind="stable")
    sorted_band = band[order]
    width = _band_width(max_radius, flat=flat)
    kept, distances, lengths = [], [], []
    for centre in range(len(points)):
        low = np.searchsorted(sorted_band, band[centre] - width, side="left")
        high = np.searchsorted(sorted_band, band[centre] + width, side="right")
        near = np.sort(order[low:high])
        away = _distances(points[centre], points[near], flat=flat)
        if max_radius is not None:
            near, away = near[away <= max_radius], away[away <= max_radius]
        away = np.where(near == centre, -1.0, away)  # the centre comes before its equals
        by_distance = np.argsort(away, kind="stable")
        kept.append(near[by_distance].astype(np.int32))
        distances.append(np.maximum(away[by_distance], 0.0))
        lengths.append(len(near))
    return _joined(kept, distances, lengths)


def graph_circles(
    places: int, edges: Iterable[tuple[int, int]], *, max_steps: int | None = None
) -> Zones:
    """Grow zones along a graph of neighbours: fewest steps first, then in order of the places."""
    beside: list[set[int]] = [set() for _ in range(places)]
    for one, other in edges:
        beside[one].add(other)
        beside[other].add(one)
    rows = [_walk(centre, beside, max_steps) for centre in range(places)]
    return _joined(
        [np.array([place for place, _ in row], np.int32) for row in rows],
        [np.array([steps for _, steps in row], np.float64) for row in rows],
        [len(row) for row in rows],
    )


def _walk(centre: int, beside: Sequence[set[int]], max_steps: int | None) -> list[tuple[int, int]]:
    reached, edge, steps = [(centre, 0)], {centre}, 0
    seen = {centre}
    while edge and (max_steps is None or steps < max_steps):
        steps += 1
        edge = set().union(*(beside[place] for place in edge)) - seen
        seen |= edge
        reached += [(place, steps) for place in sorted(edge)]
    return reached


def _band_width(max_radius: float | None, *, flat: bool) -> float:
    if max_radius is None:
        return np.inf
    return max_radius if flat else float(np.degrees(max_radius / EARTH_KM)) * (1 + 1e-9) + 1e-12


def _distances(centre: Floats, others: Floats, *, flat: bool) -> Floats:
    if flat:
        return np.asarray(np.hypot(*(others - centre).T), np.float64)
    here, there = np.radians(centre), np.radians(others)
    apart = there - here
    half = (
        np.sin(apart[:, 0] / 2) ** 2
        + np.cos(here[0]) * np.cos(there[:, 0]) * np.sin(apart[:, 1] / 2) ** 2
    )
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))), np.float64)


def _joined(
    kept: Sequence[npt.NDArray[np.integer]], distances: Sequence[Floats], lengths: Sequence[int]
) -> Zones:
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return Zones(
        starts,
        np.concatenate([*kept, np.empty(0, np.int32)]).astype(np.int32),
        np.concatenate([*distances, np.empty(0)]),
    )
