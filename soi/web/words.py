"""The words of every room, under one roof.

A room says in `words.py` what its stored words are called: `WORDS = {"duty.state": Table(…)}`.
Several rooms may add to one table, as each does to `record.kind`.
"""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.conf import settings

from soi.core.words import Table


def of_rooms(module: str, name: str) -> list[Any]:
    """Return what each room says under `name` in its module `module`.

    Those that are installed, and those that stand elsewhere but are spoken of here: of these the
    module must hold nothing but words and plain values.
    """
    rooms = [one.name for one in apps.get_app_configs() if one.name.startswith("soi.")]
    rooms += [one for one in getattr(settings, "SOI_NEIGHBOURS", ()) if one not in rooms]
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
