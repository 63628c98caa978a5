"""The form and the mailbox without script: sealed for the right people, kept nowhere else."""

import json
import secrets

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError

from soi.core import entries, sealed
from soi.denunciations import queries, services
from soi.denunciations.models import Box, Mailbox, Message, Outbox, Spent
from soi.web import clock
from tests.denunciations.conftest import DAY, TEXT, UBND, hidden, shown_code

FORM = "/denunciations/plain"
pytestmark = pytest.mark.django_db(databases=["sealed"], transaction=True)
HIGH = {"chu-tich-thanh-pho", "chanh-thanh-tra", "thanh-tra-vien"}


def fill(client, **values):
    page = client.get(FORM).content.decode()
    return client.post(FORM, {**hidden(page), "text": TEXT, **values})


def feed():
    services.release(day=DAY)
    return [content for _batch, _name, content in queries.feed(0)]


def test_the_text_alone_is_enough_and_goes_one_level_up(room, client):
    answer = fill(client)

    assert answer.status_code == 201
    assert not answer.cookies
    told = [room.opened("chanh-thanh-tra", one) for one in feed()]
    found = next(one for one in told if one)
    assert (found["text"], found["sealed_by"]) == (TEXT, "server")
    assert shown_code(answer.content.decode())


@pytest.mark.parametrize(
    ("about", "readers"),
    [
        ("", HIGH),
        (f"|{UBND}", HIGH),
        (f"post:chu-tich-ubnd-phuong|{UBND}", HIGH),
        ("|phong-kt-phuong-mau", {"chu-tich-phuong", "chu-tich-thanh-pho"}),
        ("|dang-uy-phuong-mau", {"bi-thu-thanh-uy", "chu-nhiem-kiem-tra"}),
        ("|mttq-phuong-mau", {"chu-tich-mat-tran", "bi-thu-thanh-uy"}),
    ],
)
def test_only_those_whom_competence_names_can_open(room, client, about, readers):
    assert fill(client, about=about).status_code == 201

    boxes = [one for one in feed() if room.who_opens(one)]
    assert [room.who_opens(one) for one in boxes] == [readers]


def test_where_two_bodies_cannot_be_had_the_outside_one_is_named_and_nothing_kept(room, client):
    answer = fill(client, about="|ubnd-thanh-pho-mau")

    assert answer.status_code == 422
    assert "Thanh tra Chính phủ" in answer.content.decode()
    assert not Box.objects.exists()
    assert not Mailbox.objects.exists()


def test_a_name_lies_in_an_envelope_of_its_own_and_without_one_there_is_one_too(room, client):
    fill(client, name="Nguyễn Văn Thử", address="Tổ 3")
    fill(client)
    told = [found for one in feed() if (found := room.opened("chanh-thanh-tra", one))]
    identities = {
        one["named"]: room.opened("chanh-thanh-tra", queries.shut_box(one["identity"]).content)
        for one in told
    }

    assert identities[True]["name"] == "Nguyễn Văn Thử"
    assert identities[False] == {"type": "identity"}
    assert "Thử" not in str(told)
    sizes = {len(bytes(one.content)) for one in Box.objects.filter(shut=True)}
    assert len(sizes) == 1


def test_files_are_sealed_with_their_names(room, client):
    file = SimpleUploadedFile("mat-Ten-tep.jpg", b"noi dung tep" * 50, "image/jpeg")
    assert fill(client, attached=[file]).status_code == 201
    found = next(one for one in (room.opened("chanh-thanh-tra", c) for c in feed()) if one)
    told = found["files"][0]
    parcel = queries.file_box(told["box"])

    assert (told["name"], told["size"]) == ("mat-Ten-tep.jpg", 600)
    secret = room.keys["thanh-tra-vien"].secret
    assert sealed.emptied(sealed.open_with(parcel.content, [secret])) == b"noi dung tep" * 50


def test_the_same_form_sent_twice_is_one_denunciation(room, client):
    values = {**hidden(client.get(FORM).content.decode()), "text": TEXT}
    first, again = client.post(FORM, values), client.post(FORM, values)

    assert (first.status_code, again.status_code) == (201, 409)
    assert Outbox.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"text": ""}, "Viết ít nhất một câu"),
        ({"text": "a" * 60_001}, "60.000"),
        ({"text": "a\x01b"}, "không đọc được"),
        ({"about": "|khong-co"}, "about"),
    ],
)
def test_bad_input_comes_back_with_a_sentence_and_nothing_is_kept(room, client, values, words):
    answer = fill(client, **values)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Box.objects.exists()


def test_a_file_that_is_too_large_is_refused(room, client):
    file = SimpleUploadedFile("lon.bin", bytes(17 * 1024 * 1024))
    answer = fill(client, attached=[file])

    assert answer.status_code == 422
    assert "16 MB" in answer.content.decode()
    assert TEXT in answer.content.decode()
    assert not Box.objects.exists()


def test_the_code_is_tried_comes_back_and_guesses_look_like_empty_mailboxes(room, client):
    code = shown_code(fill(client).content.decode())
    right = client.post(f"{FORM}/confirm", {"again": code.lower()})
    wrong = client.post(f"{FORM}/confirm", {"again": "0000-0000-0000-0000-0000"})
    mine = client.post(f"{FORM}/mailbox", {"code": code})
    other = client.post(f"{FORM}/mailbox", {"code": "0000-0000-0000-0000-0000"})

    assert (right.status_code, wrong.status_code) == (200, 422)
    assert mine.status_code == other.status_code == 200
    assert 'class="history"' in mine.content.decode()
    assert "không có hộp thư" in other.content.decode()


def test_what_is_added_reaches_the_readers_signed(room, client):
    code = shown_code(fill(client).content.decode())
    client.post(f"{FORM}/mailbox", {"code": code, "more": "Tôi bị đe dọa", "withdraw": "on"})
    told = [found for one in feed() if (found := room.opened("chu-tich-thanh-pho", one))]
    account = next(one for one in told if one["type"] == "denunciation")
    added = next(one for one in told if one["type"] == "followup")
    signature = bytes.fromhex(added.pop("signature"))
    verify = bytes.fromhex(account["mailbox"]["verify"])

    assert (added["text"], added["withdraw"]) == ("Tôi bị đe dọa", True)
    assert sealed.is_signed(verify, entries.canonical(added), signature)


def filed(room, client, **values):
    """File, and return the code with the account as the receivers have it."""
    code = shown_code(fill(client, **values).content.decode())
    told = [room.opened("chanh-thanh-tra", one) for one in feed()]
    return code, next(one for one in told if one and one["type"] == "denunciation")


def answered(room, client, account, told, login="chanh-thanh-tra", recipients=(), signer=None):
    """Leave an answer as a receiver's machine would, or as one that lies."""
    key, mailbox = room.keys[login], account["mailbox"]
    told = {
        "type": "answer", "case": account["case"], "day": DAY.isoformat(), "at": 0,
        "by": {"person": key.person, "post": "", "office": "thanh-tra-thanh-pho-mau"}, **told,
    }  # fmt: skip
    if signer != "nobody":
        seed = room.keys[signer or login].seed
        told["signature"] = sealed.sign(seed, entries.canonical(told)).hex()
    box = services.pack(told, [mailbox["recipient"], sealed.recipient(key.secret), *recipients])
    return client.post(
        "/denunciations/room/answer",
        {"address": mailbox["address"], "verify": mailbox["verify"], "age": box.hex()},
        "application/json", headers=room.passed(client, login),
    )  # fmt: skip


def test_an_answer_is_read_with_the_code(room, client):
    code, account = filed(room, client)
    answer = answered(room, client, account, {"text": "Chúng tôi đã thụ lý."})

    assert answer.status_code == 201
    assert Message.objects.count() == 2
    page = client.post(f"{FORM}/mailbox", {"code": code}).content.decode()
    assert "Chúng tôi đã thụ lý." in page
    assert "Thanh tra thành phố Mẫu" in page


def test_a_form_refused_as_too_long_is_filed_once_it_is_shortened(room, client):
    values = hidden(client.get(FORM).content.decode())
    facts = dict.fromkeys(["who", "when", "where", "evidence"], "😀" * 2000)
    long = client.post(FORM, {**values, **facts, "text": "😀" * 60_000})
    kept = Box.objects.count()
    short = client.post(FORM, {**hidden(long.content.decode()), "text": TEXT})

    assert (long.status_code, kept) == (422, 0)
    assert short.status_code == 201
    assert Mailbox.objects.count() == 1


def test_a_form_that_nobody_here_may_receive_is_filed_once_it_names_another(room, client):
    values = {**hidden(client.get(FORM).content.decode()), "text": TEXT}
    refused = client.post(FORM, {**values, "about": "|ubnd-thanh-pho-mau"})
    answer = client.post(FORM, {**values, "about": f"|{UBND}"})

    assert (refused.status_code, answer.status_code) == (422, 201)


def test_what_could_not_be_kept_is_filed_when_it_is_sent_again(room, client, monkeypatch):
    client.raise_request_exception = False
    values = {**hidden(client.get(FORM).content.decode()), "text": TEXT}
    with monkeypatch.context() as broken:
        broken.setattr(Outbox.objects, "bulk_create", locked)
        failed = client.post(FORM, values)
    left = Spent.objects.count() + Box.objects.count() + Mailbox.objects.count()
    again, third = client.post(FORM, values), client.post(FORM, values)

    assert (failed.status_code, left) == (500, 0)
    assert (again.status_code, third.status_code) == (201, 409)
    assert shown_code(again.content.decode())


def test_two_presses_at_the_same_moment_are_one_denunciation(room, client):
    known, once = queries.known(), b"mot lan"
    told = {
        "account": services.Account(TEXT, {}, ()), "body": known.body, "once": once,
        "day": clock.today(),  # the room's keys are this month's
        "code": "0000-0000-0000-0000-0000", "stretch": lambda code, salt: bytes(32),
    }  # fmt: skip
    services.file_account(**told)

    with pytest.raises(services.AlreadySent):
        services.file_account(**told)
    assert queries.is_spent(once)
    assert Outbox.objects.count() == 1


def locked(*args, **kwargs):
    raise OperationalError("database is locked")


def added(room, client, code):
    """Write something more, and return who can open it."""
    before = set(Box.objects.values_list("name", flat=True))
    answer = client.post(f"{FORM}/mailbox", {"code": code, "more": "Chứng cứ mới"})
    assert answer.status_code == 200
    fresh = [bytes(one.content) for one in Box.objects.exclude(name__in=before)]
    assert fresh
    return set().union(*(room.who_opens(one) for one in fresh))


def test_an_answer_that_is_not_signed_or_signed_by_another_is_counted_and_not_shown(room, client):
    code, account = filed(room, client)
    other = {"person": room.keys["chu-tich-thanh-pho"].person, "office": "ubnd-thanh-pho-mau",
             "post": "chu-tich-ubnd-thanh-pho-mau"}  # fmt: skip
    told = {"text": "Hồ sơ đã đóng, xin rút đơn", "by": other}
    answered(room, client, account, told, signer="nobody")
    answered(room, client, account, told, signer="chanh-thanh-tra")
    answered(room, client, account, {**told, "case": "00" * 16}, signer="chu-tich-thanh-pho")
    page = client.post(f"{FORM}/mailbox", {"code": code}).content.decode()

    assert "Hồ sơ đã đóng" not in page
    assert "Chữ ký không đúng: không tính: 3" in page.replace("&nbsp;", " ")


def test_an_answer_stands_under_its_authors_own_post_whatever_it_says(room, client):
    code, account = filed(room, client)
    mine = room.keys["chanh-thanh-tra"].person
    by = {"person": mine, "office": "ubnd-thanh-pho-mau", "post": "chu-tich-ubnd-thanh-pho-mau"}
    answered(room, client, account, {"text": "Nhân danh người khác", "by": by})
    page = client.post(f"{FORM}/mailbox", {"code": code}).content.decode()

    assert "Nhân danh người khác" in page
    assert "Chánh Thanh tra" in page
    assert "Chủ tịch" not in page


def test_no_receiver_alone_diverts_what_is_added_later(room, client):
    code, account = filed(room, client, about=f"|{UBND}")
    stranger = secrets.token_bytes(32)
    keys = [sealed.recipient(stranger)]
    mine = room.keys["chanh-thanh-tra"].person
    for to in ([mine], ["khong-ai"], [room.keys["chu-tich-phuong"].person]):
        answered(room, client, account, {"text": "Vâng", "to": to, "keys": keys, "at": 9})
        assert added(room, client, code) == HIGH
    # A first note in the denouncer's name, by somebody else.
    forged = {"type": "filed", "case": account["case"], "day": "2020-01-01", "to": [mine],
              "accused": [{"office": "thanh-uy-mau"}], "keys": keys}  # fmt: skip
    answered(room, client, account, forged, signer="chanh-thanh-tra")

    assert added(room, client, code) == HIGH
    for box in Box.objects.all():
        with pytest.raises(sealed.CannotOpen):
            sealed.open_with(bytes(box.content), [stranger])


def test_what_is_added_goes_to_those_who_may_still_have_it(room, client):
    code, _account = filed(room, client, about=f"|{UBND}")
    body = json.loads(json.dumps(queries.known().body))

    def moved(login):
        post = {"person": room.keys[login].person, "office": "phong-kt-phuong-mau", "slug": "moi",
                "rank": "officer", "since": "2026-11-01", "until": None, "grade": 5}  # fmt: skip
        body["organisation"]["posts"].append(post)
        body["version"] = queries.known().version + 1
        services.publish(signed_text=services.signed(body, room.seed), day=DAY)

    moved("thanh-tra-vien")
    assert added(room, client, code) == {"chu-tich-thanh-pho", "chanh-thanh-tra"}
    moved("chanh-thanh-tra")
    before = Box.objects.count()
    answer = client.post(f"{FORM}/mailbox", {"code": code, "more": "Chứng cứ mới"})
    assert answer.status_code == 422, "one body is left, and none higher has readers"
    assert "không đủ hai cơ quan" in answer.content.decode()
    assert Box.objects.count() == before


def test_where_one_body_is_left_what_is_added_goes_a_level_higher(room, client):
    code = shown_code(fill(client, about="|phong-kt-phuong-mau").content.decode())
    body = json.loads(json.dumps(queries.known().body))
    for post in body["organisation"]["posts"]:
        if post["person"] == room.keys["chu-tich-phuong"].person:
            post["office"] = "phong-kt-phuong-mau"
    body["version"] = 2
    services.publish(signed_text=services.signed(body, room.seed), day=DAY)

    assert added(room, client, code) == HIGH


@pytest.mark.parametrize(
    "told",
    [
        {"by": 5},
        {"by": {"person": []}},
        {"to": 5},
        {"to": [[]]},
        {"text": 5},
        {"case": None},
        {"accused": [5]},
        {"accused": [{"acted_on": "hôm qua"}]},
        {"at": "x"},
        {"nonce": {}},
        {"signature": 5},
        {"type": "filed", "to": {"x": 1}},
    ],
)
def test_a_letter_that_is_none_stops_no_other(room, client, told):
    code, account = filed(room, client)
    answered(room, client, account, told, signer="nobody")
    answered(room, client, account, {"text": "Chúng tôi đã thụ lý."})
    page = client.post(f"{FORM}/mailbox", {"code": code, "more": "Thêm"})

    assert page.status_code == 200
    assert "Chúng tôi đã thụ lý." in page.content.decode()


@pytest.mark.parametrize("text", [20 * "\u200b", 12 * "\u3164", "\u202egnud ioT"])
def test_an_account_of_signs_that_nobody_sees_is_refused_and_nothing_is_kept(room, client, text):
    answer = fill(client, text=text)

    assert answer.status_code == 422
    assert Box.objects.count() == 0
