"""Eight senders at once: nobody is turned away, nothing acknowledged is lost."""

import os
import secrets
import sqlite3
import threading
import urllib.request

import pytest

from soi.core import sealed

COUNT = 2000 if os.environ.get("SOI_LONG") else 160


@pytest.mark.slow
def test_all_are_taken_all_are_there_and_a_second_try_changes_nothing(door):
    nobody = sealed.recipient(secrets.token_bytes(32))
    boxes = [sealed.seal(os.urandom(4096), [nobody], os.urandom) for _ in range(COUNT)]
    names, problems = {}, []

    def send(number):
        for at in range(number, COUNT, 8):
            for _ in range(2 if at % 10 == 0 else 1):
                try:
                    request = urllib.request.Request(
                        f"{door.root}/denunciations/envelopes", boxes[at]
                    )
                    answer = urllib.request.urlopen(request, timeout=60)
                    names.setdefault(at, set()).add(answer.read())
                except OSError as error:
                    problems.append(str(error))

    threads = [threading.Thread(target=send, args=(number,)) for number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    base = sqlite3.connect(door.data / "sealed/sealed.sqlite3")
    kept = {bytes(row[0]) for row in base.execute("SELECT content FROM denunciations_box")}
    owed = base.execute("SELECT count(*) FROM denunciations_outbox").fetchone()[0]

    assert problems == []
    assert set(boxes) <= kept
    assert {len(one) for one in names.values()} == {1}
    assert owed == COUNT
