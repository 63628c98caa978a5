"""A witness by itself: what it signs, what it refuses, what it shows."""

import threading
import urllib.error
import urllib.request

import pytest

from soi.core import merkle, notes, witnessing
from soi.core.notes import ED25519, Signer
from soi.record.offline.witness import Witness, serving, signer
from soi.record.services import calling
from tests.record.test_offline import LOG, entry, note, point


@pytest.fixture
def witness(tmp_path):
    folder = tmp_path / "witness"
    own = signer(folder, "w.example/1")
    (folder / "logs").write_text(f"{LOG.key}\n")
    server = serving(Witness(folder, own), "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield witnessing.Witness("w", own.key, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    thread.join()
    server.server_close()


def ask(witness, old, size, data=entry, log=LOG, proof=None):
    there = point(size, log, data)
    nodes = {}

    def node(level, place):
        if not level:
            return merkle.leaf(data(place))
        key = (level, place)
        if key not in nodes:
            nodes[key] = merkle.node(node(level - 1, 2 * place), node(level - 1, 2 * place + 1))
        return nodes[key]

    steps = merkle.consistency(min(old, size), size, node) if proof is None else proof
    body = str(witnessing.Request(old, tuple(steps), note(there, log)))
    return (*calling.post(witness.url, body), there)


def test_a_witness_signs_what_only_grew(witness):
    for old, size in ((0, 3), (3, 10), (10, 10), (10, 300)):
        status, line, there = ask(witness, old, size)

        assert status == 200
        assert notes.verify_cosignature(there, line, witness.key).name == "w.example/1"


def test_a_witness_refuses_every_way_to_rewrite(witness, tmp_path):
    assert ask(witness, 0, 10)[0] == 200
    stranger = Signer("elsewhere", ED25519, b"l" * 32)
    thief = Signer(LOG.name, ED25519, b"t" * 32)

    assert ask(witness, 0, 20)[:2] == (409, "10\n")
    assert ask(witness, 30, 20)[0] == 400
    assert ask(witness, 10, 20, proof=[b"x" * 32])[0] == 422
    assert ask(witness, 10, 10, data=lambda n: entry(n + 1))[0] == 422
    assert ask(witness, 10, 20, data=lambda n: entry(n + 1))[0] == 422
    assert ask(witness, 5, 5)[0] == 409
    assert ask(witness, 10, 20, log=stranger)[0] == 404
    assert ask(witness, 10, 20, log=thief)[0] == 403
    assert calling.post(witness.url, "old x")[0] == 400
    assert ask(witness, 10, 20)[0] == 200


def test_a_witness_shows_monitors_what_it_has_seen(witness):
    import hashlib

    ask(witness, 0, 10)
    mark = hashlib.sha256(LOG.name.encode()).hexdigest()

    with urllib.request.urlopen(f"{witness.url}/{mark}/checkpoint") as answer:
        point, seen = notes.opened(answer.read().decode(), LOG.key, [witness.key])
    assert (point.size, [one.name for one in seen]) == (10, ["w.example/1"])
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(f"{witness.url}/{'0' * 64}/checkpoint")


def test_a_witness_that_is_gone_or_mute_is_a_refusal():
    assert calling.post("http://127.0.0.1:9", "old 0\n\nx") == (0, "")
