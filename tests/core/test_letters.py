import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soi.core import letters
from soi.core.letters import Deceives, folded, plain, tidy
from soi.core.refusals import Unacceptable
from soi.core.vietnamese import clean, fold, search_exact

texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=60)
UNSEEN = ["\u200b", "\u00ad", "\u2060", "\ufeff", "\u200e", "\u2066", "\u061c", "\U000e0041"]


@pytest.mark.parametrize("sign", UNSEEN)
def test_what_no_reader_sees_is_taken_out(sign):
    assert tidy(f"{sign}đư{sign}ờng ngập{sign}") == "đường ngập"


@pytest.mark.parametrize(
    "text", [12 * "\u200b", 12 * "\u3164", 12 * "\u2800", "\u00a0 \u2003\ufeff", 20 * "\u00ad"]
)
def test_a_text_that_is_empty_to_the_eye_is_empty(text):
    assert tidy(text) == ""


@pytest.mark.parametrize("sign", ["\u202e", "\u202d"])
def test_what_turns_letters_around_is_refused_with_its_field(sign):
    with pytest.raises(Deceives):
        tidy(f"phường {sign}gnox màl ãđ")
    with pytest.raises(Unacceptable) as refused:
        clean(f"phường {sign}gnox màl ãđ", "text")
    assert refused.value.field == "text"


def test_stacked_marks_do_not_leave_their_line():
    assert tidy("đ" + "o" + 400 * "\u0300" + "i") == "đ" + "ò" + 2 * "\u0300" + "i"
    assert tidy("a \u0301\u0301 b") == "a  b"


def test_lines_end_in_one_way():
    assert tidy("a\r\nb\rc\u2028d\u2029e") == "a\nb\nc\nd\ne"


def test_a_picture_made_of_several_stays_whole():
    assert tidy("cả nhà 👨‍👩‍👧 cảm ơn ❤️ 1️⃣ x\u200dy") == "cả nhà 👨‍👩‍👧 cảm ơn ❤️ 1️⃣ xy"


def test_stored_words_stay_as_they_were_written():
    text = "Số\u00a012 – ｗｉｄｅ, QÐ-UBND, ﬁ"

    assert tidy(text) == text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("0905\u00a0123\u2011456", "0905 123-456"),
        ("\u202e654 321 5090\u202c nhé", "0905 123 456 nhé"),
        ("０９０５", "0905"),
        ("0️⃣9️⃣", "09"),
        ("Ðường Ɖá", "Đường Đá"),
        ("А12", "A12"),  # a Cyrillic letter
    ],
)
def test_a_folded_copy_is_what_the_eye_reads(text, read):
    assert folded(text).text == read


@given(texts)
def test_every_sign_of_a_folded_copy_leads_back_into_the_text(text):
    copy = folded(text)

    assert len(copy.text) == len(copy.at) == len(copy.until)
    assert all(
        0 <= start < end <= len(text) for start, end in zip(copy.at, copy.until, strict=True)
    )


@given(texts)
def test_the_plain_copy_has_the_places_of_the_text(text):
    assert len(plain(text)) == len(text)


@given(texts)
def test_a_tidy_text_is_composed_and_stays_as_it_is(text):
    try:
        found = tidy(text)
    except Deceives:
        return

    assert found == unicodedata.normalize("NFC", found) == tidy(found)


@pytest.mark.parametrize(
    "written", ["đường", "ðường", "ɖường", "ĐƯỜNG", "đư\u200bờng", "đư\u00adờng"]
)
def test_a_search_finds_every_spelling_of_a_word(written):
    assert fold(written) == "duong"
    assert search_exact(written) == "đường"


@pytest.mark.parametrize("sign", ["a", "\u0301", "\u200d", "đ", "1\ufe0f", "\u202e", "👨\u200d"])
def test_no_text_costs_more_than_its_length(sign):
    started = time.process_time()
    folded(sign * 5_000)
    letters.seen(sign * 5_000)

    assert time.process_time() - started < 0.5
