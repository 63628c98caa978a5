"""Sealed on a machine without a network, carried, and sent from another one."""

import json
import secrets
import shutil
import subprocess
from hashlib import sha256

import pytest
from django.core.management import CommandError, call_command

from soi.core import sealed
from soi.denunciations import queries, services
from soi.denunciations.management import parcels
from soi.denunciations.models import Box, Mailbox, Outbox
from tests.denunciations.conftest import DAY, TEXT, UBND

pytestmark = pytest.mark.django_db(databases=["sealed"], transaction=True)
AGE = shutil.which("age")
PICTURE = b"\xff\xd8\xff\xe0 anh chup" * 30_000  # more than the smallest length of a file
IDENTITY = "name: Nguyễn Văn Thử\naddress: Tổ 3\nphone: 0900000000\n"


@pytest.fixture
def desk(room, tmp_path, capsys):
    """A folder with a manifest, an account, two files and an identity; returns how to seal."""
    (tmp_path / "manifest.json").write_text(queries.known().text)
    (tmp_path / "don.txt").write_text(TEXT)
    (tmp_path / "ảnh một.jpg").write_bytes(PICTURE)
    (tmp_path / "rong.txt").write_bytes(b"")
    (tmp_path / "toi.txt").write_text(IDENTITY)

    def seal(*more, about=UBND, file="don.txt"):
        out = tmp_path / "ra.age"
        call_command(
            "denunciations_seal", str(tmp_path / file), "--manifest",
            str(tmp_path / "manifest.json"), "--about", about, "--out", str(out), "--json", *more,
        )  # fmt: skip
        return out, json.loads(capsys.readouterr().out)

    seal.folder = tmp_path
    return seal


def whole(desk):
    files = [str(desk.folder / one) for one in ("ảnh một.jpg", "rong.txt")]
    return desk("--attach", *files, "--identity", str(desk.folder / "toi.txt"))


def sent(client, out):
    """Send every piece as the command does."""
    for one in parcels.pieces(out):
        headers = {"Soi-Commitment": one.mark} if one.mark else {}
        answer = client.post(one.address, one.content, one.kind, headers=headers)
        assert answer.status_code in {200, 201}, one.address


def with_age(room, login, path):
    """Open a file with Debian's own program."""
    key = path.with_name(f"{login}.key")
    key.write_text(room.keys[login].text())
    done = subprocess.run([AGE, "-d", "-i", str(key), str(path)], capture_output=True, check=False)
    return sealed.emptied(done.stdout) if done.returncode == 0 else None


@pytest.mark.skipif(not AGE, reason="SKIPPED LOUDLY: there is no age program here")
def test_the_age_program_opens_every_piece_and_only_for_the_receivers(room, desk):
    out, told = whole(desk)
    pieces = {one.rsplit("/", 1)[1]: out.with_name(one.rsplit("/", 1)[1]) for one in told["files"]}

    assert list(pieces) == [
        "ra.age", "ra-identity.age", "ra-file-1.age", "ra-file-2.age", "ra-mailbox.json",
    ]  # fmt: skip
    for login in ("chanh-thanh-tra", "chu-tich-thanh-pho"):
        account = json.loads(with_age(room, login, pieces["ra.age"]))
        identity = json.loads(with_age(room, login, pieces["ra-identity.age"]))
        assert (account["text"], account["sealed_by"], account["named"]) == (TEXT, "offline", True)
        assert identity["name"] == "Nguyễn Văn Thử"
        assert "Thử" not in json.dumps(account, ensure_ascii=False)
        assert with_age(room, login, pieces["ra-file-1.age"]) == PICTURE
        assert with_age(room, login, pieces["ra-file-2.age"]) == b""
    assert with_age(room, "chu-tich-phuong", pieces["ra.age"]) is None
    lengths = {name: path.stat().st_size for name, path in pieces.items() if name.endswith(".age")}
    assert set(lengths.values()) <= set(sealed.LENGTHS)


@pytest.mark.skipif(not AGE, reason="SKIPPED LOUDLY: there is no age program here")
def test_what_the_age_program_sealed_is_opened_by_hand(room, tmp_path, capsys):
    key, box = tmp_path / "khoa.txt", tmp_path / "don.age"
    key.write_text(room.keys["chanh-thanh-tra"].text())
    recipient = sealed.recipient(room.keys["chanh-thanh-tra"].secret)
    subprocess.run([AGE, "-r", recipient, "-o", str(box)], input=TEXT.encode(), check=True)
    call_command("denunciations_open", str(box), "--key", str(key))

    assert capsys.readouterr().out.strip() == TEXT
    key.write_text(room.keys["chu-tich-phuong"].text())
    with pytest.raises(CommandError, match="sealed for others"):
        call_command("denunciations_open", str(box), "--key", str(key))
    box.write_bytes(box.read_bytes()[:-5])
    with pytest.raises(CommandError):
        call_command("denunciations_open", str(box), "--key", str(key))


def test_what_was_carried_arrives_whole_and_twice_is_once(room, desk, client):
    out, told = whole(desk)
    sent(client, out)
    sent(client, out)
    services.release(day=DAY)
    accounts = [room.opened("thanh-tra-vien", box) for _batch, _name, box in queries.feed(0)]
    account = next(one for one in accounts if one)
    ticket = room.passed(client, "thanh-tra-vien")

    def fetched(route, box, **more):
        answer = client.post(
            f"/denunciations/room/{route}", {"box": box, **more}, "application/json",
            headers=ticket,
        )  # fmt: skip
        assert answer.status_code == 200
        secret = room.keys["thanh-tra-vien"].secret
        return sealed.emptied(sealed.open_with(answer.content, [secret]))

    assert [one["name"] for one in account["files"]] == ["ảnh một.jpg", "rong.txt"]
    assert [fetched("file", one["box"]) for one in account["files"]] == [PICTURE, b""]
    assert account["files"][0]["sha256"] == sha256(PICTURE).hexdigest()
    identity = json.loads(fetched("identity", account["identity"], commitment="ab" * 32))
    assert identity["phone"] == "0900000000"
    assert len([one for one in accounts if one]) == 1
    # One for the account and one for the opened identity, and what was sent twice is once.
    assert Outbox.objects.count() == 2
    mark = json.loads(out.with_name("ra-mailbox.json").read_text())["commitment"]
    assert Outbox.objects.filter(commitment=bytes.fromhex(mark)).exists()
    page = client.post("/denunciations/plain/mailbox", {"code": told["code"], "more": "Thêm"})
    assert "Đã gửi thêm" in page.content.decode()


def test_an_identity_is_not_handed_out_by_its_hash_without_a_reason(room, desk, client):
    out, _told = whole(desk)
    sent(client, out)
    box = services.reference(out.with_name("ra-identity.age").read_bytes())
    ticket = room.passed(client, "thanh-tra-vien")
    answers = [
        client.post(
            "/denunciations/room/file", {"box": one}, "application/json", headers=ticket
        ).status_code
        for one in (box, "sha256:", "sha256:zz", "sha256:" + "0" * 64)
    ]

    assert answers == [404] * 4
    assert Box.objects.filter(shut=True).count() == 1


def test_without_a_name_an_identity_of_the_same_length_is_sealed_all_the_same(room, desk):
    named, _ = whole(desk)
    size = named.with_name("ra-identity.age").stat().st_size
    bare, _told = desk()

    assert bare.with_name("ra-identity.age").stat().st_size == size
    opened = room.opened("chanh-thanh-tra", bare.with_name("ra-identity.age").read_bytes())
    assert opened == {"type": "identity"}
    assert room.opened("chanh-thanh-tra", bare.read_bytes())["named"] is False
    assert not Mailbox.objects.exists(), "sealing asks no database"


def test_an_account_may_be_json_with_all_that_the_form_asks(room, desk):
    told = {
        "text": TEXT, "facts": {"when": "3/5"}, "accused": [{"office": "phong-kt-phuong-mau"}],
        "identity": {"name": "Trần Thị Thử", "secret": "bỏ"},
    }  # fmt: skip
    (desk.folder / "don.json").write_text(json.dumps(told))
    out, _ = desk(file="don.json")
    account = room.opened("chanh-thanh-tra", out.read_bytes())
    identity = room.opened(
        "chanh-thanh-tra", out.with_name("ra-identity.age").read_bytes()
    )  # fmt: skip

    assert account["facts"] == {"when": "3/5"}
    assert len(account["accused"]) == 2
    assert identity == {"type": "identity", "name": "Trần Thị Thử"}


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda desk: desk("--attach", str(desk.folder / "khong-co.jpg")), "cannot be read"),
        (lambda desk: desk("--identity", str(desk.folder / "don.txt")), "other lines"),
        (lambda desk: desk(about="khong-co"), "knows no office"),
        (lambda desk: desk(about="ubnd-thanh-pho-mau"), "Thanh tra Chính phủ"),
        (lambda desk: desk(file="rong.txt"), "empty"),
        (lambda desk: desk(file="ảnh một.jpg"), "cannot be read as text"),
    ],
)
def test_what_cannot_be_sealed_is_said_and_nothing_is_written(room, desk, make, words):
    with pytest.raises(CommandError, match=words):
        make(desk)

    assert not list(desk.folder.glob("ra*"))


def test_a_file_larger_than_the_largest_box_is_refused_before_it_is_read(room, desk):
    with (desk.folder / "phim.mp4").open("wb") as file:
        file.truncate(64 * 1024 * 1024)  # four bytes too many

    with pytest.raises(CommandError, match="larger than 64 MB"):
        desk("--attach", str(desk.folder / "phim.mp4"))


@pytest.mark.slow
def test_the_command_sends_it_to_a_living_door(door, tmp_path):
    (tmp_path / "don.txt").write_text(f"{TEXT} {secrets.token_hex(8)}")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 noi dung")
    out = tmp_path / "ra.age"
    door.run(
        "denunciations", "seal", str(tmp_path / "don.txt"), "--manifest",
        f"{door.root}/denunciations/manifest", "--about", UBND, "--out", str(out),
        "--attach", str(tmp_path / "a.pdf"),
    )  # fmt: skip

    assert "4 sealed pieces" in door.run("denunciations", "send", str(out), "--door", door.root)
    assert "4 sealed pieces" in door.run("denunciations", "send", str(out), "--door", door.root)
    (tmp_path / "ra-file-1.age").write_bytes(b"hong")
    with pytest.raises(AssertionError, match="not sent"):
        door.run("denunciations", "send", str(out), "--door", door.root)
