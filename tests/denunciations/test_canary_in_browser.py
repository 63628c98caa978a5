"""What a browser sealed is in no file, no memory of the server, and never went over the line."""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import tarfile
import threading
import time
import zlib
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.chromium import CHROMIUM, FLAGS
from tests.denunciations.conftest import UBND
from tests.denunciations.doors import Door
from tests.denunciations.telephones import IN_BROWSER
from tests.denunciations.test_canary import AGENT, hunted, opened_boxes, traces, word

ROOT = Path(__file__).parents[2]
pytestmark = IN_BROWSER


class Wire:
    """A line between a browser and the door, on which everything is written down."""

    def __init__(self, port: int) -> None:
        self.behind, self.heard = port, bytearray()
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.listening.accept()
                far = socket.create_connection(("127.0.0.1", self.behind))
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=pair, daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                self.heard += data
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)

    def unpacked(self) -> bytes:
        """What was said, and what is in every piece of it that was packed."""
        whole, at = bytearray(self.heard), 0
        while (at := self.heard.find(b"\x1f\x8b\x08", at)) >= 0:
            with contextlib.suppress(zlib.error):
                whole += zlib.decompressobj(31).decompress(bytes(self.heard[at:]))
            at += 3
        return bytes(whole)


def send(playwright, root: str, words: dict[str, str]) -> str:
    """Write, attach, name oneself and send, as a person does; returns the code."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    page = browser.new_context(user_agent=AGENT).new_page()
    page.goto(f"{root}/denunciations/write")
    page.wait_for_selector("form[data-write]:not([hidden])")
    page.select_option("[name=about]", f"|{UBND}")
    page.fill("[name=text]", words["text"] * 20)
    page.fill("[name=name]", words["name"])
    content = words["file"].encode() * 20_000
    file = {"name": f"{words['title']}.txt", "mimeType": "text/plain", "buffer": content}
    page.set_input_files("[name=attached]", file)
    code = page.inner_text("[data-code]")
    page.fill("[data-again]", code)
    page.click("form[data-write] [type=submit]")
    page.wait_for_selector("[data-sent]:not([hidden])", timeout=90_000)
    page.goto(f"{root}/denunciations/mailbox")
    page.fill("[data-code]", code)
    page.click("[data-open] button")
    page.wait_for_selector("[data-case]:not([hidden])", timeout=90_000)
    browser.close()
    return code


def public(door: Door, backup: Path) -> None:
    """Carry what the room owes into the ward's record, publish it, and save the ward."""
    environment = {**door.environment, "DJANGO_SETTINGS_MODULE": "soi.project.settings"}
    soi = [str(Path(sys.executable).parent / "soi")]
    manage = [sys.executable, str(ROOT / "manage.py")]
    for command in (
        [*soi, "backup", str(backup)], [*manage, "carry"], [*soi, "record", "publish"],
        [*soi, "backup", str(backup)],
    ):  # fmt: skip
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def cores() -> set[Path]:
    """Return what looks like a picture of a dead process's memory."""
    return {path for folder in (ROOT, Path("/tmp"), Path("/var/crash"))
            for path in folder.glob("core*")}  # fmt: skip


@pytest.mark.skipif(os.geteuid() != 0, reason="SKIPPED LOUDLY: reading memory needs root")
def test_what_was_sealed_in_the_browser_is_nowhere_but_in_the_box(playwright, tmp_path):
    door, before = Door(tmp_path).start(), cores()
    wire = Wire(door.port)
    began = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh"))
    words = {name: word() for name in ("text", "file", "title", "name")}
    code = send(playwright, f"http://localhost:{wire.port}", words)
    secret = hunted(*words.values(), code, code.replace("-", ""), code.lower())

    memory, said = door.memory(), wire.unpacked()
    for act in ("release", "spool"):
        door.run("denunciations", "room", act)
    door.run("denunciations", "backup", str(tmp_path / "room.tar.gz"))
    public(door, tmp_path / "ward.tar.gz")
    for name in ("room", "ward"):
        with tarfile.open(tmp_path / f"{name}.tar.gz") as tar:
            tar.extractall(tmp_path / f"{name}-open", filter="data")
    # Killed as a crash would kill it: nothing of it may be laid down.
    os.kill(door.workers()[-1], signal.SIGABRT)
    time.sleep(1)
    door.kill()

    assert len(said) > 100_000, "the line was listened to"
    assert b"denunciations/envelopes" in said
    assert len(memory) > 10_000_000
    assert [one for one in secret if one in said] == []
    assert [one for one in secret if one in memory] == []
    assert cores() == before
    moments = [f"{began:%Y-%m-%d}{gap}{began:%H:%M}".encode() for gap in (" ", "T")]
    assert traces(tmp_path / "sealed", hunted(AGENT, "127.0.0.1") + moments) == []
    assert traces(tmp_path, [*secret, *hunted(AGENT)]) == []
    assert traces(Path("/dev/shm"), secret) == []
    assert not list((tmp_path / "ward-open").rglob("sealed*")), "the ward's copy leaves it out"
    opened = opened_boxes(door, door.key("thanh-tra-vien"))
    assert any(words["text"] in str(one.get("text")) for one in opened), "it is in the box"
    assert any(
        one.get("files") and one["files"][0]["name"] == f"{words['title']}.txt" for one in opened
    )


def test_the_line_hears_what_is_not_sealed():
    """The same ears, so that their silence above means something."""
    heard = secrets.token_hex(16)
    server = socket.create_server(("127.0.0.1", 0))
    wire = Wire(server.getsockname()[1])
    near = socket.create_connection(("127.0.0.1", wire.port))
    far, _ = server.accept()
    packer = zlib.compressobj(wbits=31)
    far.sendall(b"head" + packer.compress(heard.encode()) + packer.flush())
    near.recv(100)
    for one in (near, far, server, wire.listening):
        one.close()

    assert heard.encode() in wire.unpacked()
