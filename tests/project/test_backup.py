import subprocess
import sys

import pytest
from django.conf import settings

from soi.project import backup
from soi.record import services as record
from tests.servers import SOI


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_no_backup_is_refused(tmp_path):
    (tmp_path / "x.tar.gz").write_bytes(b"not a tar")

    with pytest.raises(backup.Damaged):
        backup.restore(tmp_path / "x.tar.gz")


def soi(data, *words, **environment):
    import os

    run = subprocess.run(
        [str(SOI), *words],
        env={**os.environ, "SOI_DATA": str(data), "SOI_DEMO": "0", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stdout, run.stderr


SEND = """
import django; django.setup()
from soi.core.stamps import SYSTEM, Stamp
from soi.record import services
from datetime import UTC, datetime
for number in range(%d):
    services.append(kind="test.noted", subject=f"test:{number}", facts={"n": number},
                    stamp=Stamp(SYSTEM, datetime(2026, 3, 2, tzinfo=UTC)), begins=True)
"""


def write(data, count):
    import os

    environment = {
        **os.environ,
        "SOI_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "soi.project.settings",
        "PYTHONPATH": str(settings.BASE_DIR),
    }
    subprocess.run([sys.executable, "-c", SEND % count], env=environment, check=True)


@pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"].endswith("postgresql"),
    reason="the drill on PostgreSQL needs a second database; see the test below",
)
def test_what_was_there_before_the_backup_is_there_after_the_restore(tmp_path):
    ward, other = tmp_path / "ward", tmp_path / "other"
    ward.mkdir()
    other.mkdir()
    assert soi(ward, "migrate", "--verbosity=0")[0] == 0
    write(ward, 7)

    assert soi(ward, "backup", str(tmp_path / "b.tar.gz"))[0] == 0
    write(ward, 3)  # after the backup: the window of loss
    code, said, wrong = soi(other, "restore", str(tmp_path / "b.tar.gz"))

    assert (code, wrong) == (0, "")
    assert "all whole" in said
    assert (other / "secret.key").read_text() == (ward / "secret.key").read_text()
    assert soi(other, "restore", str(tmp_path / "b.tar.gz"))[0] == 1, "a ward is there already"


@pytest.mark.skipif(
    not settings.DATABASES["default"]["ENGINE"].endswith("postgresql"), reason="PostgreSQL alone"
)
@pytest.mark.django_db(transaction=True)
def test_a_postgresql_ward_is_brought_back_whole(tmp_path, stamp):
    from soi.record import queries

    record.append(kind="test.noted", subject="test:1", facts={"n": 1}, stamp=stamp, begins=True)
    before = queries.root()
    backup.save(tmp_path / "b.tar.gz", stamp.at)
    record.append(kind="test.noted", subject="test:2", facts={"n": 2}, stamp=stamp, begins=True)

    backup.restore(tmp_path / "b.tar.gz", force="yes")

    assert queries.root() == before


def test_a_wrong_word_is_wrong_use_in_one_sentence(tmp_path):
    code, _said, wrong = soi(tmp_path, "dance")

    assert code == 2
    assert wrong.count("\n") == 1


@pytest.mark.django_db(transaction=True)
def test_a_backup_into_a_folder_leaves_nothing_behind(tmp_path, stamp):
    (tmp_path / "there").mkdir()

    with pytest.raises(OSError, match="is a folder"):
        backup.save(tmp_path / "there", stamp.at)

    assert [one.name for one in tmp_path.iterdir()] == ["there"]


def _repacked(source, target, change):
    import json
    import tarfile

    with tarfile.open(source) as tar, tarfile.open(target, "w:gz") as out:
        for member in tar.getmembers():
            data = tar.extractfile(member).read() if member.isfile() else b""
            if member.name == "manifest.json":
                data = json.dumps(change(json.loads(data))).encode()
            elif not change({}) and member.name == "secret.key":
                continue
            member.size = len(data)
            out.addfile(member, __import__("io").BytesIO(data))


@pytest.mark.django_db(transaction=True)
def test_a_backup_of_a_newer_version_is_refused_and_nothing_is_touched(tmp_path, stamp):
    backup.save(tmp_path / "a.tar.gz", stamp.at)
    newer = lambda told: told and {**told, "migrations": [*told["migrations"], "soi.9999_later"]}  # noqa: E731
    _repacked(tmp_path / "a.tar.gz", tmp_path / "newer", newer)

    with pytest.raises(backup.Damaged, match="newer"):
        backup.restore(tmp_path / "newer", force="yes")


@pytest.mark.django_db(transaction=True)
def test_half_a_backup_is_refused_by_what_is_missing(tmp_path, stamp):
    backup.save(tmp_path / "a.tar.gz", stamp.at)
    _repacked(tmp_path / "a.tar.gz", tmp_path / "half", lambda told: told)

    with pytest.raises(backup.Damaged, match=r"secret\.key is missing"):
        backup.restore(tmp_path / "half", force="yes")
