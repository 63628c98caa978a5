import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from soi.core.receipts import ALPHABET, BadCode, from_bytes, normal

codes = st.binary(min_size=16, max_size=16).map(from_bytes)
SPOTS = [spot for spot, symbol in enumerate("K7QM-3WTR-9HXE-4C") if symbol != "-"]


def test_a_code_has_no_symbol_that_is_read_for_another():
    assert set("01ILO") & set(ALPHABET) == set()
    assert len(ALPHABET) == len(set(ALPHABET)) == 31


def test_thirteen_random_symbols_carry_more_than_sixty_bits():
    assert 31**13 > 2**60


@given(st.binary(min_size=16, max_size=40))
def test_the_same_bytes_always_give_the_same_code(source):
    code = from_bytes(source)

    assert code == from_bytes(source)
    assert re.fullmatch(rf"(?:[{ALPHABET}]{{4}}-){{3}}[{ALPHABET}]{{2}}", code)


def test_too_few_bytes_make_no_secret():
    with pytest.raises(ValueError, match="too few"):
        from_bytes(b"short")


@given(codes)
def test_a_code_is_read_however_it_was_typed(code):
    typed = f"  {code.lower().replace('-', ' ')} "

    assert normal(typed) == normal(code.replace("-", "–")) == normal(code) == code


@given(codes, st.sampled_from(SPOTS), st.sampled_from(ALPHABET))
def test_every_single_mistyped_symbol_is_caught(code, spot, symbol):
    assume(symbol != code[spot])

    with pytest.raises(BadCode) as refused:
        normal(code[:spot] + symbol + code[spot + 1 :])
    assert refused.value.facts == {"reason": "check"}


@given(codes, st.integers(0, 12))
def test_every_two_neighbours_that_changed_places_are_caught(code, spot):
    symbols = code.replace("-", "")
    assume(symbols[spot] != symbols[spot + 1])

    with pytest.raises(BadCode):
        normal(symbols[:spot] + symbols[spot + 1] + symbols[spot] + symbols[spot + 2 :])


@pytest.mark.parametrize(
    "text", ["", "PA-2026-00031", "K7QM-3WTR-9HXE-4", "K7QM-3WTR-9HXE-4O", "ẮẮ"]
)
def test_what_is_no_code_is_malformed(text):
    with pytest.raises(BadCode) as refused:
        normal(text)
    assert refused.value.facts == {"reason": "malformed"}
