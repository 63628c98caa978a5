"""Small counts: what may be published of a table without telling of the few behind a cell.

A cell of one to four people is hidden, and with it as many others as it takes so that nobody can
compute it from margins, from linked tables or from an earlier release. All tables are one system
of cells and sums. `plan` chooses, `audit` proves; a release that fails the audit is not published.

Source: Cox 1980, J. Am. Stat. Assoc. 75:377; Fischetti, Salazar 2001, Manag. Sci. 47:1008.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import inf

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

Cell = Hashable
Matrix = npt.NDArray[np.float64]
LEAST = 5  # people: the smallest count that is shown
EDGE = 1e-6
ALL = ""  # an axis summed over


@dataclass(frozen=True)
class Sum:
    """One cell that is the sum of others."""

    total: Cell
    parts: tuple[Cell, ...]


@dataclass(frozen=True)
class Axis:
    """The values of a dimension; parents name the groups that they add up to (week to month)."""

    values: tuple[str, ...]
    parents: Mapping[str, str] = field(default_factory=dict)

    def families(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each group with what adds up to it, the whole last."""
        groups: dict[str, list[str]] = {}
        for value in self.values:
            groups.setdefault(self.parents.get(value, ALL), []).append(value)
        top = groups.pop(ALL, [])
        yield from ((group, tuple(members)) for group, members in groups.items())
        yield ALL, (*groups, *top)

    @property
    def nodes(self) -> tuple[str, ...]:
        """Give every value, every group and the whole."""
        return (*self.values, *(group for group, _ in self.families()))


@dataclass(frozen=True)
class Release:
    """What may be published: the shown cells with their counts; every other is hidden.

    Hidden cells bear one neutral mark, whatever their reason: two marks would tell which is which.
    """

    shown: Mapping[Cell, int]
    hidden: frozenset[Cell]

    def share(self, part: Cell, whole: Cell) -> float | None:
        """Give a share, or None where it would tell of a hidden cell or of everybody."""
        if part not in self.shown or not self.shown.get(whole):
            return None
        share = self.shown[part] / self.shown[whole]
        return share if 0 < share < 1 else None


@dataclass(frozen=True)
class Narrowed:
    """A hidden cell that can be pinned down: between which values a reader can compute it."""

    cell: Cell
    low: float
    high: float


class NotPublishable(Exception):
    """No choice of hidden cells protects these counts beside what was published before."""


def cross(
    counts: Mapping[tuple[str, ...], int], axes: Sequence[Axis]
) -> tuple[dict[Cell, int], list[Sum]]:
    """Make the cells and sums of a table with all its margins; what has no count is 0."""
    cells: dict[Cell, int] = {}
    leaves = [{node: tuple(_leaves(axis, node)) for node in axis.nodes} for axis in axes]
    for key in product(*(axis.nodes for axis in axes)):
        under = product(*(leaves[at][node] for at, node in enumerate(key)))
        cells[key] = sum(counts.get(leaf, 0) for leaf in under)
    sums = [
        Sum(_at(key, at, group), tuple(_at(key, at, member) for member in members))
        for at, axis in enumerate(axes)
        for group, members in axis.families()
        for key in product(*((group,) if i == at else axes[i].nodes for i in range(len(axes))))
    ]
    return cells, sums


def _at(key: tuple[str, ...], place: int, value: str) -> tuple[str, ...]:
    return (*key[:place], value, *key[place + 1 :])


def _leaves(axis: Axis, node: str) -> Iterator[str]:
    families = dict(axis.families())
    for member in families.get(node, (node,)):
        if member == node or member not in families:
            yield member
        else:
            yield from families[member]


def plan(
    cells: Mapping[Cell, int],
    sums: Sequence[Sum],
    *,
    before: Mapping[Cell, int] | None = None,
    hidden_before: Iterable[Cell] = (),
    zero_tells: bool = False,
) -> Release:
    """Choose what to show: large cells first, none that would give a hidden one away.

    before: what earlier releases showed, which everybody has; hidden_before: what they hid,
    which stays hidden. zero_tells: a count of nobody is itself a disclosure, and hidden.

    Raises: NotPublishable.
    """
    known = dict(before or {})
    small = {c for c, n in cells.items() if (1 <= n < LEAST or (zero_tells and n == 0))}
    secret = (small | set(hidden_before)) - known.keys()
    shown = dict(known)
    system = _System(cells, sums, known)
    if system.gives_away(secret):
        raise NotPublishable
    candidates = sorted(
        (c for c in cells if c not in secret and c not in known), key=lambda c: -cells[c]
    )
    for cell in candidates:
        if system.show(cell, secret):
            shown[cell] = cells[cell]
    return _widened(cells, sums, shown, secret, known)


def audit(
    cells: Mapping[Cell, int], sums: Sequence[Sum], release: Release, secret: Iterable[Cell]
) -> list[Narrowed]:
    """Find every secret cell that a reader can pin down closer than 0 to 4.

    The reader knows what is shown, the sums, and that no count is below 0. For each secret cell
    the lowest and the highest value that fit are computed; both ends must lie outside.
    """
    unknown = [cell for cell in cells if cell not in release.shown]
    place = {cell: at for at, cell in enumerate(unknown)}
    rows, right = _equations(sums, place, release.shown)
    found = []
    for cell in secret:
        low, high = _range(place[cell], len(unknown), rows, right)
        if low > EDGE or high < LEAST - 1 - EDGE:
            found.append(Narrowed(cell, low, high))
    return found


def _equations(
    sums: Sequence[Sum], place: Mapping[Cell, int], shown: Mapping[Cell, int]
) -> tuple[Matrix, Matrix]:
    rows, right = [], []
    for one in sums:
        row = np.zeros(len(place))
        value = 0.0
        for sign, cell in [(1, part) for part in one.parts] + [(-1, one.total)]:
            if cell in place:
                row[place[cell]] += sign
            else:
                value -= sign * shown[cell]
        if row.any():
            rows.append(row)
            right.append(value)
    return np.array(rows).reshape(len(rows), len(place)), np.array(right)


def _range(at: int, size: int, rows: Matrix, right: Matrix) -> tuple[float, float]:
    goal = np.zeros(size)
    goal[at] = 1.0
    system = {"A_eq": rows, "b_eq": right} if len(rows) else {}
    ends = []
    for sign in (1.0, -1.0):
        found = linprog(sign * goal, bounds=(0, None), method="highs", **system)
        ends.append(float(sign * found.fun) if found.status == 0 else -sign * inf)
    return ends[0], ends[1]


def _widened(
    cells: Mapping[Cell, int],
    sums: Sequence[Sum],
    shown: dict[Cell, int],
    secret: set[Cell],
    known: Mapping[Cell, int],
) -> Release:
    """Hide one more cell beside each that the audit finds too narrow, until it finds none."""
    while True:
        release = Release(dict(shown), frozenset(cells.keys() - shown.keys()))
        narrow = audit(cells, sums, release, sorted(secret, key=repr))
        if not narrow:
            return release
        for one in narrow:
            beside = _smallest_beside(one.cell, cells, sums, shown, known)
            if beside is None:
                raise NotPublishable
            shown.pop(beside, None)


def _smallest_beside(
    cell: Cell,
    cells: Mapping[Cell, int],
    sums: Sequence[Sum],
    shown: Mapping[Cell, int],
    known: Mapping[Cell, int],
) -> Cell | None:
    """Find the smallest shown cell that stands in a sum with this one, or with what hides it."""
    reached, seen = {cell}, {cell}
    while reached:
        together = {
            other
            for one in sums
            if not reached.isdisjoint((one.total, *one.parts))
            for other in (one.total, *one.parts)
        }
        open_to_hide = [c for c in together if c in shown and c not in known and cells[c] > 0]
        if open_to_hide:
            return min(open_to_hide, key=lambda c: (cells[c], repr(c)))
        reached = together - seen
        seen |= together
    return None


class _System:
    """The sums, with the columns of shown cells taken out, in reduced rows.

    A cell is given away when its unit row lies in what the rows span.
    """

    def __init__(
        self, cells: Mapping[Cell, int], sums: Sequence[Sum], shown: Mapping[Cell, int]
    ) -> None:
        self.place = {cell: at for at, cell in enumerate(c for c in cells if c not in shown)}
        rows, _ = _equations(sums, self.place, shown)
        self.rows = _reduced(rows)

    def gives_away(self, secret: Iterable[Cell]) -> bool:
        """Tell whether a secret cell can be computed from what is shown."""
        return self._alone(self.rows, secret)

    def show(self, cell: Cell, secret: Iterable[Cell]) -> bool:
        """Show one more cell, unless that gives a secret one away; tells whether it did."""
        at = self.place[cell]
        touched = np.flatnonzero(np.abs(self.rows[:, at]) > EDGE)
        if not len(touched):
            return True
        rows = self.rows.copy()
        rows[:, at] = 0.0
        rows = _reduced(rows) if len(touched) > 1 or self._pivot(touched[0]) == at else rows
        if self._alone(rows, secret):
            return False
        self.rows = rows
        return True

    def _pivot(self, row: int) -> int:
        return int(np.flatnonzero(np.abs(self.rows[row]) > EDGE)[0])

    def _alone(self, rows: Matrix, secret: Iterable[Cell]) -> bool:
        single = (np.abs(rows) > EDGE).sum(axis=1) == 1
        columns = set(np.argmax(np.abs(rows[single]), axis=1).tolist()) if single.any() else set()
        return any(self.place[cell] in columns for cell in secret)


def _reduced(rows: Matrix) -> Matrix:
    """Bring rows into reduced echelon form, without those that say nothing."""
    rows, done = rows.copy(), 0
    for column in range(rows.shape[1]):
        if done == len(rows):
            break
        best = done + int(np.argmax(np.abs(rows[done:, column])))
        if abs(rows[best, column]) <= EDGE:
            continue
        rows[[done, best]] = rows[[best, done]]
        rows[done] /= rows[done, column]
        factors = rows[:, column].copy()
        factors[done] = 0.0
        rows -= np.outer(factors, rows[done])
        done += 1
    return rows[:done]
