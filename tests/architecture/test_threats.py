"""Every claim of docs/threats.md names its test, and the test is there."""

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
THREATS = (TESTS.parent / "docs/threats.md").read_text()
NAMED = re.findall(r"`(?:tests/)?((?:\w+/)?test_\w+\.py)(?:::(\w+))?`", THREATS)
ROWS = [line for line in THREATS.splitlines() if line.startswith("| ")]


def functions(path):
    return {one.name for one in ast.walk(ast.parse(path.read_text()))
            if isinstance(one, ast.FunctionDef)}  # fmt: skip


def found(name):
    """Return the file that is meant; where no room is named, the sealed one's."""
    return TESTS / (name if "/" in name else f"denunciations/{name}")


@pytest.mark.parametrize(("file", "test"), NAMED, ids=lambda one: one or "whole")
def test_a_test_that_is_named_is_there(file, test):
    path = found(file)

    assert path.is_file(), f"docs/threats.md names {file}"
    names = functions(path)
    assert any(one.startswith("test_") for one in names)
    assert not test or test in names, f"docs/threats.md names {file}::{test}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[:40])
def test_every_claim_names_a_test(row):
    head, *_cells, last = [cell.strip() for cell in row.strip("| ").split(" | ")]

    if head in {"Attacker", "Who, and what they want"}:
        assert last == "Test"
    else:
        assert re.search(r"`(?:\w+/)?test_\w+\.py", last), row


def test_there_is_something_to_check():
    assert len(NAMED) > 50
    assert len(ROWS) > 20


def test_no_name_of_a_test_is_cut_short():
    assert "…`" not in THREATS
