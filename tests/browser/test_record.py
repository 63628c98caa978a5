"""The record as strangers meet it over HTTP, by the specification.

The reading of C2SP (tlog-tiles, tlog-checkpoint, tlog-proof) is written anew here and shares no
line with ours.
"""

import base64
import contextlib
import gzip
import hashlib
import json
import re
import sqlite3
import subprocess
import time

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.browser.log import checkpoint, get, until
from tests.servers import SOI

pytestmark = pytest.mark.slow


def key_of(text):
    name, mark, body = text.strip().split("+", 2)
    data = base64.b64decode(body)
    assert hashlib.sha256(name.encode() + b"\n" + data).digest()[:4].hex() == mark
    return name, bytes.fromhex(mark), data[0], Ed25519PublicKey.from_public_bytes(data[1:])


def number(n):
    groups = [f"{n % 1000:03}"]
    while n >= 1000:
        n //= 1000
        groups.insert(0, f"x{n % 1000:03}")
    return "/".join(groups)


def mth(leaves):
    """RFC 6962, section 2.1, word for word."""
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\1" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def bundles(served, size):
    """Return all entries, by the bundles that the specification names for this size."""
    found = []
    for n in range(-(-size // 256)):
        width = min(256, size - 256 * n)
        path = f"/record/tile/entries/{number(n)}" + (f".p/{width}" if width < 256 else "")
        status, headers, body = get(served, path)
        assert (status, headers["Content-Type"]) == (200, "application/octet-stream")
        assert "immutable" in headers["Cache-Control"]
        at, count = 0, 0
        while at < len(body):
            length = int.from_bytes(body[at : at + 2], "big")
            found.append(body[at + 2 : at + 2 + length])
            at, count = at + 2 + length, count + 1
        assert count == width
    return found


def test_the_checkpoint_is_signed_by_the_log_and_both_witnesses(ward):
    origin, _, _, text, lines = checkpoint(ward)
    _, headers, body = get(ward, "/record/checkpoint")
    policy = get(ward, "/record/policy")[2].decode()
    keys = [key_of(get(ward, "/record/vkey")[2].decode())]
    keys += [key_of(line.split()[2]) for line in policy.splitlines() if line.startswith("witness")]

    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert int(re.search(r"max-age=(\d+)", headers["Cache-Control"])[1]) <= 10
    assert body.decode().startswith(f"{origin}\n")
    assert origin == keys[0][0] == f"localhost:{ward.port}/record/{origin[-4:]}"
    for (name, mark, kind, key), line in zip(keys, lines, strict=True):
        dash, said, encoded = line.split(" ")
        data = base64.b64decode(encoded)
        assert (dash, said, data[:4]) == ("—", name, mark)
        if kind == 1:
            key.verify(data[4:], text.encode())
        else:
            at = int.from_bytes(data[4:12], "big")
            assert abs(at - time.time()) < 600
            key.verify(data[12:], f"cosignature/v1\ntime {at}\n{text}".encode())


def test_every_tile_and_bundle_of_the_size_is_there_and_right(ward):
    _, size, root, _, _ = checkpoint(ward)
    leaves = [hashlib.sha256(b"\0" + one).digest() for one in bundles(ward, size)]
    assert size > 256
    assert mth(leaves) == root

    row, level = leaves, 0
    while row:
        for n in range(-(-len(row) // 256)):
            part = row[256 * n : 256 * n + 256]
            path = f"/record/tile/{level}/{number(n)}"
            path += f".p/{len(part)}" if len(part) < 256 else ""
            status, headers, body = get(ward, path)
            assert (status, body) == (200, b"".join(part)), path
            assert headers["Content-Type"] == "application/octet-stream"
        row = [mth(row[256 * n : 256 * n + 256]) for n in range(len(row) // 256)]
        level += 1


def test_what_is_no_path_of_a_log_is_not_there(ward):
    for path in (
        "tile/0/0", "tile/00/000", "tile/64/000", "tile/0/000.p/0", "tile/0/000.p/256",
        "tile/0/000.p/01", "tile/0/x000/000", "tile/entries/999", "tile/0/../../keys/2026.seed",
        "signed.log", "keys/2026.seed", "2026/signed.log",
    ):  # fmt: skip
        assert get(ward, f"/record/{path}")[0] == 404, path


def test_a_bundle_comes_packed_to_whoever_asks_for_that(ward):
    plain = get(ward, "/record/tile/entries/000")[2]
    _, headers, packed = get(ward, "/record/tile/entries/000", **{"Accept-Encoding": "gzip"})

    assert headers["Content-Encoding"] == "gzip"
    assert len(packed) < len(plain)
    assert gzip.decompress(packed) == plain


def climbed(entry, index, size, path):
    """RFC 9162, section 2.1.3.2, word for word."""
    r, fn, sn = hashlib.sha256(b"\0" + entry).digest(), index, size - 1
    for p in path:
        assert sn != 0
        if fn & 1 or fn == sn:
            r = hashlib.sha256(b"\1" + p + r).digest()
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = hashlib.sha256(b"\1" + r + p).digest()
        fn, sn = fn >> 1, sn >> 1
    assert sn == 0
    return r


def test_an_open_entry_has_a_proof_and_a_sealed_one_has_none(ward):
    _, size, _, _, _ = checkpoint(ward)
    entries, seen = bundles(ward, size), {1: 0, 2: 0}
    for index, entry in enumerate(entries[:60]):
        status, _, body = get(ward, f"/record/proof/{index}")
        seen[entry[1]] += 1
        if entry[1] == 2:
            assert status == 404
            continue
        head, note = body.decode().split("\n\n", 1)
        first, *extra, place = [one for one in head.split("\n") if " " in one or "@" in one]
        hashes = [base64.b64decode(one) for one in head.split("\n")[3:]]
        assert (first, place) == ("c2sp.org/tlog-proof@v1", f"index {index}")
        assert extra == [f"extra {base64.b64encode(entry).decode()}"]
        told = note.split("\n")
        assert climbed(entry, index, int(told[1]), hashes) == base64.b64decode(told[2])
    assert seen[1]
    assert get(ward, f"/record/proof/{size + 5}")[0] == 404
    assert 2 in {entry[1] for entry in entries}


def test_the_commands_audit_and_watch_it_over_the_network(ward, tmp_path):
    address = f"http://localhost:{ward.port}/record"
    (tmp_path / "policy").write_bytes(get(ward, "/record/policy")[2])
    vkey = get(ward, "/record/vkey")[2].decode().strip()
    for words in (
        ["audit", address, "--key", vkey, "--policy", tmp_path / "policy"],
        ["watch", address, "--state", tmp_path / "state"],
        ["verify", ward.receipts[0]["promise"], "--log", address],
    ):
        done = subprocess.run(
            [SOI, "record", *words, "--json"], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["verdict"] == "proved"


def watched(ward, state):
    """Watch the log and the ward's own list; returns the exit code and what was found."""
    address = f"http://localhost:{ward.port}"
    words = ["watch", f"{address}/record", "--state", state, "--pages", address, "--json"]
    done = subprocess.run([SOI, "record", *words], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, json.loads(done.stdout)["faults"]


def tell(ward, statement):
    url = ward.environment["DATABASE_URL"]
    if url:
        import psycopg

        with psycopg.connect(url) as database:
            database.execute(statement)
        return
    with contextlib.closing(sqlite3.connect(ward.data / "soi.sqlite3", timeout=20)) as database:
        database.execute(statement)
        database.commit()


def test_a_watch_names_a_day_that_the_pages_moved_and_the_record_did_not(ward, tmp_path):
    state = tmp_path / "state"
    until(lambda: watched(ward, state)[0] == 0)
    number = ward.receipts[7]["number"].replace("PA", "NV")
    assert watched(ward, state) == (0, [])

    tell(ward, f"UPDATE duties_duty SET due_on = '2031-01-01' WHERE number = '{number}'")
    first, second = watched(ward, state), watched(ward, state)
    tell(ward, f"UPDATE duties_duty SET due_on = '{ward.receipts[7]['due_on']}' "
               f"WHERE number = '{number}'")  # fmt: skip

    assert first == (0, []), "once may be under way to the record"
    day = ward.receipts[7]["due_on"]
    words = f"duty:{number} is due 2031-01-01 on the pages, {day} by the record"
    assert second == (1, [{"name": "counter", "text": words}])
