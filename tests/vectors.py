"""The vectors of the public record, where they lie beside the project."""

import json
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).parents[2] / "shared"


def record_vectors() -> dict[str, Any]:
    """Return the vectors; a test without them is skipped, and says so."""
    path = SHARED / "data" / "record_vectors.json"
    if not path.exists():
        pytest.skip("THE RECORD'S VECTORS ARE NOT HERE: ../shared/data/record_vectors.json")
    vectors: dict[str, Any] = json.loads(path.read_text())
    return vectors
