import json
from datetime import UTC, date, datetime

import pytest
from django.core.cache import caches
from django.urls import reverse

from soi.core.stamps import RESIDENT, Stamp
from soi.reports import services as reports
from soi.reports.services import Filing
from soi.web import clock

PAGES = ("home", "search", "offices", "law", "public-calendar", "denounce", "privacy", "about")
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _figures_are_fresh():
    caches["pages"].clear()


@pytest.fixture
def noon(monkeypatch):
    """Let it be a Monday morning in March."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: date(2026, 3, 2))


def send(text, *, kind="report", published=True, at=NOW):
    filing = Filing(kind=kind, text=text, topic="ha_tang", group="to-03")
    receipt = reports.receive(filing=filing, stamp=Stamp(RESIDENT, at))
    if published:
        desk = Stamp("desk", at, "mot-cua-phuong-mau")
        reports.publish(number=receipt.number, stamp=desk)
    return receipt


@pytest.mark.parametrize("name", PAGES)
def test_every_public_page_opens_without_an_account(client, ward, name):
    response = client.get(reverse(f"portal:{name}"))

    assert response.status_code == 200
    assert len(response.content) < 60_000


@pytest.mark.parametrize("name", PAGES)
def test_every_public_page_opens_before_there_is_a_ward(client, db, name):
    assert client.get(reverse(f"portal:{name}")).status_code == 200


def test_the_front_page_shows_what_is_owed_with_its_day(client, ward, noon):
    send("Vỉa hè trước công viên bong gạch đã lâu. Đề nghị lát lại.")

    page = client.get("/").content.decode()

    assert "Vỉa hè trước công viên bong gạch đã lâu" in page
    assert "Còn 5 ngày làm việc" in page
    assert "1 việc đang mở, 0 việc đã quá hạn" in page


def test_the_front_page_keeps_back_a_text_that_nobody_has_looked_over(client, ward, noon):
    receipt = send("Nắp cống trước nhà ông Thử số 12 bị vỡ một góc.", published=False)

    page = client.get("/").content.decode()

    assert "ông Thử" not in page
    assert f"{receipt.number}, chờ người của phường xem rồi đăng" in page
    assert "Tổ dân phố 3" not in page


def test_the_front_page_asks_the_database_few_questions(client, ward, noon):
    for number in range(6):
        send(f"Đèn đường số {number} tắt đã hai tuần, tối om từ sáu giờ chiều.")
    client.get("/")
    caches["pages"].clear()

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        client.get("/")

    assert len(asked) <= 18


def test_search_finds_marked_text_by_words_without_marks(client, ward, noon):
    send("Nắp cống trước trường bị vỡ một góc, trẻ em dễ hụt chân.")

    page = client.get("/search/", {"q": "nap cong"}).content.decode()

    assert "Nắp cống trước trường" in page


def test_a_search_without_hits_offers_fewer_words(client, ward, noon):
    page = client.get("/search/", {"q": "nap cong hoa"}).content.decode()

    assert "Không tìm thấy “nap cong hoa”" in page
    assert 'href="?q=nap%20cong"' in page


@pytest.mark.parametrize("q", ["\x00", "%", "' OR 1=1", "<script>", "NV-2026-99999", "x" * 5000])
def test_odd_words_to_search_for_break_nothing(client, ward, q):
    response = client.get("/search/", {"q": q})

    assert response.status_code in (200, 400)
    assert b"<script>alert" not in response.content


def test_an_office_is_shown_as_of_a_day(client, ward):
    page = client.get("/offices/phong-kt-phuong-mau/?on=2026-03-02").content.decode()

    assert "Phòng Kinh tế, Hạ tầng và Đô thị" in page
    assert "quy tắc 14" in page


def test_an_office_is_not_found_before_it_was_founded(client, ward):
    assert client.get("/offices/phong-kt-phuong-mau/?on=2020-01-01").status_code == 404


def test_the_law_page_says_that_no_jurist_has_read_it(client, ward):
    page = client.get("/law/?on=2026-08-20").content.decode()

    assert "chưa được luật gia rà soát" in page
    assert "Đà Nẵng" not in page  # another place's own regulation


def test_the_calendar_shows_a_swapped_saturday(client, ward):
    page = client.get("/law/calendar/?year=2026").content.decode()

    assert "22/08/2026" in page
    assert "31/08/2026" in page


@pytest.mark.parametrize("query", ["?year=0", "?year=99999", "?year=²", "?on=31/02/2026"])
def test_an_odd_day_or_year_falls_back(client, ward, query):
    assert client.get(f"/law/calendar/{query}").status_code == 200
    assert client.get(f"/law/{query}").status_code == 200


def test_the_denunciation_page_has_no_field_to_write_in(client, ward):
    page = client.get("/denounce/").content.decode()

    assert "Đừng viết tố cáo vào ô phản ánh" in page
    assert "<textarea" not in page


def test_the_language_is_kept_and_the_way_back_is_ours(client, ward):
    response = client.get("/language/en/?next=/about/")

    assert response["Location"] == "/about/"
    assert 'lang="en"' in client.get("/about/").content.decode()


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:1"]
)
def test_a_language_link_never_leads_elsewhere(client, ward, target):
    assert client.get("/language/vi/", {"next": target})["Location"] == "/"


def test_an_unknown_language_is_not_found(client, ward):
    assert client.get("/language/xx/").status_code == 404


def test_an_unknown_page_answers_in_the_sites_words(client, ward):
    response = client.get("/khong-co/")

    assert response.status_code == 404
    assert "Không có trang này" in response.content.decode()


def test_an_unknown_path_of_the_interface_answers_json(client, ward):
    response = client.get("/api/v1/khong-co")

    assert response.status_code == 404
    assert set(response.json()) == {"error", "fields"}


def test_the_interface_describes_itself(client, ward):
    document = client.get("/api/v1/openapi.json").json()

    assert document["openapi"].startswith("3.1")
    assert "/api/v1/duties" in document["paths"]
    text = json.dumps(document)
    for name in document["components"]["schemas"]:
        assert f"#/components/schemas/{name}" in text or name


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-13-45", "x"])
def test_a_day_that_cannot_be_meant_is_taken_for_today(client, ward, day):
    for path in ("/law/rules/kn.resolve1/?from=", "/law/rules/td.forwarded_result/?from="):
        assert client.get(path + day).status_code == 200


def test_a_rule_is_explained_step_by_step_with_its_versions_and_cases(client, ward):
    page = client.get("/law/rules/kn.resolve1/?from=2026-03-02&fact=complex").content.decode()

    assert "Ngày 0: thứ Hai, 02/03/2026" in page
    assert "đếm 45 ngày" in page
    assert "Hạn cuối: thứ Năm, 16/04/2026" in page
    assert "Luật Khiếu nại 02/2011/QH13, Điều 28" in page
    assert "Chưa có luật gia nào ký" in page
    assert "Trong sách luật" in page
    assert client.get("/law/rules/khong.co/").status_code == 404


def test_every_rule_and_every_chapter_of_the_book_has_a_light_page(client, ward):
    from soi.law import queries as law

    for code in sorted({rule.code for rule in law.book().rules()}):
        response = client.get(f"/law/rules/{code}/")
        assert (response.status_code, len(response.content) < 60_000) == (200, True), code
    for chapter in ("", "every_limit", "complaints", "calendar"):
        response = client.get(f"/law/book/?chapter={chapter}")
        assert len(response.content) < 60_000, chapter
