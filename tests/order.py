"""In which order files of tests are handed to the processors: what lasts longest goes first.

How long each lasted is kept beside the build from one run to the next, and is not committed. It
decides nothing but the order; no test may depend on it.
"""

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

_KEPT = Path(__file__).parents[1] / "build" / "seconds.json"
_DEAR = ("server", "ward")  # where several files share them: see tests/browser
_seconds: Counter[str] = Counter()


def pytest_collection_modifyitems(config, items):
    """Keep files together, and the long ones first, where the tests are shared out."""
    if not hasattr(config, "workerinput"):
        return
    known, lasting = _remembered(), Counter[str]()
    files = defaultdict[str, set[str]](set)
    for item in items:
        file, group = _file(item.nodeid), _group(item)
        files[group].add(file)
        if file not in known:
            lasting[group] += _guessed(item)
        item.add_marker(pytest.mark.xdist_group(group))
    for group, found in files.items():
        lasting[group] += sum(known.get(file, 0) for file in found)
    items.sort(key=lambda item: (-lasting[_group(item)], _group(item)))


def pytest_runtest_logreport(report):
    """Add to what a file lasted."""
    _seconds[_file(report.nodeid)] += report.duration


def pytest_sessionfinish(session):
    """Keep it for the next run."""
    if hasattr(session.config, "workerinput") or not session.config.getoption("numprocesses", None):
        return
    _KEPT.parent.mkdir(exist_ok=True)
    kept = _remembered() | {name: round(seconds, 2) for name, seconds in _seconds.items()}
    _KEPT.write_text(json.dumps(kept))


def _remembered() -> dict[str, float]:
    found: dict[str, float] = json.loads(_KEPT.read_text()) if _KEPT.exists() else {}
    return found


def _guessed(item) -> float:
    served = {"server", "browser", "verifier"} & set(item.fixturenames)
    return 5.0 if served or item.get_closest_marker("slow") else 0.1


def _group(item) -> str:
    fixtures = item._fixtureinfo.name2fixturedefs
    shared = [
        name
        for name in _DEAR
        if name in fixtures and fixtures[name][-1].scope in {"session", "package"}
    ]
    return " ".join(shared) or _file(item.nodeid)


def _file(nodeid: str) -> str:
    return nodeid.partition("::")[0]
