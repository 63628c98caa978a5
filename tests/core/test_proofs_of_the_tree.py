"""Proofs, tiles and edges: against the vectors, other programs, and the definition."""

import random
from functools import cache
from hashlib import sha256
from types import SimpleNamespace

import pymerkle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sigstore._internal.merkle import verify_merkle_inclusion
from sigstore.errors import VerificationError

from soi.core import merkle, tiles
from soi.core.merkle import BadProof
from soi.core.tiles import Edge, Reader
from tests.vectors import record_vectors

CASES = 10_000
sizes = st.integers(1, 1500)


def entry(number: int) -> bytes:
    return str(number).encode()


@cache
def files(size: int) -> dict[str, bytes]:
    """Return every file of a small log, as its keeper would write it at one stroke."""
    edge, made = Edge(), {}
    entries = [entry(number) for number in range(size)]
    for level, number, row in edge.extend(merkle.leaves(entries)):
        made[tiles.path(level, number)] = row
    for level, number, row in edge.partial():
        made[tiles.path(level, number, len(row) // 32)] = row
    for number, width in tiles.bundles(size):
        made[tiles.bundle_path(number, width)] = tiles.pack(entries[number * 256 :][:width])
    return made


def reader(size: int) -> Reader:
    return Reader(size, files(size).__getitem__)


def plain_root(size: int) -> bytes:
    return merkle.root(merkle.leaf(entry(number)) for number in range(size))


def test_the_vectors_roots_and_leaves():
    vectors = record_vectors()

    for one in vectors["leaf_hashes"]:
        assert merkle.leaf(entry(one["i"])).hex() == one["leaf_hash"]
    for one in vectors["roots"]:
        assert plain_root(one["size"]).hex() == one["root"]


def test_the_vectors_inclusion_proofs_are_ours():
    for one in record_vectors()["inclusion"]:
        path = [bytes.fromhex(step) for step in one["path"]]

        assert reader(one["size"]).inclusion(one["index"]) == path
        merkle.verify_inclusion(
            bytes.fromhex(one["leaf_hash"]), one["index"], one["size"], path,
            bytes.fromhex(one["root"]),
        )  # fmt: skip


def test_the_vectors_consistency_proofs_are_ours():
    for one in record_vectors()["consistency"]:
        path = [bytes.fromhex(step) for step in one["path"]]
        old, new = one["old_size"], one["new_size"]

        assert reader(new).consistency(old) == path
        roots = bytes.fromhex(one["old_root"]), bytes.fromhex(one["new_root"])
        merkle.verify_consistency(old, new, path, *roots)


def test_the_vectors_files_are_ours():
    for one in record_vectors()["tiles"]:
        made = {path: sha256(data).hexdigest() for path, data in files(one["size"]).items()}
        listing = "".join(f"{path} {mark}\n" for path, mark in sorted(made.items()))

        assert len(made) == one["file_count"]
        assert sha256(listing.encode()).hexdigest() == one["sha256_of_sorted_listing"]


@settings(deadline=None)
@given(sizes, st.data())
def test_a_proof_holds_for_its_own_entry_and_root_alone(size, data):
    index = data.draw(st.integers(0, size - 1))
    root, leaf = plain_root(size), merkle.leaf(entry(index))
    path = reader(size).inclusion(index)

    merkle.verify_inclusion(leaf, index, size, path, root)
    wrong = [
        (merkle.leaf(b"x"), index, size, path, root),
        (leaf, index, size, path, sha256(root).digest()),
        (leaf, index, size, [*path, bytes(32)], root),
        (leaf, size, size, path, root),
    ]
    if path:
        wrong.append((leaf, index, size, path[:-1], root))
        wrong.append((leaf, index, size, [sha256(path[0]).digest(), *path[1:]], root))
    for one in wrong:
        with pytest.raises(BadProof):
            merkle.verify_inclusion(*one)


@settings(deadline=None)
@given(sizes, st.data())
def test_a_consistency_proof_holds_for_its_own_two_roots_alone(size, data):
    old = data.draw(st.integers(1, size))
    path = reader(size).consistency(old)
    before, after = plain_root(old), plain_root(size)

    merkle.verify_consistency(old, size, path, before, after)
    wrong = [
        (old, size, path, sha256(before).digest(), after),
        (old, size, path, before, sha256(after).digest()),
        (old, size, [*path, bytes(32)], before, after),
    ]
    wrong += [(old, size, path[:-1], before, after)] if path else []
    for one in wrong:
        with pytest.raises(BadProof):
            merkle.verify_consistency(*one)


@settings(deadline=None)
@given(st.lists(st.integers(0, 700), min_size=1, max_size=6))
def test_however_the_tree_grew_its_edge_and_tiles_are_the_same(steps):
    edge, made, start = Edge(), {}, 0
    for step in steps:
        edge = tiles.edge_from_bytes(edge.to_bytes())
        leaves = merkle.leaves(entry(number) for number in range(start, start + step))
        made |= {tiles.path(level, number): row for level, number, row in edge.extend(leaves)}
        start += step
        assert edge.root() == plain_root(start)
    whole = {path for path in files(start) if "entries" not in path and ".p/" not in path}

    assert made.keys() == whole
    assert all(made[path] == files(start)[path] for path in whole)
    again = tiles.edge_at(start, files(start).__getitem__)
    assert [row for row in again.rows if row] == [row for row in edge.rows if row]
    assert again.root() == edge.root()


@pytest.mark.parametrize(
    ("number", "path"), [(0, "000"), (255, "255"), (1000, "x001/000"), (1234067, "x001/x234/067")]
)
def test_a_tile_is_found_by_threes(number, path):
    assert tiles.number_path(number) == path


@pytest.mark.parametrize("data", [b"\0", b"\0\5abc", tiles.pack([b"a"]) + b"\0"])
def test_a_bundle_that_is_not_whole_is_refused(data):
    with pytest.raises(tiles.BadTile):
        tiles.unpack(data, 1)


@pytest.mark.slow
def test_pymerkle_comes_to_the_same_roots_and_sigstore_takes_our_proofs():
    chance = random.Random(6962)
    tree = pymerkle.InmemoryTree(algorithm="sha256")
    for number in range(2000):
        tree.append_entry(entry(number))

    for _ in range(CASES):
        size = chance.randint(1, 2000)
        index, old = chance.randrange(size), chance.randint(1, size)
        ours = reader_of(size)
        path = merkle.inclusion(index, size, ours)
        assert merkle.span(ours, 0, size) == tree.get_state(size)
        steps = merkle.consistency(old, size, ours)
        merkle.verify_consistency(old, size, steps, tree.get_state(old), tree.get_state(size))
        theirs = set(tree.prove_inclusion(index + 1, size).path)
        assert {*path, merkle.leaf(entry(index))} == theirs
        verify_merkle_inclusion(sigstore(index, size, path, tree.get_state(size)))
        with pytest.raises(VerificationError):
            verify_merkle_inclusion(sigstore(index, size, path, bytes(32)))


@cache
def _node(level: int, place: int) -> bytes:
    if not level:
        return merkle.leaf(entry(place))
    return merkle.node(_node(level - 1, 2 * place), _node(level - 1, 2 * place + 1))


def reader_of(size: int) -> merkle.Nodes:
    def nodes(level: int, place: int) -> bytes:
        assert (place + 1) << level <= size
        return _node(level, place)

    return nodes


def sigstore(index: int, size: int, path: list[bytes], root: bytes) -> SimpleNamespace:
    proof = SimpleNamespace(log_index=index, tree_size=size, hashes=path, root_hash=root)
    inner = SimpleNamespace(inclusion_proof=proof, canonicalized_body=entry(index))
    return SimpleNamespace(_inner=inner)


@pytest.mark.parametrize("size", [1, 2, 3, 255, 256, 257, 300, 511, 513, 1200])
def test_a_bundle_is_read_where_each_of_its_entries_was_signed(size):
    root, told = plain_root(size), [entry(number) for number in range(size)]
    read = reader(size)

    for number, width in tiles.bundles(size):
        assert read.bundle(number, root) == told[number * 256 :][:width]


@settings(max_examples=200)
@given(sizes, st.data())
def test_a_bundle_with_any_entry_written_over_is_refused(size, data):
    place = data.draw(st.integers(0, size - 1))
    number, at = divmod(place, 256)
    width = min(256, size - number * 256)
    path, told = tiles.bundle_path(number, width), dict(files(size))
    rows = tiles.unpack(told[path], width)
    rows[at] = b"another"
    told[path] = tiles.pack(rows)
    if data.draw(st.booleans()):  # its own tile too: it proves nothing for itself
        told[tiles.path(0, number, width)] = b"".join(merkle.leaves(rows))

    with pytest.raises(BadProof):
        Reader(size, told.__getitem__).bundle(number, plain_root(size))


def test_a_tile_of_another_width_is_no_tile():
    with pytest.raises(tiles.BadTile):
        reader(300).demand(1, b"x" * 32, plain_root(300))
