from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soi.core import cursors
from soi.core.refusals import Unacceptable

EARLY = datetime(2, 1, 1)  # noqa: DTZ001 - hypothesis adds the zone


def _is_before_9999(moment):
    return moment.year < 9999


VALUES = {
    int: st.integers(0, 2**62 - 1),
    str: st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=10),
    date: st.dates(),
    datetime: st.datetimes(min_value=EARLY, timezones=st.just(UTC)).filter(_is_before_9999),
}
ROWS = st.lists(
    st.sampled_from(sorted(VALUES, key=str)).flatmap(
        lambda kind: st.tuples(st.just(kind), st.none() | VALUES[kind])
    ),
    max_size=4,
)


@given(ROWS)
def test_what_is_written_is_read_again(row):
    values = [value for _, value in row]

    assert cursors.read(cursors.write(*values), *(kind for kind, _ in row)) == values


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(text):
    try:
        found = cursors.read(text, datetime, int)
    except Unacceptable:
        return
    assert len(found) == 2


@pytest.mark.parametrize(
    "values",
    [(-1,), (2**62,), (True,), ("x",), (1.5,), ([1],), ({"a": 1},), (1, 2), ()],
)
def test_a_number_that_no_row_has_is_refused(values):
    import base64
    import json

    cursor = base64.urlsafe_b64encode(json.dumps(values).encode()).decode()

    with pytest.raises(Unacceptable):
        cursors.read(cursor, int)


@pytest.mark.parametrize("moment", ["2026-01-01T00:00:00", "0001-01-01T00:00:00+00:00", "²"])
def test_a_moment_without_a_zone_or_beyond_the_calendar_is_refused(moment):
    with pytest.raises(Unacceptable):
        cursors.read(cursors.write(moment), datetime)


def test_a_cursor_of_brackets_is_refused():
    with pytest.raises(Unacceptable):
        cursors.read("W1tb" * 90, int)


@pytest.mark.parametrize("text", ["²", "٣", "-1", "1.0", "", " 1", "1_0", "1" * 10])
def test_what_is_no_plain_figure_is_no_number(text):
    assert cursors.number(text) is None


def test_plain_figures_are_a_number():
    assert (cursors.number("0012"), cursors.number("9999", digits=4)) == (12, 9999)
