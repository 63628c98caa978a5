import pytest
from hypothesis import given
from hypothesis import strategies as st

from soi.core.citations import Citation, NotACitation, parse

LAW = "Luật 25/2018/QH14"
numbers = st.integers(1, 400).map(str)
citations = st.one_of(
    st.builds(Citation, st.just(LAW), numbers, st.just("") | numbers),
    st.builds(Citation, st.just(LAW), numbers, numbers, st.sampled_from("abcdđ")),
)


@pytest.mark.parametrize(
    ("text", "citation"),
    [
        (f"Điều 30 {LAW}", Citation(LAW, "30")),
        (f"khoản 1 Điều 30 {LAW}", Citation(LAW, "30", "1")),
        (f"điểm đ khoản 1 Điều 30 {LAW}", Citation(LAW, "30", "1", "đ")),
        ("Luật Tiếp công dân 42/2013/QH13, Điều 28.1",
         Citation("Luật Tiếp công dân 42/2013/QH13", "28", "1")),
        ("Luật Tiếp công dân 42/2013/QH13, Điều 15.2d",
         Citation("Luật Tiếp công dân 42/2013/QH13", "15", "2", "d")),
        ("Luật Khiếu nại 02/2011/QH13, Điều 11a",
         Citation("Luật Khiếu nại 02/2011/QH13", "11a")),
    ],
)  # fmt: skip
def test_a_point_of_law_is_read_in_both_its_forms(text, citation):
    assert parse(text) == citation


@pytest.mark.parametrize(
    "text", ["", "Luật 25/2018/QH14", "Điều 30", "khoản 1 Điều ba mươi Luật X"]
)
def test_a_text_without_an_article_is_no_citation(text):
    with pytest.raises(NotACitation):
        parse(text)


@given(citations)
def test_what_is_written_is_read_back_the_same(citation):
    assert parse(str(citation)) == citation
