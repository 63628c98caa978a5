"""Witnesses on loopback for tests, and a policy that asks for both."""

import socket
import threading
from contextlib import contextmanager

from soi.core import witnessing
from soi.record.offline.witness import Witness, serving, signer


@contextmanager
def served(folder, name, log):
    """A witness at work; yields what a policy needs to know of it."""
    own = signer(folder, f"{name}.example/soi")
    (folder / "logs").write_text(f"{log}\n")
    server = serving(Witness(folder, own), "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield witnessing.Witness(name, own.key, f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def mute():
    """An address that takes calls and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


def policy(*witnesses):
    """A policy that asks all of these."""
    lines = [f"witness {one.name} {one.key} {one.url}" for one in witnesses]
    names = " ".join(one.name for one in witnesses)
    return "\n".join([*lines, f"group needed all {names}", "quorum needed", ""])
