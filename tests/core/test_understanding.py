"""The weights that ship, applied; and how a text is read before."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import soi.reports
from soi.core.matters import split
from soi.core.suggestions import DENUNCIATION, suggest
from soi.core.understanding.features import letter_features, word_features
from soi.core.understanding.meaning import understand
from soi.core.understanding.model import Model, Sums
from soi.core.understanding.reading import read
from soi.core.understanding.syllables import from_telex, from_vni
from soi.core.vietnamese import fold

FILE = Path(soi.reports.__file__).parent / "data" / "understanding.bin"
MODEL = Model.read(FILE.read_bytes())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dduwowngf", "đường"),
        ("nuwowcs", "nước"),
        ("caauf", "cầu"),
        ("khoong", "không"),
        ("nguoif", "nguoi"),
        ("treen", "trên"),
        ("gif", "gì"),
        ("toi", ""),  # a syllable as it stands
        ("gas", ""),
        ("shopee", ""),
        ("leotj", ""),
    ],
)
def test_telex_is_undone_where_a_syllable_comes_out(typed, meant):
    assert from_telex(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("d9uo7ng2", "đường"),
        ("ca6y", "cây"),
        ("ba2ng", "bàng"),
        ("k27", ""),
        ("a0b", ""),
        ("z9", ""),
    ],
)
def test_vni_is_undone_where_a_syllable_comes_out(typed, meant):
    assert from_vni(typed) == meant


def test_figures_after_a_word_are_vni_only_where_figures_stand_within_words():
    assert [token.marked for token in read("tổ to5 K27")] == ["tổ", "to5", "k27"]
    assert [token.marked for token in read("ke6nh ca6y to5")] == ["kênh", "cây", "tọ"]


def test_short_forms_dialect_and_drawn_out_letters_are_read_as_they_are_meant():
    meant = " ".join(token.plain for token in read("tui hk bik, mô rứa, lắmmmm"))

    assert meant == "toi khong biet , dau vay , lam"


def test_what_was_read_otherwise_never_replaces_what_was_typed():
    text = "Dduwowngf Caau ko deen"

    assert [text[token.start : token.end] for token in read(text)] == text.split()


@given(st.text(max_size=80))
def test_any_text_is_understood(text):
    meaning = understand(text, MODEL)

    assert abs(sum(meaning.kinds.values()) - 1) < 1e-6
    assert abs(sum(meaning.topics.values()) - 1) < 1e-6
    assert 0 <= meaning.denounces <= 1
    assert meaning.matters


@given(st.lists(st.sampled_from(["đèn", "tắt", "rác", "ông", "phong bì", ".", "xin"]), max_size=30))
def test_sums_of_pieces_add_up_and_come_apart_again(words):
    one, other = " ".join(words), "rác đầy đường"
    sums = [
        MODEL.sums(word_features(read(text)), letter_features(read(text))) for text in (one, other)
    ]

    assert sums[0] + sums[1] - sums[1] == sums[0]
    assert sums[0] + Sums() == sums[0]


@pytest.mark.parametrize(
    ("text", "kind", "topic"),
    [
        ("Trụ đèn đầu ngõ tắt cả tuần, tối không thấy đường đi", "report", "ha_tang"),
        ("Trồng thêm cây bàng trước trường cho mát đi", "petition", "moi_truong"),
        ("Tôi không phục tờ phạt đậu xe này, yêu cầu hủy", "complaint", "an_ninh_trat_tu"),
        ("xin giay gi cung phai kep phong bi cho anh o quay moi ky", DENUNCIATION, "thu_tuc"),
    ],
)
def test_what_was_learnt_tells_kind_and_topic(text, kind, topic):
    found = suggest(text, model=MODEL)

    assert (found.kind, found.topic) == (kind, topic)
    assert found.asks == (kind == DENUNCIATION) == bool(found.denunciation_words)


def test_a_word_for_denunciation_asks_whatever_was_learnt():
    assert suggest("Cột đèn tắt. Tôi tố cáo.", model=MODEL).asks


def test_the_words_that_decided_stand_in_the_text():
    text = "Xe rác ba ngày không tới, ruồi bu đầy ngõ"

    words = suggest(text, model=MODEL).words

    assert words
    assert all(fold(word) in fold(text) for word in words)


def test_the_matters_of_a_filing_are_its_own_words_in_order():
    text = (
        "Rác chất ba ngày trước nhà tôi không ai dọn. "
        "Ngoài ra xin lắp thêm đèn ở đoạn cuối hẻm vì tối quá."
    )

    first, second = split(text, model=MODEL)

    assert f"{first.text} {second.text}" == text
    assert (first.kind, first.topic) == ("report", "rac_thai")
    assert (second.kind, second.topic) == ("petition", "ha_tang")


def test_one_matter_stays_whole():
    text = "Rác chất ba ngày trước nhà tôi. Ruồi bu đầy. Mong xe tới gom."

    assert [part.text for part in split(text, model=MODEL)] == [text]


@pytest.mark.parametrize("data", [b"", b"soi", FILE.read_bytes()[:-1]])
def test_what_is_no_file_of_weights_is_refused(data):
    with pytest.raises(ValueError, match="weights"):
        Model.read(data)


def test_the_file_of_weights_is_small():
    assert FILE.stat().st_size <= 2_000_000


def test_a_filing_is_understood_within_milliseconds():
    text = "Nhà tôi ở cuối hẻm, đèn đường tắt cả tuần nay. " * 4
    understand(text, MODEL)

    began = time.process_time()
    for _ in range(20):
        understand(text, MODEL)

    assert (time.process_time() - began) / 20 < 0.02  # 2 ms is measured by the bench


def test_the_same_filings_give_the_same_bytes():
    pytest.importorskip("sklearn", reason="SKIPPED LOUDLY: scikit-learn is not here")
    from bench.hands import ours
    from bench.training import train

    rows = ours()[::3]

    assert train(rows) == train(rows)


def test_a_feature_that_was_not_learnt_adds_nothing():
    assert MODEL.weight("wkhongcochunay", "to_cao") == 0
    assert MODEL.weight("wrac", "rac_thai") > 0
