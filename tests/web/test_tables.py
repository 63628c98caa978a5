"""The words of every room: complete, translated, and asked for by names that exist."""

import ast
import re
from pathlib import Path

import pytest
from django.utils import translation

from soi.core.duties import Act as DutyAct
from soi.core.words import Table
from soi.web.words import say, tables

HOUSE = Path(__file__).parents[2] / "soi"
_RECORDED = re.compile(r"[a-z_]+\.[a-z_]+")
# Told by the sealed room, whose own tests see to them; or told inside the record's own files.
_APART = {"denunciations"}


@pytest.mark.parametrize("name", sorted(tables()))
def test_a_table_names_every_word_that_can_be_stored(name):
    assert tables()[name].gaps() == []


def test_a_table_without_a_word_of_its_enum_has_a_gap():
    assert Table({"draft": "x"}, of=DutyAct, tones={"gone": "late"}).gaps()[-1] == "gone"


@pytest.mark.parametrize("name", sorted(tables()))
def test_every_name_is_in_english_too(name):
    with translation.override("vi"):
        said = {word: say(name, word) for word in tables()[name]}
    with translation.override("en"):
        same = [word for word, text in said.items() if say(name, word) == text]

    assert [word for word in same if word != "open311"] == []


def test_templates_ask_for_tables_that_exist():
    asked = {
        name
        for page in HOUSE.rglob("*.html")
        for name in re.findall(r"\|(?:say|tone):[\"']([\w.]+)", page.read_text())
    }

    assert asked - set(tables()) == set()


def test_the_record_has_a_name_for_every_entry_that_is_written():
    assert sorted(_written() - set(tables()["record.kind"])) == []


def _written() -> set[str]:
    """Return the record kinds that stand in the code of all rooms, word by word."""
    found = set()
    for path in HOUSE.rglob("services/**/*.py"):
        if path.parts[len(HOUSE.parts)] in _APART:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                found |= {text for text in map(_text, _kinds(node)) if _RECORDED.fullmatch(text)}
    return found


def _kinds(call: ast.Call) -> list[ast.expr]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name == "_tell":
        return call.args[:1]
    if name == "append":
        return [one.value for one in call.keywords if one.arg == "kind"]
    return []


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_a_duty_of_a_complaint_is_named_by_its_step_in_words():
    from soi.duties.queries import Duty
    from soi.duties.templatetags.duties import duty_title

    duty = Duty(kind="complaint_step", title="KN-2026-00003/1: settle", source_ref="report:KN-1")

    assert duty_title(duty) == "KN-2026-00003/1: Ra quyết định giải quyết"
    assert duty_title(Duty(title="Dọn rác: khu Đồi Thông")) == "Dọn rác: khu Đồi Thông"
