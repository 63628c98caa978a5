"""Other accounts of the machine look into nothing of a ward, whatever the umask was."""

import os
import subprocess

import pytest

from soi.project import backup, doctor, private
from soi.project.backup import saving
from soi.web import clock
from tests.servers import SOI

OTHERS = 0o077


def soi(data, *words):
    run = subprocess.run(
        [str(SOI), *words],
        env={**os.environ, "SOI_DATA": str(data), "SOI_DEMO": "0", "DATABASE_URL": ""},
        capture_output=True, text=True, check=False, preexec_fn=lambda: os.umask(0o022),
    )  # fmt: skip
    return run.returncode, run.stdout + run.stderr


def open_to_others(folder):
    whole = [folder, *folder.rglob("*")]
    return [str(one) for one in whole if one.stat().st_mode & OTHERS]


def test_a_new_ward_is_closed_with_all_it_holds(tmp_path):
    assert soi(tmp_path / "new", "migrate", "--verbosity=0")[0] == 0

    assert (tmp_path / "new" / "soi.sqlite3").exists()
    assert open_to_others(tmp_path / "new") == []
    assert "ok  modes" in soi(tmp_path / "new", "doctor")[1]


def test_a_ward_from_before_is_closed_at_its_next_start(tmp_path):
    ward = tmp_path / "ward"
    assert soi(ward, "migrate", "--verbosity=0")[0] == 0
    for name in ("media", "mail", "record/keys"):
        (ward / name).mkdir(parents=True, exist_ok=True)
    for path in (ward, ward / "soi.sqlite3", ward / "media", ward / "mail", ward / "record/keys"):
        path.chmod(0o755)

    assert "ok  modes" in soi(ward, "doctor")[1]

    for path in (ward, ward / "soi.sqlite3", ward / "media", ward / "mail", ward / "record/keys"):
        assert not path.stat().st_mode & OTHERS, path


def test_the_room_made_first_closes_the_ward_around_it(tmp_path):
    code = "import os; os.umask(0o022); import soi.project.sealed"
    environment = {**os.environ, "SOI_DATA": str(tmp_path / "var"), "SOI_SEALED_DATA": ""}
    subprocess.run([str(SOI.parent / "python"), "-c", code], env=environment, check=True)

    assert (tmp_path / "var").stat().st_mode & 0o777 == 0o700


def test_a_folder_that_is_no_wards_is_left_as_it_is(tmp_path):
    (tmp_path / "letter.txt").write_text("x")
    tmp_path.chmod(0o755)

    private.make(tmp_path)

    assert tmp_path.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
@pytest.mark.django_db(transaction=True)
def test_a_backup_is_closed_from_its_first_byte(tmp_path, monkeypatch, engine):
    from django.db import connection

    if connection.vendor != engine:
        pytest.skip(f"this runs on {connection.vendor}")
    part, seen = tmp_path / "b.tar.gz.part", []
    part.write_text("left by a crash")
    part.chmod(0o644)
    add = saving._add_bytes
    monkeypatch.setattr(
        saving, "_add_bytes", lambda *all: (seen.append(part.stat().st_mode & 0o777), add(*all))
    )
    before = os.umask(0o022)
    try:
        backup.save(tmp_path / "b.tar.gz", clock.now())
    finally:
        os.umask(before)

    assert set(seen) == {0o600}
    assert (tmp_path / "b.tar.gz").stat().st_mode & 0o777 == 0o600
    assert not part.exists()


LOOSE = ["", "media", "mail", "record/keys", "record/keys/2026.seed", "b.tar.gz", "soi.sqlite3",
         "old/b.tar.gz.part", "sealed"]  # fmt: skip


@pytest.mark.parametrize("name", LOOSE)
def test_the_doctor_names_what_others_can_look_into(tmp_path, settings, name):
    settings.SOI_DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    path = tmp_path / name
    tmp_path.chmod(0o700)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if name in ("media", "mail", "record/keys", "sealed"):
        path.mkdir(mode=0o700)
    elif name:
        path.touch(mode=0o600)
    assert doctor._modes() == ""

    path.chmod(0o750 if path.is_dir() else 0o640)

    assert str(path) in doctor._modes()
