"""Which files of tests can see a change: for daily work, where the whole suite is too much."""

import subprocess
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BY_ADDRESS = {"urls", "views", "api", "forms", "management"}  # who calls these imports nothing
ELSEWHERE = {"law": "law_room"}  # tests/law is the book of limits


def changed(base: str = "main") -> list[str]:
    """Return the files of tests that see what differs from the branch `base`, or is not committed.

    A module is seen by every test that imports it, however far away, and by the tests of each room
    whose pages or commands import it, for those are reached by address. What is no module (a
    template, a style, a text) is seen by the tests of its room and of the house.
    """
    began = _git("merge-base", base, "HEAD")[0]
    paths = _git("diff", "--name-only", began) + _git("ls-files", "--others", "--exclude-standard")
    return sorted(seeing(paths))


def seeing(paths: Iterable[str]) -> set[str]:
    """Return the files of tests that see these files of ours."""
    import grimp

    graph = grimp.build_graph("soi", "tests", cache_dir=None)
    modules, rooms = set[str](), set[str]()
    for path in map(Path, paths):
        module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        if module in graph.modules and path.name != "conftest.py":
            modules |= {module} | graph.find_downstream_modules(module)
        elif path.parts[0] in {"soi", "tests"} and len(path.parts) > 2:
            rooms |= {path.parts[1], "architecture"}
    rooms |= {one.split(".")[1] for one in modules if set(one.split(".")[2:]) & BY_ADDRESS}
    folders = tuple(f"tests.{ELSEWHERE.get(room, room)}." for room in rooms)
    modules |= {one for one in graph.modules if one.startswith(folders)}
    tests = {one for one in modules if one.rpartition(".")[2].startswith("test_")}
    files = {one.replace(".", "/") + ".py" for one in tests}
    return {file for file in files if (ROOT / file).exists()}


def _git(*words: str) -> list[str]:
    done = subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.split()
