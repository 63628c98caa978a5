"""The house rules that no linter knows."""

import ast
import re
import tomllib
from pathlib import Path

import grimp
import pytest
from django.apps import apps

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "soi"
MODULES = [path for path in HOUSE.rglob("*.py") if "migrations" not in path.parts]
FUNCTIONS = [
    (node.end_lineno - node.lineno + 1, f"{path.relative_to(ROOT)}:{node.name}")
    for path in MODULES
    for node in ast.walk(ast.parse(path.read_text()))
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
]
OPEN_TO_ALL = {"core", "web", "counter"}  # every module in these is a face
FACES = {"services", "queries", "words"}


def floors() -> dict[str, int]:
    """Return the floor of each app, counted from the top."""
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    layers = tools["importlinter"]["contracts"][0]["layers"]
    return {room.strip(" ()"): floor for floor, row in enumerate(layers) for room in row.split("|")}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_no_module_is_longer_than_400_lines(module):
    assert len(module.read_text().splitlines()) <= 400


def test_no_function_is_longer_than_40_lines():
    assert [name for size, name in FUNCTIONS if size > 40] == []


def test_nine_functions_in_ten_are_no_longer_than_25_lines():
    sizes = sorted(size for size, _ in FUNCTIONS)

    assert sizes[len(sizes) * 9 // 10] <= 25


def test_another_app_is_entered_by_its_services_and_queries_alone():
    graph = grimp.build_graph("soi", cache_dir=None)
    strays = [
        (importer, imported)
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if strays_in(importer.split("."), imported.split("."))
    ]

    assert strays == []


def strays_in(importer: list[str], imported: list[str]) -> bool:
    app = imported[1] if len(imported) > 1 else importer[1]
    # The project's own pieces serve the commands that start it.
    if importer[1] in {app, "project"} or app in {*OPEN_TO_ALL, "project"}:
        return False
    return len(imported) < 3 or imported[2] not in FACES


def test_foreign_keys_point_to_lower_floors_only():
    floor = floors()
    models = [model for model in apps.get_models() if model.__module__.startswith("soi.")]
    upward = [
        f"{model.__name__}.{field.name}"
        for model in models
        for field in model._meta.get_fields()
        if field.many_to_one or field.many_to_many or field.one_to_one
        if not field.auto_created and field.related_model.__module__.startswith("soi.")
        if field.related_model._meta.app_label != model._meta.app_label
        if floor[field.related_model._meta.app_label] <= floor[model._meta.app_label]
    ]

    assert upward == []


def test_the_look_is_one_small_file():
    sheets = list(HOUSE.rglob("*.css"))

    assert [sheet.name for sheet in sheets] == ["ward.css"]
    assert len(sheets[0].read_text().splitlines()) <= 600
    assert sheets[0].stat().st_size <= 36_864


def test_pages_ask_nothing_of_other_hosts():
    foreign = re.compile(r"""(?:src|href)=["'](?:https?:)?//""")
    pages = [*HOUSE.rglob("*.html"), *HOUSE.rglob("*.js")]

    assert [str(page) for page in pages if foreign.search(page.read_text())] == []


def test_pages_carry_no_script_or_style_of_their_own():
    inline = re.compile(r"""<script(?![^>]*(?:src=|type="application/json"))|\sstyle=|\son\w+=""")
    pages = list(HOUSE.rglob("*.html"))

    assert [str(page) for page in pages if inline.search(page.read_text())] == []


def test_locks_pin_by_hash_and_name_no_address():
    for name in ("base", "dev"):
        lock = (ROOT / "requirements" / f"{name}.txt").read_text()

        assert "--hash=sha256:" in lock
        assert "://" not in lock
        assert "index-url" not in lock


def test_only_the_clock_reads_the_time():
    readers = re.compile(r"timezone\.(?:now|localdate)\(|datetime\.now\(|date\.today\(")
    found = [str(path) for path in MODULES if readers.search(path.read_text())]

    assert found == [str(HOUSE / "web" / "clock.py")]
