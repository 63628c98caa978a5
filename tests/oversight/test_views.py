import hashlib
import io
import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from soi.oversight import services
from soi.oversight.models import Entry, EntryPhoto, Visit
from soi.web import clock
from tests.oversight.conftest import FRONT, KT, WOMEN, new_visit, row, team


def picture(colour="red"):
    out = io.BytesIO()
    Image.new("RGB", (30, 20), colour).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def sign_in(client, person):
    from soi.people.models import User

    def enter(role, office):
        stamp = person(role, office)
        client.force_login(User.objects.get(pk=stamp.person.partition(":")[2]))
        return stamp

    return enter


@pytest.fixture
def today(ward, sign_in):
    """A visit under way today, led by whoever is signed in."""
    stamp = sign_in("front_officer", FRONT)
    return begin(clock.now(), stamp)


def begin(now, stamp):
    from dataclasses import replace
    from datetime import timedelta

    early = replace(stamp, at=now - timedelta(days=60))
    month = (now - timedelta(days=60)).date()
    number = services.plan(new=new_visit(month=month), stamp=early).number
    services.seat(number=number, members=team(stamp.person), stamp=early)
    day = (now - timedelta(days=1)).date()
    services.announce(number=number, starts_on=day, document="12/KH", stamp=early)
    from soi.core.oversight import Question

    now_stamp = replace(stamp, at=now)
    services.start(number=number, questions=[Question("q1", "Có dán?")], stamp=now_stamp)
    return number


def send(client, number, **changed):
    body = {"uuid": str(uuid4()), "text": "Không dán", "device_at": "2026-10-20T08:00:00+07:00"}
    return client.post(
        f"/staff/oversight/{number}/field/entry/",
        json.dumps({**body, **changed}),
        content_type="application/json",
    )


def test_what_is_not_concluded_is_not_there_for_a_visitor(client, today):
    client.logout()

    assert client.get(f"/oversight/{today}/").status_code == 404
    assert client.get("/oversight/GS-2026-99999/").status_code == 404
    assert today not in client.get("/oversight/").content.decode()


def test_what_is_concluded_is_public_with_the_words_of_both_sides(client, concluded):
    body = client.get(f"/oversight/{concluded}/").content.decode()

    assert "Xe không vào lô C từ tháng 7" in body
    assert "Xe hỏng, đã thuê xe khác" in body
    assert "Không nhận câu 2" in body
    assert "15/KL-MTTQ" in body
    assert "Người 0" not in body  # volunteers of the team are not shown to everybody
    assert "<form" not in body.partition("<main")[2].partition("</main")[0]


def test_an_officer_of_another_body_is_told_the_same_as_of_an_unknown_number(
    client, today, sign_in
):
    sign_in("office_head", WOMEN)

    known = client.post(f"/staff/oversight/{today}/minute/", {"text": "x"})
    unknown = client.post("/staff/oversight/GS-2026-99999/minute/", {"text": "x"})

    assert (known.status_code, unknown.status_code) == (404, 404)


def test_a_phone_sends_an_entry_and_its_photo_and_is_told_when_all_is_here(client, today):
    data = picture()
    digest = hashlib.sha256(data).hexdigest()

    first = send(client, today, photos=[digest]).json()
    file = SimpleUploadedFile("a.jpg", data, "image/jpeg")
    sent = client.post(f"/staff/oversight/{today}/field/{digest}/", {"photo": file})
    uuid = str(Entry.objects.get().uuid)
    again = send(client, today, uuid=uuid, photos=[digest]).json()

    assert (first["acknowledged"], first["missing"]) == (False, [digest])
    assert sent.status_code == 201
    assert (again["acknowledged"], again["arrival"]) == (True, "again")
    photo = EntryPhoto.objects.get()
    assert client.get(f"/staff/oversight/photo/{photo.pk}/").status_code == 200
    client.logout()
    assert client.get(f"/staff/oversight/photo/{photo.pk}/").status_code == 302


@pytest.mark.parametrize(
    "body",
    [b"{", b"[" * 100_000, b'{"uuid": "x"}', b"\xff", b'{"uuid":"1","text":"x","device_at":"1"}'],
)
def test_what_is_no_entry_is_refused_in_a_sentence(client, today, body):
    address = f"/staff/oversight/{today}/field/entry/"

    answer = client.post(address, body, content_type="application/json")

    assert answer.status_code == 422
    assert answer.json()["error"]
    assert not Entry.objects.exists()


def test_a_photo_that_is_not_what_was_named_is_refused(client, today):
    digest = "ab" * 32
    send(client, today, photos=[digest])
    file = SimpleUploadedFile("a.jpg", picture(), "image/jpeg")

    answer = client.post(f"/staff/oversight/{today}/field/{digest}/", {"photo": file})

    assert answer.status_code == 422
    assert not EntryPhoto.objects.exists()


def test_the_form_works_without_script_and_a_bad_photo_loses_no_word(client, today):
    address = f"/staff/oversight/{today}/field/entry/"
    words = {"uuid": uuid4(), "base": 0, "question": "q1", "answer": "no", "text": "Rách hết"}
    bad = SimpleUploadedFile("a.jpg", b"no picture", "image/jpeg")

    refused = client.post(address, {**words, "photos": bad})
    taken = client.post(address, {**words, "photos": SimpleUploadedFile("a.jpg", picture())})

    assert refused.status_code == 422
    assert "Rách hết" in refused.content.decode()
    assert taken.status_code == 302
    assert EntryPhoto.objects.count() == 1
    assert "1 trên 1" in client.get(f"/staff/oversight/{today}/field/").content.decode()


def test_what_was_refused_on_the_page_stays_typed(client, today):
    answer = client.post(
        f"/staff/oversight/{today}/find/",
        {"fact": "Sự việc dài", "norm": "", "grade": "not", "votes": 3, "against": 0},
    )

    assert answer.status_code == 422
    assert "Sự việc dài" in answer.content.decode()


def test_a_page_that_was_read_before_another_acted_says_who_did(client, today):
    services_seen = row(today).version
    client.post(f"/staff/oversight/{today}/minute/", {"text": "Một", "seen": services_seen})

    late = client.post(f"/staff/oversight/{today}/minute/", {"text": "Hai", "seen": services_seen})

    assert late.status_code == 409
    assert "Hai" in late.content.decode()
    assert row(today).minutes == "Một"


def test_the_front_plans_on_the_page_and_a_department_is_not_offered_to(client, ward, sign_in):
    sign_in("office_head", KT)
    assert client.get("/staff/oversight/new/").status_code == 403
    sign_in("front_officer", FRONT)
    words = {
        "leading": FRONT,
        "subject": KT,
        "kind": "delegation",
        "title": "Xem rác",
        "month": "20/12/2026",
    }

    answer = client.post("/staff/oversight/new/", words)

    visit = Visit.objects.get()
    assert answer.status_code == 302
    assert (visit.title, visit.state) == ("Xem rác", "planned")
    assert client.get(f"/oversight/{visit.number}/").status_code == 200


def test_the_desk_tells_each_side_what_it_may_know(client, planned, sign_in):
    sign_in("office_head", KT)
    assert planned not in client.get("/staff/oversight/").content.decode()

    sign_in("front_officer", FRONT)
    assert planned in client.get("/staff/oversight/").content.decode()
