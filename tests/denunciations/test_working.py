"""The room's worker, as it runs beside the door: what it does whether something came or not."""

import json
import re
import subprocess
import time

import pytest

from tests.denunciations.doors import Door
from tests.servers import SOI

pytestmark = pytest.mark.slow


def wait_for(look, seconds=60):
    for _ in range(seconds * 5):
        if found := look():
            return found
        time.sleep(0.2)
    raise TimeoutError


def test_on_a_quiet_day_it_owes_the_record_as_much_writes_to_all_and_counts_the_month(tmp_path):
    to = tmp_path / "officers.txt"
    to.write_text("mot@example.vn\nhai@example.vn\n")
    door = Door(tmp_path)
    door.environment["SOI_SEALED_NOTICE"] = str(to)
    door.run("denunciations", "prepare")
    worker = subprocess.Popen(
        [str(SOI), "denunciations", "work"], env=door.environment, stderr=subprocess.PIPE
    )
    try:
        spooled = wait_for(lambda: list((tmp_path / "sealed-spool").glob("*.json")))
        notice = tmp_path / "sealed/notice.json"
        wait_for(lambda: notice.exists() and len(json.loads(notice.read_text())["sent"]) == 2)
        time.sleep(6)  # another turn
    finally:
        worker.terminate()
        said = worker.communicate(timeout=20)[1]
    told = json.loads(spooled[0].read_text())
    mails = [path.read_text() for path in sorted((tmp_path / "sealed/mail").iterdir())]

    assert said == b""
    assert len(list((tmp_path / "sealed-spool").glob("*.json"))) == 1
    assert len(told["commitments"]) == 64
    kinds = {one["kind"] for one in told["events"]}
    assert kinds == {
        "denunciations.manifest_published", "denunciations.month_counted",
        "denunciations.scripts_published",
    }  # fmt: skip
    receivers = re.findall(r"^To: (.+)$", "\n".join(mails), re.M)
    assert sorted(receivers) == ["hai@example.vn", "mot@example.vn"]
