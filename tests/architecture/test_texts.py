"""Every text that a page can show has its English beside it."""

import re
from pathlib import Path

from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

HOUSE = Path(__file__).parents[2] / "soi"
CATALOGUE = HOUSE / "locale/en/LC_MESSAGES/django.po"
_CALL = re.compile(
    r"""\b(?:n?gettext|pgettext|_noop|_)\(\s*(?:f?u?)(["'])((?:\\.|(?!\1).)*)\1""", re.S
)
_IN_TEMPLATE = re.compile(r"""\bn?p?gettext\(u?(["'])((?:\\.|(?!\1).)*)\1""", re.S)


def texts() -> set[str]:
    """Return the texts that stand in one piece in the code and in templates."""
    found = set()
    for page in [*HOUSE.rglob("*.html")]:
        pieces = _IN_TEMPLATE.findall(templatize(page.read_text()))
        found |= {piece for _quote, piece in pieces}
    for module in HOUSE.rglob("*.py"):
        found |= {piece for _quote, piece in _CALL.findall(module.read_text())}
    return {re.sub(r"\\(['\"\\])", r"\1", text).replace("\\n", "\n") for text in found} - {""}


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
    python_pieces = {text for text in texts() if text not in known}
    # A text written over several lines is one text in the catalogue and a beginning here.
    missing = {text for text in python_pieces if not any(one.startswith(text) for one in known)}

    assert sorted(missing) == []
