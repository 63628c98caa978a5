"""A ward's map as SVG that the server draws: outlines, a number on each, no tile of anybody's.

Classes and patterns are those of `ward.css`; a page that draws one includes
`web/parts/patterns.html` once, and has the same numbers in a table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import cos, radians

from django.utils.safestring import SafeString, mark_safe

Point = tuple[float, float]  # latitude, longitude, in degrees
WIDE, EDGE = 480.0, 14.0


@dataclass(frozen=True, slots=True)
class Area:
    """One outline of a map.

    short: what stands on it under its name; words: what a screen reader says of it
    loud: it is one of those that the map is about
    """

    key: str
    name: str
    ring: Sequence[Point]
    short: str
    words: str
    loud: bool = False


def draw(title: str, words: str, areas: Sequence[Area]) -> SafeString:
    """Return the map of `areas`, north up; empty where nothing was drawn yet.

    title: what it shows; words: the same in one or two sentences
    """
    points = [point for area in areas for point in area.ring]
    if not points:
        return mark_safe("")
    frame = _Frame(points)
    drawn = "".join(_area(area, frame) for area in areas if area.ring)
    return mark_safe(  # noqa: S308 - every text in it was escaped here
        f'<svg viewBox="0 0 {WIDE:g} {frame.high:.0f}" role="group" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title><desc>{escape(words)}</desc>{drawn}</svg>"
    )


class _Frame:
    """From degrees to the drawing: as wide as it is, as high as the ward asks."""

    def __init__(self, points: Sequence[Point]) -> None:
        lats, longs = zip(*points, strict=True)
        self.north, self.west = max(lats), min(longs)
        self.narrow = cos(radians((max(lats) + min(lats)) / 2))
        across = (max(longs) - min(longs)) * self.narrow or 1e-9
        self.scale = (WIDE - 2 * EDGE) / across
        self.high = (max(lats) - min(lats)) * self.scale + 2 * EDGE

    def at(self, point: Point) -> Point:
        """Give where a point lies in the drawing."""
        lat, long = point
        return (
            EDGE + (long - self.west) * self.narrow * self.scale,
            EDGE + (self.north - lat) * self.scale,
        )


def _area(area: Area, frame: _Frame) -> str:
    ring = [frame.at(point) for point in area.ring]
    path = "L".join(f"{x:.0f} {y:.0f}" for x, y in ring)
    x, y = middle(ring)
    look = "late" if area.loud else "plain"
    number = (
        f'<text class="num" text-anchor="middle" x="{x:.0f}" y="{y + 17:.0f}">'
        f"{escape(area.short)}</text>"
        if area.short
        else ""
    )
    return (
        f'<a href="#{escape(area.key)}" aria-label="{escape(area.words)}">'
        f'<path class="land {look}" d="M{path}z"/>'
        f'<rect class="plate" x="{x - 32:.0f}" y="{y - 22:.0f}" width="64" '
        f'height="{46 if area.short else 28}"/>'
        f'<text class="name" text-anchor="middle" x="{x:.0f}" y="{y - 2:.0f}">'
        f"{escape(area.name)}</text>{number}</a>"
    )


def middle(ring: Sequence[Point]) -> Point:
    """Return the centre of gravity of an outline, in whatever it is measured."""
    twice = sum_x = sum_y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        cross = x1 * y2 - x2 * y1
        twice += cross
        sum_x += (x1 + x2) * cross
        sum_y += (y1 + y2) * cross
    if abs(twice) < 1e-12:
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    return sum_x / (3 * twice), sum_y / (3 * twice)
