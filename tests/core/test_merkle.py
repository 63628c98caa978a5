from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soi.core.merkle import leaf, root

# RFC 6962 hashing over the leaves "0", "1", "2" …; checked by golang.org/x/mod sumdb/tlog,
# transparency-dev/merkle and pymerkle.
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "db3426e878068d28d269b6c87172322ce5372b65756d0789001d34835f601c03",
    2: "cb00989d94a569c0a678ae042b63dcd4625db96440517f37a6eb7976ea24ed4b",
    3: "725d5230db68f557470dc35f1d8865813acd7ebb07ad152774141decbae71327",
    4: "9f4a3fc20d4162dc37d4e23d907848731a76043ffff6d69288bf1abfbcff478e",
    6: "32805cc5e94134743d0aa580ef2ee332687b687fc2e4e2f72fee1cc712e0ba0c",
    7: "a3e23b32ccb6bf96d092d165d8aa546e09829de8f03b0e8957581d1e16b92bdf",
    8: "3b85a9626c1ccb64c6b95ec7fa64888defe2cf12e39e77e10812ce5fcb9cb58e",
    256: "828515d033c19d8c901f37eccb8aed919667703486f8d2fff1cf7040321c5db1",
    257: "1eda049a4351d86f76252bd7ec0b7746ad75b7fa0316ad5f541dbda458a312c4",
    70000: "1a4cdfcb66374a0c0dcbef49acbd4976d13ee864fb3cb241fc943cad04f02f7e",
}

entries = st.lists(st.binary(max_size=42), max_size=40)


def recursive(leaves: list[bytes]) -> bytes:
    """Return the root as RFC 6962, section 2.1, defines it."""
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\1" + recursive(leaves[:half]) + recursive(leaves[half:])).digest()


@pytest.mark.parametrize(("size", "expected"), ROOTS.items())
def test_a_root_is_that_of_other_implementations(size, expected):
    assert root(leaf(str(number).encode()) for number in range(size)).hex() == expected


@given(entries)
def test_the_root_is_the_one_the_standard_defines(some):
    leaves = [leaf(one) for one in some]

    assert root(leaves) == recursive(leaves)


@given(entries.filter(len), st.data())
def test_no_entry_can_be_changed_or_dropped_unseen(some, data):
    spot = data.draw(st.integers(0, len(some) - 1))
    leaves = [leaf(one) for one in some]
    changed = [*leaves[:spot], leaf(some[spot] + b"!"), *leaves[spot + 1 :]]

    assert root(changed) != root(leaves) != root(leaves[:spot] + leaves[spot + 1 :])


def test_an_inner_node_is_never_a_leaf():
    two = leaf(b"a") + leaf(b"b")

    assert root([leaf(b"a"), leaf(b"b")]) != leaf(two)
