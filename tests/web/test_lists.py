"""Lists: no row is lost between pages, none in a file, and nothing is cut without a word."""

import ast
import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.db.models import F

from soi.core.refusals import Unacceptable
from soi.duties import services
from soi.duties.models import Duty
from soi.web import sheets
from soi.web.lists import Column, Listing
from tests.duties.conftest import HOLDER, new_duty

new_duty = new_duty
HOUSE = Path(__file__).parents[2] / "soi"
ORDERS = [
    ("-pk",),
    ("pk",),
    (F("due_on").asc(nulls_last=True), "pk"),
    (F("due_on").desc(nulls_last=True), "-pk"),
    ("holder__slug", "-starts_on", "pk"),
]


@pytest.fixture
def seven(ward, new_duty, stamp):
    """Seven duties: two without a day, three due on one day."""
    changes = [{"limit": None}, {}, {"limit": None}, {}, {}, {"starts_on": date(2026, 4, 1)}]
    changes.append({"starts_on": date(2026, 1, 5)})
    return [services.assign(new=new_duty(**one), stamp=stamp).pk for one in changes]


def walked(listing, turn="after"):
    found, cursor = [], ""
    for _ in range(50):
        page = listing.page({turn: cursor} if cursor else {})
        found.append([row.pk for row in page.rows])
        cursor = page.next
        if not cursor:
            return found
    raise AssertionError("no end")


@pytest.mark.parametrize("order", ORDERS, ids=str)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
def test_pages_one_after_another_hold_every_row_once_in_order(seven, order, size):
    rows = Duty.objects.order_by(*order)

    pages = walked(Listing(rows, size=size))

    assert [pk for page in pages for pk in page] == list(rows.values_list("pk", flat=True))
    assert all(len(page) == size for page in pages[:-1])


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_going_back_shows_the_page_one_came_from(seven, order):
    listing = Listing(Duty.objects.order_by(*order), size=2)
    first = listing.page({})
    second = listing.page({"after": first.next})
    third = listing.page({"after": second.next})

    back = listing.page({"before": third.before})
    start = listing.page({"before": back.before})

    assert ([row.pk for row in back.rows], back.next) == (
        [row.pk for row in second.rows],
        second.next,
    )
    assert [row.pk for row in start.rows] == [row.pk for row in first.rows]
    assert (start.before, start.next) == ("", first.next)


def test_a_page_says_how_many_there_are(seven, rf):
    page = Listing(Duty.objects.order_by("pk"), size=3).page({})

    shown = page.pager(rf.get("/?office=a&after=x&file=csv").GET)

    assert (shown["shown"], shown["total"], shown["query"]) == (3, 7, "office=a")


@pytest.mark.parametrize("cursor", ["²", "x", "W10", "-1", "1", "\x00", "é" * 500])
def test_a_place_that_no_page_gave_is_refused_and_a_page_begins_at_the_first(seven, cursor, rf):
    listing = Listing(Duty.objects.order_by("pk"), size=3)

    with pytest.raises(Unacceptable):
        listing.page({"after": cursor})
    assert len(listing.first(rf.get("/", {"after": cursor})).rows) == 3


def test_a_file_holds_every_row(seven):
    listing = Listing(Duty.objects.order_by("pk"), size=2)
    columns = [
        Column("number", "Số", lambda duty: duty.number),
        Column("due_on", "Hạn", lambda duty: duty.due_on),
    ]

    as_csv = listing.file("csv", "x", columns).content.decode("utf-8-sig")
    as_json = json.loads(listing.file("json", "x", columns).content)

    numbers = list(Duty.objects.order_by("pk").values_list("number", flat=True))
    assert [row["Số"] for row in csv.DictReader(io.StringIO(as_csv))] == numbers
    assert [row["number"] for row in as_json] == numbers
    assert as_json[1]["due_on"] == "2026-03-09"


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@x",
        "＝1+1",
        "﹦1",
        "＋1",
        "－1",
        "＠x",
        " =1",
        "\t=1",
        "\n=1",
        "\u3000=1",
    ],
)
def test_no_cell_is_run_as_a_formula(cell):
    (row,) = csv.reader(io.StringIO(sheets.csv_bytes(["a"], [[cell]]).decode("utf-8-sig")[3:]))

    assert row == [f"'{cell}"]


def test_an_officer_reads_all_of_their_duties_page_by_page(ward, new_duty, stamp, person, client):
    from soi.people.models import User

    made = [services.assign(new=new_duty(limit=None), stamp=stamp).number for _ in range(34)]
    made += [services.assign(new=new_duty(), stamp=stamp).number for _ in range(33)]
    who = person("officer", HOLDER)
    client.force_login(User.objects.get(pk=who.person.partition(":")[2]))

    seen, query = [], ""
    while query is not None:
        page = client.get(f"/staff/duties/{query}").content.decode()
        assert len(page.encode()) < 60_000
        seen += re.findall(r">\s*(NV-[\w-]+) ·", page)
        following = re.search(r'href="(\?[^"]*after=[^"]*)"', page)
        query = following[1].replace("&amp;", "&") if following else None
    dayless = client.get("/staff/duties/?due=none").content.decode()

    assert sorted(seen) == sorted(made)
    assert "Trang này có 30 trong 67 mục" in client.get("/staff/duties/").content.decode()
    assert "Trang này có 30 trong 34 mục" in dayless


@pytest.mark.parametrize(
    "address",
    [
        "/duties/",
        "/api/v1/duties?limit=30",
        "/sessions/",
        "/documents/",
        "/reports/",
        "/api/v1/reports",
    ],
)
@pytest.mark.parametrize("cursor", ["²", "W1tb", "%00", "9" * 400])
def test_an_odd_place_breaks_no_list(ward, client, address, cursor):
    turn = "&" if "?" in address else "?"

    assert client.get(f"{address}{turn}after={cursor}").status_code in {200, 302, 400, 422}


# Where a part is shown on purpose, and the reader is told or it is nobody's list.
_WORDS = {
    "duties/queries/__init__.py": 1,  # one batch of the morning's work
    "directives/queries/registry.py": 5,  # edges beside their number, kin, words of a search
    "directives/views/desk.py": 2,  # cards beside page numbers; forms that stand open
    "directives/views/pictures.py": 2,  # lines of a picture
    "reports/queries/pages.py": 4,  # the pager of filings itself
    "reports/queries/words.py": 5,  # a stretch of a search, which says how far it looked
    "reports/queries/counted.py": 1,  # a year and its week, of a day
    "reports/queries/near.py": 2,  # the likeliest, offered as such
    "reports/queries/desk.py": 1,  # a count that stops
    "law/queries/explaining.py": 1,  # days that are named, then counted
    "desk/queries/__init__.py": 1,  # candidates for twins
    "portal/views/home.py": 4,  # the front page: the nearest, with links to all
    "portal/views/offices.py": 1,  # the nearest, with a link to all
    "portal/views/search.py": 1,  # the first, and that there are more
    "insight/views/spots.py": 2,  # both beside their number
    "record/queries/public.py": 1,
    "reviews/views/year_end.py": 1,  # beside their number
    "web/lists.py": 3,  # the pager itself
}


def test_nobody_cuts_a_list_without_a_word():
    """Every slice with an end, of something that is not text, in a place that feeds a page."""
    found = {}
    for path in sorted(HOUSE.rglob("*.py")):
        name = str(path.relative_to(HOUSE))
        if re.search(r"(^|/)(queries|views|api|feeds)(/|\.py|$)|web/lists\.py", name) and (
            not name.startswith("denunciations")
        ):
            count = sum(_cuts(node) for node in ast.walk(ast.parse(path.read_text())))
            if count:
                found[name] = count

    assert {name: count for name, count in found.items() if count > _WORDS.get(name, 0)} == {}


def _cuts(node: ast.AST) -> bool:
    """Tell whether a node takes the first of many; a text that is shortened is none."""
    if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Slice):
        return False
    upper = node.slice.upper
    if upper is None or isinstance(upper, ast.UnaryOp):
        return False
    if isinstance(upper, ast.Constant) and upper.value in {1, 2}:
        return False
    return not _is_text(node.value)


def _is_text(value: ast.expr) -> bool:
    return bool(_TEXT.search(ast.unparse(value)))


_TEXT = re.compile(
    r"\.GET|\.POST|\.headers|strip\(|\b(text|words|plain|digits|row|first|wrong|reason|came|language"
    r"|code|name|after|title|objection)\b|title|hex|split|b64|get_language|told\[|cursor\[|objection"
)


@pytest.mark.parametrize("address", ["/staff/complaints/?year=²", "/staff/complaints/?after=²"])
def test_an_odd_figure_breaks_no_page_of_staff(ward, client, person, address):
    from soi.people.models import User

    who = person("officer", HOLDER)
    client.force_login(User.objects.get(pk=who.person.partition(":")[2]))

    assert client.get(address).status_code < 500
