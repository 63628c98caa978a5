"""Every text that a page can show has its English beside it."""

import re
from pathlib import Path

from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

HOUSE = Path(__file__).parents[2] / "soi"
CATALOGUE = HOUSE / "locale/en/LC_MESSAGES/django.po"
_IN_TEMPLATE = re.compile(r"""\bn?p?gettext\(u?(["'])((?:\\.|(?!\1).)*)\1""", re.S)
_WORDS = {
    "_": None, "_noop": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "pgettext": ((1, "c"), 2),
}  # fmt: skip


def in_templates() -> set[str]:
    """Return the texts that stand in templates."""
    found = set()
    for page in HOUSE.rglob("*.html"):
        pieces = _IN_TEMPLATE.findall(templatize(page.read_text()))
        found |= {piece for _quote, piece in pieces}
    return {re.sub(r"\\(['\"\\])", r"\1", text).replace("\\n", "\n") for text in found} - {""}


def in_code() -> set[str]:
    """Return the texts that stand in the code, each in one piece however it is written."""
    found = set()
    for module in HOUSE.rglob("*.py"):
        with module.open("rb") as file:
            for _line, told, _comments, _context in extract("python", file, _WORDS):
                found.add(told if isinstance(told, str) else told[-2])
    return found - {""}


def test_every_text_is_translated_to_english():
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file)
    known = {
        (one.id if isinstance(one.id, str) else one.id[0])
        for one in catalogue
        if one.id
        and one.string
        and not one.fuzzy
        and all(one.string if isinstance(one.string, tuple) else [one.string])
    }

    assert sorted((in_templates() | in_code()) - known) == []
    assert len(in_code()) > 500
