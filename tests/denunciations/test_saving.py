"""The room saved while it is used, brought back, and what a copy must not outlive."""

import json
import os
import sqlite3
import tarfile

import pytest

from tests.denunciations.conftest import TEXT, UBND
from tests.denunciations.doors import Door
from tests.denunciations.test_canary import opened_boxes, traces

pytestmark = pytest.mark.slow


@pytest.fixture
def saved(door, tmp_path):
    """A room with one denunciation in it, saved; returns the file and the folder of keys."""
    (tmp_path / "don.txt").write_text(TEXT)
    door.run(
        "denunciations", "seal", str(tmp_path / "don.txt"), "--manifest",
        f"{door.root}/denunciations/manifest", "--about", UBND, "--out", str(tmp_path / "don.age"),
    )  # fmt: skip
    door.run("denunciations", "send", str(tmp_path / "don.age"), "--door", door.root)
    file = tmp_path / "room.tar.gz"
    door.run("denunciations", "backup", str(file))
    return file, tmp_path / "room.tar.gz.keys"


def test_a_saved_room_comes_back_whole_and_officers_open_it(saved, tmp_path):
    file, keys = saved
    (tmp_path / "other").mkdir()
    other = Door(tmp_path / "other")
    other.environment["SOI_DEMO"] = "0"
    said = other.run("denunciations", "backup", str(file), "--restore")
    other.start()
    base = sqlite3.connect(tmp_path / "other/sealed/sealed.sqlite3")
    months = {row[0] for row in base.execute("SELECT epoch FROM denunciations_locker")}
    base.close()
    try:
        assert "brought back" in said
        assert months == {path.stem for path in keys.glob("*.json")}
        with pytest.raises(AssertionError, match="there is a room here already"):
            other.run("denunciations", "backup", str(file), "--restore")
    finally:
        other.stop()


def test_the_copy_holds_no_word_and_no_key_of_an_officer(saved, door, tmp_path):
    file, keys = saved
    with tarfile.open(file) as tar:
        tar.extractall(tmp_path / "open", filter="data")
    locked = [
        bytes.fromhex(one["age"])
        for path in keys.glob("*.json")
        for one in json.loads(path.read_text())
    ]

    assert len(locked) >= 5
    assert traces(tmp_path / "open", [TEXT.encode(), *locked]) == []
    assert (file.stat().st_mode & 0o777, keys.stat().st_mode & 0o777) == (0o600, 0o700)
    opened = opened_boxes(door, door.key("chanh-thanh-tra"), tmp_path / "open/sealed.sqlite3")
    assert any(one.get("text") == TEXT for one in opened), "the copy is a copy"


def test_a_damaged_copy_is_refused_and_leaves_the_room_as_it_was(saved, tmp_path):
    file, _keys = saved
    (tmp_path / "other").mkdir()
    other = Door(tmp_path / "other")
    whole = file.read_bytes()
    for spoiled in (whole[: len(whole) // 2], b"x", b""):
        file.write_bytes(spoiled)
        with pytest.raises(AssertionError, match="not a whole copy"):
            other.run("denunciations", "backup", str(file), "--restore")

    kept = tmp_path / "other/sealed/sealed.sqlite3"
    assert not kept.exists() or b"denunciations_box" not in kept.read_bytes()


def test_a_copy_and_its_keys_are_closed_from_their_first_byte(room, tmp_path, monkeypatch):
    from soi.denunciations import services
    from soi.denunciations.services import saving

    part, seen = tmp_path / "room.tar.gz.part", []
    part.write_text("left by a crash")
    part.chmod(0o644)
    add = saving._add
    monkeypatch.setattr(
        saving, "_add", lambda *all: (seen.append(part.stat().st_mode & 0o777), add(*all))
    )
    before = os.umask(0o022)
    try:
        services.save(target=tmp_path / "room.tar.gz", keys=tmp_path / "keys")
    finally:
        os.umask(before)

    assert {0o600} == set(seen)
    assert (tmp_path / "room.tar.gz").stat().st_mode & 0o777 == 0o600
