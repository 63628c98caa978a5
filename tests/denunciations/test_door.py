"""What the door takes, what it refuses, and what every answer carries."""

import json
import re
import secrets
from hashlib import sha256
from pathlib import Path

import pytest
from django.http import UnreadablePostError

from soi.core import sealed
from soi.denunciations import queries, services
from soi.denunciations.models import Box, Manifest, Outbox
from soi.denunciations.queries.keys import signed_message
from soi.denunciations.views import tokens
from soi.denunciations.views.guard import MOST_FILE, POLICY
from tests.denunciations.conftest import DAY

PAGES = [
    "", "write", "offline", "mailbox", "figures", "room/", "room/keys", "plain", "plain/mailbox",
    "manifest", "challenge", "nowhere",
]  # fmt: skip
DOOR = "/denunciations/envelopes"
pytestmark = pytest.mark.django_db(databases=["sealed"], transaction=True)


def send(client, content, path=DOOR, **headers):
    return client.post(path, content, "application/octet-stream", headers=headers)


def test_a_box_is_taken_once_however_often_it_is_sent(room, client, envelope):
    content = envelope()
    first, again = send(client, content), send(client, content)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert len(first.json()["box"].split("-")) == 8
    assert Box.objects.count() == Outbox.objects.count() == 1


def hostile(envelope):
    """Yield what an enemy would send, each with what is wrong with it."""
    good = envelope()
    yield "empty", b""
    yield "text", b"xin chao"
    yield "cut", good[:-1]
    yield "longer", good + b"\x00"
    yield "seven stanzas", good[:22] + good[120:] + bytes(98)
    yield "nine stanzas", (good[:120] + good[22:])[: len(good)]
    yield "passphrase", sealed.lock(bytes(4096), "a", lambda n: bytes(n), work=2)
    yield "padded like nothing", envelope(5000)
    for place in range(0, 854, 7):
        spoiled = bytearray(good)
        spoiled[place] = spoiled[place] ^ 0x80
        yield f"byte {place}", bytes(spoiled)


def test_what_is_no_sealed_box_is_refused_and_leaves_nothing(room, client, envelope):
    for what, content in hostile(envelope):
        answer = send(client, content)

        assert answer.status_code in {411, 422}, what
        assert answer.json()["error"]
    assert not Box.objects.exists()
    assert not Outbox.objects.exists()


def test_what_is_longer_than_the_longest_file_is_refused_before_it_is_read(client):
    answer = client.post(DOOR, b"", "application/octet-stream", CONTENT_LENGTH=str(MOST_FILE + 1))

    assert answer.status_code == 413


def test_a_database_that_breaks_gives_a_calm_sentence_and_keeps_nothing(
    room, client, envelope, monkeypatch, caplog
):
    client.raise_request_exception = False

    def broken(*args, **kwargs):
        raise RuntimeError("BI MAT trong loi")

    monkeypatch.setattr(Outbox.objects, "bulk_create", broken)
    answer = send(client, envelope())

    assert answer.status_code == 500
    assert "BI MAT" not in answer.content.decode() + caplog.text
    assert not Box.objects.exists()


@pytest.fixture
def flood(room, settings):
    settings.SOI_SEALED_POSTS = 2
    return room


def test_a_flood_is_answered_for_everybody_alike(flood, client, envelope):
    answers = [send(client, envelope(), REMOTE_ADDR=f"10.0.0.{n}") for n in range(4)]

    assert [one.status_code for one in answers] == [201, 201, 429, 429]
    assert int(answers[-1].headers["Retry-After"]) >= 1
    assert answers[-1].json()["error"].startswith("Đang có quá nhiều người gửi")


def test_in_a_flood_a_machine_may_work_instead_of_waiting_each_time_anew(flood, client, envelope):
    answers = [send(client, envelope()) for _ in range(3)]
    challenge = answers[-1].headers["Soi-Challenge"]
    nonce = sealed.worked(bytes.fromhex(challenge), secrets.token_bytes)
    work = {"Soi-Work": f"{challenge}:{nonce.hex()}"}
    first, again = send(client, envelope(), **work), send(client, envelope(), **work)

    assert (first.status_code, again.status_code) == (201, 429)
    assert Box.objects.count() == 3


@pytest.mark.parametrize("work", ["", ":", "00:00", "zz:zz", f"{'ab' * 32}:{'00' * 16}"])
def test_what_is_no_work_opens_nothing(flood, client, envelope, work):
    for _ in range(2):
        send(client, envelope())

    assert send(client, envelope(), **{"Soi-Work": work}).status_code == 429
    lazy = f"{tokens.challenge()}:{lazy_nonce(tokens.challenge())}"
    assert send(client, envelope(), **{"Soi-Work": lazy}).status_code == 429


def lazy_nonce(challenge):
    """A nonce that nobody worked for."""
    draws = (secrets.token_bytes(16) for _ in iter(int, 1))
    return next(one for one in draws if not sealed.is_worked(bytes.fromhex(challenge), one)).hex()


def test_a_flood_of_boxes_does_not_shut_the_form_without_script(flood, client, envelope):
    for _ in range(3):
        send(client, envelope())
    answer = client.post("/denunciations/plain", {"text": ""})

    assert answer.status_code == 422
    assert "Soi-Challenge" not in answer.headers


def test_a_disk_without_room_refuses_calmly_before_anything_is_read(
    room, client, envelope, monkeypatch
):
    monkeypatch.setattr("soi.denunciations.views.guard._LEAST_ROOM", 1 << 60)
    answer = send(client, envelope())

    assert answer.status_code == 507
    assert "hết chỗ" in answer.json()["error"]
    assert not Box.objects.exists()


@pytest.mark.parametrize("page", PAGES)
def test_every_page_forgets_who_asked(room, client, page):
    answer = client.get(f"/denunciations/{page}", HTTP_USER_AGENT="Mozilla", REMOTE_ADDR="10.9.8.7")

    assert answer.status_code in {200, 404}
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies
    assert len(answer.content) < 60_000
    assert "HTTP_USER_AGENT" not in answer.wsgi_request.META
    assert "REMOTE_ADDR" not in answer.wsgi_request.META


def test_the_scripts_of_the_pages_stand_in_the_public_record_once_for_each_change(
    room, client, monkeypatch
):
    assert services.publish_scripts(day=DAY)
    assert not services.publish_scripts(day=DAY)
    hashes = queries.scripts()
    page = client.get("/denunciations/offline").content.decode()
    told = [one for one in queries.open_events() if "scripts" in one["facts"]]

    assert [one["facts"] for one in told] == [{"scripts": hashes}]
    assert {"seal.js", "write.js", "competence.js"} <= set(hashes)
    assert all(digest in page for digest in hashes.values())
    changed = {**hashes, "write.js": "00" * 32}
    monkeypatch.setattr("soi.denunciations.services.keys.scripts", lambda: changed)
    assert services.publish_scripts(day=DAY)
    assert not services.publish_scripts(day=DAY)


def test_an_address_inside_tor_is_shown_and_offered(room, client, settings):
    before = client.get("/denunciations/write")
    settings.SOI_SEALED_ONION = "http://abcdef.onion"
    page, start = client.get("/denunciations/write"), client.get("/denunciations/")

    assert "Onion-Location" not in before.headers
    assert page.headers["Onion-Location"] == "http://abcdef.onion/denunciations/write"
    assert "<code>http://abcdef.onion</code>" in start.content.decode()


@pytest.mark.parametrize("page", ["", "write", "offline", "mailbox", "plain"])
def test_the_title_tells_nothing_and_the_way_out_is_first(room, client, page):
    html = client.get(f"/denunciations/{page}").content.decode()

    title = re.search(r"<title>(.*?)</title>", html, re.S).group(1)
    assert title.strip() == "Trang thông tin"
    assert html.index("Thoát ngay") < html.index("<main")


def test_without_a_signed_list_the_door_says_so(client, db_sealed):
    queries.pin.path().unlink(missing_ok=True)

    assert client.get("/denunciations/plain").status_code == 503
    assert client.get("/denunciations/manifest").status_code == 503
    assert "chưa nhận đơn" in client.get("/denunciations/").content.decode()


def test_a_manifest_is_refused_unless_oversight_signed_a_newer_one(room):
    known = queries.known()
    body = {**known.body, "version": 2}
    signed = services.signed(body, room.seed)
    spoiled = {**signed, "manifest": signed["manifest"].replace("Thanh tra", "Thanh Tra")}
    strange = services.signed(body, bytes(32))
    old = services.signed({**body, "version": 1}, room.seed)

    for told, reason in [
        (spoiled, "signature"), (strange, "other_key"), (old, "not_newer"), ({}, "shape"),
    ]:  # fmt: skip
        with pytest.raises(services.BadManifest) as refusal:
            services.publish(signed_text=told, day=DAY)
        assert refusal.value.facts["reason"] == reason
    assert services.publish(signed_text=signed, day=DAY) == 2


def test_the_pages_name_the_public_record_in_words_and_do_not_lead_there(room, client, settings):
    for page in ("/denunciations/", "/denunciations/offline"):
        told = client.get(page).content.decode()

        assert f"<code>{settings.SOI_BASE_URL}/record/</code>" in told
        assert f'"{settings.SOI_BASE_URL}/record' not in told


def test_what_broke_off_is_answered_calmly_and_not_written_down(room, client, monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise UnreadablePostError("BI MAT")

    monkeypatch.setattr(services, "take", broken)
    answer = send(client, b"x")

    assert answer.status_code == 408
    assert answer.json()["error"].startswith("Đường truyền chậm quá")
    assert caplog.text == ""


def forged(known, key, signature, **more):
    """Put a list into the database as whoever can write there would."""
    body = json.loads(json.dumps(known.body)) | {"version": known.version + 5, **more}
    for one in body["receivers"]:
        one["recipients"] = dict.fromkeys(one["recipients"], sealed.recipient(b"a" * 32))
    body["key"] = key
    text = json.dumps(body)
    sign = signature if isinstance(signature, bytes) else signature(text)
    Manifest.objects.create(version=body["version"], body=text, signature=sign)


STRANGER = b"s" * 32


@pytest.mark.parametrize(
    ("key", "signature"),
    [
        ("true", bytes(64)),
        ("true", lambda text: sealed.sign(STRANGER, signed_message(text))),
        ("own", lambda text: sealed.sign(STRANGER, signed_message(text))),
        ("own", bytes(64)),
        ("true", b""),
        ("none", bytes(64)),
    ],
)
def test_a_list_that_the_pinned_key_did_not_sign_is_used_nowhere(room, client, key, signature):
    known, page = queries.known(), client.get("/denunciations/").content
    own = sealed.public_key(STRANGER).hex()
    forged(known, {"true": known.body["key"], "own": own, "none": "x"}[key], signature)

    assert queries.known() == known
    assert client.get("/denunciations/manifest").content.decode() == known.text
    assert client.get("/denunciations/").content == page
    assert queries.strangers() == [known.version + 5]
    assert queries.manifest_version() == known.version


def test_a_list_altered_where_it_lies_shuts_the_door(room, client):
    Manifest.objects.update(body=queries.known().text.replace("Mẫu", "Mau"))

    assert queries.known() is None
    assert client.get("/denunciations/manifest").status_code == 503


def test_a_room_set_back_to_an_older_list_is_shut(room):
    body = {**queries.known().body, "version": 2}
    services.publish(signed_text=services.signed(body, room.seed), day=DAY)
    Manifest.objects.filter(version=2).delete()

    assert queries.known() is None


def test_another_key_is_believed_after_the_ceremony_alone_and_the_public_hears_of_it(room):
    own = sealed.public_key(STRANGER).hex()
    body = {**queries.known().body, "version": 2}
    with pytest.raises(services.BadManifest):
        services.publish(signed_text=services.signed(body, STRANGER), day=DAY)

    services.pin_oversight(key=own, document="QĐ 7", day=DAY)
    services.publish(signed_text=services.signed(body, STRANGER), day=DAY)

    assert queries.known().body["key"] == own
    told = [one for one in queries.open_events() if one["kind"].endswith("oversight_pinned")]
    assert [(one["facts"]["key"], one["facts"]["document"]) for one in told] == [(own, "QĐ 7")]


@pytest.mark.parametrize(
    "told", [{"key": "zz" * 32}, {"key": "AB" * 32}, {"key": ""}, {"document": " "}]
)
def test_a_ceremony_without_a_key_or_a_document_changes_nothing(room, told):
    good = {"key": "ab" * 32, "document": "QĐ 7", "day": DAY}
    with pytest.raises(services.BadManifest):
        services.pin_oversight(**{**good, **told})

    assert queries.known() is not None


def test_the_pages_give_the_scripts_the_pinned_key(room, client):
    for page in ("write", "mailbox", "room/", "room/keys"):
        assert queries.pin.pinned().key in client.get(f"/denunciations/{page}").content.decode()


def test_everything_that_a_browser_runs_or_shows_stands_in_the_published_list():
    served = Path(queries.scripts.__code__.co_filename).parents[1]
    files = [*served.glob("static/**/*.js"), *served.glob("templates/**/*.html")]
    told = queries.scripts()

    assert len(files) > 15
    for path in files:
        assert sha256(path.read_bytes()).hexdigest() in told.values(), path.name


@pytest.mark.parametrize("text", ["[" * 300_000, '{"a":' * 200_000, "\ud800", "1e999999", "{}x"])
@pytest.mark.parametrize("path", ["mailboxes", "mailboxes/mail", "room/enter", "room/identity"])
def test_no_json_however_deep_makes_the_door_fail(room, client, text, path):
    client.raise_request_exception = False
    data = text.encode("utf-8", "surrogatepass")

    answer = client.post(f"/denunciations/{path}", data, "application/json")

    assert answer.status_code < 500


def test_under_tls_the_door_is_asked_for_by_tls_alone(client, settings):
    settings.SOI_SEALED_URL = "https://kin.example.vn"

    told = client.get("/denunciations/")["Strict-Transport-Security"]

    assert "includeSubDomains" in told


def test_no_path_breaks_the_onion_address(client, settings):
    settings.SOI_SEALED_ONION = "http://a.onion"
    client.raise_request_exception = False

    for path in ("/denunciations/%0d%0aX: y", "/denunciations/ô", "/%0a", "/a%00"):
        assert client.get(path).status_code < 500
