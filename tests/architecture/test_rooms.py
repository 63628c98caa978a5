"""No floor knows a room above it by name; what it needs of one stands in the room's manifest."""

import ast
import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.translation import gettext, override

from soi.core.mandates import ROLES
from soi.core.rooms import DutyKind, House, Menu, Place, Register, Room, TwoRoomsClaim, house
from tests.architecture.test_house import HOUSE, floors

# Floors that take from the rooms above only what their manifests say.
LOWER = ("record", "duties", "notices", "people", "web")
# Programs that read the record of any ward from outside, by its published form alone.
APART = {"migrations", "offline"}
TEMPLATE_STRING = re.compile(r"""["']([^"'\s]+)["']""")


def rooms_above(room: str) -> set[str]:
    """Return the rooms above one, and what they call their addresses and subjects."""
    floor = floors()
    above = {name for name, at in floor.items() if at < floor[room] and name != "project"}
    names = {one.name for one in house().rooms if one.name in above}
    pages = {
        one.page.partition(":")[0] for r in house().rooms if r.name in names for one in r.places
    }
    subjects = {one.subject for r in house().rooms if r.name in names for one in r.registers}
    return above | pages | subjects


def names_one(text: str, above: set[str]) -> bool:
    """Test if a string begins with the name of a room: an address, a record kind, a permission."""
    first, mark, _rest = re.match(r"/?([\w-]*)([:./]?)(.*)", text, re.S).groups()
    return first in above and ((bool(mark) and " " not in text) or text.startswith("/"))


def strings(path: Path) -> list[str]:
    if path.suffix == ".html":
        tags = re.findall(r"{%.*?%}", path.read_text(), re.S)
        return [text for tag in tags for text in TEMPLATE_STRING.findall(tag)]
    tree = ast.parse(path.read_text())
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]


@pytest.mark.parametrize("room", LOWER)
def test_a_lower_floor_names_no_room_above_it(room):
    above = rooms_above(room)
    pieces = [*(HOUSE / room).rglob("*.py"), *(HOUSE / room).rglob("*.html")]
    found = [
        f"{path.relative_to(HOUSE)}: {text}"
        for path in pieces
        if not APART & set(path.parts)
        for text in strings(path)
        if names_one(text, above)
    ]

    assert found == []


@pytest.mark.parametrize(
    "text", ["reports:new", "report:PA-2026-00001", "reports.triage", "/reports/", "soi.desk.views"]
)
def test_a_name_of_an_upper_room_would_be_found(text):
    above = {*rooms_above("duties"), "soi"} if text.startswith("soi.") else rooms_above("duties")

    assert names_one(text, above)


def test_every_place_can_be_reached_by_somebody():
    permissions = set().union(*ROLES.values())

    for menu in Menu:
        for place in house().places(menu):
            assert reverse(place.page)
            assert set(place.acts) <= permissions
            assert place.short or place.name


def test_every_word_of_a_place_is_in_english_too():
    texts = {
        text
        for menu in Menu
        for place in house().places(menu)
        for text in (place.short, place.name, place.does)
        if text
    }

    with override("en"):
        assert [text for text in texts if gettext(text) == text] == []


def test_every_kind_of_duty_has_a_room_and_words():
    from soi.core.duties import Kind
    from soi.web.words import tables

    assert set(Kind) <= set(house().duty_kinds)
    assert set(house().duty_kinds) == set(tables()["duty.kind"])


def test_two_rooms_cannot_claim_the_same():
    room = Room(name="one", registers=(Register(subject="visit", series=("GS",)),))
    kinds = Room(name="two", duty_kinds=(DutyKind(kind="fix"), DutyKind(kind="fix")))

    with pytest.raises(TwoRoomsClaim):
        House([room, room])
    with pytest.raises(TwoRoomsClaim):
        House([kinds])


def test_a_menu_stands_in_its_own_order():
    last = Place(menu=Menu.STAFF, page="b", order=2)
    first = Place(menu=Menu.STAFF, page="a", order=1)

    assert House([Room(name="x", places=(last, first))]).places(Menu.STAFF) == [first, last]


def test_every_message_is_in_both_languages_in_the_room_that_sends_it():
    for folder in HOUSE.glob("*/templates/notices"):
        names = {
            lang: sorted(p.name for p in (folder / lang).glob("*.txt")) for lang in ("vi", "en")
        }

        assert names["vi"] == names["en"] != []
