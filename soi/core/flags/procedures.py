"""The rules that look at one contracting process by itself.

Source: Open Contracting Partnership, Red flags in public procurement; the definitions are those
of `insight.md`, checked against public fixtures.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from soi.core.flags.ocds import Award, Bid, Organization, Release, Tender
from soi.core.flags.settings import Settings
from soi.core.flags.tally import Tally

NOT_SUBMITTED = frozenset({"invited", "withdrawn"})
FINAL = frozenset({"active", "cancelled", "unsuccessful"})
DAY = 86_400


@dataclass(slots=True)
class Process:
    """A release with what several rules ask of it.

    submitted: the bids that were really handed in. active: the awards that stand. decided:
    there are awards, and every one is final.
    """

    ocid: str
    release: Release
    tender: Tender
    settings: Settings
    tally: Tally
    bids: list[Bid] = field(init=False)
    awards: list[Award] = field(init=False)
    submitted: list[Bid] = field(init=False)
    active: list[Award] = field(init=False)
    decided: bool = field(init=False)

    def __post_init__(self) -> None:
        release = self.release
        self.bids = (release.bids.details if release.bids else None) or []
        self.awards = release.awards or []
        self.submitted = [b for b in self.bids if b.status and b.status not in NOT_SUBMITTED]
        self.active = [award for award in self.awards if award.status == "active"]
        self.decided = bool(self.awards) and all(a.status in FINAL for a in self.awards)

    @property
    def sole_supplier(self) -> str | None:
        """Give the supplier where everything went to one by one award that stands."""
        active = self.active if self.decided else ()
        suppliers = active[0].suppliers if len(active) == 1 else None
        return suppliers[0].id if suppliers and len(suppliers) == 1 else None

    @property
    def prices_compare(self) -> bool:
        """Tell whether bids of this kind of procedure may be compared by price."""
        return self.settings.compares_prices(self.tender.procurement_method_details)


def ids(organizations: list[Organization] | None) -> list[str]:
    """Give the ids of those that have one."""
    return [one.id for one in organizations or () if one.id is not None]


def amount_of(bid: Bid, tally: Tally) -> float | None:
    """Give a bid's amount in the one currency that is compared, if it has one."""
    value = bid.value
    if value is None or value.amount is None or not tally.is_main(value.currency):
        return None
    return value.amount


def r003(process: Process) -> None:
    """Flag too few whole days between invitation and deadline."""
    settings, tender = process.settings, process.tender
    period, methods = tender.tender_period, settings.short_methods
    if not period or (methods and tender.procurement_method not in methods):
        return
    start, end = moment(period.start_date), moment(period.end_date)
    if start is None or end is None:
        return
    details = tender.procurement_method_details or ""
    least = settings.days_by_details.get(details, settings.short_days)
    if int((end - start).total_seconds() / DAY) < least:
        process.tally.flag("OCID", process.ocid, "R003", 1.0)


def r018(process: Process) -> None:
    """Flag a single tenderer where several could have come."""
    tender = process.tender
    competes = tender.procurement_method in process.settings.open_methods
    if competes and tender.number_of_tenderers == 1:
        process.tally.flag("OCID", process.ocid, "R018", 1.0)


def r028(process: Process) -> None:
    """Flag different tenderers who asked exactly the same price."""
    if not process.prices_compare:
        return
    asked: dict[tuple[float, str], set[str]] = {}
    for bid in process.submitted:
        tenderers, value = set(ids(bid.tenderers)), bid.value
        if not tenderers or value is None or value.amount is None or value.currency is None:
            continue
        before = asked.get((value.amount, value.currency))
        if before is not None and before != tenderers:
            process.tally.flag("OCID", process.ocid, "R028", 1.0)
            for tenderer in before | tenderers:
                process.tally.flag("Tenderer", tenderer, "R028", 1.0)
        asked[value.amount, value.currency] = tenderers


def r030(process: Process) -> None:
    """Flag a valid bid that came after the deadline and won."""
    period = process.tender.tender_period
    deadline = period.end_date if period else None
    if deadline is None:
        return
    winners = {winner for award in process.active for winner in ids(award.suppliers)}
    for bid in process.bids:
        if bid.status == "valid" and bid.date is not None and _is_after(bid.date, deadline):
            for tenderer in winners.intersection(ids(bid.tenderers)):
                process.tally.flag("OCID", process.ocid, "R030", 1.0)
                process.tally.flag("Tenderer", tenderer, "R030", 1.0)


def r035(process: Process) -> None:
    """Flag that everybody but the winner was disqualified."""
    if not process.decided:
        return
    valid, out = set[str](), set[str]()
    for bid in process.bids:
        if bid.status == "valid":
            valid.update(ids(bid.tenderers))
        elif bid.status == "disqualified":
            out.update(ids(bid.tenderers))
    if len(valid) != 1:
        return
    won = {winner for award in process.active for winner in ids(award.suppliers)}
    others = len(out - valid)
    if valid == won and others >= process.settings.others_out:
        process.tally.flag("OCID", process.ocid, "R035", float(others))
        process.tally.flag("Tenderer", valid.pop(), "R035", 0.0)


def r036(process: Process) -> None:
    """Flag that the lowest bid was disqualified though another one counted."""
    if not process.prices_compare or not process.active:
        return
    priced = [
        (amount, bid.status)
        for bid in process.submitted
        if (amount := amount_of(bid, process.tally)) is not None
    ]
    if not any(status == "valid" for _, status in priced):
        return
    _lowest, status = min(priced, key=lambda row: row[0])  # of equals the first told
    if status == "disqualified":
        process.tally.flag("OCID", process.ocid, "R036", 1.0)


def sole_bids(process: Process) -> Iterator[tuple[str, Bid]]:
    """Give the valid bids that one tenderer alone made."""
    for bid in process.bids:
        if bid.status == "valid" and bid.tenderers and len(bid.tenderers) == 1:
            tenderer = bid.tenderers[0].id
            if tenderer is not None:
                yield tenderer, bid


@lru_cache(maxsize=65_536)
def moment(text: str | None) -> datetime | None:
    """Read a moment with its zone; None for anything else."""
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _is_after(one: str, other: str) -> bool:
    first, second = moment(one), moment(other)
    return first > second if first and second else one > other
