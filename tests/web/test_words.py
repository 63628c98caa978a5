from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from soi.core.workdays import Calendar
from soi.web.templatetags import soi as words

CALENDAR = Calendar({date(2026, 9, 2): "Quốc khánh"}, {})
WEDNESDAY = date(2026, 10, 21)


def test_a_day_is_written_with_its_weekday():
    assert words.day(WEDNESDAY) == "thứ Tư, 21/10/2026"
    assert words.day_start(WEDNESDAY) == "Thứ Tư, 21/10/2026"
    assert words.day(date(2026, 10, 18)) == "chủ nhật, 18/10/2026"
    assert words.day(None) == ""


def test_in_english_the_weekday_is_english():
    with translation.override("en"):
        assert words.day(WEDNESDAY) == "Wednesday, 21/10/2026"
        assert words.thousands(18412) == "18,412"


def test_a_moment_is_vietnamese_time():
    assert words.moment(datetime(2026, 9, 28, 0, 42, tzinfo=UTC)) == "Thứ Hai, 28/09/2026, 07:42"
    assert words.isodate(datetime(2026, 9, 27, 18, 0, tzinfo=UTC)) == "2026-09-28T01:00"


def test_figures_have_dots_between_thousands():
    assert words.thousands(1250000) == "1.250.000"


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 8, 31), "Còn 2 ngày làm việc"),  # 2 September is a holiday
        (date(2026, 9, 3), "Đến hạn hôm nay"),
        (date(2026, 9, 8), "Quá hạn 3 ngày làm việc"),
        (date(2026, 9, 5), "Quá hạn 1 ngày làm việc"),
    ],
)
def test_what_is_left_is_counted_in_working_days(today, said):
    due = date(2026, 9, 3)

    assert words.left_words(due, today, CALENDAR) == said


def test_no_day_is_said_plainly():
    assert words.left_words(None, WEDNESDAY, CALENDAR) == "Không có hạn"


def test_the_word_that_gave_a_hint_is_marked_and_the_rest_is_escaped():
    assert words.mark_words("<b> rác", ["rác"]) == "&lt;b&gt; <mark>rác</mark>"
    assert words.mark_words("không có gì", ["rác"]) == "không có gì"
