"""Points and outlines on the ground, as far as a ward needs them."""

from collections.abc import Sequence
from math import asin, cos, radians, sin, sqrt

Point = tuple[float, float]  # latitude, longitude, in degrees
_EARTH = 6_371_000.0  # metres


def distance_m(one: Point, other: Point) -> float:
    """Return the way between two points in metres, over the ground (haversine)."""
    lat1, lon1, lat2, lon2 = map(radians, (*one, *other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(half))


def inside(point: Point, outline: Sequence[Point]) -> bool:
    """Test if `point` lies within `outline`, a ring of points; its edge is as good as inside."""
    lat, lon = point
    within = False
    for (lat1, lon1), (lat2, lon2) in zip(outline, (*outline[1:], *outline[:1]), strict=True):
        if _on_edge(point, (lat1, lon1), (lat2, lon2)):
            return True
        if (lat1 > lat) != (lat2 > lat):
            crossing = lon1 + (lat - lat1) / (lat2 - lat1) * (lon2 - lon1)
            within ^= lon < crossing
    return within


def coarse(degrees: float) -> float:
    """Return a coordinate as the public sees it: 3 decimals, about a hundred metres.

    Four decimals would be a household.
    """
    return round(degrees, 3)


def _on_edge(point: Point, start: Point, end: Point) -> bool:
    (lat, lon), (lat1, lon1), (lat2, lon2) = point, start, end
    cross = (lat - lat1) * (lon2 - lon1) - (lon - lon1) * (lat2 - lat1)
    if abs(cross) > 1e-12:
        return False
    between_lat = min(lat1, lat2) <= lat <= max(lat1, lat2)
    return between_lat and min(lon1, lon2) <= lon <= max(lon1, lon2)
