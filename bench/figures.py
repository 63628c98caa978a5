"""One measured figure, beside the limit of the same run and a peer's figure."""

import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as `make bench` writes it, one JSON object a line.

    n: how many times it was done
    limit: what the machine or a bare program reached in the same run
    peer: what another system reached on a machine of the same size
    """

    name: str
    value: float
    unit: str
    n: int
    limit: float | None = None
    limit_name: str | None = None
    peer: float | None = None
    peer_name: str | None = None


def as_json(figure: Figure | dict[str, object]) -> dict[str, object]:
    """Return a figure as plain data, numbers with four digits that mean something."""
    plain = asdict(figure) if isinstance(figure, Figure) else dict(figure)
    for name, value in plain.items():
        if isinstance(value, float):
            plain[name] = float(f"{value:.4g}")
    return plain


def heading() -> None:
    """Print the head of the table."""
    sys.stdout.write(f"{'':<44}{'figure':>10} {'unit':<6}{'n':>8}  {'limit in this run':<32}peer\n")


def show(rows: Iterable[dict[str, object]]) -> None:
    """Print rows of the table as they come."""
    for row in rows:
        limit = _beside(row.get("limit"), row.get("limit_name"))
        peer = _beside(row.get("peer"), row.get("peer_name"))
        sys.stdout.write(
            f"{row['name']:<44}{_short(row['value']):>10} {row['unit']:<6}{row['n']:>8}"
            f"  {limit:<32}{peer}\n"
        )
        sys.stdout.flush()


def _beside(value: object, name: object) -> str:
    return f"{_short(value)} {name}" if value is not None else ""


def _short(value: object) -> str:
    return f"{value:,.5g}" if isinstance(value, int | float) else str(value)
