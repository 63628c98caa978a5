"""The map of the house names what is there."""

import re
from pathlib import Path

import pytest

from soi.project import cli

ROOT = Path(__file__).parents[2]
MAP = (ROOT / "docs/house.md").read_text()
PATHS = sorted(set(re.findall(r"`((?:soi|tests|docs)/[\w./-]+)(?:`|:)", MAP)))
NAMES = sorted(set(re.findall(r"`((?:soi|tests)/[\w./]+\.py): (\w+)`", MAP)))
COMMANDS = sorted(set(re.findall(r"`soi ([a-z-]+(?: [a-z-]+)?)`", MAP)))


@pytest.mark.parametrize("path", PATHS)
def test_every_path_is_there(path):
    assert (ROOT / path).exists()


@pytest.mark.parametrize(("path", "name"), NAMES)
def test_every_name_is_defined_where_the_map_says(path, name):
    defined = re.compile(rf"^(?:def|class) {name}\b|^{name}\b.*=", re.M)

    assert defined.search((ROOT / path).read_text())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_one(command):
    words = command.split()

    assert cli._command(words)[0] or tuple(words) in cli.APART


def test_twenty_questions_are_answered():
    answers = re.findall(r"^\| \d+\. [^|]+ \| (.+) \|$", MAP, re.M)

    assert len(answers) == 20
    assert [one for one in answers if "`" not in one] == []


def test_the_map_names_every_room():
    rooms = {path.parent.name for path in (ROOT / "soi").glob("*/__init__.py")} - {"locale"}

    assert {room for room in rooms if f"`soi/{room}`" not in MAP} == set()
