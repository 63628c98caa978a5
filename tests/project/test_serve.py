"""All processes of a ward are one: started, mended and ended together."""

import os
import signal
import time

import pytest

from tests.servers import Server


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path, SOI_DEMO="0", DATABASE_URL="")
    server.start()
    yield server
    server.stop()


def test_sigterm_ends_every_process(server):
    everybody = 8  # supervisor; web, two workers, work; door, its worker, work
    began = time.monotonic()
    while len(server.members()) != everybody:
        assert time.monotonic() - began < 20
        time.sleep(0.05)

    server.process.send_signal(signal.SIGTERM)

    assert server.process.wait(20) == 0
    server.wait_until_gone()


def test_a_supervisor_killed_outright_leaves_no_orphan(server):
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait()

    server.wait_until_gone()


def test_who_dies_is_started_again(server):
    everybody = server.members()
    for victim in everybody[1:]:
        os.kill(victim, signal.SIGKILL)

    began = time.monotonic()
    while server.status("/healthz") != 200 or len(server.members()) < len(everybody):
        assert time.monotonic() - began < 30
        time.sleep(0.1)

    assert not set(server.members()[1:]) & set(everybody[1:])


def test_both_names_of_this_machine_answer(server):
    import urllib.request

    for host in ("localhost", "127.0.0.1"):
        with urllib.request.urlopen(f"http://{host}:{server.port}/healthz", timeout=10) as answer:
            assert answer.status == 200


def test_a_port_in_use_is_said_in_one_sentence(server, tmp_path):
    from soi.project import serve

    assert serve.taken(server.port)
