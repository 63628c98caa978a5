"""What is gathered while the releases go by: results, and the counts that the fences need."""

from collections import defaultdict
from dataclasses import dataclass, field

Results = dict[str, dict[str, dict[str, float]]]


@dataclass
class Part:
    """Some of many."""

    some: int = 0
    many: int = 0

    def add(self, some: int, many: int) -> None:
        """Count more."""
        self.some += some
        self.many += many

    @property
    def ratio(self) -> float:
        """Give the share; many is never 0 where one asks."""
        return self.some / self.many


def _parts() -> dict[str, Part]:
    return defaultdict(Part)


def _groups() -> dict[str, dict[str, Part]]:
    return {group: _parts() for group in ("Buyer", "ProcuringEntity", "Tenderer")}


@dataclass
class Tally:
    """The running state of one reading, and its results by group, id and rule."""

    results: Results = field(default_factory=dict)
    currency: str | None = None
    other_currencies: int = 0
    margins: dict[str, tuple[float, str, str]] = field(default_factory=dict)
    wins: dict[str, Part] = field(default_factory=_parts)
    disqualified: dict[str, dict[str, Part]] = field(default_factory=_groups)
    supplied: dict[str, tuple[set[str], set[str]]] = field(default_factory=dict)
    fences: dict[str, dict[str, float]] = field(default_factory=dict)

    def flag(self, group: str, key: str, rule: str, value: float) -> None:
        """Write one result down."""
        self.results.setdefault(group, {}).setdefault(key, {})[rule] = value

    def is_main(self, currency: str | None) -> bool:
        """Tell whether a bid is in the one currency that is compared: the set or the first seen."""
        if currency is None:
            return False
        if self.currency is None:
            self.currency = currency
        if currency != self.currency:
            self.other_currencies += 1
        return currency == self.currency

    def absorb(self, other: "Tally") -> None:
        """Take in what was gathered from another part of the same file."""
        for group, keys in other.results.items():
            ours = self.results.setdefault(group, {})
            if group == "OCID":  # each process stands in one part alone
                ours.update(keys)
                continue
            for key, rules in keys.items():
                ours.setdefault(key, {}).update(rules)
        self.currency = self.currency or other.currency
        self.other_currencies += other.other_currencies
        self.margins.update(other.margins)
        _absorb_parts(self.wins, other.wins)
        for group, parts in other.disqualified.items():
            _absorb_parts(self.disqualified[group], parts)
        for supplier, (kinds, processes) in other.supplied.items():
            known = self.supplied.setdefault(supplier, (set(), set()))
            known[0].update(kinds)
            known[1].update(processes)


def _absorb_parts(ours: dict[str, Part], theirs: dict[str, Part]) -> None:
    for key, part in theirs.items():
        ours[key].add(part.some, part.many)
