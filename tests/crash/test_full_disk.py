"""A full disk refuses acts and stops publishing; it spoils nothing that was published."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

_ROOM = ["unshare", "-rm", "sh", "-c"]
_MOUNT = 'mount -t tmpfs -o size=6m tmpfs "$1" && exec "$2" -m tests.crash.full_disk "$1"'


@pytest.mark.slow
def test_on_a_full_disk_nothing_is_spoilt_and_nothing_accepted_is_lost(tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its rows on a disk of its own")
    if subprocess.run([*_ROOM, "mount -t tmpfs tmpfs /mnt"], check=False).returncode:
        pytest.skip("NO FULL DISK: this machine lets nobody mount a small one")

    done = subprocess.run(
        [*_ROOM, _MOUNT, "sh", str(tmp_path), sys.executable],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "soi.project.settings"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "refused" in done.stdout
