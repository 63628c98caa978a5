import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soi.web.charts import LOOKS, Part, Path, bar, line

SVG = "{*}"


def parts(*counts):
    looks = ["kept", "late", "shut", "over"]
    return [Part(look, count, f"việc {look}") for look, count in zip(looks, counts, strict=False)]


@given(st.lists(st.integers(0, 9999), min_size=1, max_size=4))
def test_a_bar_is_as_long_as_its_whole_and_never_leaves_its_box(counts):
    whole = sum(counts)

    drawn = ET.fromstring(bar("Phòng", parts(*counts), max(whole, 1)))

    rects = drawn.findall(f"{SVG}rect")
    assert len(rects) == sum(count > 0 for count in counts)
    for rect in rects:
        assert 0 <= float(rect.get("x")) <= 400
        assert float(rect.get("x")) + float(rect.get("width")) <= 405
    assert drawn.find(f"{SVG}title").text.endswith(f"/ {whole}")


def test_a_bar_tells_its_parts_in_words():
    title = ET.fromstring(bar("Phòng A", parts(7, 2, 0, 1), 10)).find(f"{SVG}title").text

    assert title == "Phòng A: 7 việc kept, 2 việc late, 1 việc over / 10"


def test_what_is_typed_cannot_leave_the_title():
    drawn = bar('<script>"', [Part("kept", 1, "<b>")], 1)

    assert "<script>" not in drawn
    assert ET.fromstring(drawn).find(f"{SVG}title").text.startswith('<script>"')


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_has_its_class_in_the_one_stylesheet(look):
    from pathlib import Path as File

    import soi.web

    sheet = (File(soi.web.__file__).parent / "static/web/ward.css").read_text("utf-8")
    assert LOOKS[look][0] in sheet


_POINTS = st.lists(st.floats(-1e9, 1e12, allow_nan=False), min_size=1, max_size=12)


@given(_POINTS, st.one_of(st.none(), st.tuples(st.floats(0, 1e12), st.floats(0, 1e12))))
def test_a_line_stays_in_its_box_whatever_the_values(values, fan):
    real = [(month, value) for month, value in enumerate(values, start=1)]

    drawn = ET.fromstring(line("x", Path(real, plans=[("P", values[0])], fan=fan)))

    ways = [path for path in drawn.findall(f"{SVG}path") if path.get("class") == "real"]
    numbers = [float(part) for part in ways[0].get("d")[1:].split()]
    assert all(0 <= across <= 168 for across in numbers[::2])
    assert all(0 <= down <= 64 for down in numbers[1::2])
