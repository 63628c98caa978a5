"""The Front at work: a visit on a phone whose connection is cut twice, and without script."""

import subprocess
import sys

import pytest

from tests.browser.test_journey import Visitor

pytestmark = pytest.mark.slow


@pytest.fixture
def begun(server):
    """The number of a visit that began today."""
    words = [sys.executable, "-m", "tests.oversight.begun", "mat-tran"]
    found = subprocess.run(
        words,
        env={**server.environment, "DJANGO_SETTINGS_MODULE": "soi.project.settings"},
        check=True,
        capture_output=True,
        text=True,
    )
    return found.stdout


def write(phone, place, text):
    form = phone.page.locator("form.entry").nth(place)
    form.locator("textarea").fill(text)
    form.locator("button[type=submit]").click()


def waiting(phone, words):
    phone.page.wait_for_function(
        "words => document.getElementById('waiting').textContent.includes(words)", arg=words
    )


def test_a_visit_survives_a_connection_that_is_cut_twice(browser, server, begun):
    phone = Visitor(browser, server, "vi", True).sign_in("mat-tran")
    phone.go(f"/staff/oversight/{begun}/field/")

    phone.context.set_offline(True)
    write(phone, 0, "Xe không vào lô C")
    waiting(phone, "đang chờ: 1")
    phone.context.set_offline(False)
    waiting(phone, "Đã gửi hết")
    phone.context.set_offline(True)
    write(phone, 1, "Không thấy dán")
    write(phone, 2, "Có ba thùng không nắp")
    waiting(phone, "đang chờ: 2")
    phone.context.set_offline(False)
    waiting(phone, "Đã gửi hết")

    phone.go(f"/oversight/{begun}/")
    body = phone.page.inner_text("main")
    for text in ("Xe không vào lô C", "Không thấy dán", "Có ba thùng không nắp"):
        assert body.count(text) == 1
    assert phone.problems == []


def test_the_same_page_works_without_script(browser, server, begun):
    phone = Visitor(browser, server, "vi", False).sign_in("mat-tran")
    phone.go(f"/staff/oversight/{begun}/field/")

    write(phone, 0, "Ghi không cần mã")
    phone.page.wait_for_load_state()

    assert "1 trên 2" in phone.page.inner_text("main")
    phone.go(f"/oversight/{begun}/")
    assert "Ghi không cần mã" in phone.page.inner_text("main")
