"""An officer makes a key on a telephone of 360 pixels, and a new one each month."""

import json
import urllib.request

from soi.denunciations.management import keyfiles
from tests.denunciations.telephones import IN_BROWSER

pytestmark = IN_BROWSER


def test_an_officer_makes_a_key_that_oversight_can_sign(visit, door, tmp_path):
    page = visit("/denunciations/room/keys")
    page.wait_for_selector("[data-make]:not([hidden])")
    visit.look(page)
    page.fill("[data-person]", "post:pho-chu-tich-ubnd-thanh-pho-mau")
    page.click("[data-make] button")
    page.wait_for_selector("[data-made]:not([hidden])", timeout=60_000)
    request = tmp_path / "request.json"
    request.write_text(page.inner_text("[data-request]"))
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
