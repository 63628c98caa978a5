"""Every refusal has a sentence, in both languages, filled with its facts."""

import ast
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from django import forms
from django.utils import translation

from soi.core.competence.judging import MayNotJudge
from soi.core.complaints import OutOfTime
from soi.core.refusals import Refusal, Unacceptable
from soi.web.refusals import NOT_DONE, refuse, sentence, sentence_of, sentences

HOUSE = Path(__file__).parents[2] / "soi"
PATHS = [path for path in HOUSE.rglob("*.py") if "migrations" not in path.parts]
ABOVE = "".join(path.read_text() for path in PATHS if path.relative_to(HOUSE).parts[0] != "core")
# A rule of core that no room asks yet is told by nobody.
TREES = [
    ast.parse(path.read_text())
    for path in PATHS
    if path.relative_to(HOUSE).parts[0] != "core"
    or f"soi.core.{path.relative_to(HOUSE).with_suffix('').parts[1]}" in ABOVE
]
ROOMS = {
    path.parent.name: import_module(f"soi.{path.parent.name}.refusals").SENTENCES
    for path in sorted(HOUSE.glob("*/refusals.py"))
    if path.parent.name != "core"
}
EVERY = {key: text for room in ROOMS.values() for key, text in room.items()}
# Only programs see these, and say what they mean themselves.
UNTOLD = {"too_many"}


def _codes() -> set[str]:
    """Return the code of every class that says one."""
    return {
        one.value.value
        for tree in TREES
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for one in node.body
        if isinstance(one, ast.Assign) and getattr(one.targets[0], "id", "") == "code"
        if isinstance(one.value, ast.Constant)
    }


def _reasons() -> set[tuple[str, str]]:
    """Return field and reason of every value that is refused; an empty field where it varies."""
    calls = [
        node
        for tree in TREES
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and "Unacceptable" in (getattr(node.func, "id", ""), getattr(node.func, "attr", ""))
    ]
    pairs = [[getattr(one, "value", "") for one in call.args[:2]] for call in calls]
    return {(str(pair[0]), str(pair[1])) for pair in pairs if len(pair) == 2 and pair[1]}


@pytest.mark.parametrize("code", sorted(_codes() - UNTOLD))
def test_every_kind_of_refusal_has_a_sentence(code):
    assert code in EVERY or any(key.startswith(f"{code}.") for key in EVERY)


@pytest.mark.parametrize(("field", "reason"), sorted(_reasons()))
def test_every_reason_for_which_a_value_is_refused_has_a_sentence(field, reason):
    assert f"{field}.{reason}" in EVERY or reason in EVERY


@pytest.mark.parametrize("key", sorted(EVERY))
def test_every_sentence_is_in_english_too(key):
    with translation.override("vi"):
        vietnamese = str(EVERY[key])
    with translation.override("en"):
        english = str(EVERY[key])

    assert vietnamese != english


def test_no_two_rooms_name_one_refusal():
    # The sealed room has a house of its own.
    keys = [key for name, room in ROOMS.items() if name != "denunciations" for key in room]

    assert len(keys) == len(set(keys))


def test_the_most_special_sentence_is_taken():
    holder, anybody = MayNotJudge(rule="holder"), MayNotJudge(rule="unheard_of")

    assert sentence(holder) == str(sentences()["may_not_judge.holder"])
    assert sentence(anybody) == str(sentences()["may_not_judge"])


def test_a_reason_is_told_by_its_field_where_the_field_has_a_sentence():
    closed, bare = Unacceptable("parts", "closed"), Unacceptable("other", "closed")

    assert sentence(closed) == str(sentences()["parts.closed"])
    assert sentence(bare) == str(NOT_DONE)


def test_facts_are_filled_as_people_write_them():
    refusal = OutOfTime(last_on=date(2026, 10, 21), source="Điều 9")

    assert "thứ Tư, 21/10/2026 (Điều 9)" in sentence(refusal)


def test_a_sentence_whose_facts_are_missing_gives_way_to_the_next():
    assert sentence(Refusal(reason="photo_too_heavy")) == str(NOT_DONE)


def test_a_code_that_was_kept_alone_is_told_too():
    assert sentence_of("same_holder") == str(sentences()["same_holder"])


def test_a_refusal_stands_beside_its_field_or_above_all():
    class Form(forms.Form):
        into = forms.CharField()

    form = Form({"into": "x"})
    refuse(form, Unacceptable("into", "main_not_open"))
    refuse(form, Unacceptable("elsewhere", "missing"))

    assert set(form.errors) == {"into", "__all__"}
