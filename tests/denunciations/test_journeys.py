"""The whole lawful path of a denunciation, as people do it, on a telephone of 360 pixels."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error as PlaywrightError

from tests.denunciations.conftest import TEXT, UBND
from tests.denunciations.doors import Door

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="SKIPPED LOUDLY: there is no Chromium"),
]


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield instance
        instance.close()


@pytest.fixture
def visit(browser, door):
    """Open a page as somebody with a browser of their own; what is wrong is told at the end."""
    contexts, problems = [], []

    def opened(path, script=True, root=door.root):
        context = browser.new_context(
            viewport={"width": 360, "height": 800}, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((root or path[:20], "blob:", "about:"))
                else problems.append(f"asked {request.url}")
            ),
        )
        page.goto(f"{root}{path}")
        return page

    opened.look = lambda page: problems.extend(faults(page))
    yield opened
    kept = [context.cookies() for context in contexts]
    for context in contexts:
        context.close()
    assert problems == []
    assert not any(kept)


def faults(page):
    """What a person would stumble over: a page wider than the telephone, what axe finds."""
    found = []
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append(f"{page.url} is wider than the screen")
    violations = Axe().run(page, options=AXE).response["violations"]
    return found + [f"{page.url}: {one['id']} {one['nodes'][0]['html']}" for one in violations]


BYTES = {"name": "bang-chung.txt", "mimeType": "text/plain", "buffer": b"bang chung"}


def write(visit, *, name="", text=TEXT, file=BYTES, told=""):
    """Send from a browser with script and return the code; told: the warning about the file."""
    page = visit("/denunciations/")
    visit.look(page)
    page.click("text=Viết và khóa ngay trên máy này")
    page.wait_for_selector("form[data-write]:not([hidden])")
    page.select_option("[name=about]", f"|{UBND}")
    page.wait_for_selector("[data-receivers]:has-text('Thanh tra thành phố Mẫu')")
    page.fill("[name=text]", text)
    page.fill("[name=name]", name)
    page.set_input_files("[name=attached]", file)
    page.wait_for_function(
        "told => document.querySelector('[data-files]').textContent.includes(told)", arg=told
    )
    visit.look(page)
    code = page.inner_text("[data-code]")
    page.click("form[data-write] [type=submit]")
    assert "Mã gõ lại chưa đúng" in page.inner_text("[data-error]")
    page.fill("[data-again]", code.lower().replace("-", " "))
    page.click("form[data-write] [type=submit]")
    page.wait_for_selector("[data-sent]:not([hidden])", timeout=60_000)
    visit.look(page)
    assert text not in page.content()
    return code


def plain(visit, *, name="", text=TEXT):
    """Send from a browser without script and return the code."""
    page = visit("/denunciations/plain", script=False)
    page.select_option("[name=about]", f"|{UBND}")
    page.fill("[name=text]", text)
    page.fill("[name=name]", name)
    page.click("main [type=submit]")
    code = page.inner_text(".code")
    page.fill("[name=again]", code)
    page.click("main [type=submit]")
    assert "Mã đúng" in page.inner_text("main")
    return code


class Reader:
    """A receiver in the reading room, at one case."""

    def __init__(self, visit, door, login, text):
        door.run("denunciations", "room", "release")
        self.page, self.visit = visit("/denunciations/room/"), visit
        self.page.fill("[data-phrase]", f"soi mau 2026 {login}")
        self.page.click("[data-unlock] button")
        self.page.wait_for_selector("[data-list]:not([hidden])", timeout=60_000)
        self.sees = text in self.page.inner_text("[data-list]")
        if self.sees:
            self.page.click(f"li:has-text('{text}') button")
            self.page.wait_for_selector("[data-act]")

    def act(self, act, state, **written):
        self.page.select_option("#id_act", act)
        for name, value in written.items():
            control = self.page.locator(f"#id_{name}")
            if control.get_attribute("type") == "checkbox":
                control.check()
            elif control.evaluate("one => one.tagName") == "SELECT":
                control.select_option(value)
            else:
                control.fill(value)
        self.page.evaluate("document.querySelector('[data-act]').dataset.old = '1'")
        self.page.click("[data-act] button")
        try:
            self.page.wait_for_selector("[data-act]:not([data-old])", timeout=30_000)
            self.page.wait_for_selector(f"[data-state={state}]", timeout=30_000)
            self.page.wait_for_selector("[data-case-status]:has-text('Đã ghi')", timeout=30_000)
        except PlaywrightError:
            raise AssertionError(self.page.inner_text("[data-case-error]")) from None
        return self

    def refused(self, act, words, **written):
        self.page.select_option("#id_act", act)
        for name, value in written.items():
            self.page.locator(f"#id_{name}").fill(value)
        self.page.click("[data-act] button")
        self.page.wait_for_selector(f"[data-case-error]:has-text('{words}')")
        return self

    def answer(self, text):
        self.page.fill("#id_answer", text)
        self.page.click("[data-answer] button")
        self.page.wait_for_selector(f"ol:has-text('{text}')", timeout=30_000)
        return self

    def open_identity(self, name):
        self.page.click("summary:has-text('danh tính')")
        self.page.fill("#id_reason", "Thụ lý phải biết người tố cáo")
        self.page.click("button:has-text('Mở phong bì')")
        self.page.wait_for_selector(f"dd:has-text('{name}')", timeout=30_000)
        return self


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_named_denunciation_from_first_word_to_published_conclusion(visit, door, script):
    text = f"{TEXT} {'Có' if script else 'Không'} lệnh chạy, có tên."
    code = (write if script else plain)(visit, name="Nguyễn Văn Thử", text=text)
    reader = Reader(visit, door, "chanh-thanh-tra", text)

    reader.act("register", "registered")
    reader.refused("check", "Đơn có tên", text="x")
    reader.act("accept", "accepted", document="QĐ 1/QĐ-TTr")
    reader.open_identity("Nguyễn Văn Thử")
    reader.act("notify", "accepted").act("protect", "accepted", text="Giữ bí mật nơi ở")
    reader.act("verify", "verifying", text="Giao tổ xác minh")
    reader.act("extend", "verifying", document="QĐ 2/QĐ-TTr", condition="complex")
    reader.refused("stop", "Chưa đình chỉ được", document="QĐ 3", text="x")
    visit.look(reader.page)
    reader.answer("Chúng tôi đã thụ lý đơn.")
    reader.act("conclude", "concluded", document="KL 1/KL-TTr", text="Tố cáo đúng một phần")
    reader.act("send", "concluded")
    reader.refused("publish", "Bản công bố còn chữ", text="Theo đơn của nguyen van THỬ")
    reader.act("publish", "concluded", text="Đã kết luận: tố cáo đúng một phần")

    assert "Chúng tôi đã thụ lý đơn." in mailbox(visit, code, script)
    other = Reader(visit, door, "chu-tich-thanh-pho", text)
    assert other.page.locator("[data-state=concluded]").count() == 1
    assert not Reader(visit, door, "chu-tich-phuong", text).sees


def mailbox(visit, code, script):
    page = visit(f"/denunciations/{'mailbox' if script else 'plain/mailbox'}", script=script)
    if script:
        page.fill("[data-code]", code)
        page.click("[data-open] button")
        page.wait_for_selector("[data-case]:not([hidden])", timeout=60_000)
        visit.look(page)
    else:
        page.fill("[name=code]", code)
        page.click("main [type=submit]")
    return page.inner_text("main")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_an_anonymous_one_is_examined_and_a_forced_withdrawal_stops_nothing(visit, door, script):
    text = f"{TEXT} {'Có' if script else 'Không'} lệnh chạy, không tên."
    code = (write if script else plain)(visit, text=text)
    reader = Reader(visit, door, "thanh-tra-vien", text)

    reader.act("register", "registered")
    reader.refused("accept", "không thụ lý được", document="QĐ 1")
    reader.act("check", "checking", text="Rõ người, rõ việc")
    withdraw(visit, code, script)
    again = Reader(visit, door, "thanh-tra-vien", text)
    assert "Người gửi rút đơn" in again.page.inner_text("[data-case]")
    assert "Tôi bị đe dọa" in again.page.inner_text("[data-case]")
    again.act("conclude", "concluded", document="KL 2", text="Có vi phạm")
    assert again.page.locator("text=Mở phong bì danh tính").count() == 0


def withdraw(visit, code, script):
    page = visit(f"/denunciations/{'mailbox' if script else 'plain/mailbox'}", script=script)
    if script:
        page.fill("[data-code]", code)
        page.click("[data-open] button")
        page.wait_for_selector("[data-more]:not([hidden])", timeout=60_000)
        page.fill("[data-text]", "Tôi bị đe dọa")
        page.check("[data-withdraw]")
        page.click("[data-more] button")
        page.wait_for_selector("[data-status]:has-text('Đã gửi thêm')", timeout=60_000)
        return
    page.fill("[name=code]", code)
    page.click("summary")
    page.fill("[name=more]", "Tôi bị đe dọa")
    page.check("[name=withdraw]")
    page.click("main [type=submit]")
    assert "Đã gửi thêm" in page.inner_text("main")


def test_who_steps_back_seals_it_anew_to_the_others_and_works_on_it_no_more(visit, door):
    text = f"{TEXT} Người nhận rút lui."
    write(visit, text=text)
    reader = Reader(visit, door, "thanh-tra-vien", text)
    reader.act("recuse", "new", text="Tôi là bạn của người bị nêu")
    other = Reader(visit, door, "chanh-thanh-tra", text)

    other.act("register", "registered")
    assert not Reader(visit, door, "thanh-tra-vien", text).page.locator(
        "[data-state=registered]"
    ).count()  # fmt: skip


def late_filing(door, text):
    """File, offline, what has waited for longer than the law lets the initial check take."""
    import json
    import secrets
    import urllib.request
    from datetime import timedelta

    from soi.core import sealed
    from soi.denunciations import services
    from soi.web import clock

    address = f"{door.root}/denunciations"
    body = services.read(json.loads(urllib.request.urlopen(f"{address}/manifest").read()))
    account = services.Account(
        text=text, facts={}, accused=({"office": "phong-kt-phuong-mau"},), sealed_by="offline"
    )
    to, _bodies, trace = services.choose(body, account.accused, clock.today())
    keys = sealed.keys(secrets.token_bytes(32))
    told = services.content(
        account, keys, day=clock.today() - timedelta(days=30), trace=trace, version=body["version"]
    )
    envelope = services.pack(told, [one.recipient for one in to])
    urllib.request.urlopen(f"{address}/envelopes", envelope).close()


def test_what_is_overdue_goes_to_the_superior_who_asks_and_is_answered(visit, door):
    text = f"{TEXT} Để quá hạn."
    late_filing(door, text)
    reader = Reader(visit, door, "chu-tich-phuong", text)
    reader.refused("note", "Điền đủ các ô", text=" ")
    reader.act("register", "registered")
    assert "Quá hạn" in reader.page.inner_text("[data-case]")
    visit.look(reader.page)
    assert not Reader(visit, door, "chanh-thanh-tra", text).sees
    reader.act("overdue", "registered", text="Chưa kiểm tra xong trong 7 ngày làm việc")
    reader.act("report", "registered", text="Đã báo cáo bằng văn bản")

    superior = Reader(visit, door, "chanh-thanh-tra", text)
    assert superior.sees
    seen = superior.page.inner_text("[data-case]")
    assert "Vào sổ, tính hạn kiểm tra bước đầu" in seen, "what was done so far came with it"
    assert "Cấp trên yêu cầu báo cáo" in seen
    superior.act("ask_report", "registered", text="Yêu cầu báo cáo trong 5 ngày làm việc")
    again = Reader(visit, door, "chu-tich-phuong", text)
    assert "Yêu cầu báo cáo trong 5 ngày làm việc" in again.page.inner_text("[data-case]")


def test_nothing_is_reported_as_overdue_before_it_is(visit, door):
    text = f"{TEXT} Còn trong hạn."
    write(visit, text=text)
    reader = Reader(visit, door, "thanh-tra-vien", text)
    reader.act("register", "registered")

    reader.refused("overdue", "chỉ báo cấp trên khi hạn đã qua", text="x")


def test_a_case_is_passed_on_to_those_who_may_have_it_with_all_that_was_done(visit, door):
    text = f"{TEXT} Chuyển người nhận khác."
    late_filing(door, text)
    reader = Reader(visit, door, "chu-tich-phuong", text)
    reader.act("register", "registered")
    # It turns out to be about the ward's committee too: its chairman's own body.
    reader.act("forward", "registered", text="Đơn còn nói đến UBND phường", also=UBND)

    other = Reader(visit, door, "thanh-tra-vien", text)
    assert other.sees
    assert "Đơn còn nói đến UBND phường" in other.page.inner_text("[data-case]")
    other.act("check", "checking", text="Rõ người, rõ việc")
    assert not Reader(visit, door, "bi-thu-thanh-uy", text).sees


def test_a_receiver_takes_the_original_and_a_picture_without_its_story(visit, door):
    import io

    from PIL import Image

    from tests.denunciations.test_cleaning import CAMERA, picture

    text, original = f"{TEXT} Kèm ảnh.", picture()
    file = {"name": "Ảnh của Thử.jpg", "mimeType": "image/jpeg", "buffer": original}
    write(visit, text=text, file=file, told="còn ghi máy chụp")
    page = Reader(visit, door, "chanh-thanh-tra", text).page

    def taken(button):
        with page.expect_download() as waiting:
            page.click(f"button:text-is('{button}')")
        return waiting.value.suggested_filename, waiting.value.path().read_bytes()

    assert taken("Tải") == ("Ảnh của Thử.jpg", original)
    name, clean = taken("Tải bản sạch")
    assert CAMERA.encode() not in clean
    assert "Thử" not in name
    assert Image.open(io.BytesIO(clean)).size == (64, 48)
    assert not Image.open(io.BytesIO(clean)).getexif()


def test_shift_three_times_leaves_and_goes_back_nowhere(visit):
    page = visit("/denunciations/write")
    page.wait_for_selector("form[data-write]:not([hidden])")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("about:blank")

    page.go_back()
    assert "denunciations/write" not in page.url


def test_an_officer_makes_a_key_that_oversight_can_sign(visit, door, tmp_path):
    import json

    page = visit("/denunciations/room/keys")
    page.wait_for_selector("[data-make]:not([hidden])")
    visit.look(page)
    page.fill("[data-person]", "post:pho-chu-tich-ubnd-thanh-pho-mau")
    page.click("[data-make] button")
    page.wait_for_selector("[data-made]:not([hidden])", timeout=60_000)
    request = tmp_path / "request.json"
    request.write_text(page.inner_text("[data-request]"))
    import urllib.request

    told = json.loads(urllib.request.urlopen(f"{door.root}/denunciations/manifest").read())
    body = {**json.loads(told["manifest"]), "version": 7}
    (tmp_path / "body.json").write_text(json.dumps(body))
    out = tmp_path / "manifest.json"
    oversight = door.data / "sealed/demo-keys/oversight.key"
    door.run(
        "denunciations", "sign", str(tmp_path / "body.json"), "--request", str(request),
        "--key", str(oversight), "--out", str(out),
    )  # fmt: skip
    door.run("denunciations", "room", "publish", str(out))

    served = json.loads(urllib.request.urlopen(f"{door.root}/denunciations/manifest").read())
    persons = [one["person"] for one in json.loads(served["manifest"])["receivers"]]
    assert "post:pho-chu-tich-ubnd-thanh-pho-mau" in persons


def test_a_new_month_brings_a_new_key_under_the_same_phrase_and_the_same_signature(visit, door):
    import json
    import urllib.request

    from soi.denunciations.management import keyfiles

    manifest = urllib.request.urlopen(f"{door.root}/denunciations/manifest").read()
    salt = bytes.fromhex(json.loads(json.loads(manifest)["manifest"])["salt"])
    key = keyfiles.new("post:thanh-tra-vien-thanh-pho-mau", "2020-01")
    address, locked = key.locker("cum tu cua toi", salt)
    told = {"address": address, "epoch": "2020-01", "age": locked.hex()}
    asked = urllib.request.Request(
        f"{door.root}/denunciations/room/locker", json.dumps(told).encode()
    )
    urllib.request.urlopen(asked).close()
    page = visit("/denunciations/room/keys")
    page.wait_for_selector("[data-make]:not([hidden])")
    page.click("summary")
    visit.look(page)
    page.fill("[data-old]", "cum tu khac")
    page.click("[data-make] button")
    page.wait_for_selector("[data-error]:has-text('không mở được khóa nào')", timeout=60_000)
    page.fill("[data-old]", "Cum tu  cua toi")
    page.click("[data-make] button")
    page.wait_for_selector("[data-made]:not([hidden])", timeout=60_000)
    request = json.loads(page.inner_text("[data-request]"))

    assert request["person"] == key.person
    assert request["verify"] == key.request["verify"]
    assert request["recipients"].keys() != key.request["recipients"].keys()


def test_in_a_flood_the_page_works_for_each_box_and_arrives(visit, tmp_path):
    flooded = Door(tmp_path)
    flooded.environment["SOI_SEALED_POSTS"] = "1"
    flooded.start()
    try:
        page = visit(f"{flooded.root}/denunciations/write", root="")
        page.wait_for_selector("form[data-write]:not([hidden])")
        asked = []
        page.on("response", lambda answer: asked.append((answer.status, answer.request.method)))
        page.fill("[name=text]", TEXT)
        page.fill("[data-again]", page.inner_text("[data-code]"))
        page.click("form[data-write] [type=submit]")
        page.wait_for_selector("[data-sent]:not([hidden])", timeout=60_000)
    finally:
        flooded.stop()

    assert (429, "POST") in asked
    assert (201, "POST") in asked
