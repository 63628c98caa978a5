"""Looking for words: with marks and without, by rank, and a stretch at a time."""

import pytest
from django.core.signing import b64_encode

from soi.core.refusals import Unacceptable
from soi.reports import queries
from soi.reports.queries import words
from tests.reports.conftest import START

TODAY = START.date()


@pytest.fixture
def short(monkeypatch):
    """Look through three texts a page, as a ward with many years does through more."""
    monkeypatch.setattr(words, "STRETCH", 3)


def read_on(ask):
    """Follow the keys to the end; return the pages."""
    pages, after = [], ""
    while after is not None:
        pages.append(ask(after))
        after = pages[-1].next
    return pages


@pytest.mark.parametrize(
    "query",
    [
        "đèn đường",
        "den duong",
        "DEN DUONG",
        "đe\u0300n đươ\u0300ng",
        "đen đương",
        "den  duo",
        "sen hong den",
    ],
)
def test_search_finds_with_and_without_marks(told, query):
    number = told("Đèn đường Sen Hồng tắt ba đêm liền.")

    assert [row.number for row in queries.page(q=query).rows] == [number]


@pytest.mark.parametrize("query", ["đèn cầu", "uong", "%", "_", "' OR 1=1 --", "\x00", "?!"])
def test_search_finds_nothing_where_nothing_is(told, query):
    told("Đèn đường Sen Hồng tắt ba đêm liền.")

    assert queries.page(q=query).rows == []


def test_what_was_typed_with_marks_comes_first(told):
    exact = told("Chợ Mẫu hết chỗ để xe máy từ sáng.")
    other = told("Đợi chờ mau mà vẫn chưa có ai đến.", hours=1)

    rows = queries.page(q="chợ mẫu").rows

    assert [row.number for row in rows] == [exact, other]


def test_search_goes_on_from_a_key_across_ranks(told):
    exact = [told(f"Chợ Mẫu hết chỗ để xe, lần {n}.", hours=n) for n in range(3)]
    other = [told(f"Chờ mau có người đến, lần {n}.", hours=n) for n in range(3)]

    seen, after = [], ""
    for _ in range(6):
        page = queries.page(q="chợ mẫu", limit=1, after=after)
        seen += [row.number for row in page.rows]
        after = page.next

    assert seen == exact[::-1] + other[::-1]
    assert after is None


def test_a_number_finds_its_report(told):
    number = told("Đèn đường Sen Hồng tắt ba đêm liền.")

    assert [row.number for row in queries.page(q=number.lower()).rows] == [number]


def test_what_lies_further_back_is_found_on_the_next_page(told, short):
    old = told("Đèn đường Sen Hồng tắt ba đêm liền.")
    rest = [told(f"Rác chất đống ở đầu kiệt, lần {n}.", hours=n + 1) for n in range(3)]

    first, second = read_on(lambda after: queries.page(q="đèn đường", after=after))

    assert first.rows == []
    assert [row.number for row in second.rows] == [old]
    assert first.until == queries.by_number(rest[0]).received_at
    assert second.until is None


def test_a_stretch_that_ends_with_the_oldest_is_the_last(told, short):
    for n in range(3):
        told(f"Rác chất đống ở đầu kiệt, lần {n}.", hours=n)

    (only,) = read_on(lambda after: queries.page(q="đèn", after=after))

    assert only.rows == []
    assert only.until is None


@pytest.mark.parametrize("query", ["chợ mẫu", "cho mau"])
@pytest.mark.parametrize("limit", [1, 2, 5])
def test_stretch_after_stretch_nothing_is_left_out_or_told_twice(told, short, query, limit):
    texts = ["Chợ Mẫu hết chỗ để xe, lần {}.", "Chờ mau có người đến, lần {}.", "Rác đầy, lần {}."]
    told_in_all = [told(texts[n % 3].format(n), hours=n // 2) for n in range(11)]

    pages = read_on(lambda after: queries.page(q=query, after=after, limit=limit))

    seen = [row.number for page in pages for row in page.rows]
    assert sorted(seen) == sorted(one for n, one in enumerate(told_in_all) if n % 3 < 2)
    assert all(len(page.rows) <= limit for page in pages)


def test_a_file_and_an_act_on_many_reach_back_through_every_stretch(told, short, ward):
    numbers = [told(f"Đèn đường tắt, lần {n}.", hours=n) for n in range(8)]

    rows = list(queries.staff_rows("held", offices=None, today=TODAY, q="den duong"))

    assert [row.number for row in rows] == numbers[::-1]


def test_the_key_of_a_list_is_no_key_of_a_search(told):
    for n in range(3):
        told(f"Đèn đường tắt, lần {n}.", hours=n)
    key = queries.page(limit=1).next

    beyond = b64_encode(f"/{'9' * 30}/{START.isoformat()}|1".encode()).decode()
    for bad in (key, beyond, "x", "MQ", "é", "=" * 50):
        with pytest.raises(Unacceptable):
            queries.page(q="den", after=bad)


def test_the_page_says_how_far_back_it_has_looked(told, short, client):
    told("Đèn đường Sen Hồng tắt ba đêm liền.")
    for n in range(3):
        told(f"Rác chất đống ở đầu kiệt, lần {n}.", hours=n + 1)

    page = client.get("/reports/", {"q": "đèn"}).content.decode()

    assert "Chưa thấy “đèn”" in page
    assert "Tìm tiếp về trước" in page
    assert f"từ ngày {TODAY:%d/%m/%Y} đến nay" in page
