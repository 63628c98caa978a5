"""The mailbox of a browser with script: who is believed, and to whom what is added goes."""

import secrets

from soi.core import sealed
from soi.denunciations import services
from soi.denunciations.management import keyfiles
from soi.web import clock
from tests.denunciations.conftest import TEXT
from tests.denunciations.telephones import (
    IN_BROWSER,
    Reader,
    appoint,
    boxes,
    feed,
    leave,
    mailbox,
    opened,
    withdraw,
    write,
)

pytestmark = IN_BROWSER
INSPECTOR, CHAIRMAN = "post:chanh-thanh-tra-thanh-pho-mau", "post:chu-tich-ubnd-thanh-pho-mau"
INSPECTORATE = "thanh-tra-thanh-pho-mau"


def account_of(door, text):
    told = boxes(door, "chanh-thanh-tra")
    return next(one for one in told if one["type"] == "denunciation" and one["text"] == text)


def added(door, login, case):
    told = boxes(door, login)
    return [one for one in told if one["type"] == "followup" and one["case"] == case]


def test_no_receiver_alone_speaks_for_others_or_diverts_what_is_added(visit, door):
    text = f"{TEXT} Một người nhận muốn giữ riêng."
    code = write(visit, text=text)
    account = account_of(door, text)
    mine = {"person": INSPECTOR, "post": "", "office": INSPECTORATE}
    other = {"person": CHAIRMAN, "post": "chu-tich-ubnd-thanh-pho-mau",
             "office": "ubnd-thanh-pho-mau"}  # fmt: skip
    stranger = secrets.token_bytes(32)
    keys = {"to": [INSPECTOR], "keys": [sealed.recipient(stranger)]}
    for told, signed in [
        ({"by": other, "text": "Xin rút đơn", **keys}, False),
        ({"by": other, "text": "Xin rút đơn", **keys}, True),
        ({"by": {**other, "person": INSPECTOR}, "text": "Tôi là tôi", **keys, "at": 7}, True),
        ({"by": mine, "text": "Vâng", **keys, "at": 8}, True),
        ({"by": 5, "text": 15}, False),
        ({"type": "filed", "to": [INSPECTOR], "accused": [], "keys": keys["keys"]}, True),
    ]:
        leave(door, "chanh-thanh-tra", account, told, signed)

    seen = mailbox(visit, code, True)
    assert "Xin rút đơn" not in seen
    assert "Chữ ký không đúng: không tính: 2" in seen
    assert "Tôi là tôi" in seen
    assert "Chủ tịch" not in seen, "he writes under his own post"
    withdraw(visit, code, True)
    assert added(door, "chu-tich-thanh-pho", account["case"]), "the other body has it"
    assert added(door, "thanh-tra-vien", account["case"])
    assert not any(opened(one, stranger) for one in feed(door, "chanh-thanh-tra"))


def test_what_is_added_does_not_follow_a_receiver_who_moved_under_the_accused(visit, door):
    text = f"{TEXT} Có người nhận chuyển đi."
    code = write(visit, text=text)
    case = account_of(door, text)["case"]
    appoint(door, "post:thanh-tra-vien-thanh-pho-mau", "phong-kt-phuong-mau")
    withdraw(visit, code, True)

    assert added(door, "chu-tich-thanh-pho", case)
    assert added(door, "chanh-thanh-tra", case)
    assert not added(door, "thanh-tra-vien", case)


def test_of_eight_receivers_none_loses_the_thread(visit, door):
    epoch = services.epoch_of(clock.today())
    more = [keyfiles.new(f"post:them-{one}", epoch) for one in range(8)]
    for key in more:
        appoint(door, key.person, INSPECTORATE, key)
    text = f"{TEXT} Tám người nhận."
    code = write(visit, text=text)
    case = account_of(door, text)["case"]
    reader = Reader(visit, door, "chanh-thanh-tra", text)
    reader.answer("Tám người cùng đọc")
    assert "khóa thành nhiều hộp" in reader.page.inner_text("[data-case-status]")
    assert "Tám người cùng đọc" in mailbox(visit, code, True)
    withdraw(visit, code, True)
    boxes(door, "chanh-thanh-tra")

    def read(secret, kind):
        told = (opened(one, secret) for one in feed(door, "chanh-thanh-tra"))
        return [one for one in told if one and one["case"] == case and one["type"] == kind]

    others = [key.secret for key in more if read(key.secret, "denunciation")]
    assert len(others) >= 5
    for secret in others:
        assert read(secret, "answer")
        assert read(secret, "followup")
