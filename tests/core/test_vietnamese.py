import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soi.core.refusals import Unacceptable
from soi.core.vietnamese import (
    canon,
    clean,
    fold,
    nfc,
    search_exact,
    search_text,
    sort_key,
    weekday,
)

texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=60)
marked = st.text("aăâbcdđeêhiklmnoôơpqrstuưvxyáàảãạấầẩẫậếềểễệốồổỗộứừửữựýỳỷỹỵ ", max_size=40)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường Điện Biên Phủ", "duong dien bien phu"),
        ("  Hộ nghèo,  tổ 12! ", "ho ngheo to 12"),
        ("NẮP CỐNG", "nap cong"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Hoà"), "nguyen thi hoa"),
        ("21‑KL/TW", "21 kl tw"),
        ("số ½", "so 1 2"),
        ("", ""),
    ],
)
def test_a_folded_text_is_plain_words(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("hoà", "hòa"),
        ("khoẻ", "khỏe"),
        ("thuỷ", "thủy"),
        ("HOÀ BÌNH", "HÒA BÌNH"),
        ("loè", "lòe"),
        ("quý", "quý"),
        ("quỳ", "quỳ"),
        ("toàn", "toàn"),
        ("huỳnh", "huỳnh"),
        ("luật", "luật"),
        ("Huệ", "Huệ"),
        ("hoặc", "hoặc"),
        ("thuế", "thuế"),
        ("của", "của"),
        (unicodedata.normalize("NFD", "thuỷ"), "thủy"),
    ],
)
def test_the_tone_mark_of_an_open_syllable_stands_on_the_first_vowel(text, form):
    assert canon(text) == form


def test_both_ways_of_writing_are_found_by_either():
    assert search_exact("Thuý Hoà") == search_exact("Thúy Hòa") == "thúy hòa"


def test_a_stored_search_text_lets_a_word_be_found_at_its_beginning():
    assert " duong" in search_text("Đường tối")


def test_names_sort_by_the_last_word_in_the_order_of_the_alphabet():
    names = ["Lê Đức", "Trần Dũng", "Lê Ân", "Lê An", "Lê Ánh", "Phạm Yến", "Bùi An", "Vũ Ăn"]

    assert sorted(names, key=sort_key) == [
        "Bùi An", "Lê An", "Lê Ánh", "Vũ Ăn", "Lê Ân", "Trần Dũng", "Lê Đức", "Phạm Yến",
    ]  # fmt: skip


def test_tones_sort_as_the_dictionary_has_them():
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key) == [
        "ma", "mà", "mả", "mã", "má", "mạ",
    ]  # fmt: skip


def test_a_sort_key_takes_digits_and_foreign_letters_as_they_are():
    assert sort_key("Tổ 12") < sort_key("Tổ Æ")


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x1b", "\x85", "\ud800", "\uffff"])
def test_control_characters_are_refused_with_the_field_they_stand_in(bad):
    with pytest.raises(Unacceptable) as refused:
        clean(f"đèn{bad}hỏng", "text")

    assert refused.value.facts == {"field": "text", "reason": "control_characters"}


def test_what_was_typed_is_composed_with_plain_line_ends():
    typed = unicodedata.normalize("NFD", "  Đèn hỏng\r\nở tổ 5\rnhé\t! ")

    assert clean(typed, "text") == "Đèn hỏng\nở tổ 5\nnhé\t!"


def test_the_days_of_the_week_have_their_names():
    assert [weekday(date(2026, 3, day)) for day in range(2, 9)] == [
        "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "chủ nhật",
    ]  # fmt: skip


@given(texts)
def test_folding_twice_is_folding_once_and_leaves_plain_words(text):
    once = fold(text)

    assert fold(once) == once
    assert re.fullmatch(r"(?:[0-9a-z]+(?: [0-9a-z]+)*)?", once)


@given(texts)
def test_however_a_text_was_composed_it_is_searched_alike(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(nfc(text))
    assert search_exact(unicodedata.normalize("NFD", text)) == search_exact(nfc(text))


@given(marked)
def test_moving_a_mark_loses_no_letter(text):
    assert canon(canon(text)) == canon(text)
    assert fold(canon(text)) == fold(text)
