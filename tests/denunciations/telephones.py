"""Whoever denounces and whoever receives, each at a telephone of 360 pixels."""

import json
import secrets
import urllib.request
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error as PlaywrightError

from soi.core import entries, sealed
from soi.denunciations import services
from soi.denunciations.management import keyfiles
from soi.web import clock
from tests.chromium import CHROMIUM
from tests.denunciations.conftest import TEXT, UBND, unpacked

AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
BYTES = {"name": "bang-chung.txt", "mimeType": "text/plain", "buffer": b"bang chung"}
IN_BROWSER = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="SKIPPED LOUDLY: there is no Chromium"),
]


def faults(page):
    """What a person would stumble over: a page wider than the telephone, what axe finds."""
    found = []
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append(f"{page.url} is wider than the screen")
    violations = Axe().run(page, options=AXE).response["violations"]
    return found + [f"{page.url}: {one['id']} {one['nodes'][0]['html']}" for one in violations]


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


def manifest_of(door):
    """Return the manifest that the door serves."""
    return services.read(
        json.loads(urllib.request.urlopen(f"{door.root}/denunciations/manifest").read())
    )


def appoint(door, person, office, key=None):
    """Put a newer list of receivers in force, on which a person has a post in an office too.

    key: of somebody who was no receiver before
    """
    body = manifest_of(door)
    if key:
        body["receivers"].append({**key.request, "signature": None})
    post = {"person": person, "office": office, "rank": "officer", "since": body["day"],
            "until": None, "slug": "moi", "grade": 5, "also_under": []}  # fmt: skip
    body["organisation"]["posts"].append(post)
    _secrets, seed = keyfiles.read(door.data / "sealed/demo-keys/oversight.key")
    path = door.data / "manifest.json"
    path.write_text(json.dumps(services.signed({**body, "version": body["version"] + 1}, seed)))
    door.run("denunciations", "room", "publish", str(path))


def boxes(door, login):
    """Return what a receiver's key file opens of everything in the feed, as it came."""
    door.run("denunciations", "room", "release")
    (secret, *_), _seed = keyfiles.read(door.key(login))
    return [told for one in feed(door, login) if (told := opened(one, secret))]


def feed(door, login):
    """Return every box, as every receiver gets it."""
    data = post(door, "room/feed", {"after": "0"}, passed(door, login))
    return unpacked(data)


def opened(content, secret):
    try:
        return json.loads(sealed.emptied(sealed.open_with(content, [secret])))
    except sealed.CannotOpen:
        return None


def passed(door, login):
    """Return the pass of the reading room that a receiver's key is given."""
    _secrets, seed = keyfiles.read(door.key(login))
    asked = urllib.request.urlopen(f"{door.root}/denunciations/challenge").read()
    challenge = json.loads(asked)["challenge"]
    signature = sealed.sign(seed, b"soi/room/v1\n" + challenge.encode()).hex()
    told = {"verify": sealed.public_key(seed).hex(), "challenge": challenge, "signature": signature}
    return {"Soi-Pass": json.loads(post(door, "room/enter", told))["pass"]}


def post(door, path, told, headers=()):
    address = f"{door.root}/denunciations/{path}"
    kind = {"Content-Type": "application/json", **dict(headers)}
    asked = urllib.request.Request(address, json.dumps(told).encode(), kind)
    with urllib.request.urlopen(asked) as answer:
        return answer.read()


def leave(door, login, account, told, signed=True):
    """Leave a letter in a mailbox, as a receiver's machine could."""
    (secret, *_), seed = keyfiles.read(door.key(login))
    told = {"type": "answer", "case": account["case"], "day": account["day"], **told}
    if signed:
        told["signature"] = sealed.sign(seed, entries.canonical(told)).hex()
    mailbox = account["mailbox"]
    age = services.pack(told, [mailbox["recipient"], sealed.recipient(secret)])
    asked = {"address": mailbox["address"], "verify": mailbox["verify"], "age": age.hex()}
    post(door, "room/answer", asked, passed(door, login))


def late_filing(door, text):
    """File, offline, what has waited for longer than the law lets the initial check take.

    Returns the account as it lies in the box.
    """
    body = manifest_of(door)
    account = services.Account(
        text=text, facts={}, accused=({"office": "phong-kt-phuong-mau"},), sealed_by="offline"
    )
    to, _bodies, trace = services.choose(body, account.accused, clock.today())
    keys = sealed.keys(secrets.token_bytes(32))
    told = services.signed_by(keys, services.content(
        account, keys, day=clock.today() - timedelta(days=30), trace=trace, version=body["version"]
    ))  # fmt: skip
    envelope = services.pack(told, [one.recipient for one in to])
    urllib.request.urlopen(f"{door.root}/denunciations/envelopes", envelope).close()
    return told
