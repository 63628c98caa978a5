"""While a stranger does their worst from one address, a resident on another is served.

Against the served processes, on loopback: 127.0.0.1 attacks, 127.0.0.2 lives in the ward.
"""

import contextlib
import http.client
import io
import json
import os
import secrets
import socket
import threading
import time
from pathlib import Path

import pytest
from PIL import Image

from soi.core import sealed
from tests.servers import Server, found_ward
from tests.timed import within_seconds

SECONDS = 4.0  # of each attack before and while the resident sends
STRANGER, RESIDENT = "127.0.0.1", "127.0.0.2"
PAGES = ["/", "/reports/", "/reports/new/", "/lookup/", "/duties/", "/record/"]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    data = tmp_path_factory.mktemp("strangers")
    found_ward(data, "")
    server = Server(data, SOI_DEMO="1", DATABASE_URL="", SOI_RATE_LIMITS="on")
    server.start()
    yield server
    server.stop()


def ask(port, method, path, body=None, headers=None, *, source=STRANGER, timeout=60):
    line = http.client.HTTPConnection(
        "127.0.0.1", port, timeout=timeout, source_address=(source, 0)
    )
    try:
        line.request(method, path, body, headers or {})
        answer = line.getresponse()
        return answer.status, answer.read()
    finally:
        line.close()


def form(files, **fields):
    """Return the body and the headers of a form with photos."""
    mark, out = secrets.token_hex(8), io.BytesIO()
    for name, value in fields.items():
        out.write(f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode())
        out.write(f"{value}\r\n".encode())
    for data in files:
        head = f'--{mark}\r\nContent-Disposition: form-data; name="photos"; filename="a.jpg"\r\n'
        out.write(head.encode() + b"Content-Type: image/jpeg\r\n\r\n" + data + b"\r\n")
    out.write(f"--{mark}--\r\n".encode())
    return out.getvalue(), {"Content-Type": f"multipart/form-data; boundary={mark}"}


def picture(kind, size, **options):
    out = io.BytesIO()
    Image.new("RGB", size, "green").save(out, kind, **options)
    return out.getvalue()


PHOTO = Image.effect_noise((1600, 1200), 90)
WORDS = {"kind": "phan_anh", "text": "Nắp cống vỡ trước cổng trường, trẻ em đi qua dễ té"}


def bombs(server, end):
    """H3: small files that unpack to large pictures."""
    body, headers = form([picture("WEBP", (6300, 6300), lossless=True)] * 5, **WORDS)
    while not end.is_set():
        ask(server.port, "POST", "/api/v1/reports", body, headers)


def incomplete(server, end):
    """M2: filings that lack a name, and cost as much as others."""
    from urllib.parse import urlencode

    page = ask(server.port, "GET", "/reports/new/")[1].decode()
    key = page.partition('name="key" value="')[2].partition('"')[0]
    body = urlencode({"kind": "complaint", "text": "đ" * 5000, "key": key})
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    while not end.is_set():
        ask(server.port, "POST", "/reports/new/send/", body, headers)


def slow(server, end):
    """M4: a hundred who send forty megabytes at nine kilobytes a second."""
    head = f"POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nContent-Length: {40 << 20}\r\n\r\n"
    with contextlib.ExitStack() as lines:
        opened = []
        for _ in range(100):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", server.port)))
            line.sendall(head.encode())
            opened.append(line)
        while not end.is_set():
            for line in opened:
                with contextlib.suppress(OSError):
                    line.sendall(b"x" * 9 * 1024)
            end.wait(1)


def boxes(server, end):
    """H4: files of chance at the door, as long as may be."""
    port = int(server.environment["SOI_SEALED_PORT"])
    body = envelope(max(sealed.LENGTHS))
    while not end.is_set():
        ask(port, "POST", "/denunciations/envelopes/files", body[:-32] + secrets.token_bytes(32))


def envelope(length):
    """Return an age file that is whole to look at, of chance."""
    import base64

    def word(size):
        return base64.b64encode(secrets.token_bytes(size)).rstrip(b"=")

    stanza = b"".join(b"-> X25519 %s\n%s\n" % (word(32), word(32)) for _ in range(8))
    head = b"age-encryption.org/v1\n" + stanza + b"--- " + word(32) + b"\n"
    return head + secrets.token_bytes(length - len(head))


ATTACKS = {"H3": (bombs, 16), "M2": (incomplete, 8), "M4": (slow, 1)}


def memory(server):
    """Return the most that one process holds, in bytes."""
    found = [0]
    for pid in server.members():
        with contextlib.suppress(OSError):
            pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
            found.append(pages * os.sysconf("SC_PAGE_SIZE"))
    return max(found)


def disk(data):
    return sum(one.stat().st_size for one in data.rglob("*") if one.is_file())


@within_seconds
@pytest.mark.slow
@pytest.mark.parametrize("attack", ATTACKS)
def test_a_resident_on_another_address_is_served_all_the_same(server, attack):
    work, how_many = ATTACKS[attack]
    end, before = threading.Event(), disk(server.data)
    out = io.BytesIO()
    PHOTO.convert("RGB").save(out, "JPEG", quality=90)
    hands = [threading.Thread(target=quietly, args=(work, server, end)) for _ in range(how_many)]
    for one in hands:
        one.start()
    try:
        time.sleep(SECONDS)
        body, headers = form([out.getvalue()], **WORDS)
        began = time.monotonic()
        status, told = ask(server.port, "POST", "/api/v1/reports", body, headers, source=RESIDENT)
        sent = time.monotonic() - began
        pages = {}
        for page in PAGES:
            began = time.monotonic()
            assert ask(server.port, "GET", page, source=RESIDENT)[0] == 200
            pages[page] = time.monotonic() - began
        most = memory(server)
    finally:
        end.set()
        for one in hands:
            one.join(90)

    assert status == 201, told
    assert json.loads(told)["number"]
    assert sent < 5
    assert max(pages.values()) < 1, pages
    assert most < 300 * 1024 * 1024
    assert disk(server.data) - before < 100 * 1024 * 1024


def quietly(work, server, end):
    with contextlib.suppress(OSError, http.client.HTTPException):
        work(server, end)
