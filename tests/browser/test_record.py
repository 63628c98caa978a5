"""The record as strangers meet it: over HTTP by the specification, and offline in a browser.

The reading of C2SP (tlog-tiles, tlog-checkpoint, tlog-proof) is written anew here and shares no
line with ours.
"""

import base64
import contextlib
import gzip
import hashlib
import json
import os
import re
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.browser.test_journey import AXE
from tests.servers import SOI, Server, found_ward, scratch

pytestmark = pytest.mark.slow
TEXT = "Nắp cống vỡ trước cổng trường, trẻ em đi qua rất nguy hiểm, mong phường xem giúp."
SHOTS = os.environ.get("SOI_SHOTS")  # a folder for pictures of the pages, for people to look at
COUNT = 150


@pytest.fixture(scope="module")
def ward(tmp_path_factory):
    """A ward with its two witnesses, whose sealed entries wait for two seconds only."""
    data = tmp_path_factory.mktemp("record")
    url = scratch(os.environ.get("DATABASE_URL", ""), "recordpages")
    found_ward(data, url)
    served = Server(data, DATABASE_URL=url, SOI_DEMO="1", SOI_SEALED_SECONDS="2")
    served.start()
    served.receipts = [filed(served) for _ in range(COUNT)]
    until(lambda: checkpoint(served)[1] > 2 * COUNT and cosigned(served))
    yield served
    served.stop()


def filed(served):
    body = {"kind": "phan_anh", "text": TEXT, "topic": "ha_tang", "group": "to-03"}
    status, receipt = served.call("/api/v1/reports", body)
    assert status == 201
    return receipt


def until(done, seconds=90):
    began = time.monotonic()
    while not done():
        assert time.monotonic() - began < seconds
        time.sleep(0.3)


def get(served, path, **headers):
    request = urllib.request.Request(f"http://localhost:{served.port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, b""


def checkpoint(served):
    """Return the origin, size and root of the checkpoint, its text and its signature lines."""
    status, _, body = get(served, "/record/checkpoint")
    if status != 200:
        return "", 0, b"", "", []
    text, lines = body.decode().split("\n\n")
    origin, size, root = text.split("\n")
    assert re.fullmatch(r"0|[1-9][0-9]*", size)
    return origin, int(size), base64.b64decode(root), text + "\n", lines.splitlines()


def cosigned(served):
    return len(checkpoint(served)[4]) == 3


def key_of(text):
    name, mark, body = text.strip().split("+", 2)
    data = base64.b64decode(body)
    assert hashlib.sha256(name.encode() + b"\n" + data).digest()[:4].hex() == mark
    return name, bytes.fromhex(mark), data[0], Ed25519PublicKey.from_public_bytes(data[1:])


def number(n):
    groups = [f"{n % 1000:03}"]
    while n >= 1000:
        n //= 1000
        groups.insert(0, f"x{n % 1000:03}")
    return "/".join(groups)


def mth(leaves):
    """RFC 6962, section 2.1, word for word."""
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\1" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def bundles(served, size):
    """Return all entries, by the bundles that the specification names for this size."""
    found = []
    for n in range(-(-size // 256)):
        width = min(256, size - 256 * n)
        path = f"/record/tile/entries/{number(n)}" + (f".p/{width}" if width < 256 else "")
        status, headers, body = get(served, path)
        assert (status, headers["Content-Type"]) == (200, "application/octet-stream")
        assert "immutable" in headers["Cache-Control"]
        at, count = 0, 0
        while at < len(body):
            length = int.from_bytes(body[at : at + 2], "big")
            found.append(body[at + 2 : at + 2 + length])
            at, count = at + 2 + length, count + 1
        assert count == width
    return found


def test_the_checkpoint_is_signed_by_the_log_and_both_witnesses(ward):
    origin, _, _, text, lines = checkpoint(ward)
    _, headers, body = get(ward, "/record/checkpoint")
    policy = get(ward, "/record/policy")[2].decode()
    keys = [key_of(get(ward, "/record/vkey")[2].decode())]
    keys += [key_of(line.split()[2]) for line in policy.splitlines() if line.startswith("witness")]

    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert int(re.search(r"max-age=(\d+)", headers["Cache-Control"])[1]) <= 10
    assert body.decode().startswith(f"{origin}\n")
    assert origin == keys[0][0] == f"localhost:{ward.port}/record/{origin[-4:]}"
    for (name, mark, kind, key), line in zip(keys, lines, strict=True):
        dash, said, encoded = line.split(" ")
        data = base64.b64decode(encoded)
        assert (dash, said, data[:4]) == ("—", name, mark)
        if kind == 1:
            key.verify(data[4:], text.encode())
        else:
            at = int.from_bytes(data[4:12], "big")
            assert abs(at - time.time()) < 600
            key.verify(data[12:], f"cosignature/v1\ntime {at}\n{text}".encode())


def test_every_tile_and_bundle_of_the_size_is_there_and_right(ward):
    _, size, root, _, _ = checkpoint(ward)
    leaves = [hashlib.sha256(b"\0" + one).digest() for one in bundles(ward, size)]
    assert size > 256
    assert mth(leaves) == root

    row, level = leaves, 0
    while row:
        for n in range(-(-len(row) // 256)):
            part = row[256 * n : 256 * n + 256]
            path = f"/record/tile/{level}/{number(n)}"
            path += f".p/{len(part)}" if len(part) < 256 else ""
            status, headers, body = get(ward, path)
            assert (status, body) == (200, b"".join(part)), path
            assert headers["Content-Type"] == "application/octet-stream"
        row = [mth(row[256 * n : 256 * n + 256]) for n in range(len(row) // 256)]
        level += 1


def test_what_is_no_path_of_a_log_is_not_there(ward):
    for path in (
        "tile/0/0", "tile/00/000", "tile/64/000", "tile/0/000.p/0", "tile/0/000.p/256",
        "tile/0/000.p/01", "tile/0/x000/000", "tile/entries/999", "tile/0/../../keys/2026.seed",
        "signed.log", "keys/2026.seed", "2026/signed.log",
    ):  # fmt: skip
        assert get(ward, f"/record/{path}")[0] == 404, path


def test_a_bundle_comes_packed_to_whoever_asks_for_that(ward):
    plain = get(ward, "/record/tile/entries/000")[2]
    _, headers, packed = get(ward, "/record/tile/entries/000", **{"Accept-Encoding": "gzip"})

    assert headers["Content-Encoding"] == "gzip"
    assert len(packed) < len(plain)
    assert gzip.decompress(packed) == plain


def climbed(entry, index, size, path):
    """RFC 9162, section 2.1.3.2, word for word."""
    r, fn, sn = hashlib.sha256(b"\0" + entry).digest(), index, size - 1
    for p in path:
        assert sn != 0
        if fn & 1 or fn == sn:
            r = hashlib.sha256(b"\1" + p + r).digest()
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = hashlib.sha256(b"\1" + r + p).digest()
        fn, sn = fn >> 1, sn >> 1
    assert sn == 0
    return r


def test_an_open_entry_has_a_proof_and_a_sealed_one_has_none(ward):
    _, size, _, _, _ = checkpoint(ward)
    entries, seen = bundles(ward, size), {1: 0, 2: 0}
    for index, entry in enumerate(entries[:60]):
        status, _, body = get(ward, f"/record/proof/{index}")
        seen[entry[1]] += 1
        if entry[1] == 2:
            assert status == 404
            continue
        head, note = body.decode().split("\n\n", 1)
        first, *extra, place = [one for one in head.split("\n") if " " in one or "@" in one]
        hashes = [base64.b64decode(one) for one in head.split("\n")[3:]]
        assert (first, place) == ("c2sp.org/tlog-proof@v1", f"index {index}")
        assert extra == [f"extra {base64.b64encode(entry).decode()}"]
        told = note.split("\n")
        assert climbed(entry, index, int(told[1]), hashes) == base64.b64decode(told[2])
    assert seen[1]
    assert get(ward, f"/record/proof/{size + 5}")[0] == 404
    assert 2 in {entry[1] for entry in entries}


def test_the_commands_audit_and_watch_it_over_the_network(ward, tmp_path):
    address = f"http://localhost:{ward.port}/record"
    (tmp_path / "policy").write_bytes(get(ward, "/record/policy")[2])
    vkey = get(ward, "/record/vkey")[2].decode().strip()
    for words in (
        ["audit", address, "--key", vkey, "--policy", tmp_path / "policy"],
        ["watch", address, "--state", tmp_path / "state"],
        ["verify", ward.receipts[0]["promise"], "--log", address],
    ):
        done = subprocess.run(
            [SOI, "record", *words, "--json"], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["verdict"] == "proved"


def watched(ward, state):
    """Watch the log and the ward's own list; returns the exit code and what was found."""
    address = f"http://localhost:{ward.port}"
    words = ["watch", f"{address}/record", "--state", state, "--pages", address, "--json"]
    done = subprocess.run([SOI, "record", *words], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, json.loads(done.stdout)["faults"]


def tell(ward, statement):
    url = ward.environment["DATABASE_URL"]
    if url:
        import psycopg

        with psycopg.connect(url) as database:
            database.execute(statement)
        return
    with contextlib.closing(sqlite3.connect(ward.data / "soi.sqlite3", timeout=20)) as database:
        database.execute(statement)
        database.commit()


def test_a_watch_names_a_day_that_the_pages_moved_and_the_record_did_not(ward, tmp_path):
    state = tmp_path / "state"
    until(lambda: watched(ward, state)[0] == 0)
    number = ward.receipts[7]["number"].replace("PA", "NV")
    assert watched(ward, state) == (0, [])

    tell(ward, f"UPDATE duties_duty SET due_on = '2031-01-01' WHERE number = '{number}'")
    first, second = watched(ward, state), watched(ward, state)
    tell(ward, f"UPDATE duties_duty SET due_on = '{ward.receipts[7]['due_on']}' "
               f"WHERE number = '{number}'")  # fmt: skip

    assert first == (0, []), "once may be under way to the record"
    day = ward.receipts[7]["due_on"]
    words = f"duty:{number} is due 2031-01-01 on the pages, {day} by the record"
    assert second == (1, [{"name": "counter", "text": words}])


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
    for words, name in (("Tải bằng chứng", "PA.tlog-proof"), ("Tải lời đã gửi", "PA.json")):
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
        (("PA.tlog-proof", "other.json"), "không phải lời mà dòng này cam kết"),
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
