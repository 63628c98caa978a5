"""Whoever sends or takes slowly holds no thread, against the served processes themselves."""

import contextlib
import socket
import threading
import time

import pytest

from soi.project import patience
from tests.servers import Server

PATIENCE = 3.0
BOX = "POST /denunciations/envelopes HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n"
REPORT = (
    "POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\n"
    "Content-Type: application/json\r\nContent-Length: {}\r\n\r\n"
)


@pytest.fixture(scope="module")
def ports(tmp_path_factory):
    """The ward's port and the door's, with little patience so that a test can run out of it."""
    data = tmp_path_factory.mktemp("patience")
    server = Server(data, SOI_DEMO="0", DATABASE_URL="", SOI_PATIENCE=str(PATIENCE))
    server.start()
    yield {"ward": server.port, "door": int(server.environment["SOI_SEALED_PORT"])}
    server.stop()


@pytest.fixture(params=["ward", "door"])
def port(request, ports):
    return ports[request.param]


@pytest.fixture
def post(port, ports):
    """The head of something sent, by its length."""
    return (REPORT if port == ports["ward"] else BOX).format


@pytest.fixture
def lines(port):
    """Open connections; all are closed at the end."""
    opened = []

    def some(count):
        opened.extend(socket.create_connection(("127.0.0.1", port)) for _ in range(count))
        return opened[-count:]

    yield some
    for one in opened:
        one.close()


def asked(port):
    """Ask for a small page; returns the seconds until it was there."""
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert read(line).split()[1] in {b"200", b"503"}
    return time.monotonic() - began


def read(line, seconds=20):
    """Return everything until the other side closes."""
    line.settimeout(seconds)
    pieces = []
    try:
        while data := line.recv(65536):
            pieces.append(data)
    except ConnectionError:
        pass
    return b"".join(pieces)


@pytest.mark.parametrize("length", [4982, 10_000_000])
def test_forty_who_send_a_byte_now_and_then_shut_nothing(port, post, lines, length):
    slow = lines(40)
    for one in slow:
        one.sendall(post(length).encode() + b"age")
    time.sleep(0.5)
    took = [asked(port) for _ in range(3)]
    for one in slow:
        one.sendall(b"x")

    assert max(took) < 2


def test_forty_who_never_end_their_head_shut_nothing(port, lines):
    for one in lines(40):
        one.sendall(b"GET /healthz HTTP/1.1\r\nHost: local")
    time.sleep(0.5)

    assert asked(port) < 2


def test_who_drips_is_told_so_and_let_go(port, post, lines):
    (line,) = lines(1)
    line.sendall(post(4982).encode())
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE + 9:
        try:
            line.sendall(b"x")
        except OSError:
            break
        time.sleep(0.3)

    assert time.monotonic() - began < PATIENCE + 9
    assert read(line)[:12] in {b"HTTP/1.1 408", b""}


def test_who_stops_in_the_middle_of_a_long_one_is_told_so_and_let_go(port, post, lines):
    (line,) = lines(1)
    line.sendall(post(2_000_000 if "reports" in post(1) else 4_194_304 + 1894).encode())
    line.sendall(bytes(400_000))
    began = time.monotonic()
    said = read(line)

    assert said.split()[1] == b"408"
    assert time.monotonic() - began < PATIENCE + 9


@pytest.mark.parametrize(("length", "speed"), [(100_000, 16_000), (400_000, 40_000)])
def test_a_slow_telephone_that_goes_on_sending_is_heard_out(ports, length, speed):
    with socket.create_connection(("127.0.0.1", ports["door"])) as line:
        line.sendall(BOX.format(length).encode())
        began = time.monotonic()
        for at in range(0, length, speed // 4):
            line.sendall(bytes(min(speed // 4, length - at)))
            time.sleep(0.25)
        line.shutdown(socket.SHUT_WR)
        said = read(line)

    assert time.monotonic() - began > PATIENCE * 1.5
    assert said.split()[1] == b"422", "no box, and read to its end"


@pytest.fixture
def pair(monkeypatch):
    """One end as a thread has it, with little credit, and the other side's."""
    monkeypatch.setattr(patience, "GRACE", 0.5)
    ours, theirs = socket.socketpair()
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    line = patience.Line(fileno=ours.detach())
    line.credit = 0.5
    yield line, theirs
    line.close()
    theirs.close()


def test_who_takes_nothing_of_what_was_asked_for_gives_the_thread_back(pair):
    line, _theirs = pair
    began = time.monotonic()

    with pytest.raises(patience.TooSlow):
        line.sendall(bytes(patience.RATE * 3))
    assert time.monotonic() - began < 10


def test_who_goes_on_taking_slowly_gets_all_of_it(pair):
    line, theirs = pair
    size, got = patience.RATE * 6, []

    def take():
        while sum(got) < size:
            got.append(len(theirs.recv(1024)))
            time.sleep(0.04)  # 25 KiB a second

    taker = threading.Thread(target=take)
    taker.start()
    line.sendall(bytes(size))
    taker.join(20)

    assert sum(got) == size


def test_a_byte_now_and_then_uses_up_the_credit_and_speed_saves_none(pair):
    line, theirs = pair
    theirs.sendall(bytes(30_000))
    line.recv(65536)

    def drip():
        with contextlib.suppress(OSError):
            for _ in range(40):
                theirs.sendall(b"x")
                time.sleep(0.1)

    dripping = threading.Thread(target=drip)
    dripping.start()
    began = time.monotonic()
    with pytest.raises(patience.TooSlow):
        emptied(line)
    took = time.monotonic() - began
    line.close()
    dripping.join(20)

    assert took < 2
    assert line.credit <= 0.5


def emptied(line):
    """Take whatever comes, for good."""
    while True:
        line.recv(65536)


def test_who_does_not_hang_up_keeps_nobody_waiting(port, lines):
    for one in lines(8):
        one.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        one.recv(1)
    assert asked(port) < 2


def test_requests_that_come_on_one_line_are_answered_in_their_order(port, lines):
    (line,) = lines(1)
    ask = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    line.sendall(ask + ask + ask[:20])
    time.sleep(0.5)
    line.sendall(ask[20:].replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))

    assert read(line).count(b"HTTP/1.1 ") == 3


def test_a_head_that_never_ends_is_refused(port, lines):
    (line,) = lines(1)
    line.sendall(b"GET / HTTP/1.1\r\n")
    try:
        for number in range(3000):
            line.sendall(f"X-{number}: {'a' * 100}\r\n".encode())
    except OSError:
        pass

    assert read(line)[:10] in {b"HTTP/1.1 4", b""}
