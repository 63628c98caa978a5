"""A report from first word to an answer that the resident accepts, as people do it."""

import io
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

TEXT = "nap cong vo truoc cong truong Ban Mai, tre em di qua rat nguy hiem, goi 0900 000 012"
PASSWORD = "soi-mau-2026"
AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


class Visitor:
    """Somebody at a browser of their own."""

    def __init__(self, browser, server, language, script, width=360):
        self.context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=script
        )
        self.page = self.context.new_page()
        self.root, self.script = f"http://localhost:{server.port}", script
        self.problems: list[str] = []
        self.go(f"/language/{language}/?next=/")

    def go(self, path):
        self.page.goto(self.root + path)
        self.look()

    def look(self):
        """Note what a person would stumble over: a wide page, or what axe finds."""
        if not self.script:
            return
        wide = self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        if wide:
            self.problems.append(f"{self.page.url} is wider than the screen")
        found = Axe().run(self.page, options=AXE).response["violations"]
        self.problems += [
            f"{self.page.url}: {one['id']} {one['nodes'][0]['html']}" for one in found
        ]

    def press(self, selector):
        self.page.click(selector)
        self.page.wait_for_load_state()
        self.look()

    def sign_in(self, login):
        self.go("/accounts/login/")
        self.page.fill("input[name=login]", login)
        self.page.fill("input[name=password]", PASSWORD)
        self.press("main form:has(input[name=password]) button[type=submit]")
        assert "/staff/" in self.page.url
        return self

    def act(self, number, act, **values):
        """Open one act on a report's working page, fill it in and send it."""
        self.go(f"/staff/reports/{number}/")
        self.send(f"form[action$='/{act}/']", values)

    def say(self, act, **values):
        """Do one act on the open case."""
        self.send(f"form[action$='/lookup/{act}/']", values)

    def send(self, form, values):
        details = self.page.locator(f"details:has({form})")
        if details.count() and details.first.get_attribute("open") is None:
            details.first.locator("summary").first.click()
        for name, value in values.items():
            self.answer(f"{form} [name={name}]", value)
        self.page.locator(f"{form} button").last.click()
        self.page.wait_for_load_state()
        self.look()

    def answer(self, selector, value):
        if isinstance(value, dict):
            self.page.set_input_files(selector, value)
        elif self.page.locator(f"{selector}[type=radio]").count():
            self.page.check(f"{selector}[value={value}]")
        elif self.page.locator(f"select{selector.rpartition(' ')[2]}").count():
            self.page.select_option(selector, value)
        else:
            self.page.fill(selector, value)

    def open_case(self, code):
        self.go("/lookup/")
        self.page.fill("input[name=code]", code)
        self.press("main form:has(input[name=code]) button")
        assert code not in self.page.url

    def text(self):
        return self.page.inner_text("main")


def photo():
    target = io.BytesIO()
    Image.new("RGB", (800, 600), "#668866").save(target, "JPEG")
    return {"name": "cong.jpg", "mimeType": "image/jpeg", "buffer": target.getvalue()}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "script"), [("vi", True), ("vi", False), ("en", True), ("en", False)]
)
def test_a_report_from_first_word_to_an_accepted_answer(browser, server, language, script):
    def visitor(width=360):
        return Visitor(browser, server, language, script, width)

    resident, desk = visitor(), visitor(1280).sign_in("mot-cua")
    number, code = send(resident)
    holder = visitor(1280).sign_in("phong-kt")
    reviewer = visitor(1280).sign_in("chanh-van-phong")

    assert TEXT not in public(resident, number)
    desk.act(number, "publish")
    assert "0900 000 012" not in public(resident, number)

    holder.act(number, "acknowledge")
    holder.act(number, "answer", text="Da thay nap cong moi", photo=photo(), alt="Nap cong moi")
    resident.open_case(code)
    assert "Da thay nap cong moi" in resident.text()

    resident.say("dispute", reason="not_satisfied", text="Nap cong van con vo, chua ai sua")
    reviewer.act(number, "decide", upheld="upheld", text="Da den xem, nap cong chua thay")
    holder.act(number, "answer", text="Da thay that, kem anh", photo=photo(), alt="Nap cong")

    resident.open_case(code)
    resident.say("accept")

    front = visitor(1280).sign_in("mat-tran")
    front.go(f"/staff/reports/{number}/")
    chain = public(front, number)
    assert "Da thay that, kem anh" in chain
    assert "Da den xem, nap cong chua thay" in chain
    assert "0900 000 012" not in chain
    assert state(server, number) == "done"
    problems = [one.problems for one in (resident, desk, holder, reviewer, front)]
    assert [problem for list_ in problems for problem in list_] == []


def send(resident):
    page = resident.page
    resident.go("/reports/new/")
    page.fill("textarea[name=text]", TEXT)
    page.select_option("select[name=group]", "to-03")
    page.set_input_files("input[name=photos]", photo())
    resident.press("main form:has(textarea[name=text]) > button[type=submit]")
    resident.press("main form[action$='/send/'] button[type=submit]:not([name=follow])")
    found = re.search(r"PA-\d{4}-\d{5}", resident.text())
    code = page.inner_text(".code").strip()
    assert found, resident.text()
    return found[0], code


def public(visitor, number):
    visitor.go(f"/reports/{number}/")
    return visitor.text()


def state(server, number):
    return server.call(f"/api/v1/reports/{number}")[1]["state"]
