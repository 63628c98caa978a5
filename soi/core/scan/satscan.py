"""Read SaTScan's text formats: cases, places, people, controls; tell every bad line.

Lines come in as text, whoever opened the file. A line that cannot be used is a `Problem` with
its number; whether the rest is used is for the user to say, never for this module.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

MOST_PROBLEMS = 1000  # listed one by one; the rest are counted
COMMENT = ("#", "//")


@dataclass(frozen=True)
class Problem:
    """A line that cannot be used: which file, which line (from 1), which rule, what stood there."""

    file: str
    line: int
    code: str
    value: str = ""


@dataclass
class Problems:
    """The bad lines of one reading; beyond the first thousand only their count grows."""

    listed: list[Problem] = field(default_factory=list)
    count: int = 0

    def add(self, file: str, line: int, code: str, value: str = "") -> None:
        """Write one down."""
        self.count += 1
        if len(self.listed) < MOST_PROBLEMS:
            self.listed.append(Problem(file, line, code, value[:80]))


@dataclass(frozen=True)
class Moment:
    """A date as precise as it was written: year, year and month, or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    def index(self, unit: str) -> int:
        """Count in the unit: day, month or year. A finer unit takes the first of the coarser."""
        if unit == "year":
            return self.year
        if unit == "month":
            return self.year * 12 + (self.month or 1) - 1
        return date(self.year, self.month or 1, self.day or 1).toordinal()

    @property
    def unit(self) -> str:
        """Tell how precise it is."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def middle(self) -> int:
        """Give the day on which a head count of this date stands: a year's is 1 July."""
        if self.day:
            return self.index("day")
        return date(self.year, self.month or 7, 15 if self.month else 1).toordinal()


@dataclass(frozen=True)
class Places:
    """The places of a study in file order, and where they lie."""

    ids: tuple[str, ...]
    points: tuple[tuple[float, float], ...]

    @property
    def order(self) -> dict[str, int]:
        """Give each place its index."""
        return {place: index for index, place in enumerate(self.ids)}


@dataclass
class Cases:
    """Lines of cases, column by column; a stratum is what stands after the date."""

    place: list[int] = field(default_factory=list)
    count: list[int] = field(default_factory=list)
    moment: list[Moment | None] = field(default_factory=list)
    stratum: list[tuple[str, ...]] = field(default_factory=list)
    line: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class HeadCount:
    """The people of a place and stratum on a date (None: always)."""

    place: int
    moment: Moment | None
    people: float
    stratum: tuple[str, ...]


def parse_moment(text: str) -> Moment:
    """Read 2025/12/31, 2025-12-31, 31/12/2025, 2025/12, 2025 or 73 (= 1973).

    Raises: ValueError for what is no date.
    """
    parts = [int(part) for part in text.replace("-", "/").split("/")]
    if len(parts) == 3 and parts[2] > 999:
        parts.reverse()  # day first, as it is written in Viet Nam
    if len(parts) > 3 or not 0 <= parts[0] <= 9999:
        raise ValueError(text)
    year = parts[0] + 1900 if parts[0] < 100 else parts[0]
    date(year, *[*parts[1:], 1, 1][:2])
    return Moment(year, *parts[1:])


def read_places(file: str, lines: Iterable[str], problems: Problems, *, flat: bool) -> Places:
    """Read place, latitude, longitude (or x, y); a place told twice keeps its first line."""
    ids: dict[str, tuple[float, float]] = {}
    for number, fields in _rows(lines):
        point = _point(fields)
        code = _fault_of_point(point, flat=flat)
        if fields[0] in ids:
            code = "place_twice" if ids[fields[0]] != point else "same_line"
        if code:
            problems.add(file, number, code, " ".join(fields[:3]))
        elif point:
            ids[fields[0]] = point
    return Places(tuple(ids), tuple(ids.values()))


def looks_flat(lines: Iterable[str]) -> bool:
    """Tell whether most points are no latitude and longitude, in neither order."""
    points = [point for _, fields in _rows(lines) if (point := _point(fields))]
    outside = [p for p in points if _fault_of_point(p, flat=False) == "outside_earth"]
    return 2 * len(outside) > len(points)


def _point(fields: list[str]) -> tuple[float, float] | None:
    try:
        point = float(fields[1]), float(fields[2])
    except (IndexError, ValueError):
        return None
    return point if all(map(math.isfinite, point)) else None


def _fault_of_point(point: tuple[float, float] | None, *, flat: bool) -> str:
    if point is None:
        return "bad_point"
    if flat or (abs(point[0]) <= 90 and abs(point[1]) <= 180):
        return ""
    return "swapped_point" if abs(point[1]) <= 90 and abs(point[0]) <= 180 else "outside_earth"


def read_cases(file: str, lines: Iterable[str], places: Places, problems: Problems) -> Cases:
    """Read place, count and, where given, date and covariates; lines of 0 cases say nothing."""
    order, cases = places.order, Cases()
    dates: dict[str, Moment] = {}
    dated: bool | None = None
    for number, fields in _rows(lines):
        place, count = order.get(fields[0]), _count(fields)
        moment, code = None, _fault_of_case(place, count, fields)
        if not code and len(fields) > 2:
            moment = _moment(dates, fields[2])
            code = "" if moment else "bad_date"
        if not code and dated is not None and dated != (moment is not None):
            code = "no_date" if dated else "date_unlike_others"
        if code:
            problems.add(file, number, code, " ".join(fields[:3]))
            continue
        dated = moment is not None
        if count and place is not None:
            cases.place.append(place)
            cases.count.append(count)
            cases.moment.append(moment)
            cases.stratum.append(tuple(fields[3:]))
            cases.line.append(number)
    return cases


def _fault_of_case(place: int | None, count: int | None, fields: list[str]) -> str:
    if len(fields) < 2:
        return "too_few_fields"
    if place is None:
        return "case_without_place"
    if count is None:
        return "bad_count"
    return "negative_count" if count < 0 else ""


def _count(fields: list[str]) -> int | None:
    try:
        return int(fields[1])
    except (IndexError, ValueError):
        return None


def _moment(known: dict[str, Moment], text: str) -> Moment | None:
    if text not in known:
        try:
            known[text] = parse_moment(text)
        except ValueError:
            return None
    return known[text]


def read_people(
    file: str, lines: Iterable[str], places: Places, problems: Problems
) -> list[HeadCount]:
    """Read place, date (0 or unspecified: always), people, covariates."""
    order, counts = places.order, []
    for number, fields in _rows(lines):
        try:
            timeless = len(fields) == 2 or fields[1] in {"0", "unspecified"}
            moment = None if timeless else parse_moment(fields[1])
            people = float(fields[1] if len(fields) == 2 else fields[2])
        except (IndexError, ValueError):
            problems.add(file, number, "bad_people", " ".join(fields[:3]))
            continue
        place = order.get(fields[0])
        if place is None or not (math.isfinite(people) and people >= 0):
            code = "people_without_place" if place is None else "bad_people"
            problems.add(file, number, code, " ".join(fields[:3]))
            continue
        counts.append(HeadCount(place, moment, people, tuple(fields[3:])))
    return counts


def read_controls(file: str, lines: Iterable[str], places: Places, problems: Problems) -> Cases:
    """Read place and count of controls: the form of a case file."""
    return read_cases(file, lines, places, problems)


def read_edges(
    file: str, lines: Iterable[str], places: Places, problems: Problems
) -> list[tuple[int, int]]:
    """Read which places lie beside each other: the place first, then its neighbours."""
    order, edges = places.order, []
    for number, fields in _rows(lines):
        unknown = [place for place in fields if place not in order]
        if unknown:
            problems.add(file, number, "edge_without_place", unknown[0])
            continue
        edges += [(order[fields[0]], order[other]) for other in fields[1:]]
    return edges


def _rows(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(lines, 1):
        fields = line.replace(",", " ").replace('"', "").split()
        if fields and not fields[0].startswith(COMMENT):
            yield number, fields
