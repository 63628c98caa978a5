"""The words of every room that is installed, under one roof.

A room says in `words.py` what its stored words are called: `WORDS = {"duty.state": Table(…)}`.
Several rooms may add to one table, as each does to `record.kind`.
"""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

from soi.core.words import Table


def of_rooms(module: str, name: str) -> list[Any]:
    """Return what each installed room says under `name` in its module `module`."""
    rooms = [one.name for one in apps.get_app_configs() if one.name.startswith("soi.")]
    found = [import_module(f"{room}.{module}") for room in rooms if find_spec(f"{room}.{module}")]
    return [getattr(one, name) for one in found if hasattr(one, name)]


@cache
def tables() -> dict[str, Table[object]]:
    """Return every table by its name, such as `report.state`."""
    found: dict[str, Table[object]] = {}
    for room in of_rooms("words", "WORDS"):
        for name, table in room.items():
            found[name] = found[name] | table if name in found else table
    return found


def say(table: str, word: str) -> str:
    """Return what a stored word is called, in the language of the moment."""
    return tables()[table].say(word)
