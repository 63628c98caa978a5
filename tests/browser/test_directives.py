"""The article, from the file to eleven duties, by mouse, by keyboard and without scripts."""

from pathlib import Path

import pytest

from tests.browser.test_journey import Visitor

ARTICLE = Path(__file__).parents[3] / "shared" / "texts" / "article.txt"
PAPERS = Path(__file__).parents[1] / "core" / "papers"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def article():
    if not ARTICLE.exists():
        pytest.skip("the shared texts are not here")
    return ARTICLE


def review_of(clerk, article, mark):
    """Hand the article in under a name of its own, and return the address of its reviewing page."""
    text = f"{article.read_text('utf-8')}\n{mark}"
    clerk.go("/staff/documents/")
    clerk.page.fill("textarea[name=text]", text)
    clerk.press("form[enctype] button[type=submit]")
    return clerk.page.url.split("#")[0]


@pytest.mark.parametrize("script", [True, False])
def test_the_article_ends_with_eleven_duties(browser, server, article, script):
    clerk = Visitor(browser, server, "vi", script, 1280).sign_in("dang-uy")
    review = review_of(clerk, article, f"Bản {script}")

    for _step in range(11):
        form = clerk.page.locator("form[action$='/accept/']").first
        details = clerk.page.locator("details.edit").first
        if details.get_attribute("open") is None:
            details.locator("summary").click()
        form.locator("select[name=holder]").select_option("dang-uy-phuong-mau")
        form.locator("button[type=submit]").click()
        clerk.page.wait_for_load_state()
    clerk.look()

    clerk.go(review.removeprefix(clerk.root))
    assert clerk.page.locator("article.draft a[href^='/duties/']").count() == 11
    assert clerk.page.locator("form[action$='/accept/']").count() == 0
    assert "25/10/2021" in clerk.text()
    reader = Visitor(browser, server, "vi", script)
    reader.go(f"/documents/{review.rstrip('/').rpartition('/')[2]}/")
    assert "HỒNG QUÂN" in reader.text()
    assert clerk.problems + reader.problems == []


def test_drafts_are_walked_and_taken_by_keyboard(browser, server, article):
    clerk = Visitor(browser, server, "vi", True, 1280).sign_in("dang-uy")
    review_of(clerk, article, "Bản bàn phím")
    page = clerk.page

    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "d2"
    page.keyboard.press("b")
    page.keyboard.type("không phải việc")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    page.wait_for_selector("#d2 .tag.wait")
    assert "không phải việc" in page.inner_text("#d2")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") in {"d1", "d3"}


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_of_the_room_fits_the_screen_and_can_be_read_by_all(browser, server, width):
    clerk = Visitor(browser, server, "vi", True, width).sign_in("dang-uy")
    clerk.go("/staff/sessions/")
    for name, value in (
        ("title", f"Buổi làm việc {width}"), ("held_on", "02/03/2026"),
        ("visiting", "dang-uy-phuong-mau"), ("subject", "ubnd-phuong-mau"),
    ):  # fmt: skip
        clerk.answer(f"main form [name={name}]", value)
    clerk.press("main form.panel button[type=submit]")
    session = clerk.page.url.rstrip("/").rpartition("/")[2]
    clerk.go(f"/staff/documents/?session={session}")
    paper = (PAPERS / "thong_bao_giao_ban.txt").read_text("utf-8").replace("112/", f"{width}/")
    clerk.page.fill("textarea[name=text]", paper)
    clerk.press("form[enctype] button[type=submit]")
    document = clerk.page.url.rstrip("/").rpartition("/")[2].partition("#")[0]
    clerk.press("button.take")
    duty = clerk.page.locator("article.draft a[href^='/duties/']").first.inner_text()

    for address in (
        "/documents/", f"/documents/{document}/", f"/documents/{document}/graph/",
        f"/documents/{document}/lineage/", "/sessions/", f"/sessions/{session}/",
        "/documents/?q=zzz",
        "/staff/documents/", f"/staff/sessions/{session}/", "/staff/rounds/",
    ):  # fmt: skip
        clerk.go(address)
        assert clerk.page.locator("h1").count() == 1
    leader = Visitor(browser, server, "en", True, width).sign_in("truong-kt")
    leader.go(f"/staff/cascade/{duty}/")

    assert clerk.problems + leader.problems == []
