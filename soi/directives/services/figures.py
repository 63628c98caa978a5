"""A measure as printed, as the figure and the unit that the ledger counts in."""

from typing import TypedDict

from soi.core.extraction import figure


class Measured(TypedDict):
    """The two fields of a draft that hold a measure."""

    measure_target: int | None
    measure_unit: str


def measured(printed: str) -> Measured:
    """Return the target and the unit of a measure as printed; none where it has no figure."""
    found = figure(printed)
    if found is None or found[0] > 2_000_000_000:
        return {"measure_target": None, "measure_unit": ""}
    return {"measure_target": found[0], "measure_unit": found[1]}
