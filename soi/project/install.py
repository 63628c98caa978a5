"""Set-up: the console script, translations compiled, and the scripts of the sealed door.

Building a package would fetch a build back end without hashes; a script of five lines does
not have to be built. The door's scripts come from npm under a lock with hashes; where they
cannot be had, everything else works and the door says which ways are left.
"""

import hashlib
import os
import shutil
import stat
import subprocess
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
    if said := bundle():
        sys.stderr.write(f"soi: no sealing in the browser: {said}\n")


def bundle() -> str:
    """Build the one file that seals in a browser; returns why not, or nothing.

    Its SHA-256 must be the one that is pinned: whoever changes what npm gives changes that.
    """
    target, pin = ROOT / "build/door/age.js", ROOT / "soi/denunciations/age.sha256"
    if _is_pinned(target, pin):
        return ""
    npm = _npm()
    if not npm:
        return "there is no npm here, and none could be had"
    bundler = [str(ROOT / "node_modules/.bin/esbuild"), "soi/denunciations/age.mjs", "--bundle"]
    bundler += ["--minify", "--format=iife", "--target=es2022", "--legal-comments=eof"]
    said = _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"])
    said = said or _run([*bundler, f"--outfile={target}", "--log-level=error"])
    if not said and not _is_pinned(target, pin):
        target.unlink(missing_ok=True)
        said = "the bundle is not the one that is pinned in soi/denunciations/age.sha256"
    return said


def _is_pinned(target: Path, pin: Path) -> bool:
    if not target.exists():
        return False
    return hashlib.sha256(target.read_bytes()).hexdigest() == pin.read_text().strip()


def _npm() -> str:
    here = Path(sys.executable).parent
    found = shutil.which("npm") or shutil.which("npm", path=str(here))
    if not found:
        lock = str(ROOT / "requirements/node.txt")
        _run([sys.executable, "-m", "pip", "install", "-q", "--require-hashes", "-r", lock])
        found = shutil.which("npm", path=str(here))
    return found or ""


def _run(command: list[str]) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    try:
        done = subprocess.run(  # noqa: S603 - our own commands
            command, cwd=ROOT, env={**os.environ, "PATH": path}, timeout=300,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        return type(error).__name__
    lines = done.stderr.strip().splitlines()
    return (lines[-1] if lines else "failed") if done.returncode else ""


if __name__ == "__main__":
    main()
