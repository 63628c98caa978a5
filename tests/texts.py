"""Gather the texts of pages and code into the English catalogue; its gaps are then filled by hand.

Babel does it alone: a bare machine has no xgettext.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

HOUSE = Path(__file__).parents[1] / "soi"
CATALOGUE = HOUSE / "locale/en/LC_MESSAGES/django.po"
KEYWORDS = {
    **dict.fromkeys(["_", "_noop", "gettext", "gettext_lazy", "gettext_noop"]),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
}


def found() -> Iterator[tuple[object, str | None]]:
    """Yield every text with its context, in the order of files."""
    for path in sorted([*HOUSE.rglob("*.html"), *HOUSE.rglob("*.txt"), *HOUSE.rglob("*.py")]):
        text = path.read_text()
        code = text if path.suffix == ".py" else _flat(templatize(text))
        source = io.BytesIO(code.encode())
        for _line, message, _comments, context in extract("python", source, KEYWORDS):
            yield message, context


def _flat(code: str) -> str:
    return "\n".join(line.lstrip() for line in code.splitlines())


def main() -> int:
    """Bring the catalogue up to date and say how many texts wait for their English."""
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file)
    template = Catalog()
    for message, context in found():
        template.add(message, context=context)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    with CATALOGUE.open("wb") as file:
        # Sorted, a text a line: two who add texts at the same time do not meet.
        write_po(file, catalogue, no_location=True, width=0, sort_output=True)
    waiting = [one for one in catalogue if one.id and not one.string]
    sys.stdout.write(f"{len(catalogue)} texts, {len(waiting)} wait for their English\n")
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())
