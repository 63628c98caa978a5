"""The reading room's side of the server: the same for every reader, whatever lies in it."""

import json
import struct
from collections import Counter
from datetime import date

import pytest

from soi.core import sealed
from soi.core.deadlines import ExtensionRefused
from soi.denunciations import queries, services
from soi.denunciations.models import Box, Duty, Hold, Locker, Mailbox, Message, OpenEvent, Outbox
from tests.denunciations.conftest import DAY, TEXT, UBND
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


def unpacked(data):
    found, at = [], 0
    while at < len(data):
        _batch, words, size = struct.unpack_from(">IHI", data, at)
        at += 10 + words
        found.append(data[at : at + size])
        at += size
    return found


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


def test_a_step_is_a_name_of_words_a_rule_and_a_day(room):
    number = services.begin(
        rule="tc.initial", began_on=date(2026, 8, 20), facts=[], day=DAY
    )  # fmt: skip
    row = Duty.objects.get()

    assert row.due_on == date(2026, 8, 28)  # Saturday 22 August is worked
    assert queries.duty(number).trace["review"] == "not_reviewed"
    assert "office" not in json.dumps(row.trace)
    several = ["several_places"]
    other = services.begin(rule="tc.initial", began_on=date(2026, 8, 20), facts=several, day=DAY)
    assert queries.duty(other).due_on > row.due_on


def test_an_extension_needs_a_decision_in_time_and_the_law_grants_so_many(room):
    number = services.begin(rule="tc.resolve", began_on=date(2026, 9, 1), facts=[], day=DAY)
    first = queries.duty(number).due_on

    def extend(condition, on, document="QĐ 7"):
        return services.extend(
            number=number, condition=condition, document=document, decided_on=on, day=DAY
        )

    for condition, on, document in [
        ("complex", date(2026, 9, 5), " "), ("complex", date(2026, 12, 1), "QĐ 7"),
        ("sleepy", date(2026, 9, 5), "QĐ 7"),
    ]:  # fmt: skip
        with pytest.raises(ExtensionRefused):
            extend(condition, on, document)
    second = extend("very_complex", first)
    assert (second - first).days >= 30
    extend("very_complex", second)
    with pytest.raises(ExtensionRefused):
        extend("very_complex", second)
    assert "QĐ 7" not in json.dumps(Duty.objects.get().granted)


def test_a_suspension_is_not_counted_and_a_step_that_is_done_is_done(room):
    number = services.begin(rule="tc.resolve", began_on=date(2026, 9, 1), facts=[], day=DAY)
    before = queries.duty(number).due_on
    after = services.pause(
        number=number, since=date(2026, 9, 10), until=date(2026, 9, 20), day=DAY
    )  # fmt: skip

    assert (after - before).days >= 10
    services.finish(number=number, day=DAY)
    for act in (
        lambda: services.finish(number=number, day=DAY),
        lambda: services.pause(number=number, since=DAY, until=DAY, day=DAY),
        lambda: services.finish(number="am-ao", day=DAY),
    ):
        with pytest.raises(services.NoSuchDuty):
            act()
    with pytest.raises(services.NoSuchRule):
        services.begin(rule="kn.resolve", began_on=DAY, facts=[], day=DAY)


@pytest.mark.parametrize("told", [{}, {"act": "begin"}, {"act": "begin", "rule": "tc.initial",
    "began_on": "hom qua"}, {"act": "finish", "number": "khong"}, {"act": "extend"}])  # fmt: skip
def test_steps_refuse_nonsense_in_a_sentence(room, client, told):
    answer = client.post(
        "/denunciations/room/duties", told, "application/json",
        headers=room.passed(client, "chanh-thanh-tra"),
    )  # fmt: skip

    assert answer.status_code in {404, 422}
    assert answer.json()["error"]
    assert not Duty.objects.exists()


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


def test_what_the_record_is_owed_is_laid_down_once_shuffled_and_filled_up(room, client, tmp_path):
    for _ in range(3):
        fill(client)
    owed = {bytes(one.commitment).hex() for one in Outbox.objects.all()}
    path = services.spool(folder=tmp_path, day=DAY.replace(year=2030))
    told = json.loads(path.read_text())

    assert len(told["commitments"]) == 64
    assert owed <= set(told["commitments"])
    assert not Outbox.objects.exists()
    assert TEXT not in path.read_text()
    assert [one["kind"] for one in told["events"]] == ["denunciations.manifest_published"]
    assert services.spool(folder=tmp_path, day=DAY.replace(year=2030)) is None


def test_a_day_without_a_filing_owes_the_record_as_much_as_a_day_with_some(room, client, tmp_path):
    quiet = services.spool(folder=tmp_path, day=DAY)
    for _ in range(3):
        fill(client)
    busy = services.spool(folder=tmp_path, day=DAY.replace(year=2030))
    counts = [len(json.loads(one.read_text())["commitments"]) for one in (quiet, busy)]

    assert counts == [64, 64]
    assert not Outbox.objects.exists()


def test_every_officer_gets_the_same_notice_whether_something_came_or_not(
    room, client, settings, tmp_path, mailoutbox
):
    settings.SOI_DATA = tmp_path
    to = ["mot@example.vn", "hai@example.vn"]
    settings.SOI_SEALED_HOURS = "07:00,13:00"
    assert services.remind(to=to, day=DAY) == 2
    fill(client, about=f"|{UBND}", name="Nguyễn Văn Thử")
    services.release(day=DAY)
    assert services.remind(to=to, day=DAY.replace(day=26)) == 2
    assert services.remind(to=to, day=DAY.replace(day=26)) == 0

    said = {(one.subject, one.body, one.from_email) for one in mailoutbox}
    assert len(mailoutbox) == 4
    assert len(said) == 1
    assert {tuple(one.to) for one in mailoutbox} == {("mot@example.vn",), ("hai@example.vn",)}
    assert "07:00, 13:00" in mailoutbox[0].body


def test_a_notice_that_could_not_be_sent_goes_out_with_the_next_run_and_to_nobody_twice(
    room, settings, tmp_path, mailoutbox, monkeypatch
):
    from django.core.mail.backends.locmem import EmailBackend

    settings.SOI_DATA = tmp_path
    file = tmp_path / "officers.txt"
    file.write_text("# người nhận\nmot@example.vn\n\nhai@example.vn\nmot@example.vn\n")
    to, sending = services.addresses(file), EmailBackend.send_messages

    def fails_for_the_second(self, messages):
        if messages[0].to == ["hai@example.vn"]:
            raise OSError("no mail server")
        return sending(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", fails_for_the_second)
    with pytest.raises(OSError, match="no mail server"):
        services.remind(to=to, day=DAY.replace(day=27))
    monkeypatch.undo()
    assert services.remind(to=to, day=DAY.replace(day=27)) == 1

    assert [one.to for one in mailoutbox] == [["mot@example.vn"], ["hai@example.vn"]]
    assert services.addresses(None) == services.addresses(tmp_path / "none") == []


def month(client):
    """A month's figures as the page shows them, once it is counted."""
    assert services.count_month(day=date(2026, 12, 1)) == "2026-11"
    return queries.months()[0]


def put_mailboxes(count):
    Mailbox.objects.bulk_create(
        [Mailbox(address=f"{n:064}", verify=bytes(32), epoch="2026-11") for n in range(count)]
    )


@pytest.mark.parametrize(
    ("count", "told"), [(0, 0), (1, 0), (4, 0), (5, 5), (9, 5), (10, 10), (23, 20)]
)
def test_a_months_figures_are_whole_fives_and_under_five_is_nothing(room, client, count, told):
    put_mailboxes(count)
    facts = month(client)

    assert facts == {"month": "2026-11", "filings": told, "steps_done": 0, "steps_late": 0}
    page = client.get("/denunciations/figures").content.decode()
    assert "11/2026" in page
    assert (f"từ {told}" in page) is (told > 0)


def test_a_month_is_counted_once_and_one_filing_more_or_less_does_not_show(room, client):
    month(client)
    put_mailboxes(4)

    assert services.count_month(day=date(2026, 12, 20)) == ""
    assert OpenEvent.objects.filter(kind="denunciations.month_counted").count() == 1
    assert client.get("/denunciations/figures").content.decode().count("dưới 5") >= 3


def test_steps_in_time_and_late_are_counted_by_the_month_in_which_they_were_due(room, client):
    def steps(count, due, done):
        Duty.objects.bulk_create(
            [
                Duty(number=f"{due}{done}{n}", rule="tc.initial", began_on=DAY, due_on=due,
                     done_on=done)
                for n in range(count)
            ]
        )  # fmt: skip

    steps(6, date(2026, 11, 5), date(2026, 11, 5))
    steps(3, date(2026, 11, 6), date(2026, 11, 7))
    steps(8, date(2026, 11, 6), None)
    steps(9, date(2026, 12, 6), None)
    facts = month(client)

    assert (facts["steps_done"], facts["steps_late"]) == (5, 10)


def test_a_shredded_month_is_gone_unless_the_law_holds_it(room, client):
    fill(client)
    month = Box.objects.first().epoch
    later = date(2030, 1, 5)

    assert not services.shred(epoch=month, ground="TT 1", day=Box.objects.first().day)
    services.hold(epoch=month, document="QĐ 3", day=DAY)
    assert not services.shred(epoch=month, ground="TT 1", day=later)
    Hold.objects.all().delete()
    assert services.shred(epoch=month, ground="TT 1", day=later)
    services.scrub()
    assert not Box.objects.filter(epoch=month).exists()
    assert not Mailbox.objects.exists()
    assert not Message.objects.exists()
    assert OpenEvent.objects.filter(kind="denunciations.epoch_shredded").exists()


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
