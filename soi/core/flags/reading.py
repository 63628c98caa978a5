"""Go through a file of releases once: coverage, faults in the data, results of the rules."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from soi.core.flags import outliers, procedures
from soi.core.flags.ocds import Award, Bid, Tender, Unusable, decode
from soi.core.flags.procedures import Process
from soi.core.flags.settings import Settings
from soi.core.flags.tally import Results, Tally

Step = Callable[[Process], None]
MOST_LISTED = 1000
STEPS: dict[str, Step] = {
    "R003": procedures.r003,
    "R018": procedures.r018,
    "R024": outliers.margin,
    "R025": outliers.r025,
    "R028": procedures.r028,
    "R030": procedures.r030,
    "R035": procedures.r035,
    "R036": procedures.r036,
    "R038": outliers.r038,
    "R048": outliers.r048,
    "R058": outliers.margin,
}
# What each rule cannot do without; a file in which no release has one of them is told so, and
# “no flag” is never said of it.
NEEDS = {
    "R003": ("tenderPeriod.startDate", "tenderPeriod.endDate"),
    "R018": ("numberOfTenderers", "procurementMethod"),
    "R024": ("bids.value", "bids.tenderers", "bids.status", "awards.suppliers", "awards.status"),
    "R025": ("bids.tenderers", "bids.status", "awards.suppliers", "awards.status"),
    "R028": ("bids.value", "bids.tenderers", "bids.status"),
    "R030": ("bids.date", "bids.status", "tenderPeriod.endDate", "awards.suppliers"),
    "R035": ("bids.tenderers", "bids.status", "awards.suppliers", "awards.status"),
    "R036": ("bids.value", "bids.status", "awards.status"),
    "R038": ("bids.status",),
    "R048": ("awards.items", "awards.suppliers", "awards.status"),
    "R058": ("bids.value", "bids.tenderers", "bids.status", "awards.suppliers", "awards.status"),
}


class Apart(Exception):
    """Two parts of a file that were read beside each other do not make one reading."""


@dataclass
class Reading:
    """What one reading of a file gives.

    problems: line (from 1) and a stable word for each line that cannot be used, the first
    thousand; problem_count counts all. covered: how many releases have a field. faults: how
    often the data itself is out of order, apart from any risk.
    """

    results: Results = field(default_factory=dict)
    releases: int = 0
    cancelled: int = 0
    excluded: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)
    problem_count: int = 0
    covered: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    fences: dict[str, dict[str, float]] = field(default_factory=dict)
    currency: str | None = None

    def missing(self, rule: str) -> list[str]:
        """Give the fields without which the rule could look at nothing in this file."""
        return [name for name in NEEDS[rule] if not self.covered[name]]


class Reader:
    """One reading: feed it lines, then finish it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.tally = Tally(currency=settings.currency)
        self.reading = Reading()
        self.steps = list(dict.fromkeys(STEPS[rule] for rule in settings.rules))
        self._seen: set[int] = set()
        self._line = 0
        self._shapes: dict[int, int] = {}

    def feed(self, lines: Iterable[bytes]) -> None:
        """Take in lines of JSON, one release each; blank lines count as lines, no more."""
        for line in lines:
            self._line += 1
            if not line.strip():
                continue
            self.reading.releases += 1
            try:
                self._take(line)
            except Unusable as refusal:
                self._refuse(str(refusal))

    def absorb(self, other: "Reader") -> None:
        """Take in what was read of the part of the file that comes next.

        Raises: Apart when the parts cannot be told from one reading: the same process in both,
        or another first currency.
        """
        currencies = {self.tally.currency, other.tally.currency} - {None}
        if len(currencies) > 1 or not self._seen.isdisjoint(other._seen):
            raise Apart
        self.tally.absorb(other.tally)
        self._seen |= other._seen
        ours, theirs = self.reading, other.reading
        ours.releases += theirs.releases
        ours.cancelled += theirs.cancelled
        ours.excluded += theirs.excluded
        ours.problem_count += theirs.problem_count
        moved = [(self._line + line, code) for line, code in theirs.problems]
        ours.problems = [*ours.problems, *moved][:MOST_LISTED]
        ours.faults.update(theirs.faults)
        for shape, count in other._shapes.items():
            self._shapes[shape] = self._shapes.get(shape, 0) + count
        self._line += other._line

    def finish(self) -> Reading:
        """Compute what needs the whole file, and give everything."""
        outliers.finish(self.tally, self.settings)
        reading = self.reading
        reading.results, reading.fences = self.tally.results, self.tally.fences
        for name, bit in BIT.items():
            reading.covered[name] = sum(n for shape, n in self._shapes.items() if shape & bit)
        reading.currency = self.tally.currency
        if self.tally.other_currencies:
            reading.faults["other_currency"] = self.tally.other_currencies
        return reading

    def _take(self, line: bytes) -> None:
        release, wrong = decode(line)
        mark = hash(release.ocid)
        if mark in self._seen:
            raise Unusable("release_twice")
        self._seen.add(mark)
        if wrong:
            self.reading.faults["wrong_type"] += wrong
        tender = release.tender or Tender()
        if tender.status == "cancelled":
            self.reading.cancelled += 1
            return
        process = Process(release.ocid, release, tender, self.settings, self.tally)
        self._cover(process)
        if tender.procurement_method_details in self.settings.excluded:
            self.reading.excluded += 1
            return
        for step in self.steps:
            step(process)

    def _refuse(self, code: str) -> None:
        reading = self.reading
        reading.problem_count += 1
        if len(reading.problems) < MOST_LISTED:
            reading.problems.append((self._line, code))

    def _cover(self, process: Process) -> None:
        """Note which fields this release has, and what is out of order in it.

        Most releases of a file have the same fields: the sets are counted, not the fields.
        """
        shape = _tender_shape(process.tender)
        for bid in process.bids:
            shape |= _bid_shape(bid)
        for award in process.awards:
            shape |= _award_shape(award)
        self._shapes[shape] = self._shapes.get(shape, 0) + 1
        _note_faults(process, self.reading.faults)


FIELDS = tuple(dict.fromkeys(name for names in NEEDS.values() for name in names))
BIT = {name: 1 << place for place, name in enumerate(FIELDS)}


def _tender_shape(tender: Tender) -> int:
    period = tender.tender_period
    return (
        BIT["numberOfTenderers"] * (tender.number_of_tenderers is not None)
        | BIT["procurementMethod"] * bool(tender.procurement_method)
        | BIT["tenderPeriod.startDate"] * bool(period and period.start_date)
        | BIT["tenderPeriod.endDate"] * bool(period and period.end_date)
    )


def _bid_shape(bid: Bid) -> int:
    return (
        BIT["bids.status"] * bool(bid.status)
        | BIT["bids.tenderers"] * bool(bid.tenderers)
        | BIT["bids.value"] * bool(bid.value and bid.value.amount is not None)
        | BIT["bids.date"] * bool(bid.date)
    )


def _award_shape(award: Award) -> int:
    return (
        BIT["awards.status"] * bool(award.status)
        | BIT["awards.suppliers"] * bool(award.suppliers)
        | BIT["awards.items"] * bool(award.items)
    )


def _note_faults(process: Process, faults: Counter[str]) -> None:
    period = process.tender.tender_period
    if period and period.start_date and period.end_date:
        start, end = procedures.moment(period.start_date), procedures.moment(period.end_date)
        if start is None or end is None:
            faults["bad_date"] += 1
        elif end < start:
            faults["ends_before_it_starts"] += 1
    for bid in process.bids:
        if bid.value and bid.value.amount is not None and bid.value.amount <= 0:
            faults["no_positive_amount"] += 1
