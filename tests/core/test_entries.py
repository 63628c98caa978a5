import json
from datetime import date

import pytest
import rfc8785
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from soi.core.entries import SIZE, Class, Entry, NotAnEntry, canonical, commitment, parse

DAY = date(2026, 1, 1)
# One case of record_vectors.json, checked there by two other implementations.
VALUE = {
    "type": "duty.opened",
    "case": "01J9Z0",
    "prev": None,
    "unit": 7900001,
    "day": 20454,
    "body": {"title": "Sửa đèn đường tổ 12", "due": "2026-03-31"},
    "attachments": [],
}
CANONICAL = (
    '{"attachments":[],"body":{"due":"2026-03-31","title":"Sửa đèn đường tổ 12"},'
    '"case":"01J9Z0","day":20454,"prev":null,"type":"duty.opened","unit":7900001}'
)
SALT = "06487d35ace74d7a300449ef8be3a256ebf149225c75cccc320e1712055affdc"
COMMITMENT = "ff78fba85e6d2cacdb6581637c9879ca4c958b0f802777a169a56f7975ff6178"

entries = st.builds(
    Entry,
    st.sampled_from(Class),
    st.integers(0, 2**32 - 1),
    st.dates(date(1970, 1, 1), date(9999, 12, 31)),
    st.binary(min_size=32, max_size=32),
)
plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text('aăđ ệ\n"\\', max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcđ"), inner, max_size=3),
    max_leaves=12,
)


def test_a_payload_is_written_as_the_vectors_have_it():
    assert canonical(VALUE) == CANONICAL.encode()


def test_a_commitment_is_that_of_the_vectors():
    assert commitment(bytes.fromhex(SALT), CANONICAL.encode()).hex() == COMMITMENT


@given(entries)
def test_an_entry_is_always_42_bytes_and_read_back_the_same(entry):
    data = entry.to_bytes()

    assert len(data) == SIZE
    assert parse(data) == entry


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-1],
        lambda data: data + b"\0",
        lambda data: b"\2" + data[1:],  # another version
        lambda data: data[:1] + b"\3" + data[2:],  # no such class
        lambda data: data[:6] + b"\xff\xff\xff\xff" + data[10:],  # a day beyond all calendars
    ],
)
def test_bytes_that_are_no_entry_are_refused(spoil):
    data = Entry(Class.OPEN, 1, DAY, bytes(32)).to_bytes()

    with pytest.raises(NotAnEntry):
        parse(spoil(data))


@pytest.mark.parametrize(
    "value",
    [
        {"amount": 1.5},
        {"amount": float("nan")},
        {"amount": 2**53},
        {"on": DAY},
        {"text": "\ud800"},
        {"list": [{"deep": 0.1}]},
        {"ệ": 1, "e\u0323\u0302": 2},  # one key once composed
    ],
)
def test_what_cannot_be_written_in_one_way_is_refused(value):
    with pytest.raises(NotAnEntry):
        canonical(value)


def test_however_a_text_was_composed_its_payload_is_the_same():
    assert canonical({"t": "e\u0323\u0302"}) == canonical({"t": "ệ"})


def test_the_same_text_under_two_salts_shows_nothing_in_common():
    assert commitment(b"a" * 32, b"{}") != commitment(b"b" * 32, b"{}")


def test_a_kind_of_text_or_of_number_is_written_as_what_it_is():
    assert canonical({"t": SafeString("<b>"), "c": Class.OPEN}) == b'{"c":1,"t":"<b>"}'


@given(st.dictionaries(st.text("abcđ\ue000\U0001f600"), plain, max_size=4))
def test_a_payload_comes_back_as_it_was(payload):
    assert json.loads(canonical(payload)) == payload
    assert canonical(payload) == rfc8785.dumps(payload)
