"""A word nobody else ever wrote goes in by every door, and is looked for everywhere after."""

import json
import os
import secrets
import socket
import subprocess
import tarfile
import urllib.request
from pathlib import Path

import pytest

from tests.denunciations.conftest import UBND, hidden, shown_code
from tests.denunciations.doors import Door

AGENT = "TrinhDuyetChimYen/7.3"
pytestmark = pytest.mark.slow


def word() -> str:
    return f"ChimYen{secrets.token_hex(12)}"


def hunted(*words: str) -> list[bytes]:
    """Every way in which a word may lie on a disk."""
    found = []
    for one in words:
        found += [one.encode(), one.encode("utf-16-le"), json.dumps(one).strip('"').encode()]
    return found


def traces(folder: Path, words: list[bytes]) -> list[str]:
    return [
        f"{path.relative_to(folder)}: {one!r}"
        for path in folder.rglob("*")
        if path.is_file()
        for data in [path.read_bytes()]
        for one in words
        if one in data
    ]


def multipart(fields: dict[str, str], name: str, content: bytes) -> tuple[bytes, str]:
    line = secrets.token_hex(16)
    parts = [
        f'--{line}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    head = f'--{line}\r\nContent-Disposition: form-data; name="attached"; filename="{name}"\r\n'
    parts += [head.encode() + b"Content-Type: text/plain\r\n\r\n" + content + b"\r\n"]
    return b"".join(parts) + f"--{line}--\r\n".encode(), f"multipart/form-data; boundary={line}"


def post(door: Door, path: str, body: bytes, kind: str) -> str:
    request = urllib.request.Request(
        door.root + path, body, {"Content-Type": kind, "User-Agent": AGENT}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read().decode()


def test_what_the_plain_form_sealed_is_nowhere_afterwards(tmp_path):
    door = Door(tmp_path).start()
    text, file, name = word(), word(), word()
    page = urllib.request.urlopen(f"{door.root}/denunciations/plain").read().decode()
    fields = {**hidden(page), "text": text * 40, "name": name, "about": f"|{UBND}"}
    # Longer than Django's own handler keeps in memory: it would have written it to a disk.
    body, kind = multipart(fields, f"{file}.txt", file.encode() * 150_000)
    code = shown_code(post(door, "/denunciations/plain", body, kind))
    door.run("denunciations", "room", "release")
    door.run("denunciations", "room", "spool")
    backup = tmp_path / "backup.tar"
    with tarfile.open(backup, "w") as tar:
        tar.add(tmp_path / "sealed", "sealed")
    words = hunted(text, file, name, code, code.replace("-", ""), AGENT, "127.0.0.1")
    # Mid-upload: the words are on the line when the process is killed outright.
    line = socket.create_connection(("127.0.0.1", door.port))
    head = f"POST /denunciations/plain HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n"
    line.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body[: len(body) // 2])
    door.kill()
    line.close()

    assert traces(tmp_path, words) == []
    limits = [Path("/proc/self/limits").read_text()]
    assert limits
    key = door.key("thanh-tra-vien")
    opened = opened_boxes(door, key)
    assert any(text in json.dumps(one) for one in opened), "the canary is alive in the box"


def opened_boxes(
    door: Door, key: Path, database: Path | None = None
) -> list[dict[str, object]]:  # fmt: skip
    import sqlite3

    from soi.core import sealed
    from soi.denunciations.management import keyfiles

    found = []
    rows = sqlite3.connect(database or door.data / "sealed/sealed.sqlite3").execute(
        "SELECT content FROM denunciations_box"
    )
    for (content,) in rows:
        try:
            told = sealed.emptied(sealed.open_with(content, keyfiles.read(key)[0]))
            found.append(json.loads(told))
        except (sealed.CannotOpen, ValueError):
            continue
    return found


@pytest.mark.skipif(os.geteuid() != 0, reason="SKIPPED LOUDLY: reading memory needs root")
def test_what_was_sealed_offline_never_was_in_the_servers_memory(tmp_path):
    door = Door(tmp_path / "door").start() if (tmp_path / "door").mkdir() is None else None
    text = word()
    (tmp_path / "don.txt").write_text(text)
    out = tmp_path / "don.age"
    told = json.loads(
        door.run(
            "denunciations", "seal", str(tmp_path / "don.txt"), "--manifest",
            f"{door.root}/denunciations/manifest", "--about", UBND, "--out", str(out), "--json",
        )
    )  # fmt: skip
    post(door, "/denunciations/envelopes", out.read_bytes(), "application/octet-stream")
    words = hunted(text, told["code"], told["code"].replace("-", ""))
    memory = door.memory()
    cores = [Path(f"/proc/{pid}/limits").read_text() for pid in door.workers()[1:]]
    door.stop()

    assert len(memory) > 10_000_000
    assert [one for one in words if one in memory] == []
    assert traces(tmp_path / "door", words) == []
    assert all("Max core file size        0                    0" in one for one in cores)
    opened = door.run("denunciations", "open", str(out), "--key", str(door.key("chanh-thanh-tra")))
    assert text in opened


def test_what_is_kept_by_day_tells_no_moment_and_no_order(tmp_path):
    import sqlite3

    door = Door(tmp_path).start()
    door.stop()
    base = sqlite3.connect(tmp_path / "sealed/sealed.sqlite3")
    tables = base.execute(
        "SELECT name, sql FROM sqlite_master WHERE type='table' AND name LIKE 'denunciations%'"
    ).fetchall()

    assert len(tables) == 10
    for name, sql in tables:
        assert sql.endswith("WITHOUT ROWID"), name
        assert "datetime" not in sql, name
        assert "AUTOINCREMENT" not in sql, name


def test_an_error_in_the_log_says_its_kind_and_its_line_and_no_word(tmp_path):
    script = (
        "import django,os; os.environ['DJANGO_SETTINGS_MODULE']='soi.project.sealed';"
        "django.setup();"
        "from soi.denunciations.views.guard import note;\n"
        "try:\n    raise ValueError('BI MAT')\nexcept ValueError as error:\n    note(None, error)"
    )
    done = subprocess.run(
        [os.sys.executable, "-c", script], capture_output=True, text=True, check=True,
        env={**os.environ, "SOI_DATA": str(tmp_path), "SOI_SEALED_DATA": ""},
    )  # fmt: skip

    assert "ValueError" in done.stderr
    assert "BI MAT" not in done.stderr + done.stdout


def test_what_is_shredded_is_gone_from_the_disk_too(tmp_path):
    """The box and the locked keys of a month, hunted byte by byte after it was shredded."""
    import sqlite3

    door = Door(tmp_path).start()
    page = urllib.request.urlopen(f"{door.root}/denunciations/plain").read().decode()
    body, kind = multipart({**hidden(page), "text": "bo"}, "a.txt", b"b")
    post(door, "/denunciations/plain", body, kind)
    base = sqlite3.connect(tmp_path / "sealed/sealed.sqlite3")
    tables = ("box", "locker", "message")
    kept = [
        bytes(row[0])[300:400]  # a piece of the middle: pages cut what is long
        for table in tables
        for row in base.execute(f"SELECT content FROM denunciations_{table}")
    ]
    base.close()
    present = traces(tmp_path / "sealed", kept)
    # The month is still running by the clock: it is made an old one.
    script = (
        "import django; django.setup()\n"
        "from soi.denunciations.models import Box, Locker, Mailbox\n"
        "[one.objects.update(epoch='2020-01') for one in (Box, Locker, Mailbox)]"
    )
    subprocess.run([os.sys.executable, "-c", script], env=door.environment, check=True)
    door.run("denunciations", "room", "shred", "2020-01", "--ground", "TT 1")

    assert len(kept) > 20
    assert len(present) >= len(kept)
    assert traces(tmp_path / "sealed", kept) == []
    door.stop()
