"""A clerk's day in a real browser: papers by keyboard, a reception day, sorting."""

import io
import re
import time
import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
from pypdf import PdfReader

from tests.browser.test_journey import Visitor

MIXED = (
    "Đèn đường Sen Hồng tắt ba đêm liền. Tôi đề nghị mở thêm quầy hộ tịch sáng thứ hai. "
    "Ngoài ra rác sau chợ Mẫu ba ngày chưa ai gom."
)


@pytest.fixture
def desk(browser, server):
    def make(login, width=1280, *, script=True):
        return Visitor(browser, server, "vi", script, width).sign_in(login)

    return make


def today():
    return f"{datetime.now(UTC) + timedelta(hours=7):%d/%m/%Y}"


RATE = 5  # keys a second: a clerk who types all day


class Hands:
    """Two hands on a keyboard: every key is pressed, and counted as Telex needs it."""

    def __init__(self, page):
        self.page, self.keys = page, 0

    def press(self, key, times=1):
        for _ in range(times):
            self.page.keyboard.press(key)
        self.keys += times

    def type(self, text):
        self.page.keyboard.type(text)
        # In Telex each mark is a key of its own, and đ is dd.
        self.keys += len(unicodedata.normalize("NFD", text)) + sum(one in "đĐ" for one in text)


def typed(hands, count, start):
    """Fill `count` rows of the grid by keyboard alone, and save with Enter."""
    hands.page.focus("fieldset.draft input[name$='-received_on']")
    for row in range(count):
        number = start + row
        hands.press("Tab", 3)  # the day, the way stand there; the kind is suggested
        hands.type(f"Đèn số {number} đường Sen Hồng tắt từ tối qua")
        hands.press("Tab", 2)
        hands.type(f"Lê Thử {number}")
        hands.press("Tab")
        hands.type(f"09000000{number:02}")
        hands.press("Tab", 2)  # no address, and on to the next row
    hands.press("Shift+Tab", 2)
    with hands.page.expect_navigation():
        hands.press("Enter")


@pytest.mark.slow
def test_thirty_papers_by_keyboard_in_ten_minutes(desk):
    clerk = desk("mot-cua")
    clerk.go("/staff/desk/intake/")
    hands, numbers, waited = Hands(clerk.page), set(), 0.0

    for batch in range(3):
        typed(hands, 10, batch * 10)
        began = time.monotonic()
        numbers |= set(re.findall(r"PA-\d{4}-\d{5}", clerk.text()))
        clerk.go("/staff/desk/intake/") if batch < 2 else clerk.look()
        waited += time.monotonic() - began

    seconds = hands.keys / RATE + waited
    print(f"\n30 papers: {hands.keys} keys, {seconds:.0f} s at {RATE} keys a second")
    assert len(numbers) == 30
    assert seconds < 600
    assert clerk.page.locator(".slip-80 svg").count() == 10
    assert clerk.problems == []


@pytest.mark.slow
@pytest.mark.parametrize(("size", "width", "height"), [("80", 80, 150), ("a5", 148, 210)])
def test_each_receipt_is_printed_on_a_slip_of_its_own(desk, size, width, height, tmp_path):
    clerk = desk("mot-cua")
    clerk.go("/staff/desk/intake/")
    clerk.page.check(f"input[name=size][value='{size}']")
    for row, place in enumerate(("Mai Vàng", "Hoa Sữa")):
        clerk.page.fill(f"textarea >> nth={row}", f"Hố ga đường {place} lún sâu {size}, xe nhảy.")
    clerk.press("form button.button[type=submit]")
    number = re.search(r"PA-\d{4}-\d{5}", clerk.text())[0]

    pdf = clerk.page.pdf(prefer_css_page_size=True, print_background=True)

    (tmp_path / "slips.pdf").write_bytes(pdf)
    pages = PdfReader(io.BytesIO(pdf)).pages
    texts = [page.extract_text() for page in pages]
    assert len(pages) == 2
    assert number in texts[0]
    assert "Nhập đơn" not in "".join(texts)
    assert [round(float(side) * 25.4 / 72) for side in pages[0].mediabox[2:]] == [width, height]


@pytest.mark.slow
@pytest.mark.parametrize("script", [True, False])
def test_a_reception_day_from_schedule_to_filings(desk, script):
    leader = desk("lanh-dao", script=script)
    leader.go("/staff/desk/receptions/")
    hour = 6 + script
    leader.send(
        "form:has([name=urgent])",
        {
            "on": today(),
            "starts": f"0{hour}:00",
            "ends": "11:30",
            "place": "Phòng tiếp công dân",
            "urgent": "Dân tập trung đông",
        },
    )
    leader.press(f"h3 a:has-text('0{hour}:00')")
    leader.send(
        "form:has([name=subject])",
        {"subject": "Đèn đường tắt", "name": "Lê Thử", "address": "tổ 3"},
    )
    leader.press("button[formaction$='/call/']")
    leader.send(
        "form[action$='/file/']", {"text": "Đèn đường Mai Vàng tắt hai đêm, đi lại nguy hiểm."}
    )
    number = re.search(r"PA-\d{4}-\d{5}", leader.text())[0]
    leader.send("form[action$='/finish/']", {"minutes": "Ông kể việc.", "outcome": "Nhận đơn."})

    assert "Đã tiếp" in leader.text()
    assert number in leader.text()
    leader.go("/receptions/")
    assert "1/1" in leader.text() or "lượt đã tiếp" in leader.text() or "Chủ tịch" in leader.text()
    assert leader.problems == []


@pytest.mark.slow
def test_a_mixed_filing_is_split_into_three(desk, server):
    clerk = desk("mot-cua")
    clerk.go("/staff/desk/intake/")
    clerk.page.fill("textarea >> nth=0", MIXED)
    clerk.press("form button.button[type=submit]")
    number = re.search(r"PA-\d{4}-\d{5}", clerk.text())[0]

    clerk.go(f"/staff/desk/sort/{number}/")
    clerk.press("form[action$='/split/'] button[type=submit]")

    others = set(re.findall(r"PA-\d{4}-\d{5}", clerk.text())) - {number}
    assert len(others) == 2
    assert clerk.problems == []
