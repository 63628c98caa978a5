"""What anybody may seal to the receivers' public keys, and what the reading room makes of it."""

import json
import secrets
import urllib.request

import pytest

from soi.core import sealed
from tests.denunciations.conftest import TEXT
from tests.denunciations.telephones import IN_BROWSER, Reader, late_filing, manifest_of

pytestmark = IN_BROWSER
ACCOUNT = {
    "type": "denunciation", "case": "ab" * 16, "text": "x", "facts": {}, "accused": [], "files": [],
    "identity": "", "named": False, "day": "2026-11-25", "sealed_by": "browser", "manifest": 1,
    "mailbox": {"address": "00" * 32, "recipient": "age1x", "verify": "11" * 32},
    "trace": {"lead": "", "rule": "", "passed": [], "receivers": []},
}  # fmt: skip
BAD = [
    "1.5", "null", "5", '"x"', "[]", "{}", "khong phai JSON", "[" * 100_000 + "]" * 100_000,
    '{"type":"denunciation","case":"x"}',
    *(
        json.dumps({**ACCOUNT, **change})
        for change in [
            {"text": 5}, {"case": None}, {"case": "__proto__"}, {"trace": None}, {"facts": None},
            {"trace": {"lead": "", "rule": "", "receivers": [5]}}, {"day": 20261125},
            {"facts": {"constructor": "x"}}, {"mailbox": None}, {"files": {"length": 3}},
            {"sealed_by": "constructor"}, {"accused": [None]}, {"type": "constructor"}, {"x": 1.5},
            {"x": [[[[[[[[[[]]]]]]]]]]}, {"files": [{}] * 1000}, {"x": list(range(5000))},
            {"via": {"act": "forward"}},
        ]
    ),
    json.dumps(ACCOUNT)[:-1] + ',"__proto__":{"text":"x"}}',
]  # fmt: skip


def send(door, plaintext, keys):
    envelope = sealed.seal(sealed.fill(plaintext.encode()), keys, secrets.token_bytes)
    urllib.request.urlopen(f"{door.root}/denunciations/envelopes", envelope).close()


@pytest.fixture
def everybody(door):
    return [next(iter(one["recipients"].values())) for one in manifest_of(door)["receivers"]]


def test_no_box_that_is_none_shuts_the_room_they_are_put_aside_and_counted(visit, door, everybody):
    text = f"{TEXT} Giữa những hộp hỏng."
    late_filing(door, text)
    for one in BAD:
        send(door, one, everybody)
    for _again in range(2):
        reader = Reader(visit, door, "chu-tich-phuong", text)
        assert reader.sees
        reader.page.click("button:has-text('Về danh sách')")
        visit.look(reader.page)
        said = reader.page.inner_text("[data-list]")
        assert f"{len(BAD)} hộp không đọc được" in said
    reader = Reader(visit, door, "chu-tich-phuong", text)
    reader.act("register", "registered")


def test_what_claims_to_be_of_a_case_and_is_not_signed_changes_nothing(visit, door, everybody):
    text = f"{TEXT} Giữa những bước giả."
    told = late_filing(door, text)
    by = {"person": "post:chu-tich-ubnd-phuong", "post": "", "office": "ubnd-phuong-mau"}
    step = {"case": told["case"], "day": told["day"], "by": by, "at": 0}
    forged = [
        {"type": "act", "act": "conclude", "document": "KL 0", "text": "Giả", **step},
        {"type": "act", "act": "constructor", **step},
        {"type": "act", "act": "note", "text": "Giả", **step, "at": 1.5},
        {"type": "act", "act": "note", "text": "Giả", **step, "duties": [None]},
        {"type": "act", "act": "note", "text": "Giả", **step, "by": 5},
        {"type": "answer", "text": "Giả", **step},
        {"type": "followup", "case": told["case"], "day": told["day"], "text": "Giả"},
        # An account of the same number with a mailbox of its own is another case.
        {**ACCOUNT, "case": told["case"], "text": "Đơn giả mang số thật"},
        # The same mailbox, other words: the denouncer did not sign them.
        {**told, "text": f"{text} Đã sửa."},
    ]
    for one in forged:
        send(door, json.dumps({**one, "signature": one.get("signature", "00" * 64)}), everybody)
    reader = Reader(visit, door, "chu-tich-phuong", f"{text}")
    seen = reader.page.inner_text("[data-case]")

    assert reader.page.locator("[data-state=new]").count() == 1
    assert "Giả" not in seen
    assert "Đã sửa" not in seen
    assert "Chữ ký không đúng: không tính: 3" in seen
    reader.act("register", "registered")
    reader.page.click("button:has-text('Về danh sách')")
    listed = reader.page.inner_text("[data-list]")
    assert "Đơn giả mang số thật" in listed
    assert "Đã sửa" not in listed
