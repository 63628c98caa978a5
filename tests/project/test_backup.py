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
