"""Set-up: the console script, and translations compiled. Needs no network and no pip.

Building a package would fetch a build back end without hashes; a script of five lines does
not have to be built.
"""

import stat
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
_SCRIPT = """#!{python}
import sys

sys.path.insert(0, {root!r})
from soi.project.cli import main

sys.exit(main())
"""


def main() -> None:
    """Write .venv/bin/soi and compile every translation."""
    script = Path(sys.executable).parent / "soi"
    script.write_text(_SCRIPT.format(python=sys.executable, root=str(ROOT)))
    script.chmod(script.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    for source in (ROOT / "soi/locale").glob("*/LC_MESSAGES/*.po"):
        with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, read_po(po))


if __name__ == "__main__":
    main()
