"""The weights by which filings are understood: those that ship."""

from functools import cache
from pathlib import Path

from soi.core.understanding.model import Model

_FILE = Path(__file__).parents[1] / "data" / "understanding.bin"


@cache
def model() -> Model:
    """Return the weights in use, read once."""
    return Model.read(_FILE.read_bytes())
