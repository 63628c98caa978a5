"""The ward's log as strangers ask for it, over HTTP."""

import base64
import re
import time
import urllib.error
import urllib.request

TEXT = "Nắp cống vỡ trước cổng trường, trẻ em đi qua rất nguy hiểm, mong phường xem giúp."


def filed(served):
    body = {"kind": "phan_anh", "text": TEXT, "topic": "ha_tang", "group": "to-03"}
    status, receipt = served.call("/api/v1/reports", body)
    assert status == 201
    return receipt


def until(done, seconds=90):
    began = time.monotonic()
    while not done():
        assert time.monotonic() - began < seconds
        time.sleep(0.3)


def get(served, path, **headers):
    request = urllib.request.Request(f"http://localhost:{served.port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, b""


def checkpoint(served):
    """Return the origin, size and root of the checkpoint, its text and its signature lines."""
    status, _, body = get(served, "/record/checkpoint")
    if status != 200:
        return "", 0, b"", "", []
    text, lines = body.decode().split("\n\n")
    origin, size, root = text.split("\n")
    assert re.fullmatch(r"0|[1-9][0-9]*", size)
    return origin, int(size), base64.b64decode(root), text + "\n", lines.splitlines()


def cosigned(served):
    return len(checkpoint(served)[4]) == 3
