"""The reading room's side of the server: the same for every reader, whatever lies in it."""

import json
from collections import Counter

import pytest

from soi.core import sealed
from soi.denunciations import queries, services
from soi.denunciations.models import Box, Locker, Mailbox, Message, Outbox
from tests.denunciations.conftest import DAY, UBND, unpacked
from tests.denunciations.test_plain import fill

pytestmark = pytest.mark.django_db(databases=["sealed"], transaction=True)
ROUTES = ["feed", "file", "identity", "answer", "duties"]


def make_up():
    rows = Box.objects.exclude(batch=0).values_list("batch", "content")
    return Counter((batch, len(bytes(content))) for batch, content in rows)


def test_a_batch_in_which_something_came_looks_like_one_in_which_nothing_did(room, client):
    services.release(day=DAY)
    for _ in range(3):
        fill(client)
    services.release(day=DAY)
    sizes = {batch: [] for batch in (1, 2)}
    for (batch, size), count in make_up().items():
        sizes[batch].append((size, count))

    assert sorted(sizes[1]) == sorted(sizes[2])
    assert sum(count for _size, count in sizes[1]) == 16


def test_more_than_a_batch_holds_is_filled_up_to_the_next_sixteen(room, client, envelope):
    for _ in range(11):
        services.take(content=envelope(), day=DAY)
    services.release(day=DAY)

    assert Box.objects.filter(batch=1).count() == 32


def test_every_reader_is_given_the_same_bytes_and_only_the_named_open_theirs(room, client):
    fill(client, about=f"|{UBND}")
    services.release(day=DAY)
    answers = {
        login: client.post(
            "/denunciations/room/feed", {"after": "0"}, "application/json",
            headers=room.passed(client, login),
        ).content
        for login in room.keys
    }  # fmt: skip

    assert len(set(answers.values())) == 1
    boxes = unpacked(answers["chu-tich-phuong"])
    assert {who for box in boxes for who in room.who_opens(box)} == {
        "chu-tich-thanh-pho", "chanh-thanh-tra", "thanh-tra-vien",
    }  # fmt: skip


def test_a_long_feed_comes_in_pages_of_whole_batches_and_nothing_is_lost(room, monkeypatch):
    monkeypatch.setattr(queries.rows, "_PAGE", 20)
    for _ in range(5):
        services.release(day=DAY)
    pages, after = [], 0
    while page := list(queries.feed(after)):
        pages.append(page)
        after = page[-1][0]

    assert [len(one) for one in pages] == [32, 32, 16]
    names = [name for page in pages for _batch, name, _content in page]
    assert len(set(names)) == Box.objects.count() == 80


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("ticket", ["", "x", "9999999999.00.00", "0.0.0"])
def test_without_a_pass_every_room_answers_alike(room, client, route, ticket):
    answer = client.post(
        f"/denunciations/room/{route}", {}, "application/json", headers={"Soi-Pass": ticket}
    )

    assert answer.status_code == 403
    assert answer.json()["error"] == "Hãy mở khóa trước rồi làm lại."


def test_a_stranger_and_a_replayed_signature_get_no_pass(room, client):
    key = room.keys["chanh-thanh-tra"]
    good = sealed.public_key(key.seed).hex()
    old = sealed.sign(key.seed, b"soi/room/v1\nhom qua").hex()
    for verify, challenge, signature in [
        (good, "hom qua", old), (sealed.public_key(bytes(32)).hex(), "x", "00" * 64), ("", "", ""),
    ]:  # fmt: skip
        told = {"verify": verify, "challenge": challenge, "signature": signature}
        answer = client.post("/denunciations/room/enter", told, "application/json")
        assert answer.status_code == 403


def test_a_pass_names_nobody(room, client):
    passes = [room.passed(client, login)["Soi-Pass"] for login in room.keys]

    assert all(passes)
    assert len({one.partition(".")[0] for one in passes}) <= 2
    assert len({len(one) for one in passes}) == 1


def test_an_identity_is_handed_out_only_once_its_opening_is_on_the_way_to_the_record(room, client):
    fill(client, name="Nguyễn Văn Thử")
    name, before = Box.objects.get(shut=True).name, Outbox.objects.count()
    ticket = room.passed(client, "chanh-thanh-tra")

    def ask(route, **told):
        return client.post(
            f"/denunciations/room/{route}", {"box": name, **told}, "application/json",
            headers=ticket,
        )  # fmt: skip

    assert ask("file").status_code == 404
    answer = ask("identity", commitment="ab" * 32)
    assert room.opened("chanh-thanh-tra", answer.content)["name"] == "Nguyễn Văn Thử"
    assert Outbox.objects.count() == before + 1
    assert Outbox.objects.filter(commitment=bytes.fromhex("ab" * 32)).exists()


def test_a_mailbox_answers_alike_whether_there_is_one_or_not(room, client):
    fill(client)
    addresses = [Mailbox.objects.get().address, "ab" * 32]
    answers = [
        client.post(
            "/denunciations/mailboxes/mail",
            {"address": one, "challenge": "x", "signature": "00"}, "application/json",
        )
        for one in addresses
    ]  # fmt: skip

    assert len({(one.status_code, len(one.content)) for one in answers}) == 1
    assert len(answers[0].json()["boxes"]) == 4


def test_nobody_takes_over_anothers_mailbox(room, client):
    fill(client)
    row = Mailbox.objects.get()
    first = sealed.seal(bytes(4096), [sealed.recipient(bytes(range(32)))], lambda n: bytes(n))
    told = {"address": row.address, "verify": "11" * 32, "age": first.hex()}
    client.post("/denunciations/mailboxes", told, "application/json")

    assert bytes(Mailbox.objects.get().verify) == bytes(row.verify)
    assert Message.objects.count() == 1


def test_locked_keys_are_kept_once_and_only_if_they_are_locked(room, client):
    locked = sealed.lock(b"{}", "tam tu", lambda n: bytes(n), work=2).hex()
    told = {"address": "ab" * 32, "epoch": "2026-11", "age": locked}
    answers = [
        client.post("/denunciations/room/locker", one, "application/json").status_code
        for one in (told, told, {**told, "epoch": "2026-12", "age": "00"})
    ]

    assert answers == [201, 422, 422]
    shown = client.post("/denunciations/room/locker", {"address": "ab" * 32}, "application/json")
    assert shown.json() == {"keys": {"2026-11": locked}}
    assert Locker.objects.count() == 1


def test_a_reader_who_moves_under_the_accused_gets_no_more_boxes(room, client):
    known = queries.known()
    body = json.loads(json.dumps(known.body))
    person = room.keys["thanh-tra-vien"].person
    body["organisation"]["posts"].append(
        {"person": person, "office": "phong-kt-phuong-mau", "rank": "officer",
         "since": "2026-11-01", "until": None, "slug": "moi", "grade": 5, "also_under": []}
    )  # fmt: skip
    services.publish(signed_text=services.signed({**body, "version": 2}, room.seed), day=DAY)
    fill(client, about=f"|{UBND}")
    services.release(day=DAY)
    readers = {who for _b, _n, box in queries.feed(0) for who in room.who_opens(box)}

    assert readers == {"chu-tich-thanh-pho", "chanh-thanh-tra"}
