"""The record in a browser: its pages, and what a resident can tell offline from saved files."""

import json
import os
import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.log import get
from tests.browser.test_journey import AXE

pytestmark = pytest.mark.slow
SHOTS = os.environ.get("SOI_SHOTS")  # a folder for pictures of the pages, for people to look at


@pytest.fixture(scope="module")
def papers(ward, browser, tmp_path_factory):
    """What a resident takes home: the page, the proof and what was sent, as files."""
    folder = tmp_path_factory.mktemp("home")
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"http://localhost:{ward.port}/lookup/")
    page.fill("input[name=code]", ward.receipts[3]["receipt_code"])
    page.click("main form:has(input[name=code]) button")
    page.wait_for_load_state()
    shot(page, "mine-360")
    for words, name in (
        ("Tải bằng chứng đã vào sổ", "PA.tlog-proof"),
        ("Tải lời đã gửi", "PA.json"),
    ):
        with page.expect_download() as download:
            page.get_by_role("button", name=words).click()
        download.value.save_as(folder / name)
    (folder / "check.html").write_bytes(get(ward, "/record/verify.html")[2])
    (folder / "receipt.txt").write_text(f"Biên nhận PA\n{ward.receipts[3]['promise']}\n")
    context.close()
    return folder


class Home:
    """Somebody at home, without a network, with a saved copy of the page."""

    def __init__(self, browser, folder, language, width):
        self.context = browser.new_context(viewport={"width": width, "height": 900})
        self.context.set_offline(True)
        self.page, self.folder = self.context.new_page(), folder
        self.page.goto(f"file://{folder}/check.html")
        if language == "en":
            self.page.click("#switch")

    def chosen(self, *names):
        self.page.set_input_files("#file", [self.folder / name for name in names])
        return self.result()

    def pasted(self, text):
        self.page.fill("#text", text)
        self.page.click("#form button[type=submit]")
        return self.result()

    def result(self):
        self.page.wait_for_selector("#result [data-verdict]")
        return self.page.get_attribute("#result [data-verdict]", "data-verdict"), (
            self.page.inner_text("#result")
        )

    def sound(self):
        assert Axe().run(self.page, options=AXE).response["violations"] == []
        wide = "document.documentElement.scrollWidth > window.innerWidth"
        assert not self.page.evaluate(wide)


def shot(page, name):
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


SAID = {
    "vi": ("lời hứa này là của phường", "có trong sổ, không ai sửa", "Không khớp",
           "Lời hứa trên biên nhận đã được giữ", "Lời ông/bà giữ khớp"),
    "en": ("this promise is the ward's", "in the record, unaltered", "It does not fit",
           "The promise on the receipt was kept", "The words that you hold fit"),
}  # fmt: skip


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_without_a_network_a_resident_can_tell_what_is_genuine(
    ward, browser, papers, language, width
):
    promised, proved, false, kept, words = SAID[language]
    home = Home(browser, papers, language, width)
    home.sound()

    verdict, text = home.pasted(ward.receipts[3]["promise"])
    shot(home.page, f"promise-{language}-{width}")
    home.sound()
    assert verdict == "promised"
    assert promised in text
    assert time.strftime("%Y") in text
    verdict, text = home.chosen("PA.tlog-proof", "PA.json")
    shot(home.page, f"proof-{language}-{width}")
    home.sound()
    assert verdict == "proved"
    assert proved in text
    assert kept in text
    assert words in text
    assert "localhost" in text
    home.pasted("")
    home.context.close()

    other = Home(browser, papers, language, width)
    spoilt = ward.receipts[3]["promise"]
    spoilt = spoilt[:80] + ("7" if spoilt[80] != "7" else "8") + spoilt[81:]
    verdict, text = other.pasted(spoilt)
    shot(other.page, f"spoilt-{language}-{width}")
    other.sound()
    assert verdict == "false"
    assert false in text
    other.context.close()


def tampered(papers):
    """Return proof files with one thing changed each: entry, place, path, size, root, signature."""
    lines = (papers / "PA.tlog-proof").read_text().split("\n")
    blank = lines.index("")
    for at in (1, 2, 3, blank + 1, blank + 2, blank + 3, blank + 5, blank + 6):
        spoilt = list(lines)
        digit = spoilt[at][-3]
        spoilt[at] = spoilt[at][:-3] + ("B" if digit != "B" else "C") + spoilt[at][-2:]
        if at in (2, blank + 2):
            spoilt[at] = lines[at][:-1] + str((int(lines[at][-1]) + 1) % 10)
        yield at, "\n".join(spoilt)
    # The last letter of a signature has bits that say nothing: they must not be changed either.
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    witness = lines[blank + 6]
    assert witness.endswith("==")
    other = letters[letters.index(witness[-3]) + 1]
    yield (
        "spare bits",
        "\n".join([*lines[: blank + 6], f"{witness[:-3]}{other}==", *lines[blank + 7 :]]),
    )


def test_every_line_of_a_proof_that_was_changed_is_told_plainly(browser, papers):
    for at, text in tampered(papers):
        home = Home(browser, papers, "vi", 360)
        assert home.pasted(text)[0] == "false", at
        home.context.close()


def test_other_words_and_anothers_receipt_are_told_plainly(ward, browser, papers):
    told = json.loads((papers / "PA.json").read_text())
    told["parts"]["text"]["text"] = "Nắp cống lành"
    (papers / "other.json").write_text(json.dumps(told, ensure_ascii=False))
    (papers / "other.txt").write_text(ward.receipts[5]["promise"])
    for names, words in (
        (("PA.tlog-proof", "other.json"), "không khớp với dấu ghi ở dòng này"),
        (("PA.tlog-proof", "other.txt"), "không phải của cùng một việc"),
    ):
        home = Home(browser, papers, "vi", 1280)
        verdict, text = home.chosen(*names)
        assert verdict == "false"
        assert words in text
        home.context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_the_record_are_sound(ward, browser, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    for path in ("/record/", "/record/verify.html"):
        page.goto(f"http://localhost:{ward.port}{path}")
        shot(page, f"page{path.replace('/', '-')}{width}")
        assert Axe().run(page, options=AXE).response["violations"] == []
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    context.close()
