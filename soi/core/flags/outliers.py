"""The rules that hold one against all the others, by quartiles of the whole file."""

import math
from collections.abc import Collection

from soi.core.flags.procedures import Process, amount_of, ids, sole_bids
from soi.core.flags.settings import Settings
from soi.core.flags.tally import Part, Tally


def quantile(values: Collection[float], part: float) -> float:
    """Give a quantile of type 8: the position is (n + 1/3) * part + 1/3, linear between.

    Source: Hyndman, Fan 1996, Am. Stat. 50:361. An empty collection has none: nan.
    """
    ordered = sorted(values)
    if not ordered:
        return math.nan
    position = (len(ordered) + 1 / 3) * part + 1 / 3
    below = math.floor(position)
    if below < 1:
        return ordered[0]
    if below >= len(ordered):
        return ordered[-1]
    return ordered[below - 1] + (position - below) * (ordered[below] - ordered[below - 1])


def margin(process: Process) -> None:
    """Note by how much the best losing bid lay above the winning one (R024, R058)."""
    supplier = process.sole_supplier if process.prices_compare else None
    if supplier is None:
        return
    won: float | None = None
    lost: tuple[float, str] | None = None
    for tenderer, bid in sole_bids(process):
        amount = amount_of(bid, process.tally)
        if amount is None:
            continue
        if tenderer == supplier:
            won = amount if won is None else min(won, amount)
        elif lost is None or amount < lost[0]:
            lost = (amount, tenderer)
    if won and lost and lost[0] >= won:  # a winner that was not the lowest won by more than price
        process.tally.margins[process.ocid] = ((lost[0] - won) / won, supplier, lost[1])


def r025(process: Process) -> None:
    """Note of each tenderer with a valid bid whether it won, once for a process."""
    supplier = process.sole_supplier
    if supplier is not None:
        for tenderer in {tenderer for tenderer, _ in sole_bids(process)}:
            process.tally.wins[tenderer].add(tenderer == supplier, 1)


def r038(process: Process) -> None:
    """Note how many of the bids were disqualified: by buyer, by entity, by tenderer."""
    submitted = process.submitted
    if not submitted:
        return
    parts = process.tally.disqualified
    for bid in submitted:
        for tenderer in ids(bid.tenderers):
            parts["Tenderer"][tenderer].add(bid.status == "disqualified", 1)
    out = sum(bid.status == "disqualified" for bid in submitted)
    for group, who in (
        ("Buyer", process.release.buyer),
        ("ProcuringEntity", process.tender.procuring_entity),
    ):
        if who and who.id is not None:
            parts[group][who.id].add(out, len(submitted))


def r048(process: Process) -> None:
    """Note which kinds of things a sole supplier was awarded."""
    digits = process.settings.code_digits
    for award in process.active:
        codes = {
            item.classification.id[:digits]
            for item in award.items or ()
            if item.classification and item.classification.id is not None
        }
        if codes and award.suppliers and len(award.suppliers) == 1:
            supplier = award.suppliers[0].id
            if supplier is not None:
                kinds, processes = process.tally.supplied.setdefault(supplier, (set(), set()))
                kinds.update(codes)
                processes.add(process.ocid)


def finish(tally: Tally, settings: Settings) -> None:
    """Compute the fences over everything that was noted, and flag what lies beyond them."""
    for rule, ending in ENDINGS.items():
        if rule in settings.rules:
            ending(tally, settings)


def _fences(
    tally: Tally, rule: str, values: Collection[float], name: str = ""
) -> tuple[float, ...]:
    """Give the first quartile and both fences, and keep them for the coverage page."""
    first, third = quantile(values, 0.25), quantile(values, 0.75)
    low, high = first - 1.5 * (third - first), third + 1.5 * (third - first)
    tally.fences[rule + name] = {"q1": first, "q3": third, "lower": low, "upper": high}
    return first, low, high


def _r024(tally: Tally, settings: Settings) -> None:
    fence = settings.threshold("R024")
    first = 1.0
    if fence is None:
        first, fence, _ = _fences(tally, "R024", [row[0] for row in tally.margins.values()])
    if not (first > 0 and fence > 0):
        return
    for ocid, (ratio, winner, loser) in tally.margins.items():
        if ratio <= fence:
            tally.flag("OCID", ocid, "R024", ratio)
            tally.flag("Tenderer", winner, "R024", 0.0)
            tally.flag("Tenderer", loser, "R024", 0.0)


def _r058(tally: Tally, settings: Settings) -> None:
    fence = settings.threshold("R058")
    if fence is None:
        _, _, fence = _fences(tally, "R058", [row[0] for row in tally.margins.values()])
    if not fence > 0:
        return
    for ocid, (ratio, winner, _loser) in tally.margins.items():
        if ratio >= fence:
            tally.flag("OCID", ocid, "R058", ratio)
            tally.flag("Tenderer", winner, "R058", 0.0)


def _r025(tally: Tally, settings: Settings) -> None:
    parts = tally.wins
    often = quantile(
        [part.many for part in parts.values()], settings.number("R025", "percentile", 75) / 100
    )
    fence = settings.threshold("R025")
    first = 1.0
    if fence is None:
        first, fence, _ = _fences(tally, "R025", [part.ratio for part in parts.values()])
    if not (first > 0 and fence > 0):
        return
    for tenderer, part in parts.items():
        if part.many >= often and part.ratio <= fence:
            tally.flag("Tenderer", tenderer, "R025", part.ratio)


def _r038(tally: Tally, settings: Settings) -> None:
    for group, parts in tally.disqualified.items():
        name = "minimum_submitted_bids" if group == "Tenderer" else "minimum_contracting_processes"
        least = settings.number("R038", name, 2)
        _flag_high(tally, settings, group, {k: p for k, p in parts.items() if p.many >= least})


def _flag_high(tally: Tally, settings: Settings, group: str, parts: dict[str, Part]) -> None:
    fence = settings.threshold("R038")
    if fence is None:
        _, _, fence = _fences(tally, "R038", [part.ratio for part in parts.values()], f":{group}")
    if fence > 0:
        for key, part in parts.items():
            if part.ratio >= fence:
                tally.flag(group, key, "R038", part.ratio)


def _r048(tally: Tally, settings: Settings) -> None:
    least = settings.number("R048", "minimum_contracting_processes", 20)
    kinds = {
        supplier: len(codes)
        for supplier, (codes, processes) in tally.supplied.items()
        if len(processes) >= least
    }
    fence = settings.threshold("R048")
    if fence is None:
        _, _, fence = _fences(tally, "R048", kinds.values())
    for supplier, count in kinds.items():
        if count >= fence:
            tally.flag("Tenderer", supplier, "R048", float(count))


ENDINGS = {"R024": _r024, "R025": _r025, "R038": _r038, "R048": _r048, "R058": _r058}
