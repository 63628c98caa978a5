import pytest

from soi.core.privacy import Span
from soi.reports import queries, services

KT = "phong-kt-phuong-mau"
DESK = "mot-cua-phuong-mau"


@pytest.fixture
def published(received, officer):
    services.publish(number=received.number, stamp=officer(DESK), masks=[Span(0, 9, "name")])
    return received


def test_until_moderated_only_number_office_day_and_state_are_shown(client, received):
    html = client.get(f"/reports/{received.number}/").content.decode()

    assert received.number in html
    assert "chưa đăng lời kể" in html
    assert "Sen Hồng" not in html
    assert "Hạ tầng" not in html.replace("Phòng Kinh tế, Hạ tầng", "")


def test_a_published_report_shows_its_words_with_the_masks(client, published):
    html = client.get(f"/reports/{published.number}/").content.decode()

    assert "▒▒▒ Sen Hồng" in html
    assert "Vì sao đến đây" in html


def test_an_answer_stands_on_the_page_with_its_evidence(client, published, officer, note):
    services.answer(
        number=published.number,
        text="Đã thay ba bóng đèn.",
        evidence=[note],
        outcome="done",
        stamp=officer(KT, days=2),
    )

    html = client.get(f"/reports/{published.number}/").content.decode()

    assert "Đã thay ba bóng đèn." in html
    assert "12/BB-KT" in html


def test_an_unknown_number_is_not_found(client, ward):
    assert client.get("/reports/PA-2026-99999/").status_code == 404


def test_the_list_finds_without_marks(client, published):
    html = client.get("/reports/?q=sen hong").content.decode()

    assert published.number in html


def test_a_search_without_a_hit_offers_fewer_words(client, published):
    html = client.get("/reports/?q=sen hong abcxyz").content.decode()

    assert "Không tìm thấy “sen hong abcxyz”" in html
    assert "?q=sen%20hong" in html


@pytest.mark.parametrize("query", ["state=vui", "topic=x&group=y", "q=%C3%28", "after=abc"])
def test_a_filter_that_makes_no_sense_is_no_error(client, published, query):
    assert client.get(f"/reports/?{query}").status_code in {200, 302}


def test_the_list_says_that_silence_is_not_calm(client, ward):
    assert "Không có nghĩa là không có việc" in client.get("/reports/").content.decode()


def test_a_page_is_read_in_few_statements(client, published, django_assert_max_num_queries):
    client.get("/reports/")

    with django_assert_max_num_queries(10):
        client.get("/reports/")
    with django_assert_max_num_queries(20):
        client.get(f"/reports/{published.number}/")


def test_somebody_can_follow_a_published_report(client, published):
    client.post(f"/reports/{published.number}/follow/")

    assert queries.followers(queries.by_number(published.number)) == 1


def test_nobody_follows_what_is_not_published(client, received):
    assert client.post(f"/reports/{received.number}/follow/").status_code == 404
